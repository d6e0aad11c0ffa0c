import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { orNull } from "@/app/_server/found";
import { byRegionOrder } from "@/components/region-dot";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState, ErrorState } from "@/components/ui/empty-state";
import { UsageOverview, type UsageOverviewProps } from "@/components/usage-overview";
import { type PeriodPlan, planPeriod } from "@/lib/domain/usage-period";
import { formatDay, formatTime, formatWeekday } from "@/lib/i18n/format";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "@/lib/services/actor";
import {
  type UsageBucket,
  type UsageCounts,
  usageBy,
  usageSeries,
  usageTotals,
} from "@/lib/services/usage-figures";
import { baseFilters, type UsageMetric, type UsageQuery, usageHref, usageMetrics } from "./query";

/** Counters, chart and comparisons of the period. */
export async function OverviewSection({ actor, query }: { actor: Actor; query: UsageQuery }) {
  const t = await getTranslations("usage");
  const loaded = await orNull(load(actor, query));
  if (!loaded) return <ErrorState>{t("failed")}</ErrorState>;
  const { overview, empty } = loaded;
  if (!empty) return <UsageOverview {...overview} />;
  const filtered = Object.keys(baseFilters(query)).length > 1;
  return (
    <EmptyState
      action={
        filtered ? (
          <ButtonLink
            href={usageHref({ period: query.period, metric: query.metric, scope: query.scope }, {})}
          >
            {t("filters.clear")}
          </ButtonLink>
        ) : (
          query.period !== "90d" && (
            <ButtonLink href={usageHref(query, { period: "90d" })}>{t("widen")}</ButtonLink>
          )
        )
      }
    >
      {t(filtered ? "emptyFiltered" : "empty")}
    </EmptyState>
  );
}

async function load(
  actor: Actor,
  query: UsageQuery,
): Promise<{ overview: UsageOverviewProps; empty: boolean }> {
  const timeZone = await getTimeZone();
  const now = runtime().clock.now();
  const plan = planPeriod(query.period, now, timeZone);
  const filters = baseFilters(query);
  const { from, to } = plan;
  const earlier = { from: new Date(2 * from.getTime() - to.getTime()), to: from };
  const by = (dimension: "client" | "namespace") =>
    usageBy(actor, { ...filters, from, to }, dimension, query.metric);
  const [buckets, before, client, namespace] = await Promise.all([
    usageSeries(actor, filters, { from, to }, plan.bucket, timeZone),
    usageTotals(actor, filters, earlier),
    by("client"),
    by("namespace"),
  ]);
  const regions = [...new Set(buckets.map((bucket) => bucket.region ?? ""))].sort(byRegionOrder);
  const table = tabulate(plan, buckets, regions, query.metric);
  const labels = await columnLabels(plan, query.period, now, timeZone);
  return {
    empty: buckets.length === 0 && usageMetrics.every((metric) => before[metric] === 0),
    overview: {
      period: query.period,
      metric: query.metric,
      counters: usageMetrics.map((metric) => counterOf(metric, plan, buckets, before, query)),
      regions,
      columns: table.map((values, index) => ({
        ...(labels[index] ?? { label: "", title: `${index}` }),
        values,
      })),
      by: {
        region: largestRegions(buckets, query.metric).map((one) => ({
          ...one,
          href: usageHref(query, { region: one.key }),
        })),
        client: client.map((one) => ({ ...one, href: usageHref(query, { client: one.key }) })),
        namespace: namespace.map((one) => ({ ...one, href: usageHref(query, { namespace: one.key }) })),
      },
    },
  };
}

/** As usageBy would count them, without another reading. */
const largestRegions = (
  buckets: readonly UsageBucket[],
  metric: UsageMetric,
): { key: string; count: number }[] => {
  const counts = new Map<string, number>();
  for (const bucket of buckets)
    if (bucket.region) counts.set(bucket.region, (counts.get(bucket.region) ?? 0) + bucket[metric]);
  return [...counts]
    .map(([key, count]) => ({ key, count }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || a.key.localeCompare(b.key))
    .slice(0, 5);
};

const tabulate = (
  plan: PeriodPlan,
  buckets: readonly UsageBucket[],
  regions: readonly string[],
  metric: UsageMetric,
): number[][] => {
  const place = new Map(plan.columns.map(({ key }, index) => [key, index]));
  const table = plan.columns.map(() => regions.map(() => 0));
  for (const bucket of buckets) {
    const row = table[place.get(plan.columnOf(bucket.bucket)) ?? -1];
    const at = regions.indexOf(bucket.region ?? "");
    if (row) row[at] = (row[at] ?? 0) + bucket[metric];
  }
  return table;
};

const counterOf = (
  metric: UsageMetric,
  plan: PeriodPlan,
  buckets: readonly UsageBucket[],
  before: UsageCounts,
  query: UsageQuery,
) => {
  const sums = tabulate(
    plan,
    buckets.map((bucket) => ({ ...bucket, region: null })),
    [""],
    metric,
  ).map(([value = 0]) => value);
  // Hours and quarters go in pairs, so that 14 columns tell the whole period; of days the last 14 do.
  const spark = plan.bucket === "hour" ? pairs(sums) : sums.slice(-14);
  const total = sums.reduce((sum, value) => sum + value, 0);
  return { metric, total, before: before[metric], spark, href: usageHref(query, { metric }) };
};

const pairs = (values: readonly number[]): number[] =>
  Array.from(
    { length: values.length / 2 },
    (_, index) => (values[2 * index] ?? 0) + (values[2 * index + 1] ?? 0),
  );

async function columnLabels(plan: PeriodPlan, period: UsageQuery["period"], now: Date, timeZone: string) {
  const context = { locale: await getLocale(), timeZone, now };
  return plan.columns.map(({ at }) => {
    const day = formatDay(at, context);
    const time = formatTime(at, context, "minute");
    if (plan.bucket === "day") return { label: day, title: day };
    return {
      label: period === "24h" ? time : `${formatWeekday(at, context)} ${time}`,
      title: `${day}, ${time}`,
    };
  });
}
