import type { UsageFilters } from "@/lib/domain/inputs/report";
import type { UsageDimension, UsageMetric } from "@/lib/domain/usage";
import type { Actor } from "./actor";
import { type DayFacts, type Period, usageFacts } from "./usage-facts";
import { readRows } from "./usage-query";

/**
 * How many of each day are read: mostly the first few tell enough; `usage_top` holds 50, and 20 of what a filter narrows,
 * by its migration. Of more candidates, each day that doesn't hold one, looked up by itself, costs more than what comes
 * next: all 50, and all there is.
 */
const steps = [
  { first: 20, candidatesMax: 20 },
  { first: 50, candidatesMax: 200 },
];
const narrowedSteps = [
  { first: 20, candidatesMax: 20 },
  { first: 20, candidatesMax: 200 },
];

type Found = { key: string | null; count: number; proven: boolean };

/**
 * The largest of a dimension, found by the largest of each day: whoever is among none of them has at most the sum of
 * the days' least ones. So a few candidates are added up, whose days among the largest are known already, and the
 * result is exact, or it is none.
 * @returns null where that can't tell, as for narrowed figures, or where many are alike: then all must be counted
 * @see R. Fagin, A. Lotem, M. Naor: Optimal aggregation algorithms for middleware, 2003 (the threshold algorithm)
 */
export const largestByDays = async (
  actor: Actor,
  filters: UsageFilters & Period,
  by: UsageDimension,
  metric: UsageMetric,
  limit: number,
): Promise<{ key: string; count: number }[] | null> => {
  const facts = await usageFacts(actor, filters, filters, { by, columns: [metric], grain: "day" });
  const days = facts.days();
  if (!days) return null;
  const count = facts.query.put(limit);
  for (const step of days.narrowed ? narrowedSteps : steps) {
    if (limit > step.candidatesMax) continue;
    const rows = await readRows<Found>(facts.query, textOf(days, metric, count, step));
    if (rows[0]?.proven) return rows.flatMap(({ key, count }) => (key === null ? [] : { key, count }));
  }
  return null;
};

/**
 * By the `first` largest of each day. `hidden` is the most that one can have who is among none of them; only where the
 * last one wanted has more for sure are candidates looked up.
 */
const textOf = (
  days: DayFacts,
  metric: UsageMetric,
  count: string,
  { first, candidatesMax }: (typeof steps)[number],
): string =>
  `WITH rest AS MATERIALIZED (
       SELECT f.value, sum(f.${metric}) AS count FROM (${days.rest}) f
       WHERE f.value IS NOT NULL GROUP BY 1 HAVING sum(f.${metric}) > 0
     ), top AS MATERIALIZED (
       SELECT h.at, h.value, h.count, h.place FROM usage_top h
       WHERE ${days.top} AND h.metric = '${metric}' AND h.place <= ${first}
     ), bound AS MATERIALIZED (
       SELECT at, count AS most FROM top WHERE place = ${first}
     ), hidden AS (
       SELECT coalesce(sum(most), 0) AS most FROM bound
     ), known AS MATERIALIZED (
       SELECT value, sum(count) AS least, sum(most) AS bounded FROM (
         SELECT value, count, 0 AS most FROM rest UNION ALL SELECT value, count, coalesce(most, 0) FROM top LEFT JOIN bound USING (at)
       ) k GROUP BY value
     ), wanted AS (
       SELECT CASE WHEN count(*) < ${count} THEN 0 ELSE min(least) END AS least
       FROM (SELECT least FROM known ORDER BY least DESC LIMIT ${count}) k
     ), candidate AS MATERIALIZED (
       SELECT value FROM known, hidden, wanted WHERE known.least + hidden.most - bounded >= wanted.least
     ), proof AS MATERIALIZED (
       SELECT (hidden.most = 0 OR wanted.least > hidden.most)
         AND (SELECT count(*) FROM candidate) <= ${candidatesMax} AS proven FROM hidden, wanted
     ), unseen AS (
       SELECT c.value, b.at FROM proof JOIN candidate c ON proven CROSS JOIN bound b
       WHERE NOT EXISTS (SELECT FROM top WHERE top.at = b.at AND top.value = c.value)
     ), exact AS (
       SELECT value, sum(count) AS count FROM (
         SELECT value, least AS count FROM known JOIN candidate USING (value)
         UNION ALL
         SELECT u.value, d.count FROM unseen u CROSS JOIN LATERAL (
           SELECT h.${metric} AS count FROM usage_day h WHERE ${days.where} AND h.at = u.at AND h.value = u.value OFFSET 0
         ) d
       ) e GROUP BY 1
     )
     SELECT value AS key, count::float8 AS count, proven FROM proof LEFT JOIN exact ON proven
     ORDER BY 2 DESC NULLS LAST, 1 LIMIT ${count}`;
