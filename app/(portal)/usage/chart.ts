import { getTranslations } from "next-intl/server";
import { byRegionOrder, regionColor } from "@/components/region-dot";
import type { ChartSeries } from "@/components/ui/chart-legend";
import { restColor, seriesColor } from "@/components/usage-series";
import { type UsageMetric, usageMetrics } from "@/lib/domain/usage";
import type { PeriodPlan } from "@/lib/domain/usage-period";
import type { Actor } from "@/lib/services/actor";
import { type UsageBucket, usageBy, usageSplit } from "@/lib/services/usage-figures";
import { identityNames } from "@/lib/services/usage-view";
import { baseFilters, type UsageQuery } from "./query";

/** What the chart stacks, from the bottom up, and a row of values for each column. */
export type ChartData = { series: ChartSeries[]; values: number[][] };

type Count = { bucket: string; key: string; count: number };

/** How many of a dimension are shown apart from the rest. */
const shown = 5;

/** A row for each column of the plan, a value for each of `keys`. */
export const tabulate = (plan: PeriodPlan, keys: readonly string[], counts: readonly Count[]): number[][] => {
  const place = new Map(plan.columns.map(({ key }, index) => [key, index]));
  const table = plan.columns.map(() => keys.map(() => 0));
  for (const { bucket, key, count } of counts) {
    const row = table[place.get(plan.columnOf(bucket)) ?? -1];
    const at = keys.indexOf(key);
    if (row && at >= 0) row[at] = (row[at] ?? 0) + count;
  }
  return table;
};

/** All of a metric, column by column. */
export const totalsOf = (plan: PeriodPlan, buckets: readonly UsageBucket[], metric: UsageMetric): number[] =>
  tabulate(
    plan,
    [""],
    buckets.map(({ bucket, [metric]: count }) => ({ bucket, key: "", count })),
  ).map(([total = 0]) => total);

/** The chosen metric split as the view asks for it. */
export const chartOf = async (
  actor: Actor,
  query: UsageQuery,
  plan: PeriodPlan,
  buckets: readonly UsageBucket[],
  timeZone: string,
): Promise<ChartData> => {
  const { split, metric } = query;
  if (split === "region") return byRegion(plan, buckets, metric);
  if (split === "outcome") return byOutcome(plan, buckets);
  const period = { from: plan.from, to: plan.to };
  const filters = baseFilters(query);
  const keys = (await usageBy(actor, { ...filters, ...period }, split, metric, shown)).map(({ key }) => key);
  const [counts, labelOf] = await Promise.all([
    usageSplit(actor, filters, period, plan.bucket, timeZone, { dimension: split, keys, metric }),
    labelsOf(split, keys),
  ]);
  const values = tabulate(plan, keys, counts);
  const rest = totalsOf(plan, buckets, metric).map(
    (total, index) => total - (values[index] ?? []).reduce((sum, value) => sum + value, 0),
  );
  const series = keys.map((key, index) => ({ key, label: labelOf(key), ...seriesColor(index) }));
  if (rest.every((value) => value === 0)) return { series, values };
  const t = await getTranslations("usage.chart");
  return {
    series: [...series, { key: "rest", label: t(`rest.${split}`), color: restColor }],
    values: values.map((row, index) => [...row, rest[index] ?? 0]),
  };
};

const byRegion = async (
  plan: PeriodPlan,
  buckets: readonly UsageBucket[],
  metric: UsageMetric,
): Promise<ChartData> => {
  const t = await getTranslations("usage.chart");
  const regions = [...new Set(buckets.map(({ region }) => region ?? ""))].sort(byRegionOrder);
  return {
    series: regions.map((id) => ({ key: id || "none", label: id || t("noRegion"), ...regionColor(id) })),
    values: tabulate(
      plan,
      regions,
      buckets.map(({ bucket, region, [metric]: count }) => ({ bucket, key: region ?? "", count })),
    ),
  };
};

/** All that is counted, whichever metric is chosen: what came of it. */
const byOutcome = async (plan: PeriodPlan, buckets: readonly UsageBucket[]): Promise<ChartData> => {
  const t = await getTranslations("usage.chart");
  return {
    series: [
      { key: "granted", label: t("granted"), color: restColor },
      { key: "denied", label: t("denied"), color: "var(--bad)" },
    ],
    values: tabulate(
      plan,
      ["granted", "denied"],
      buckets.flatMap(({ bucket, ...counts }) =>
        usageMetrics.map((metric) => ({
          bucket,
          key: metric === "denials" ? "denied" : "granted",
          count: counts[metric],
        })),
      ),
    ),
  };
};

/** What the values of a dimension are called. */
export const labelsOf = async (
  dimension: string,
  keys: readonly string[],
): Promise<(key: string) => string> => {
  const t = await getTranslations("usage");
  if (dimension === "identity") return identityNames(keys);
  return (key) => (dimension === "client" && key === "unknown" ? t("words.unknownClient") : key);
};
