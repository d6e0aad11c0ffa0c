export type ChartSeries = {
  key: string;
  label: string;
  /** A CSS colour, e.g. var(--r-us). */
  color: string;
  /** A 1 px edge for pale fills. */
  edge?: string;
  /** Beside the legend's label: a share. */
  meta?: string;
};

/** What the colours of a chart mean, in the order of its stack. */
export function Legend({ series }: { series: readonly ChartSeries[] }) {
  return (
    <ul className="flex flex-wrap gap-x-3.5 gap-y-1 text-ink-2">
      {series.map(({ key, label, color, edge, meta }) => (
        <li key={key} className="inline-flex items-center gap-1.5">
          <Swatch color={color} edge={edge} />
          {label}
          {meta && <span className="font-semibold text-ink">{meta}</span>}
        </li>
      ))}
    </ul>
  );
}

/** A series' colour as a small square. */
export function Swatch({ color, edge }: { color: string; edge?: string | undefined }) {
  return (
    <span
      aria-hidden="true"
      className="inline-block size-[9px] flex-none rounded-[2px]"
      style={{ background: color, boxShadow: edge && `inset 0 0 0 1px ${edge}` }}
    />
  );
}
