import clsx from "clsx";
import type { CSSProperties } from "react";

/** The place of something that is still loading. Nothing for readers: its region says aria-busy. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={clsx("block h-3 animate-skeleton rounded-tag bg-pressed", className)}
    />
  );
}

type SkeletonRowsProps = { rows?: number; columns?: number; label: string };

/** The rows of a table that is loading, as high as the real ones: one element, since each page has several. */
export function SkeletonRows({ rows = 6, columns = 5, label }: SkeletonRowsProps) {
  return (
    <div
      role="status"
      aria-busy="true"
      aria-label={label}
      className="skeleton-rows"
      style={{ "--rows": rows, "--columns": columns } as CSSProperties}
    />
  );
}
