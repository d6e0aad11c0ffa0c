"use client";

import clsx from "clsx";
import { ChevronDown, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { Popover } from "radix-ui";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { useFieldProps } from "./field";

export type ComboboxOption = {
  value: string;
  label: string;
  /** At the right end: where it is, what it means. Searched too. */
  detail?: string;
  icon?: ReactNode;
  disabled?: boolean;
};

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
          <List options={options} value={value} query={query} onQuery={setQuery} onChoose={choose} />
          {footer && <div className="border-line border-t bg-sunken px-3 py-2 text-ink-3">{footer}</div>}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

type ListProps = {
  options: readonly ComboboxOption[];
  value: string;
  query: string;
  onQuery: (query: string) => void;
  onChoose: (option: ComboboxOption) => void;
};

function List({ options, value, query, onQuery, onChoose }: ListProps) {
  const t = useTranslations("common");
  const listId = useId();
  const needle = query.trim().toLowerCase();
  const found = options.filter((option) =>
    `${option.label} ${option.detail ?? ""}`.toLowerCase().includes(needle),
  );
  const [moved, setMoved] = useState<string>();
  const start =
    found.find((option) => option.value === value && !needle) ?? found.find((option) => !option.disabled);
  const active = found.find((option) => option.value === moved) ?? start;
  const onKey = (event: KeyboardEvent) => {
    const usable = found.filter((option) => !option.disabled);
    const at = usable.findIndex((option) => option.value === active?.value);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: usable.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      const next = usable[(to + usable.length) % usable.length];
      setMoved(next?.value);
      if (next) document.getElementById(`${listId}-${next.value}`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (active && !active.disabled) onChoose(active);
    }
  };
  return (
    <>
      <div className="flex h-11 items-center gap-2 border-line border-b px-3 md:h-10">
        <Search size={15} aria-hidden className="text-ink-3" />
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={active && `${listId}-${active.value}`}
          aria-label={t("filter")}
          autoComplete="off"
          spellCheck={false}
          placeholder={t("filter")}
          value={query}
          onChange={(event) => {
            setMoved(undefined);
            onQuery(event.target.value);
          }}
          onKeyDown={onKey}
          className="h-full min-w-0 flex-1 bg-transparent text-input outline-none"
        />
      </div>
      <div role="listbox" id={listId} aria-label={t("filter")} className="max-h-[280px] overflow-y-auto p-1">
        {found.map((option) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the input that owns the list
          <div
            key={option.value}
            id={`${listId}-${option.value}`}
            role="option"
            tabIndex={-1}
            aria-selected={option.value === value}
            aria-disabled={option.disabled || undefined}
            onPointerMove={() => setMoved(option.value)}
            onClick={() => !option.disabled && onChoose(option)}
            className={clsx(
              "flex min-h-11 cursor-pointer items-center gap-2 rounded-control px-2.5 aria-disabled:cursor-not-allowed aria-disabled:text-ink-3 aria-selected:font-semibold md:min-h-8 [&_svg]:size-4 [&_svg]:text-ink-3",
              option === active && "bg-accent-soft",
            )}
          >
            {option.icon}
            <span className="min-w-0 flex-1 truncate">{option.label}</span>
            {option.detail && (
              <span className="max-w-[50%] truncate font-normal text-ink-3">{option.detail}</span>
            )}
          </div>
        ))}
        {found.length === 0 && (
          <p className="px-2.5 py-2 text-ink-3">{t("noMatch", { query: query.trim() })}</p>
        )}
      </div>
    </>
  );
}
