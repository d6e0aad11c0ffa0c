import type { UsageFilters } from "@/lib/domain/inputs/report";
import type { UsageItem } from "@/lib/domain/usage";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "./actor";
import { partsOf, usageQuery, whereOf } from "./usage-query";
import { withNames } from "./usage-view";

/** Denials with one cause: the newest of them, and how many they are. */
export type DenialCause = { newest: UsageItem; count: number };

/** The newest denials mostly hold the latest causes; only where they don't all of them are put together. */
const newestRows = 1000;

/** Denials by key, rule, region and repository, the latest cause first. */
export const denialsByCause = async (
  actor: Actor,
  filters: UsageFilters,
  limit = 20,
): Promise<DenialCause[]> => {
  const found = await causesAmong(actor, filters, limit, newestRows);
  const isAll = found.length === limit || (found[0]?.read ?? 0) < newestRows;
  const rows = isAll ? found : await causesAmong(actor, filters, limit, null);
  const newest = await withNames(rows);
  return newest.map((item, index) => ({ newest: item, count: rows[index]?.total ?? 0 }));
};

type CauseRow = Parameters<typeof withNames>[0][number] & { total: number; read: number };

const columns = ["apikey_id", "reason", "region", "repository"];
/** NULL is a value here. */
const same = (a: string, b: string, by = columns): string =>
  by.map((column) => `${a}.${column} IS NOT DISTINCT FROM ${b}.${column}`).join(" AND ");
const notKey = columns.slice(1);

/**
 * The causes among the newest denials, which an index alone tells, with their counts in the whole period: of each key
 * by another index, of no key in one reading.
 */
const causesAmong = async (
  actor: Actor,
  filters: UsageFilters,
  limit: number,
  newest: number | null,
): Promise<CauseRow[]> => {
  const query = await usageQuery(actor, { ...filters, outcome: "denied" });
  const counts = "e.repeat_of IS NULL";
  const where = `${whereOf(query)} AND ${counts}`;
  const named = columns.join(", ");
  const ofCause = columns.map((column) => `c.${column}`).join(", ");
  const most = query.put(newest);
  const latest = partsOf(query, [counts])
    .map((part) => `(SELECT ${named}, at, id FROM ${part} ORDER BY at DESC, id DESC LIMIT ${most})`)
    .join(" UNION ALL ");
  const ofKey = partsOf(query, [counts, "e.apikey_id = c.apikey_id", same("e", "c", notKey)])
    .map((part) => `SELECT e.count FROM ${part}`)
    .join(" UNION ALL ");
  const { rows } = await runtime().pool.query<CauseRow>(
    `WITH latest AS MATERIALIZED (
       SELECT * FROM (${latest}) e ORDER BY at DESC, id DESC LIMIT ${most}
     ), cause AS MATERIALIZED (
       SELECT ${named}, max(at) AS at FROM latest GROUP BY ${named} ORDER BY max(at) DESC, ${named} LIMIT ${query.put(limit)}
     ), counted AS MATERIALIZED (
       SELECT ${ofCause}, e.total FROM cause c CROSS JOIN LATERAL (
         SELECT sum(e.count)::float8 AS total FROM (${ofKey}) e
       ) e WHERE c.apikey_id IS NOT NULL
       UNION ALL
       SELECT ${ofCause}, sum(e.count)::float8 FROM usage_event e
       JOIN cause c ON c.apikey_id IS NULL AND ${same("e", "c", notKey)}
       WHERE ${where} AND e.apikey_id IS NULL GROUP BY ${ofCause}
     )
     SELECT newest.*, counted.total, (SELECT count(*)::int FROM latest) AS read
     FROM cause JOIN counted ON ${same("cause", "counted")} CROSS JOIN LATERAL (
       SELECT e.* FROM usage_event e WHERE ${where} AND e.at = cause.at AND ${same("e", "cause")}
       ORDER BY e.id DESC LIMIT 1
     ) newest ORDER BY newest.at DESC, newest.id DESC`,
    query.values,
  );
  return rows;
};
