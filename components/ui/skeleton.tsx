// biome-ignore-all lint/suspicious/noArrayIndexKey: placeholders are all alike
import clsx from "clsx";

/** The place of something that is still loading. Nothing for readers: its region says aria-busy. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={clsx("block h-3 animate-skeleton rounded-tag bg-pressed", className)}
    />
  );
}

const widths = ["w-[58%]", "w-[42%]", "w-[66%]", "w-[50%]", "w-[36%]"];

/** The rows of a table that is loading, as high as the real ones. */
export function SkeletonRows({
  rows = 6,
  columns = 5,
  label,
}: {
  rows?: number;
  columns?: number;
  label: string;
}) {
  return (
    <div role="status" aria-busy="true" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => (
        <div
          key={row}
          className="flex h-[60px] items-center gap-6 border-line border-b px-4 last:border-b-0 md:h-11"
        >
          {Array.from({ length: columns }, (_, column) => (
            <span key={column} className={clsx("flex-1", column > 1 && "max-md:hidden")}>
              <Skeleton className={widths[(row + column * 2) % widths.length] ?? ""} />
            </span>
          ))}
        </div>
      ))}
    </div>
  );
}
