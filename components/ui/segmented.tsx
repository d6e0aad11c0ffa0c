"use client";

import clsx from "clsx";
import { type ReactNode, useId } from "react";
import { useGroupProps } from "./field";
import { segmented } from "./segmented-class";

type Option<Value extends string> = { value: Value; label: ReactNode; disabled?: boolean };

type SegmentedProps<Value extends string> = {
  options: readonly Option<Value>[];
  /** Names the group where no Field does. */
  label?: string;
  /** The form field's name. */
  name?: string;
  value?: Value;
  defaultValue?: Value;
  onValueChange?: (value: Value) => void;
  /** l: 38 px with the accent, for decisions in a form. */
  size?: "m" | "l";
  className?: string;
};

/** One of a few, all in view: a radio group, so arrow keys move and it works in a plain form. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
  const { options, label, name, value, defaultValue, onValueChange, size = "m", className } = props;
  const group = useGroupProps();
  const fallbackName = useId();
  return (
    <div
      role="radiogroup"
      aria-label={label}
      {...group}
      className={clsx(segmented.frame, segmented.sizes[size], className)}
    >
      {options.map((option) => (
        <label
          key={option.value}
          className={clsx(
            segmented.item,
            "relative has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:outline-offset-2",
            "has-disabled:cursor-not-allowed has-disabled:opacity-50",
            size === "l"
              ? "text-panel has-checked:bg-accent-soft has-checked:font-[540] has-checked:text-accent has-checked:inset-ring has-checked:inset-ring-accent-line"
              : "has-checked:bg-hover has-checked:text-ink has-checked:inset-ring has-checked:inset-ring-line",
          )}
        >
          <input
            type="radio"
            className="absolute inset-0 appearance-none rounded-tag outline-none"
            name={name ?? fallbackName}
            value={option.value}
            disabled={option.disabled}
            {...(value === undefined
              ? { defaultChecked: option.value === defaultValue }
              : { checked: option.value === value })}
            onChange={() => onValueChange?.(option.value)}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}
