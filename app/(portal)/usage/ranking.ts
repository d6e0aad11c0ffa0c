import type { RankingProps } from "@/components/usage-ranking";
import type { UsageDimension, UsageMetric } from "@/lib/domain/usage";
import type { PeriodPlan } from "@/lib/domain/usage-period";
import type { Actor } from "@/lib/services/actor";
import { type UsageBucket, usageBy } from "@/lib/services/usage-figures";
import { keyNames } from "@/lib/services/usage-view";
import { labelsOf } from "./chart";
import { baseFilters, type UsageQuery, usageHref } from "./query";

type Ranked = Pick<RankingProps, "items" | "more">;

const few = 5;
const many = 25;

/** The filter that a value of a ranking is. */
const filterOf = {
  region: "region",
  client: "client",
  namespace: "namespace",
  key: "apikey_id",
  identity: "iam_id",
  repository: "repository",
  address: "ip",
} as const satisfies Record<UsageDimension, keyof UsageQuery>;

/** The largest of a dimension; each narrows the view to it. */
export const rankingOf = async (
  actor: Actor,
  query: UsageQuery,
  { from, to }: PeriodPlan,
  dimension: UsageDimension,
): Promise<Ranked> => {
  const limit = query.more === dimension ? many : few;
  const found = await usageBy(actor, { ...baseFilters(query), from, to }, dimension, query.metric, limit + 1);
  const keys = found.map(({ key }) => key);
  const names = dimension === "key" ? await keyNames(keys) : null;
  const labelOf = names ? (key: string) => names.get(key) ?? key : await labelsOf(dimension, keys);
  return ranked(query, dimension, found, labelOf);
};

/** As usageBy would count them, without another reading. */
export const regionRanking = (buckets: readonly UsageBucket[], query: UsageQuery): Ranked => {
  const counts = new Map<string, number>();
  for (const { region, [query.metric as UsageMetric]: count } of buckets)
    if (region) counts.set(region, (counts.get(region) ?? 0) + count);
  const found = [...counts]
    .map(([key, count]) => ({ key, count }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || a.key.localeCompare(b.key));
  return ranked(query, "region", found, (key) => key);
};

const ranked = (
  query: UsageQuery,
  dimension: UsageDimension,
  found: readonly { key: string; count: number }[],
  labelOf: (key: string) => string,
): Ranked => {
  const all = query.more === dimension;
  return {
    items: found.slice(0, all ? many : few).map(({ key, count }) => ({
      key,
      label: labelOf(key),
      count,
      href: usageHref(query, { [filterOf[dimension]]: key }),
    })),
    more:
      all || found.length > few
        ? { all, href: usageHref(query, { more: all ? undefined : dimension }) }
        : null,
  };
};
