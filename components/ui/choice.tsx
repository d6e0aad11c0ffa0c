"use client";

import clsx from "clsx";
import { type ComponentProps, type ReactNode, useEffect, useId, useRef } from "react";

type ChoiceProps = Omit<ComponentProps<"input">, "type"> & { label: ReactNode; hint?: ReactNode };

type CheckboxProps = ChoiceProps & {
  indeterminate?: boolean;
  /** The label is for readers only (a table's row). */
  hideLabel?: boolean;
};

const target =
  "relative inline-flex max-w-full items-start gap-2.5 py-2 md:py-0.5 has-disabled:cursor-not-allowed has-disabled:text-ink-3";

/** A box to tick. */
export function Checkbox({
  label,
  hint,
  indeterminate = false,
  hideLabel = false,
  className,
  ...rest
}: CheckboxProps) {
  const input = useRef<HTMLInputElement>(null);
  const hintId = useId();
  useEffect(() => {
    if (input.current) input.current.indeterminate = indeterminate;
  }, [indeterminate]);
  return (
    <label className={clsx(target, className)}>
      <input
        ref={input}
        type="checkbox"
        aria-describedby={hint ? hintId : undefined}
        {...rest}
        className="tick"
      />
      <Words label={label} hint={hint} hintId={hintId} hidden={hideLabel} />
    </label>
  );
}

/** On or off, at once. In a form, prefer a Checkbox. */
export function Switch({ label, hint, className, ...rest }: ChoiceProps) {
  const hintId = useId();
  return (
    <label className={clsx(target, className)}>
      <input
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox has its state by itself
        role="switch"
        aria-describedby={hint ? hintId : undefined}
        {...rest}
        className="relative mt-px h-[18px] w-[30px] flex-none appearance-none rounded-full bg-faint transition-colors duration-160 before:absolute before:top-[2px] before:left-[2px] before:size-3.5 before:rounded-full before:bg-surface before:shadow-1 before:transition-[left] before:duration-160 before:content-[''] checked:bg-accent checked:before:left-[14px] disabled:opacity-50"
      />
      <Words label={label} hint={hint} hintId={hintId} hidden={false} />
    </label>
  );
}

type WordsProps = { label: ReactNode; hint: ReactNode; hintId: string; hidden: boolean };

function Words({ label, hint, hintId, hidden }: WordsProps) {
  return (
    <span className={clsx(hidden ? "sr-only" : "min-w-0")}>
      {label}
      {hint && (
        <span id={hintId} className="block text-ink-3">
          {hint}
        </span>
      )}
    </span>
  );
}
