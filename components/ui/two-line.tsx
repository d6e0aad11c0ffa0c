import clsx from "clsx";
import type { ReactNode } from "react";

/** A cell of two lines: the thing, and its evidence below. */
export function TwoLine({
  title,
  sub,
  strong = false,
}: {
  title: ReactNode;
  sub?: ReactNode;
  strong?: boolean;
}) {
  return (
    <span className="block min-w-0 leading-[1.35]">
      <span className={clsx("block truncate", strong && "font-semibold")}>{title}</span>
      {sub && <span className="block truncate text-ink-3 text-meta">{sub}</span>}
    </span>
  );
}
