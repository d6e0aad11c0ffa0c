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
  const { rows } = await runtime().pool.query(
    `SELECT * FROM (
       SELECT DISTINCT ON (e.apikey_id, e.reason, e.region, e.repository) e.*,
         sum(e.count) OVER (PARTITION BY e.apikey_id, e.reason, e.region, e.repository)::float8 AS total
       FROM usage_event e WHERE ${whereOf(query)} AND e.repeat_of IS NULL
       ORDER BY e.apikey_id, e.reason, e.region, e.repository, e.at DESC, e.id DESC
     ) cause ORDER BY at DESC, id DESC LIMIT ${query.put(limit)}`,
    query.values,
  );
  const newest = await withNames(rows);
  return newest.map((item, index) => ({ newest: item, count: rows[index].total }));
};
