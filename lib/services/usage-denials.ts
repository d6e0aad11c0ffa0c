import type { UsageFilters } from "@/lib/domain/inputs/report";
import type { UsageItem } from "@/lib/domain/usage";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "./actor";
import { usageQuery, whereOf } from "./usage-query";
import { withNames } from "./usage-view";

/** Denials with one cause: the newest of them, and how many they are. */
export type DenialCause = { newest: UsageItem; count: number };

/** Denials by key, rule, region and repository, the latest cause first. */
export const denialsByCause = async (
  actor: Actor,
  filters: UsageFilters,
  limit = 20,
): Promise<DenialCause[]> => {
  const query = await usageQuery(actor, { ...filters, outcome: "denied" });
  const where = `${whereOf(query)} AND e.repeat_of IS NULL`;
  // The causes first, which an index alone tells, then the rows of those that are shown.
  const { rows } = await runtime().pool.query(
    `SELECT newest.*, cause.total FROM (
       SELECT e.apikey_id, e.reason, e.region, e.repository, sum(e.count)::float8 AS total, max(e.at) AS at
       FROM usage_event e WHERE ${where} GROUP BY 1, 2, 3, 4 ORDER BY 6 DESC, 1, 2, 3, 4 LIMIT ${query.put(limit)}
     ) cause CROSS JOIN LATERAL (
       SELECT e.* FROM usage_event e WHERE ${where} AND e.at = cause.at AND e.reason IS NOT DISTINCT FROM cause.reason
         AND (e.apikey_id, e.region, e.repository) IS NOT DISTINCT FROM (cause.apikey_id, cause.region, cause.repository)
       ORDER BY e.id DESC LIMIT 1
     ) newest ORDER BY newest.at DESC, newest.id DESC`,
    query.values,
  );
  const newest = await withNames(rows);
  return newest.map((item, index) => ({ newest: item, count: rows[index].total }));
};
