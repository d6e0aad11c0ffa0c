"use client";

import clsx from "clsx";
import { Check } from "lucide-react";
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from "react";
import { useGroupProps } from "./field";
import { PopoverWindow } from "./popover-window";
import type { SelectOption } from "./select";

type SelectListProps = {
  button: RefObject<HTMLElement | null>;
  options: readonly SelectOption<string>[];
  value: string | undefined;
  label: string | undefined;
  /** The letter that opened it. */
  typed: string;
  onChoose: (value: string) => void;
  onClose: () => void;
};

/** Letters within this time belong together. */
const typingMs = 1000;

/** What an open select is. */
export function SelectList({ button, onClose, ...list }: SelectListProps) {
  return (
    <PopoverWindow
      {...{ button, onClose }}
      role="presentation"
      focus="[role=listbox]"
      className="min-w-(--radix-popover-trigger-width) max-w-[calc(100vw-16px)]"
    >
      <Options {...list} />
    </PopoverWindow>
  );
}

/** A listbox that has the focus, its active option following arrows and letters. */
function Options({ options, value, label, typed, onChoose }: Omit<SelectListProps, "button" | "onClose">) {
  const id = useId();
  const group = useGroupProps();
  const list = useRef<HTMLDivElement>(null);
  const usable = options.filter((option) => !option.disabled);
  const find = useFind(list);
  const [active, setActive] = useState(() => value ?? usable[0]?.value);
  const activate = (next: string | undefined) => {
    if (next === undefined) return;
    setActive(next);
    document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: "nearest" });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: as it opens
  useEffect(() => {
    activate(typed ? (find(typed) ?? active) : active);
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    const at = usable.findIndex((option) => option.value === active);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: usable.length - 1 }[event.key];
    if (event.key === "Enter" || event.key === " ") {
      if (active !== undefined) onChoose(active);
    } else if (to !== undefined) activate(usable[Math.max(0, Math.min(to, usable.length - 1))]?.value);
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) activate(find(event.key));
    else if (event.key !== "Tab") return;
    event.preventDefault();
  };
  return (
    <div
      ref={list}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-labelledby={group["aria-labelledby"]}
      aria-activedescendant={active && `${id}-${active}`}
      onKeyDown={onKeyDown}
      className="max-h-[min(360px,var(--radix-popover-content-available-height))] overflow-y-auto p-1 outline-none"
    >
      {options.map((option) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the list
        <div
          key={option.value}
          id={`${id}-${option.value}`}
          role="option"
          tabIndex={-1}
          data-value={option.disabled ? undefined : option.value}
          aria-labelledby={`${id}-${option.value}-text`}
          aria-selected={option.value === value}
          aria-disabled={option.disabled || undefined}
          onPointerMove={() => option.disabled || setActive(option.value)}
          onClick={() => option.disabled || onChoose(option.value)}
          className={clsx(
            "flex min-h-11 select-none items-center gap-2 rounded-control py-1 pr-2 pl-2.5 outline-none aria-disabled:cursor-not-allowed aria-disabled:text-ink-3 md:min-h-8",
            option.value === active && "bg-hover",
          )}
        >
          <span className="min-w-0 flex-1">
            <span id={`${id}-${option.value}-text`}>{option.label}</span>
            {option.hint && <span className="block text-ink-3 text-meta">{option.hint}</span>}
          </span>
          {option.value === value && <Check size={15} aria-hidden className="text-accent" />}
        </div>
      ))}
    </div>
  );
}

/** Finds the option that begins with what was typed lately. */
function useFind(list: RefObject<HTMLElement | null>) {
  const typed = useRef({ text: "", at: 0 });
  return (letter: string): string | undefined => {
    const now = Date.now();
    const text = (now - typed.current.at < typingMs ? typed.current.text : "") + letter.toLowerCase();
    typed.current = { text, at: now };
    const options = [...(list.current?.querySelectorAll<HTMLElement>("[data-value]") ?? [])];
    return options.find((option) => option.textContent?.toLowerCase().startsWith(text))?.dataset.value;
  };
}
