import clsx from "clsx";

type SparkProps = {
  /** One entry a day, oldest first (14 of them); the last one is today. */
  days: readonly { count: number; denied?: number }[];
  /** The finding as a sentence: "1,204 uses in 14 days, 12 denied today". */
  label: string;
};

const width = 76;
const height = 20;
const step = width / 14;

/** One key's rhythm: a bar a day, today in the accent, a red tick under a day with denials, dashes for zero. */
export function Spark({ days, label }: SparkProps) {
  const peak = Math.max(...days.map((day) => day.count), 1);
  return (
    <svg
      role="img"
      aria-label={label}
      width={width}
      height={height + 4}
      viewBox={`0 0 ${width} ${height + 4}`}
      className="block"
    >
      {days.slice(-14).map((day, index, shown) => {
        const x = index * step;
        const bar = day.count === 0 ? 1.5 : Math.max(2, (day.count / peak) * height);
        const last = index === shown.length - 1;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a day's place is its identity
          <g key={index}>
            <rect
              x={x}
              y={height - bar}
              width="3.8"
              height={bar}
              rx=".8"
              className={clsx(day.count === 0 ? "fill-line-strong" : last ? "fill-accent" : "fill-faint")}
            />
            {(day.denied ?? 0) > 0 && (
              <rect x={x} y={height + 1.5} width="3.8" height="2" className="fill-bad" />
            )}
          </g>
        );
      })}
    </svg>
  );
}
