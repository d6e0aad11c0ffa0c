"use client";

import clsx from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { useFieldProps } from "./field";

type InputProps = ComponentProps<"input"> & {
  icon?: ReactNode;
  /** At the right end: a tag, a unit, a button. */
  trailing?: ReactNode;
  /** 32 px, for filter bars. */
  dense?: boolean;
};

const box =
  "flex min-w-0 items-center gap-2 rounded-control border border-control-line bg-surface transition-[border-color] " +
  "duration-90 hover:border-ink-3 focus-within:field-ring has-[[aria-invalid]]:border-bad " +
  "has-disabled:cursor-not-allowed has-disabled:border-line has-disabled:bg-sunken has-disabled:text-ink-3";

/** One line of text. Inside a Field it is labelled and described by it. */
export function Input({ icon, trailing, dense = false, className, ...rest }: InputProps) {
  return (
    <div
      className={clsx(
        box,
        dense ? "h-11 px-2.5 md:h-8" : "h-11 px-[11px] md:h-[38px]",
        className ?? "w-full",
      )}
    >
      {icon && <span className="text-ink-3 [&_svg]:size-4">{icon}</span>}
      <input
        {...useFieldProps()}
        {...rest}
        className={clsx(
          "h-full min-w-0 flex-1 bg-transparent outline-none",
          dense ? "text-input md:text-ui" : "text-input",
        )}
      />
      {trailing}
    </div>
  );
}

/** Several lines of text; grows with what is typed where the browser can. */
export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return (
    <div className={clsx(box, className ?? "w-full")}>
      <textarea
        rows={rows}
        {...useFieldProps()}
        {...rest}
        className="field-sizing-content max-h-80 min-h-[72px] min-w-0 flex-1 resize-y bg-transparent px-[11px] py-2 text-input outline-none"
      />
    </div>
  );
}
