"use client";

import clsx from "clsx";
import { ChevronDown } from "lucide-react";
import { Popover } from "radix-ui";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { ComboboxList, type ComboboxOption } from "./combobox-list";
import { useFieldProps } from "./field";

export type { ComboboxOption };

type ComboboxProps = {
  options: readonly ComboboxOption[];
  value?: string | undefined;
  defaultValue?: string;
  onValueChange?: (value: string) => void;
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
  const [own, setOwn] = useState(defaultValue);
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  const value = props.value ?? own;
  const chosen = options.find((option) => option.value === value);
  const show = (next: boolean, typed = "") => {
    setQuery(typed);
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
    <Popover.Root open={open} onOpenChange={(next) => show(next)}>
      {name && <input type="hidden" name={name} value={value} />}
      <Popover.Trigger
        {...field}
        aria-label={props["aria-label"]}
        role="combobox"
        aria-haspopup="listbox"
        disabled={disabled}
        onKeyDown={onTriggerKey}
        className={clsx(
          "flex h-11 min-w-0 items-center gap-2 rounded-control border border-control-line bg-surface px-[11px] text-left text-input hover:border-ink-3 focus-visible:field-ring disabled:border-line disabled:bg-sunken disabled:text-ink-3 aria-invalid:border-bad data-[state=open]:field-ring md:h-[38px] [&_svg]:size-4 [&_svg]:flex-none [&_svg]:text-ink-3",
          className ?? "w-full",
        )}
      >
        {chosen?.icon}
        <span className={clsx("min-w-0 flex-1 truncate", !chosen && "text-ink-3")}>
          {chosen?.label ?? placeholder}
        </span>
        {chosen?.detail && <span className="max-w-[45%] truncate text-ink-3 text-ui">{chosen.detail}</span>}
        <ChevronDown aria-hidden className="max-w-3.5" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={5}
          collisionPadding={8}
          onOpenAutoFocus={(event) => {
            // Focus the field without selecting, so that the letter that opened it isn't overwritten.
            event.preventDefault();
            (event.currentTarget as HTMLElement).querySelector("input")?.focus();
          }}
          className="z-50 w-(--radix-popover-trigger-width) min-w-[min(260px,calc(100vw-16px))] animate-open overflow-hidden rounded-panel border border-line-strong bg-surface shadow-3"
        >
          <ComboboxList options={options} value={value} query={query} onQuery={setQuery} onChoose={choose} />
          {footer && <div className="border-line border-t bg-sunken px-3 py-2 text-ink-3">{footer}</div>}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
