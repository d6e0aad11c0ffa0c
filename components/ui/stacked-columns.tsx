import clsx from "clsx";
import { type ChartSeries, Legend, Swatch } from "./chart-legend";
import { axisTicks } from "./chart-scale";
import { type Span, spanHref } from "./chart-span";
import { ChartTable } from "./chart-table";
import { ColumnZoom } from "./column-zoom";

export type { ChartSeries };

export type ChartColumn = Partial<Span> & {
  /** Under the axis, short: "21 Oct". */
  label: string;
  /** In the table and on hover; the label without it. Unique. */
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
  /** Rounds for the axis and on hover; the table is exact. */
  format: (value: number) => string;
  /** Heads the table's first column: "Day". */
  columnTitle: string;
  /** Pixels. */
  height?: number;
  /** Columns with a time lead into it: where, without that time. */
  zoomBase?: string;
};

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const titleOf = (column: ChartColumn) => column.title ?? column.label;
const hundredths = (value: number) => Math.round(value * 100) / 100;
const percent = (ratio: number) => `${ratio * 100}%`;

/** Volume over time, split into fixed series: columns from zero, 1 px gaps, a legend, and the same as a table. */
export function StackedColumns(props: StackedColumnsProps) {
  const { series, columns, label, caption, format, columnTitle, height = 172, zoomBase } = props;
  const ticks = axisTicks(Math.max(...columns.map((column) => sum(column.values)), 0));
  const top = ticks.at(-1) ?? 1;
  const spans = columns.map((column) => ({ from: "", to: "", ...column }));
  const tip = (column: ChartColumn, index: number) => (
    <Tip at={index / columns.length} {...{ column, series, format }} />
  );
  const labelEvery = Math.max(1, Math.ceil(columns.length / 10));
  return (
    <figure className="min-w-0">
      <div className="mb-4 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1.5">
        <Legend series={series} />
        {caption && <figcaption className="text-ink-3">{caption}</figcaption>}
      </div>
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2.5">
        <div
          aria-hidden="true"
          className="relative min-w-7 text-right text-[11.5px] text-ink-3 leading-none"
          style={{ height }}
        >
          {/* The widest label gives the axis its width. */}
          <span className="invisible">
            {ticks.map(format).reduce((a, b) => (b.length > a.length ? b : a))}
          </span>
          {ticks.map((tick) => (
            <span
              key={tick}
              className="absolute right-0 translate-y-1/2"
              style={{ bottom: percent(tick / top) }}
            >
              {format(tick)}
            </span>
          ))}
        </div>
        <div className="relative" style={{ height }}>
          <svg
            role="img"
            aria-label={label}
            width="100%"
            height={height}
            className="absolute inset-0 overflow-visible"
          >
            {ticks.map((tick) => {
              const y = percent(1 - tick / top);
              const look = tick === 0 ? "stroke-line-strong" : "stroke-line";
              return (
                <line
                  key={tick}
                  x1="0"
                  x2="100%"
                  y1={y}
                  y2={y}
                  shapeRendering="crispEdges"
                  className={look}
                />
              );
            })}
            <svg
              aria-hidden="true"
              viewBox={`0 0 ${columns.length} ${height}`}
              preserveAspectRatio="none"
              width="100%"
              height={height}
            >
              <Stacks pixelsPerUnit={height / top} {...{ columns, series, height }} />
            </svg>
          </svg>
          {zoomBase ? (
            <ColumnZoom
              base={zoomBase}
              columns={spans.map(({ from, to, ...column }) => ({
                ...{ from, to, title: titleOf(column), total: format(sum(column.values)) },
              }))}
              tip={(index) => tip(columns[index] as ChartColumn, index)}
            />
          ) : (
            <div aria-hidden="true" className="absolute inset-0 flex">
              {columns.map((column, index) => (
                <div key={titleOf(column)} className="group relative flex-1 hover:bg-ink/6">
                  {tip(column, index)}
                </div>
              ))}
            </div>
          )}
        </div>
        <div aria-hidden="true" className="relative col-start-2 mt-2 h-4 text-[11.5px] text-ink-3 leading-4">
          {columns.map(
            (column, index) =>
              index % labelEvery === 0 && (
                <span
                  key={titleOf(column)}
                  className={clsx(
                    "-translate-x-1/2 absolute whitespace-nowrap",
                    (index / labelEvery) % 3 !== 0 && "max-md:hidden",
                  )}
                  style={{ left: percent((index + 0.5) / columns.length) }}
                >
                  {column.label}
                </span>
              ),
          )}
        </div>
      </div>
      <ChartTable
        rows={columns.map((column, index) => ({
          title: titleOf(column),
          values: column.values,
          ...(zoomBase && { href: spanHref(zoomBase, spans[index] as Span) }),
        }))}
        {...{ label, columnTitle, series }}
      />
    </figure>
  );
}

type StacksProps = Pick<StackedColumnsProps, "series" | "columns"> & {
  height: number;
  pixelsPerUnit: number;
};

/** A column is one wide. A path for each series: three months would be hundreds of elements. */
function Stacks({ series, columns, height, pixelsPerUnit }: StacksProps) {
  const paths = series.map(() => "");
  columns.forEach(({ values }, column) => {
    let y = height;
    values.forEach((value, index) => {
      const size = value * pixelsPerUnit;
      y -= size;
      if (value > 0)
        paths[index] += `M${column}.13 ${hundredths(y + 0.5)}h.74v${hundredths(Math.max(1, size - 1))}h-.74z`;
    });
  });
  return series.map(({ key, color, edge }, index) => (
    <path key={key} d={paths[index]} fill={color} stroke={edge} vectorEffect="non-scaling-stroke" />
  ));
}

type TipProps = {
  column: ChartColumn;
  series: readonly ChartSeries[];
  at: number;
  format: (value: number) => string;
};

/** The numbers of one column under the pointer; readers have the table. */
function Tip({ column, series, at, format }: TipProps) {
  const side = at < 0.25 ? "left-0" : at > 0.75 ? "right-0" : "left-1/2 -translate-x-1/2";
  return (
    <span
      aria-hidden="true"
      className={clsx(
        "pointer-events-none invisible absolute bottom-[calc(100%-12px)] z-10 block w-max min-w-36 max-w-72 rounded-control border border-line-strong bg-surface px-3 py-2 opacity-0 shadow-2 transition-opacity duration-90 group-hover:visible group-hover:opacity-100 group-has-focus-visible:visible group-has-focus-visible:opacity-100",
        side,
      )}
    >
      <span className="mb-1 flex justify-between gap-4 font-semibold">
        {titleOf(column)}
        <span>{format(sum(column.values))}</span>
      </span>
      {series
        .map((one, index) => ({ ...one, value: column.values[index] ?? 0 }))
        .reverse()
        .filter(({ value }) => value > 0)
        .map(({ key, label, color, edge, value }) => (
          <span key={key} className="flex items-center gap-1.5 text-ink-2">
            <Swatch color={color} edge={edge} />
            <span className="min-w-0 flex-1 truncate pr-4">{label}</span>
            {format(value)}
          </span>
        ))}
    </span>
  );
}
