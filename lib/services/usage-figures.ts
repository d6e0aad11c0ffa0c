import type { UsageFilters } from "@/lib/domain/inputs/report";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "./actor";
import { type Period, type UsageDimension, usageFacts } from "./usage-facts";
import { type UsageQuery, usageQuery, whereOf } from "./usage-query";

/** What is counted: rows of a repeated attempt never, over-limit rows by their `count`. */
export type UsageMetric = "pulls" | "pushes" | "logins" | "deletes" | "denials";
export type UsageCounts = Record<UsageMetric, number>;

/** Logins and tokens count alike: a client asks for one or the other. */
const sumOf: Record<UsageMetric, string> = {
  pulls: "f.pulls",
  pushes: "f.pushes",
  logins: "f.logins + f.tokens",
  deletes: "f.deletes",
  denials: "f.denials",
};
const sums = Object.entries(sumOf)
  .map(([metric, column]) => `coalesce(sum(${column}), 0)::float8 AS ${metric}`)
  .join(", ");

/** A bucket is named by its local day (`2026-11-22`), or by the instant a minute or hour begins (ISO 8601). */
export type UsageBucket = UsageCounts & { bucket: string; region: string | null };

/**
 * Counts per minute, hour, or day of `timeZone` (of weeks and months its first one), and region. Buckets without
 * use are missing.
 * @param filters those of listUsage; `from` and `to` are the period's
 */
export const usageSeries = async (
  actor: Actor,
  filters: UsageFilters,
  period: Period,
  bucket: "minute" | "hour" | "day" | "week" | "month",
  timeZone = "UTC",
): Promise<UsageBucket[]> => {
  const instant = bucket === "minute" || bucket === "hour";
  const fine = bucket === "minute" || (!instant && !hasWholeHours(timeZone, period));
  const facts = await usageFacts(actor, filters, period, null, fine ? "row" : "hour");
  const name = instant
    ? `to_char(date_trunc('${bucket}', f.at AT TIME ZONE 'UTC'), 'YYYY-MM-DD"T"HH24:MI:SS".000Z"')`
    : `to_char(date_trunc('${bucket}', f.at AT TIME ZONE ${facts.query.put(timeZone)}), 'YYYY-MM-DD')`;
  return read<UsageBucket>(
    facts.query,
    `${facts.with} SELECT ${name} AS bucket, f.region, ${sums} FROM (${facts.rows}) f
     GROUP BY 1, 2 HAVING sum(${Object.values(sumOf).join(" + ")} + f.mounts) > 0 ORDER BY 1, 2`,
  );
};

/** Whether each local day begins with an hour of UTC, through the whole period. */
const hasWholeHours = (timeZone: string, { from, to }: Period): boolean => {
  const minute = new Intl.DateTimeFormat("en", { timeZone, minute: "numeric" });
  const hour = Math.floor(from.getTime() / 3_600_000) * 3_600_000;
  for (let at = hour; at <= to.getTime() + 7 * dayMs; at += 7 * dayMs)
    if (Number(minute.format(at)) !== 0) return false;
  return true;
};

/** The period's totals. */
export const usageTotals = async (
  actor: Actor,
  filters: UsageFilters,
  period: Period,
): Promise<UsageCounts> => {
  const facts = await usageFacts(actor, filters, period, null, "day");
  const [totals] = await read<UsageCounts>(
    facts.query,
    `${facts.with} SELECT ${sums} FROM (${facts.rows}) f`,
  );
  return totals ?? { pulls: 0, pushes: 0, logins: 0, deletes: 0, denials: 0 };
};

/** The largest of a dimension by one metric, largest first; rows without a value (a login's namespace) are left out. */
export const usageBy = async (
  actor: Actor,
  filters: UsageFilters & Period,
  dimension: UsageDimension,
  metric: UsageMetric,
  limit = 5,
): Promise<{ key: string; count: number }[]> => {
  const facts = await usageFacts(actor, filters, filters, dimension, "day");
  return read(
    facts.query,
    `${facts.with} SELECT f.value AS key, sum(${sumOf[metric]})::float8 AS count FROM (${facts.rows}) f
     WHERE f.value IS NOT NULL GROUP BY 1 HAVING sum(${sumOf[metric]}) > 0 ORDER BY 2 DESC, 1 LIMIT ${facts.query.put(limit)}`,
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
