"use client";

import clsx from "clsx";
import { ChevronDown } from "lucide-react";
import { type KeyboardEvent, type ReactNode, Suspense, useRef, useState } from "react";
import type { ComboboxOption } from "./combobox-list";
import { ComboboxPopup, fetchList } from "./combobox-popup";
import { useFieldProps } from "./field";

export type { ComboboxOption };

type ComboboxProps = {
  options: readonly ComboboxOption[];
  value?: string | undefined;
  defaultValue?: string;
  onValueChange?: (value: string) => void;
  /** Hears what is typed, to look for further options. */
  onQuery?: (query: string) => void;
  /** The form field's name. */
  name?: string;
  placeholder?: string;
  /** Names it where no Field does. */
  "aria-label"?: string;
  disabled?: boolean;
  /** Below the list: a link to what creates a missing entry. */
  footer?: ReactNode;
  className?: string;
};

/**
 * A picker for long lists: typing on the closed field opens and filters it; arrows, Home, End, Enter, Escape.
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */
export function Combobox(props: ComboboxProps) {
  const {
    options,
    defaultValue = "",
    onValueChange,
    name,
    placeholder,
    disabled = false,
    footer,
    className,
  } = props;
  const field = useFieldProps();
  const button = useRef<HTMLButtonElement>(null);
  const [own, setOwn] = useState(defaultValue);
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  const value = props.value ?? own;
  const chosen = options.find((option) => option.value === value);
  const type = (typed: string) => {
    setQuery(typed);
    props.onQuery?.(typed);
  };
  const show = (next: boolean, typed = "") => {
    type(typed);
    setOpen(next);
  };
  const choose = (option: ComboboxOption) => {
    setOwn(option.value);
    onValueChange?.(option.value);
    show(false);
  };
  const onTriggerKey = (event: KeyboardEvent) => {
    const typed =
      event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!typed && event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    show(true, typed ? event.key : "");
  };
  return (
    <>
      {name && <input type="hidden" name={name} value={value} />}
      <button
        type="button"
        ref={button}
        {...field}
        aria-label={props["aria-label"]}
        role="combobox"
        aria-haspopup="listbox"
        aria-expanded={open}
        disabled={disabled}
        onPointerEnter={fetchList}
        onFocus={fetchList}
        onClick={() => show(!open)}
        onKeyDown={onTriggerKey}
        className={clsx(
          "flex h-11 min-w-0 items-center gap-2 rounded-control border border-control-line bg-surface px-[11px] text-left text-input hover:border-ink-3 focus-visible:field-ring disabled:border-line disabled:bg-sunken disabled:text-ink-3 aria-invalid:border-bad aria-expanded:field-ring md:h-[38px] [&_svg]:size-4 [&_svg]:flex-none [&_svg]:text-ink-3",
          className ?? "w-full",
        )}
      >
        {chosen?.icon}
        <span className={clsx("min-w-0 flex-1 truncate", !chosen && "text-ink-3")}>
          {chosen?.label ?? placeholder}
        </span>
        {chosen?.detail && <span className="max-w-[45%] truncate text-ink-3 text-ui">{chosen.detail}</span>}
        <ChevronDown aria-hidden className="max-w-3.5" />
      </button>
      {open && (
        <Suspense>
          <ComboboxPopup
            {...{ button, options, value, query, footer }}
            onQuery={type}
            onChoose={choose}
            onClose={() => show(false)}
            className="w-(--radix-popover-trigger-width) min-w-[min(260px,calc(100vw-16px))]"
          />
        </Suspense>
      )}
    </>
  );
}
