"use client";

import clsx from "clsx";
import { ChevronDown } from "lucide-react";
import { type KeyboardEvent, lazy, type ReactNode, Suspense, useRef, useState } from "react";
import { useFieldProps } from "./field";

const list = () => import("./select-list");
const fetchAhead = () => void list().catch(() => undefined);
const SelectList = lazy(async () => ({ default: (await list()).SelectList }));

export type SelectOption<Value extends string> = {
  value: Value;
  label: ReactNode;
  /** A second line in the list. */
  hint?: ReactNode;
  disabled?: boolean;
};

type SelectProps<Value extends string> = {
  options: readonly SelectOption<Value>[];
  value?: Value;
  defaultValue?: Value;
  onValueChange?: (value: Value) => void;
  /** The form field's name. */
  name?: string;
  placeholder?: string;
  disabled?: boolean;
  /** Names it where no Field does. */
  "aria-label"?: string;
  dense?: boolean;
  className?: string;
};

/**
 * One of several from a list. Beyond a dozen, use Combobox.
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/combobox/examples/combobox-select-only/
 */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const {
    options,
    name,
    placeholder,
    disabled = false,
    dense = false,
    className,
    "aria-label": label,
  } = props;
  const field = useFieldProps();
  const button = useRef<HTMLButtonElement>(null);
  const [own, setOwn] = useState(props.defaultValue);
  /** What was typed to open it, "" for nothing. */
  const [opened, setOpened] = useState<string>();
  const value = props.value ?? own;
  const chosen = options.find((option) => option.value === value);
  const close = () => setOpened(undefined);
  const choose = (next: string) => {
    close();
    setOwn(next as Value);
    if (next !== value) props.onValueChange?.(next as Value);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const typed = /^\S$/u.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!typed && !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    setOpened(typed ? event.key : "");
  };
  return (
    <>
      {name && <input type="hidden" name={name} value={value ?? ""} disabled={disabled} />}
      <button
        type="button"
        ref={button}
        {...field}
        role="combobox"
        aria-haspopup="listbox"
        aria-expanded={opened !== undefined}
        aria-label={label}
        disabled={disabled}
        onPointerEnter={fetchAhead}
        onFocus={fetchAhead}
        onClick={() => setOpened(opened === undefined ? "" : undefined)}
        onKeyDown={onKeyDown}
        className={clsx(
          "flex min-w-0 items-center gap-2 rounded-control border border-control-line bg-surface px-[11px] text-left hover:border-ink-3 focus-visible:field-ring disabled:border-line disabled:bg-sunken disabled:text-ink-3 aria-invalid:border-bad aria-expanded:field-ring",
          !chosen && "text-ink-3",
          dense ? "h-11 text-ui md:h-8" : "h-11 text-input md:h-[38px]",
          className ?? "w-full",
        )}
      >
        <span className="min-w-0 flex-1 truncate">{chosen?.label ?? placeholder}</span>
        <ChevronDown size={14} aria-hidden className="text-ink-3" />
      </button>
      {opened !== undefined && (
        <Suspense>
          <SelectList
            {...{ button, options, value, label }}
            typed={opened}
            onChoose={choose}
            onClose={close}
          />
        </Suspense>
      )}
    </>
  );
}
