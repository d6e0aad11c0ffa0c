type SparkProps = {
  /** One a day, oldest first (14 of them); the last one is today. */
  counts: readonly number[];
  /** Of the same days. */
  denied?: readonly number[];
  /** The finding as a sentence: "1,204 uses in 14 days, 12 denied today". */
  label: string;
};

const wide = 76;
const height = 20;
const step = wide / 14;
/** Of a bar, with its outline. */
const width = 3.8;
const outline = 1.6;

/** One key's rhythm: a bar a day, today in the accent, a red tick under a day with denials, dashes for zero. */
export function Spark({ counts, denied = [], label }: SparkProps) {
  const shown = counts.slice(-14);
  const peak = Math.max(...counts, 1);
  const bars = shown.map((count, index) => {
    const size = count === 0 ? 1.5 : Math.max(2, (count / peak) * height);
    const kind = count === 0 ? "none" : index === shown.length - 1 ? "today" : "earlier";
    return { kind, path: bar(index * step, height - size, size) };
  });
  // A path for each colour: a page has dozens of these, and each element is work.
  const drawn = (kind: string) => bars.flatMap((one) => (one.kind === kind ? one.path : [])).join("");
  const ticks = denied
    .slice(-14)
    .flatMap((count, index) =>
      count > 0 ? `M${hundredths(index * step)} ${height + 1.5}h${width}v2h-${width}z` : [],
    );
  return (
    <svg
      role="img"
      aria-label={label}
      width={wide}
      height={height + 4}
      viewBox={`0 0 ${wide} ${height + 4}`}
      className="block"
      strokeWidth={outline}
      strokeLinejoin="round"
    >
      <path className="fill-line-strong stroke-line-strong" d={drawn("none")} />
      <path className="fill-faint stroke-faint" d={drawn("earlier")} />
      <path className="fill-accent stroke-accent" d={drawn("today")} />
      {ticks.length > 0 && <path className="fill-bad" d={ticks.join("")} />}
    </svg>
  );
}

/** A bar within its outline, which makes its corners round. */
const bar = (x: number, y: number, size: number): string => {
  const [across, down] = [hundredths(width - outline), hundredths(Math.max(0, size - outline))];
  return `M${hundredths(x + outline / 2)} ${hundredths(y + outline / 2)}h${across}v${down}h-${across}z`;
};

const hundredths = (value: number): number => Math.round(value * 100) / 100;
