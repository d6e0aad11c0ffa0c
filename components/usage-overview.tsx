"use client";

import { useTranslations } from "next-intl";
import type { ChartSeries } from "./ui/chart-legend";
import { FilterMenu } from "./ui/filter-menu";
import { UsageChart, type UsageChartProps } from "./usage-chart";
import { type Counter, CounterLink } from "./usage-counter";
import { type RankingProps, UsageRankings } from "./usage-ranking";

type Split = UsageChartProps["split"];

export type UsageOverviewProps = UsageChartProps & {
  /** `range`: one with fixed ends. */
  period: Counter["period"];
  counters: readonly Omit<Counter, "period">[];
  splits: readonly { split: Split; href: string }[];
  series: readonly ChartSeries[];
  by: Record<"region" | "client" | "namespace", Pick<RankingProps, "items" | "more">>;
};

/** Counters that choose what the chart below them shows, what it is split by, and the largest of each kind. */
export function UsageOverview({ period, counters, splits, by, ...chart }: UsageOverviewProps) {
  const t = useTranslations("usage");
  return (
    <>
      <nav aria-label={t("metrics.label")} className="@container">
        <div className="grid grid-cols-2 gap-px bg-line @2xl:grid-cols-3">
          {counters.map((counter) => (
            <CounterLink
              key={counter.metric}
              counter={{ ...counter, period }}
              current={counter.metric === chart.metric && chart.split !== "outcome"}
            />
          ))}
        </div>
      </nav>
      <div className="border-line border-t p-4">
        <UsageChart
          {...chart}
          actions={
            <FilterMenu
              label={t("split.label")}
              value={t(`split.${chart.split}`)}
              options={splits.map(({ split, href }) => ({
                href,
                label: t(`split.${split}`),
                current: split === chart.split,
              }))}
            />
          }
        />
      </div>
      <div className="border-line border-t">
        <UsageRankings
          columns={3}
          rankings={(["region", "client", "namespace"] as const).map((dimension) => ({
            dimension,
            title: t(`by.${dimension}`),
            ...by[dimension],
          }))}
        />
      </div>
    </>
  );
}
