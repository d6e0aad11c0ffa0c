"use client";

import clsx from "clsx";
import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { Menu, MenuLink } from "./menu";

type FilterMenuProps = {
  /** The field: "Region". */
  label: string;
  /** The present choice: "Any". */
  value: ReactNode;
  options: { href: string; label: ReactNode; current: boolean }[];
  /** The filter narrows the list: the chip shows it. */
  active?: boolean;
};

/** A chip "Field value" whose choices are links: the whole filter lives in the URL. */
export function FilterMenu({ label, value, options, active = false }: FilterMenuProps) {
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          className={clsx(
            "inline-flex h-10 items-center gap-[7px] whitespace-nowrap rounded-control border px-2.5 font-medium md:h-[30px]",
            active
              ? "border-accent-line bg-accent-soft text-accent"
              : "border-line-strong bg-surface text-ink-2 hover:bg-hover",
          )}
        >
          <span className={active ? undefined : "text-ink-3"}>{label}</span>
          {value}
          <ChevronDown size={14} aria-hidden />
        </button>
      }
    >
      {options.map((option) => (
        <MenuLink key={option.href} href={option.href} current={option.current}>
          {option.label}
        </MenuLink>
      ))}
    </Menu>
  );
}
