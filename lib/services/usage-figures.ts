import type { UsageFilters } from "@/lib/domain/inputs/report";
import { type UsageDimension, type UsageMetric, usageMetrics } from "@/lib/domain/usage";
import { floorTo, nextOf } from "@/lib/domain/usage-unit";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "./actor";
import { rollupColumns } from "./usage-counting";
import { type Period, usageFacts } from "./usage-facts";
import { readRows, type UsageQuery, usageQuery, whereOf } from "./usage-query";
import { largestByDays } from "./usage-top";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export type UsageCounts = Record<UsageMetric, number>;

const sums = usageMetrics.map((metric) => `coalesce(sum(f.${metric}), 0)::float8 AS ${metric}`).join(", ");

/** How finely counts are taken. Days, weeks (from Monday) and months are those of a time zone. */
export type Bucket = "minute" | "hour" | "day" | "week" | "month";

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
  bucket: Bucket,
  timeZone = "UTC",
): Promise<UsageBucket[]> => {
  const facts = await usageFacts(actor, filters, period, grainOf(bucket, period, timeZone));
  return readRows<UsageBucket>(
    facts.query,
    `SELECT ${nameOf(bucket, timeZone, facts.query)} AS bucket, f.region, ${sums} FROM (${facts.rows}) f
     GROUP BY 1, 2 HAVING sum(${usageMetrics.map((metric) => `f.${metric}`).join(" + ")} + f.mounts) > 0 ORDER BY 1, 2`,
  );
};

/** The same of a few values of a dimension, by one metric. */
export const usageSplit = async (
  actor: Actor,
  filters: UsageFilters,
  period: Period,
  bucket: Bucket,
  timeZone: string,
  { dimension, keys, metric }: { dimension: UsageDimension; keys: readonly string[]; metric: UsageMetric },
): Promise<{ bucket: string; key: string; count: number }[]> => {
  if (keys.length === 0) return [];
  const facts = await usageFacts(actor, filters, period, {
    by: dimension,
    columns: [metric],
    ...grainOf(bucket, period, timeZone),
    // Regions and clients are columns of every rollup's row.
    ...(dimension !== "region" && dimension !== "client" && { values: keys }),
  });
  return readRows(
    facts.query,
    `SELECT ${nameOf(bucket, timeZone, facts.query)} AS bucket, f.value AS key, sum(f.${metric})::float8 AS count
     FROM (${facts.rows}) f WHERE f.value = ANY(${facts.query.put(keys)}) GROUP BY 1, 2 HAVING sum(f.${metric}) > 0 ORDER BY 1, 2`,
  );
};

const nameOf = (bucket: Bucket, timeZone: string, { put }: UsageQuery): string =>
  bucket === "minute" || bucket === "hour"
    ? `to_char(date_trunc('${bucket}', f.at AT TIME ZONE 'UTC'), 'YYYY-MM-DD"T"HH24:MI:SS".000Z"')`
    : `to_char(date_trunc('${bucket}', f.at AT TIME ZONE ${put(timeZone)}), 'YYYY-MM-DD')`;

/**
 * The longest time that may be counted as one, and the moments within such a time at which another column begins. Weeks
 * and months of a zone are days of UTC but for those within which they begin; days are hours, but for those.
 */
const grainOf = (
  bucket: Bucket,
  { from, to }: Period,
  timeZone: string,
): { grain: "row" | "hour" | "day"; apart: Date[] } => {
  if (bucket === "minute") return { grain: "row", apart: [] };
  if (bucket === "hour") return { grain: "hour", apart: [] };
  const begins: Date[] = [];
  for (let at = floorTo(bucket, from, timeZone); at < to; at = nextOf(bucket, at, timeZone)) begins.push(at);
  const within = (length: number) => begins.filter((at) => at.getTime() % length !== 0);
  if (within(dayMs).length === 0) return { grain: "day", apart: [] };
  return bucket === "day" ? { grain: "hour", apart: within(hourMs) } : { grain: "day", apart: within(dayMs) };
};

/** The period's totals. */
export const usageTotals = async (
  actor: Actor,
  filters: UsageFilters,
  period: Period,
): Promise<UsageCounts> => {
  const facts = await usageFacts(actor, filters, period, { grain: "day" });
  const [totals] = await readRows<UsageCounts>(facts.query, `SELECT ${sums} FROM (${facts.rows}) f`);
  return totals ?? { pulls: 0, pushes: 0, deletes: 0, logins: 0, tokens: 0, denials: 0 };
};

/** The largest of a dimension by one metric, largest first; rows without a value (a login's namespace) are left out. */
export const usageBy = async (
  actor: Actor,
  filters: UsageFilters & Period,
  dimension: UsageDimension,
  metric: UsageMetric,
  limit = 5,
): Promise<{ key: string; count: number }[]> =>
  (await largestByDays(actor, filters, dimension, metric, limit)) ??
  largestOfAll(actor, filters, dimension, metric, limit);

const largestOfAll = async (
  actor: Actor,
  filters: UsageFilters & Period,
  dimension: UsageDimension,
  metric: UsageMetric,
  limit: number,
): Promise<{ key: string; count: number }[]> => {
  const facts = await usageFacts(actor, filters, filters, {
    by: dimension,
    columns: [metric],
    grain: "day",
  });
  return readRows(
    facts.query,
    `SELECT f.value AS key, sum(f.${metric})::float8 AS count FROM (${facts.rows}) f
     WHERE f.value IS NOT NULL GROUP BY 1 HAVING sum(f.${metric}) > 0 ORDER BY 2 DESC, 1 LIMIT ${facts.query.put(limit)}`,
  );
};

/** A key's last days (UTC), oldest first; the last one is today. `count` is all that was not denied. */
export type Sparkline = { count: number; denied: number }[];

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
  const rows = await readRows<{ id: string; day: Date; count: number; denied: number }>(
    facts.query,
    `SELECT f.value AS id, date_trunc('day', f.at, 'UTC') AS day,
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
  return readRows(
    query,
    `SELECT e.apikey_id AS "apikeyId", max(e.at) AS at, trim(e.client_name || ' ' || e.client_version) AS client, e.ip,
       (array_agg(e.region ORDER BY e.at DESC) FILTER (WHERE e.region IS NOT NULL))[1] AS region, sum(e.count)::float8 AS count
     FROM usage_event e WHERE ${counted(query)} AND e.outcome <> 'denied' AND e.apikey_id = ANY(${query.put(apikeyIds)})
     GROUP BY 1, 3, 4 ORDER BY 2 DESC LIMIT ${query.put(limit)}`,
  );
};

const counted = (query: UsageQuery): string => `${whereOf(query)} AND e.repeat_of IS NULL`;
