import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { regionColor } from "./region-dot";
import { type Bar, HorizontalBars } from "./ui/horizontal-bars";
import { type ChartColumn, StackedColumns } from "./ui/stacked-columns";
import { type Counter, CounterLink } from "./usage-counter";
import { useFormat } from "./use-format";

type Metric = Counter["metric"];
type Dimension = "region" | "client" | "namespace";

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
