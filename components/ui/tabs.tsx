"use client";

import clsx from "clsx";
import Link from "next/link";
import { Tabs as Radix } from "radix-ui";
import { type ReactNode, useEffect, useRef } from "react";

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

/** Several views of one thing, one at a time. The row scrolls sideways with the chosen tab in view. */
export function Tabs<Value extends string>({
  label,
  tabs,
  onValueChange,
  className,
  after,
  ...state
}: TabsProps<Value>) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    reveal(list.current, '[data-state="active"]');
  });
  return (
    <Radix.Root
      {...state}
      className={className}
      {...(onValueChange && { onValueChange: (next: string) => onValueChange(next as Value) })}
    >
      <div className="flex gap-[18px] border-line border-b">
        <Radix.List ref={list} aria-label={label} className={clsx(tabRow, "min-w-0")}>
          {tabs.map(({ value, label: text }) => (
            <Radix.Trigger
              key={value}
              value={value}
              className={clsx(
                tab,
                "border-transparent data-[state=active]:border-accent data-[state=active]:font-semibold data-[state=active]:text-ink",
              )}
            >
              {text}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {after}
      </div>
      {tabs.map(({ value, content }) => (
        <Radix.Content key={value} value={value} className="pt-3">
          {content}
        </Radix.Content>
      ))}
    </Radix.Root>
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
