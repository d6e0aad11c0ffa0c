import { getTimeZone, getTranslations } from "next-intl/server";
import { orNull } from "@/app/_server/found";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState, ErrorState } from "@/components/ui/empty-state";
import { UsageOverview } from "@/components/usage-later";
import type { UsageOverviewProps } from "@/components/usage-overview";
import { type UsageMetric, usageMetrics } from "@/lib/domain/usage";
import { type PeriodPlan, widen } from "@/lib/domain/usage-period";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "@/lib/services/actor";
import { type UsageBucket, type UsageCounts, usageSeries, usageTotals } from "@/lib/services/usage-figures";
import { chartOf, totalsOf } from "./chart";
import { columnWords } from "./column-words";
import { baseFilters, type UsageQuery, untimed, usageHref, usageSplits } from "./query";
import { rankingOf, regionRanking } from "./ranking";

type SectionProps = { actor: Actor; query: UsageQuery; plan: PeriodPlan };

/** Counters, chart and comparisons of the period. */
export async function OverviewSection(props: SectionProps) {
  const t = await getTranslations("usage");
  const loaded = await orNull(load(props));
  if (!loaded) return <ErrorState>{t("failed")}</ErrorState>;
  const { overview, empty } = loaded;
  return empty ? <NoUse query={props.query} /> : <UsageOverview {...overview} />;
}

function NoUse({ query }: { query: UsageQuery }) {
  const filtered = Object.keys(baseFilters(query)).length > 1;
  const { period, from, to, metric, split, scope } = query;
  return filtered ? (
    <NoUseState
      words="emptyFiltered"
      action="filters.clear"
      href={usageHref({ period, from, to, metric, split, scope }, {})}
    />
  ) : (
    <NoUseState words="empty" action="widen" href={usageHref(query, { ...untimed, period: "90d" })} />
  );
}

type NoUseProps = { words: "empty" | "emptyFiltered"; action: "filters.clear" | "widen"; href: string };

async function NoUseState({ words, action, href }: NoUseProps) {
  const t = await getTranslations("usage");
  return <EmptyState action={<ButtonLink href={href}>{t(action)}</ButtonLink>}>{t(words)}</EmptyState>;
}

/** What is longer ago than this, accounts may have stopped to keep. */
const comparedMs = 200 * 86_400_000;

async function load({
  actor,
  query,
  plan,
}: SectionProps): Promise<{ overview: UsageOverviewProps; empty: boolean }> {
  const timeZone = await getTimeZone();
  const now = runtime().clock.now();
  const filters = baseFilters(query);
  const { from, to } = plan;
  const length = to.getTime() - from.getTime();
  const earlier = { from: new Date(from.getTime() - length), to: from };
  const [buckets, before, client, namespace, words] = await Promise.all([
    usageSeries(actor, filters, { from, to }, plan.bucket, timeZone),
    length > comparedMs ? null : usageTotals(actor, filters, earlier),
    rankingOf(actor, query, plan, "client"),
    rankingOf(actor, query, plan, "namespace"),
    columnWords(plan, now, timeZone),
  ]);
  const { series, values } = await chartOf(actor, query, plan, buckets, timeZone);
  const wider = widen(plan, now, timeZone);
  return {
    empty: buckets.length === 0 && usageMetrics.every((metric) => !before?.[metric]),
    overview: {
      period: query.from ? "range" : query.period,
      metric: query.metric,
      split: query.split,
      counters: usageMetrics.map((metric) => counterOf(metric, plan, buckets, before, query)),
      splits: usageSplits.map((split) => ({ split, href: usageHref(query, { split }) })),
      unit: plan.unit,
      series,
      columns: plan.columns.map((column, index) => ({
        ...(words[index] ?? { label: "", title: column.key }),
        values: values[index] ?? [],
        from: column.from.toISOString(),
        to: column.to.toISOString(),
      })),
      zoom: {
        base: usageHref(query, untimed),
        out: wider && usageHref(query, { from: wider.from.toISOString(), to: wider.to.toISOString() }),
        back: query.from ? usageHref(query, untimed) : null,
      },
      by: { region: regionRanking(buckets, query), client, namespace },
    },
  };
}

const counterOf = (
  metric: UsageMetric,
  plan: PeriodPlan,
  buckets: readonly UsageBucket[],
  before: UsageCounts | null,
  query: UsageQuery,
) => {
  const sums = totalsOf(plan, buckets, metric);
  return {
    metric,
    total: sums.reduce((sum, value) => sum + value, 0),
    before: before?.[metric] ?? null,
    spark: atMost14(sums),
    // Results are of everything: another metric is looked at by itself.
    href: usageHref(query, { metric, ...(query.split === "outcome" && { split: "region" }) }),
  };
};

/** Neighbours together, so that 14 columns tell the whole period; the oldest that aren't enough are left out. */
const atMost14 = (values: readonly number[]): number[] => {
  const size = Math.max(1, Math.ceil(values.length / 14));
  const first = values.length % size;
  return Array.from({ length: Math.floor(values.length / size) }, (_, index) =>
    values.slice(first + index * size, first + (index + 1) * size).reduce((sum, value) => sum + value, 0),
  );
};
