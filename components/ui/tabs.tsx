"use client";

import clsx from "clsx";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { Link } from "./link";

type Tab<Value extends string> = { value: Value; label: ReactNode; content: ReactNode };

type TabsProps<Value extends string> = {
  /** Names the row of tabs. */
  label: string;
  tabs: readonly Tab<Value>[];
  value?: Value;
  defaultValue?: Value;
  onValueChange?: (value: Value) => void;
  className?: string;
  /** At the end of the row: a menu of further tabs. */
  after?: ReactNode;
};

const tabRow = "scroll-row flex gap-[18px]";
const row = `${tabRow} border-line border-b`;
const tab =
  "-mb-px flex h-11 flex-none items-center gap-1.5 whitespace-nowrap border-b-2 pt-0.5 font-medium text-ink-2 hover:text-ink md:h-9";
const current = "border-accent font-semibold text-ink";

/**
 * Several views of one thing, one at a time. The row scrolls sideways with the chosen tab in view.
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/tabs/
 */
export function Tabs<Value extends string>(props: TabsProps<Value>) {
  const { label, tabs, defaultValue, onValueChange, className, after } = props;
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const [own, setOwn] = useState(defaultValue);
  const value = props.value ?? own;
  useEffect(() => {
    reveal(list.current, '[aria-selected="true"]');
  });
  const choose = (next: Value) => {
    setOwn(next);
    if (next !== value) onValueChange?.(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.findIndex((one) => one.value === value);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    const next = to === undefined ? undefined : tabs.at(to % tabs.length);
    if (!next) return;
    event.preventDefault();
    document.getElementById(`${id}-${next.value}`)?.focus();
    choose(next.value);
  };
  return (
    <div className={className}>
      <div className="flex gap-[18px] border-line border-b">
        <div
          ref={list}
          role="tablist"
          aria-label={label}
          tabIndex={-1}
          onKeyDown={onKeyDown}
          className={clsx(tabRow, "min-w-0")}
        >
          {tabs.map((one) => {
            const on = one.value === value;
            return (
              <button
                key={one.value}
                type="button"
                role="tab"
                id={`${id}-${one.value}`}
                aria-selected={on}
                aria-controls={`${id}-${one.value}-panel`}
                tabIndex={on ? 0 : -1}
                onClick={() => choose(one.value)}
                className={clsx(tab, on ? current : "border-transparent")}
              >
                {one.label}
              </button>
            );
          })}
        </div>
        {after}
      </div>
      {tabs.map((one) => (
        <div
          key={one.value}
          role="tabpanel"
          id={`${id}-${one.value}-panel`}
          aria-labelledby={`${id}-${one.value}`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a panel is a stop of its own
          tabIndex={0}
          hidden={one.value !== value}
          className="pt-3"
        >
          {one.value === value && one.content}
        </div>
      ))}
    </div>
  );
}

type TabLinksProps = {
  label: string;
  tabs: { href: string; label: ReactNode; count?: ReactNode; current: boolean }[];
};

/** The same look for views that have their own URL. */
export function TabLinks({ label, tabs }: TabLinksProps) {
  return (
    <nav aria-label={label} className={row}>
      {tabs.map(({ href, label: text, count, current: on }) => (
        <Link
          key={href}
          href={href}
          aria-current={on ? "page" : undefined}
          className={clsx(tab, on ? current : "border-transparent")}
        >
          {text}
          {count !== undefined && <span className="font-normal text-ink-3">{count}</span>}
        </Link>
      ))}
    </nav>
  );
}

function reveal(container: HTMLElement | null, selector: string) {
  const chosen = container?.querySelector<HTMLElement>(selector);
  if (!container || !chosen) return;
  const left = chosen.offsetLeft - container.offsetLeft;
  const right = left + chosen.offsetWidth;
  // Only sideways: scrollIntoView would move the page as well.
  if (left < container.scrollLeft) container.scrollLeft = left - 16;
  else if (right > container.scrollLeft + container.clientWidth)
    container.scrollLeft = right - container.clientWidth + 16;
}
