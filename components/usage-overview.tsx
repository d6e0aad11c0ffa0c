import clsx from "clsx";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { regionColor } from "./region-dot";
import { type Bar, HorizontalBars } from "./ui/horizontal-bars";
import { Spark } from "./ui/spark";
import { type ChartColumn, StackedColumns } from "./ui/stacked-columns";
import { useFormat } from "./use-format";

type Metric = "pulls" | "pushes" | "logins" | "denials";
type Dimension = "region" | "client" | "namespace";

export type Counter = {
  metric: Metric;
  total: number;
  /** As many days before. */
  before: number;
  /** At most 14 columns, oldest first. */
  spark: number[];
  href: string;
};

export type UsageOverviewProps = {
  period: "24h" | "7d" | "30d" | "90d";
  metric: Metric;
  counters: readonly Counter[];
  /** Region ids in the order they are stacked; "" where none was named. */
  regions: readonly string[];
  columns: readonly { label: string; title: string; values: number[] }[];
  by: Record<Dimension, readonly { key: string; count: number; href: string | null }[]>;
};

/** Four counters that choose what the chart below them shows, and the largest of each kind. */
export function UsageOverview({ period, metric, counters, regions, columns, by }: UsageOverviewProps) {
  const t = useTranslations("usage");
  return (
    <>
      <nav aria-label={t("metrics.label")} className="grid grid-cols-2 lg:grid-cols-4">
        {counters.map((counter) => (
          <CounterLink key={counter.metric} {...{ counter, period, current: counter.metric === metric }} />
        ))}
      </nav>
      <div className="border-line border-t p-4">
        <RegionChart {...{ period, metric, regions, columns }} />
      </div>
      <div className="grid border-line border-t lg:grid-cols-3">
        {(["region", "client", "namespace"] as const).map((dimension) => (
          <Largest
            key={dimension}
            title={t(`by.${dimension}`)}
            mono={dimension === "namespace"}
            items={by[dimension]}
            colored={dimension === "region"}
          />
        ))}
      </div>
    </>
  );
}

type CounterLinkProps = { counter: Counter; period: UsageOverviewProps["period"]; current: boolean };

function CounterLink({ counter: { metric, total, before, spark, href }, period, current }: CounterLinkProps) {
  const t = useTranslations("usage");
  const format = useFormat();
  const name = t(`metrics.${metric}`);
  const bad = metric === "denials" && total > before && total > 0;
  const label = t("sparkLabel", {
    metric: name,
    buckets: spark.length,
    latest: format.number(spark.at(-1) ?? 0),
  });
  return (
    <Link
      href={href}
      scroll={false}
      aria-current={current ? "true" : undefined}
      className="relative flex items-start gap-3 border-line px-4 py-3 not-first:border-l hover:bg-hover/55 focus-visible:-outline-offset-2 max-lg:odd:border-l-0 max-lg:nth-[n+3]:border-t"
    >
      <span className="min-w-0 flex-1">
        <span className={clsx("block font-semibold", current ? "text-accent" : "text-ink-3")}>{name}</span>
        <span className="block font-[580] text-figure tracking-[-.02em]" title={format.number(total)}>
          {format.compact(total)}
        </span>
        <span className={clsx("block text-meta", bad ? "text-bad" : "text-ink-3")}>
          <Change {...{ total, before, period }} />
        </span>
      </span>
      <span className="pt-7 max-md:hidden">
        <Spark days={spark.map((count) => ({ count }))} label={label} />
      </span>
      {current && <span aria-hidden="true" className="absolute inset-x-0 bottom-0 h-0.5 bg-accent" />}
    </Link>
  );
}

function Change({
  total,
  before,
  period,
}: {
  total: number;
  before: number;
  period: CounterLinkProps["period"];
}) {
  const t = useTranslations("usage.change");
  const words = useTranslations("usage.before");
  const format = useFormat();
  const change =
    before === 0
      ? total === 0
        ? "none"
        : "first"
      : total > before
        ? "up"
        : total < before
          ? "down"
          : "same";
  return t(change, {
    ratio: before === 0 ? "" : format.percent(Math.abs(total - before) / before),
    period: words(period),
  });
}

type RegionChartProps = Pick<UsageOverviewProps, "period" | "metric" | "regions" | "columns">;

function RegionChart({ period, metric, regions, columns }: RegionChartProps) {
  const t = useTranslations("usage");
  const format = useFormat();
  const name = t(`metrics.${metric}`);
  const series = regions.map((id) => ({
    key: id || "none",
    label: id || t("chart.noRegion"),
    ...regionColor(id),
  }));
  const totals = regions.map((_, index) =>
    columns.reduce((sum, column) => sum + (column.values[index] ?? 0), 0),
  );
  const most = Math.max(...totals, 0);
  const [caption, columnTitle] = (
    {
      "24h": ["captionHour", "hour"],
      "7d": ["captionQuarter", "time"],
      "30d": ["captionDay", "day"],
      "90d": ["captionDay", "day"],
    } as const
  )[period];
  return (
    <StackedColumns
      series={series}
      columns={columns satisfies readonly ChartColumn[]}
      format={format.compact}
      caption={t(`chart.${caption}`, { metric: name, zone: format.zone() })}
      columnTitle={t(`chart.${columnTitle}`)}
      label={
        most === 0
          ? t("chart.labelNone", { metric: name })
          : t("chart.label", {
              metric: name,
              total: format.number(totals.reduce((sum, value) => sum + value, 0)),
              region: series[totals.indexOf(most)]?.label ?? "",
              count: format.number(most),
            })
      }
    />
  );
}

type LargestProps = {
  title: string;
  items: UsageOverviewProps["by"]["region"];
  mono: boolean;
  colored: boolean;
};

function Largest({ title, items, mono, colored }: LargestProps): ReactNode {
  const t = useTranslations("usage");
  const format = useFormat();
  const bars = items.map(
    ({ key, count, href }): Bar => ({
      key,
      label: key === "unknown" && !mono && !colored ? t("unknownClient") : key,
      value: count,
      text: format.compact(count),
      ...(colored && regionColor(key)),
      ...(href && { href }),
    }),
  );
  return (
    <section className="min-w-0 border-line p-4 not-first:border-t lg:not-first:border-t-0 lg:not-first:border-l">
      <h3 className="mb-2.5 font-semibold">{title}</h3>
      {bars.length > 0 ? (
        <HorizontalBars bars={bars} label={title} mono={mono} />
      ) : (
        <p className="text-ink-3">{t("byNone")}</p>
      )}
    </section>
  );
}
