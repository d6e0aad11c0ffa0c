// biome-ignore-all lint/a11y/noRedundantRoles: rows laid out as grids (phone cards) lose their table meaning in
// browsers; the roles give it back
import clsx from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { Link } from "./link";

type TableProps = ComponentProps<"table"> & {
  /** What the table lists, for readers. */
  label: string;
  /** false: keeps its columns on phones and scrolls sideways instead of becoming cards. */
  cards?: boolean;
};

/** A list of things with columns; below 760 px each row becomes a card (see Td's `card`). */
export function Table({ label, cards = true, className, ...rest }: TableProps) {
  return (
    <div className={clsx("relative w-full", cards ? "md:overflow-x-auto" : "overflow-x-auto")}>
      <table
        role="table"
        aria-label={label}
        {...rest}
        className={clsx("w-full border-separate border-spacing-0", cards && "cards", className)}
      />
    </div>
  );
}

export function THead({ children }: { children: ReactNode }) {
  return (
    <thead role="rowgroup">
      <tr role="row">{children}</tr>
    </thead>
  );
}

/** Rows whose previous data is being replaced stay, at 60 %. */
export function TBody({ stale = false, children }: { stale?: boolean; children: ReactNode }) {
  return (
    <tbody
      role="rowgroup"
      aria-busy={stale || undefined}
      className={clsx("transition-opacity", stale && "opacity-60")}
    >
      {children}
    </tbody>
  );
}

type ThProps = Omit<ComponentProps<"th">, "align"> & {
  numeric?: boolean;
  /** The header is a link that sorts; the direction is the present one. */
  sort?: { href: string; direction?: "ascending" | "descending" | undefined };
  /** The words are for readers only (a column of buttons or boxes). */
  hidden?: boolean;
};

export function Th({ numeric = false, sort, hidden = false, className, children, ...rest }: ThProps) {
  const Arrow = sort?.direction === "ascending" ? ArrowUp : ArrowDown;
  return (
    <th
      role="columnheader"
      scope="col"
      aria-sort={sort?.direction}
      {...rest}
      className={clsx(
        "h-[34px] whitespace-nowrap border-line border-b bg-surface px-2.5 font-[450] text-ink-3 text-meta first:pl-4 last:pr-3.5",
        numeric ? "text-right" : "text-left",
        className,
      )}
    >
      {sort ? (
        <Link
          href={sort.href}
          scroll={false}
          className={clsx(
            "inline-flex h-6 items-center gap-1 hover:text-ink",
            sort.direction && "font-semibold text-ink",
          )}
        >
          {children}
          {sort.direction && <Arrow size={14} aria-hidden />}
        </Link>
      ) : (
        <span className={hidden ? "sr-only" : undefined}>{children}</span>
      )}
    </th>
  );
}

type TrProps = ComponentProps<"tr"> & {
  selected?: boolean;
  /** Belongs to the row above: no line between them. */
  joined?: boolean;
};

export function Tr({ selected = false, joined = false, className, ...rest }: TrProps) {
  return (
    <tr
      role="row"
      aria-selected={selected || undefined}
      {...rest}
      className={clsx(
        "row",
        joined ? "max-md:border-b-transparent md:[&>td]:border-b-transparent" : "",
        className,
      )}
    />
  );
}

type TdProps = ComponentProps<"td"> & {
  numeric?: boolean;
  /** Where the cell goes on a phone's card; without it, it isn't shown there. */
  card?: "name" | "status" | "detail" | "figure" | "action" | "full";
};

export function Td({ numeric = false, card, className, ...rest }: TdProps) {
  return (
    <td
      role="cell"
      data-card={card}
      {...rest}
      className={clsx("cell", numeric && "md:text-right", className)}
    />
  );
}
