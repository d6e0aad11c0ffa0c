"use client";

import clsx from "clsx";
import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type ReactNode, type RefObject, useId, useState } from "react";
import { PopoverWindow } from "./popover-window";

export type ComboboxOption = {
  value: string;
  label: string;
  /** At the right end: where it is, what it means. Searched too. */
  detail?: string;
  icon?: ReactNode;
  disabled?: boolean;
};

type ComboboxListProps = {
  options: readonly ComboboxOption[];
  value: string;
  query: string;
  onQuery: (query: string) => void;
  onChoose: (option: ComboboxOption) => void;
  /** The options are those that the query finds; while it is asked, they are an earlier one's, and Enter chooses none. */
  filtered?: "found" | "asking";
};

type ComboboxPopupProps = ComboboxListProps & {
  button: RefObject<HTMLElement | null>;
  onClose: () => void;
  /** Names it where its button does not. */
  label?: string;
  /** Below the list. */
  footer?: ReactNode;
  className?: string;
};

/** What an open combobox is. */
export function ComboboxPopup({ button, onClose, label, footer, className, ...list }: ComboboxPopupProps) {
  return (
    <PopoverWindow {...{ button, onClose, className }} aria-label={label} focus="input">
      <ComboboxList {...list} />
      {footer && <div className="border-line border-t bg-sunken px-3 py-2 text-ink-3">{footer}</div>}
    </PopoverWindow>
  );
}

/** The filter field and its listbox. Focus stays in the field; the active option follows the arrows. */
function ComboboxList({ options, value, query, onQuery, onChoose, filtered }: ComboboxListProps) {
  const t = useTranslations("common");
  const listId = useId();
  const needle = query.trim().toLowerCase();
  const found = options.filter(
    (option) => filtered || `${option.label} ${option.detail ?? ""}`.toLowerCase().includes(needle),
  );
  const [moved, setMoved] = useState<string>();
  const start =
    found.find((option) => option.value === value && !needle) ?? found.find((option) => !option.disabled);
  const isAsking = filtered === "asking";
  const active = found.find((option) => option.value === moved) ?? (isAsking ? undefined : start);
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
      <div
        role="listbox"
        id={listId}
        aria-label={t("filter")}
        aria-busy={isAsking || undefined}
        className="max-h-[280px] overflow-y-auto p-1"
      >
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
        {found.length === 0 && needle && !isAsking && (
          <p className="px-2.5 py-2 text-ink-3">{t("noMatch", { query: query.trim() })}</p>
        )}
      </div>
    </>
  );
}
