import type { UsageFilters } from "@/lib/domain/inputs/report";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "./actor";
import { type Period, type UsageDimension, usageFacts } from "./usage-facts";
import { type UsageQuery, usageQuery, whereOf } from "./usage-query";
import { rollupColumns } from "./usage-rollup";

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
  const facts = await usageFacts(actor, filters, period, {
    grain: bucket === "minute" ? "row" : !instant && timeZone === "UTC" ? "day" : "hour",
    apart: instant ? [] : splitHours(timeZone, period),
  });
  const name = instant
    ? `to_char(date_trunc('${bucket}', f.at AT TIME ZONE 'UTC'), 'YYYY-MM-DD"T"HH24:MI:SS".000Z"')`
    : `to_char(date_trunc('${bucket}', f.at AT TIME ZONE ${facts.query.put(timeZone)}), 'YYYY-MM-DD')`;
  return read<UsageBucket>(
    facts.query,
    `${facts.with} SELECT ${name} AS bucket, f.region, ${sums} FROM (${facts.rows}) f
     GROUP BY 1, 2 HAVING sum(${Object.values(sumOf).join(" + ")} + f.mounts) > 0 ORDER BY 1, 2`,
  );
};

/** The hours of UTC within which a local day begins: those of zones with half or quarter hours. */
const splitHours = (timeZone: string, { from, to }: Period): Date[] => {
  const local = new Intl.DateTimeFormat("en", {
    timeZone,
    hour: "numeric",
    minute: "numeric",
    hourCycle: "h23",
  });
  const hours: Date[] = [];
  for (let at = Math.floor(from.getTime() / hourMs) * hourMs; at < to.getTime(); at += hourMs) {
    const [hour, minute] = local.format(at).split(":").map(Number);
    if (hour === 23 && minute !== 0) hours.push(new Date(at));
  }
  return hours;
};

/** The period's totals. */
export const usageTotals = async (
  actor: Actor,
  filters: UsageFilters,
  period: Period,
): Promise<UsageCounts> => {
  const facts = await usageFacts(actor, filters, period, { grain: "day" });
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
  const facts = await usageFacts(actor, filters, filters, { by: dimension, grain: "day" });
  return read(
    facts.query,
    `${facts.with} SELECT f.value AS key, sum(${sumOf[metric]})::float8 AS count FROM (${facts.rows}) f
     WHERE f.value IS NOT NULL GROUP BY 1 HAVING sum(${sumOf[metric]}) > 0 ORDER BY 2 DESC, 1 LIMIT ${facts.query.put(limit)}`,
  );
};

/** A key's last days (UTC), oldest first; the last one is today. `count` is all that was not denied. */
export type Sparkline = { count: number; denied: number }[];

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The last `days` days of keys, in one query. A key that the actor doesn't see has no entry with a use. */
export const sparkline = async (
  actor: Actor,
  apikeyIds: readonly string[],
  days = 14,
): Promise<Map<string, Sparkline>> => {
  const now = runtime().clock.now().getTime();
  const from = (Math.floor(now / dayMs) - days + 1) * dayMs;
  const result = new Map(
    apikeyIds.map((id) => [id, Array.from({ length: days }, () => ({ count: 0, denied: 0 }))]),
  );
  if (apikeyIds.length === 0) return result;
  const facts = await usageFacts(
    actor,
    {},
    { from: new Date(from), to: new Date(now + 1) },
    { by: "key", grain: "day", values: apikeyIds },
  );
  const rows = await read<{ id: string; day: Date; count: number; denied: number }>(
    facts.query,
    `${facts.with} SELECT f.value AS id, date_trunc('day', f.at, 'UTC') AS day,
       sum(${usedColumns.map((column) => `f.${column}`).join(" + ")})::float8 AS count, sum(f.denials)::float8 AS denied
     FROM (${facts.rows}) f GROUP BY 1, 2`,
  );
  for (const { id, day, count, denied } of rows) {
    const place = result.get(id);
    if (place) place[(day.getTime() - from) / dayMs] = { count, denied };
  }
  return result;
};

const usedColumns = rollupColumns.filter((column) => column !== "denials");

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
