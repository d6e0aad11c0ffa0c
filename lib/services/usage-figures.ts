import type { UsageFilters } from "@/lib/domain/inputs/report";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "./actor";
import { type UsageQuery, usageQuery, whereOf } from "./usage-query";

/** What is counted: rows of a repeated attempt never, over-limit rows by their `count`. */
export type UsageMetric = "pulls" | "pushes" | "logins" | "denials";
export type UsageCounts = Record<UsageMetric, number>;

/** Logins and tokens count alike: a client asks for one or the other. */
const conditionOf: Record<UsageMetric, string> = {
  pulls: "e.action = 'pull' AND e.outcome <> 'denied'",
  pushes: "e.action = 'push' AND e.outcome <> 'denied'",
  logins: "e.action IN ('login', 'token') AND e.outcome <> 'denied'",
  denials: "e.outcome = 'denied'",
};
const metrics = Object.keys(conditionOf) as UsageMetric[];
const sums = metrics
  .map((metric) => `coalesce(sum(e.count) FILTER (WHERE ${conditionOf[metric]}), 0)::float8 AS ${metric}`)
  .join(", ");

type Period = { from: Date; to: Date };

/** A bucket is named by its local day (`2026-11-22`), or by the instant an hour begins (ISO 8601). */
export type UsageBucket = UsageCounts & { bucket: string; region: string | null };

/**
 * Counts per day (of `timeZone`) or hour, and region. Buckets without use are missing.
 * @param filters those of listUsage; `from` and `to` are the period's
 */
export const usageSeries = async (
  actor: Actor,
  filters: UsageFilters,
  { from, to }: Period,
  bucket: "day" | "hour",
  timeZone = "UTC",
): Promise<UsageBucket[]> => {
  const query = await usageQuery(actor, { ...filters, from, to });
  const name =
    bucket === "day"
      ? `to_char(e.at AT TIME ZONE ${query.put(timeZone)}, 'YYYY-MM-DD')`
      : `to_char(date_trunc('hour', e.at AT TIME ZONE 'UTC'), 'YYYY-MM-DD"T"HH24:MI:SS".000Z"')`;
  return read<UsageBucket>(
    query,
    `SELECT ${name} AS bucket, e.region, ${sums} FROM usage_event e WHERE ${counted(query)} GROUP BY 1, 2 ORDER BY 1, 2`,
  );
};

/** The period's totals. */
export const usageTotals = async (
  actor: Actor,
  filters: UsageFilters,
  { from, to }: Period,
): Promise<UsageCounts> => {
  const query = await usageQuery(actor, { ...filters, from, to });
  const [totals] = await read<UsageCounts>(
    query,
    `SELECT ${sums} FROM usage_event e WHERE ${counted(query)}`,
  );
  return totals ?? { pulls: 0, pushes: 0, logins: 0, denials: 0 };
};

export type UsageDimension = "region" | "client" | "namespace";

/** Columns of ours alone may stand in SQL. */
const columnOf: Record<UsageDimension, string> = {
  region: "region",
  client: "client_name",
  namespace: "namespace",
};

/** The largest of a dimension by one metric, largest first; rows without a value (a login's namespace) are left out. */
export const usageBy = async (
  actor: Actor,
  filters: UsageFilters,
  dimension: UsageDimension,
  metric: UsageMetric,
  limit = 5,
): Promise<{ key: string; count: number }[]> => {
  const query = await usageQuery(actor, filters);
  const column = `e.${columnOf[dimension]}`;
  return read(
    query,
    `SELECT ${column} AS key, sum(e.count)::float8 AS count FROM usage_event e
     WHERE ${counted(query)} AND ${conditionOf[metric]} AND ${column} IS NOT NULL
     GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${query.put(limit)}`,
  );
};

/** A key's last days, oldest first; the last one is today in `timeZone`. `count` is all that was not denied. */
export type Sparkline = { count: number; denied: number }[];

const dayMs = 86_400_000;

/** The last `days` days of keys, in one query. A key that the actor doesn't see has no entry with a use. */
export const sparkline = async (
  actor: Actor,
  apikeyIds: readonly string[],
  days = 14,
  timeZone = "UTC",
): Promise<Map<string, Sparkline>> => {
  const now = runtime().clock.now();
  // en-CA writes a date as PostgreSQL's YYYY-MM-DD.
  const today = new Date(new Intl.DateTimeFormat("en-CA", { timeZone }).format(now));
  const names = Array.from({ length: days }, (_, i) =>
    new Date(today.getTime() - (days - 1 - i) * dayMs).toISOString().slice(0, 10),
  );
  const result = new Map(apikeyIds.map((id) => [id, names.map(() => ({ count: 0, denied: 0 }))]));
  if (apikeyIds.length === 0) return result;
  const query = await usageQuery(actor, {});
  const zone = query.put(timeZone);
  const rows = await read<{ id: string; day: string; count: number; denied: number }>(
    query,
    `SELECT e.apikey_id AS id, to_char(e.at AT TIME ZONE ${zone}, 'YYYY-MM-DD') AS day,
       coalesce(sum(e.count) FILTER (WHERE e.outcome <> 'denied'), 0)::float8 AS count,
       coalesce(sum(e.count) FILTER (WHERE e.outcome = 'denied'), 0)::float8 AS denied
     FROM usage_event e WHERE ${counted(query)} AND e.apikey_id = ANY(${query.put(apikeyIds)})
       AND e.at >= (${query.put(names[0])}::date::timestamp AT TIME ZONE ${zone})
     GROUP BY 1, 2`,
  );
  for (const { id, day, count, denied } of rows) {
    const place = result.get(id);
    const index = names.indexOf(day);
    if (place && index >= 0) place[index] = { count, denied };
  }
  return result;
};

/** Where a key is still in use: its newest use of each client and address, newest first. */
export type LastUse = {
  apikeyId: string;
  at: Date;
  client: string;
  ip: string;
  region: string | null;
  count: number;
};

/** Who used the keys since `since`, by client and address: what a rotation waits for. Denied attempts are no use. */
export const lastUses = async (
  actor: Actor,
  apikeyIds: readonly string[],
  since: Date,
  limit = 100,
): Promise<LastUse[]> => {
  const query = await usageQuery(actor, { from: since });
  return read(
    query,
    `SELECT e.apikey_id AS "apikeyId", max(e.at) AS at, trim(e.client_name || ' ' || e.client_version) AS client, e.ip,
       (array_agg(e.region ORDER BY e.at DESC) FILTER (WHERE e.region IS NOT NULL))[1] AS region, sum(e.count)::float8 AS count
     FROM usage_event e WHERE ${counted(query)} AND e.outcome <> 'denied' AND e.apikey_id = ANY(${query.put(apikeyIds)})
     GROUP BY 1, 3, 4 ORDER BY 2 DESC LIMIT ${query.put(limit)}`,
  );
};

const counted = (query: UsageQuery): string => `${whereOf(query)} AND e.repeat_of IS NULL`;

const read = async <Row>(query: UsageQuery, sql: string): Promise<Row[]> =>
  (await runtime().pool.query(sql, query.values)).rows as Row[];
