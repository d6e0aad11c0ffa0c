import clsx from "clsx";
import { useTranslations } from "next-intl";
import { axisTicks } from "./chart-scale";

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

export type ChartColumn = {
  /** Under the axis, short: "21 Oct". */
  label: string;
  /** In the table and on hover; the label without it. */
  title?: string;
  /** One value a series, in the series' order, from the bottom up. */
  values: readonly number[];
};

type StackedColumnsProps = {
  series: readonly ChartSeries[];
  columns: readonly ChartColumn[];
  /** The finding as a sentence. */
  label: string;
  /** What is counted and in which zone: "Pulls per day, UTC+1". */
  caption?: string;
  format: (value: number) => string;
  /** Pixels. */
  height?: number;
  /** Heads the table's first column: "Day". */
  columnTitle: string;
};

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Volume over time, split into fixed series: columns from zero, 1 px gaps, a legend, and the same as a table. */
export function StackedColumns({ height = 172, ...chart }: StackedColumnsProps) {
  const { series, columns, label, caption, format } = chart;
  const ticks = axisTicks(Math.max(...columns.map((column) => sum(column.values)), 0));
  const top = ticks.at(-1) ?? 1;
  const every = Math.max(1, Math.ceil(columns.length / 10));
  return (
    <figure className="min-w-0">
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1.5">
        <Legend series={series} />
        {caption && <figcaption className="text-ink-3">{caption}</figcaption>}
      </div>
      <div role="img" aria-label={label} className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2.5">
        <div className="relative min-w-7 text-right text-[11.5px] text-ink-3 leading-none" style={{ height }}>
          {/* The widest label gives the column its width. */}
          <span className="invisible">
            {ticks.map(format).reduce((a, b) => (b.length > a.length ? b : a))}
          </span>
          {ticks.map((tick) => (
            <span
              key={tick}
              className="absolute right-0 translate-y-1/2"
              style={{ bottom: `${(tick / top) * 100}%` }}
            >
              {format(tick)}
            </span>
          ))}
        </div>
        <svg width="100%" height={height} className="block overflow-visible" aria-hidden="true">
          {ticks.map((tick) => {
            const y = `${100 - (tick / top) * 100}%`;
            const look = tick === 0 ? "stroke-line-strong" : "stroke-line";
            return (
              <line key={tick} x1="0" x2="100%" y1={y} y2={y} shapeRendering="crispEdges" className={look} />
            );
          })}
          {columns.map((column, index) => (
            <Column key={column.title ?? column.label} {...{ column, index, top, height, chart }} />
          ))}
        </svg>
        <div className="relative col-start-2 mt-2 h-4 text-[11.5px] text-ink-3 leading-4">
          {columns.map(
            (column, index) =>
              index % every === 0 && (
                <span
                  key={column.title ?? column.label}
                  className={clsx(
                    "-translate-x-1/2 absolute whitespace-nowrap",
                    (index / every) % 3 !== 0 && "max-md:hidden",
                  )}
                  style={{ left: `${((index + 0.5) / columns.length) * 100}%` }}
                >
                  {column.label}
                </span>
              ),
          )}
        </div>
      </div>
      <AsTable {...chart} />
    </figure>
  );
}

type ColumnProps = {
  column: ChartColumn;
  index: number;
  top: number;
  height: number;
  chart: StackedColumnsProps;
};

function Column({ column, index, top, height, chart: { series, columns, format } }: ColumnProps) {
  const slot = 100 / columns.length;
  const x = `${slot * (index + 0.13)}%`;
  const width = `${slot * 0.74}%`;
  let below = 0;
  const parts = column.values
    .map((value, at) => ({ value, series: series[at] }))
    .filter(({ value }) => value > 0);
  return (
    <g className="group">
      <title>
        {[
          column.title ?? column.label,
          ...parts.map((part) => `${part.series?.label}: ${format(part.value)}`),
        ].join("\n")}
      </title>
      <rect
        x={`${slot * index}%`}
        width={`${slot}%`}
        height="100%"
        className="fill-transparent group-hover:fill-hover/70"
      />
      {parts.map(({ value, series: of }) => {
        const size = (value / top) * height;
        below += size;
        return (
          <rect
            key={of?.key}
            x={x}
            width={width}
            y={height - below + 0.5}
            height={Math.max(1, size - 1)}
            fill={of?.color}
            stroke={of?.edge}
          />
        );
      })}
    </g>
  );
}

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

function AsTable({ series, columns, label, columnTitle, format }: StackedColumnsProps) {
  const t = useTranslations("common");
  const cell = "border-line border-t px-2.5 py-1.5 first:pl-0 last:pr-0";
  return (
    <details className="mt-3">
      <summary className="link w-fit font-normal text-meta">{t("viewAsTable")}</summary>
      <div className="mt-2 max-h-80 overflow-auto">
        <table className="w-full text-left" aria-label={label}>
          <thead className="text-ink-3 text-meta">
            <tr>
              <th className={clsx(cell, "font-[450]")}>{columnTitle}</th>
              {[...series.map((one) => one.label), t("total")].map((name) => (
                <th key={name} className={clsx(cell, "text-right font-[450]")}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {columns.map((column) => (
              <tr key={column.title ?? column.label}>
                <th scope="row" className={clsx(cell, "whitespace-nowrap font-normal")}>
                  {column.title ?? column.label}
                </th>
                {[...column.values, sum(column.values)].map((value, index) => (
                  <td key={series[index]?.key ?? "total"} className={clsx(cell, "text-right")}>
                    {format(value)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
