import type { UsageFilters } from "@/lib/domain/inputs/report";
import type { UsageDimension } from "@/lib/domain/usage";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "./actor";
import { type UsageQuery, usageQuery, whereOf } from "./usage-query";
import {
  conditionOf,
  dayDimensions,
  halfOf,
  halvesDimension,
  hourDimensions,
  type RollupColumn,
  rollupColumns,
  untilDimension,
} from "./usage-rollup";

export type Period = { from: Date; to: Date };

/** Columns of ours alone may stand in SQL. */
const columnOf: Record<UsageDimension, string> = {
  region: "region",
  client: "client_name",
  namespace: "namespace",
  key: "apikey_id",
  identity: "iam_id",
  repository: "repository",
  address: "ip",
};

const hourMs = 3_600_000;
const halfMs = hourMs / 2;
const dayMs = 24 * hourMs;
let asking: Promise<number> | null = null;

/**
 * Until when hours are counted. It only moves on: an older one is right too, since usage rows always are. So those
 * who ask meanwhile, as the parts of a page do, get the same answer.
 */
const watermark = (): Promise<number> => {
  asking ??= readWatermark().finally(() => {
    asking = null;
  });
  return asking;
};

const readWatermark = async (): Promise<number> => {
  const { rows } = await runtime().pool.query<{ until: Date | null }>({
    name: "usage-watermark",
    text: "SELECT until FROM usage_rollup",
  });
  return rows[0]?.until?.getTime() ?? 0;
};

/**
 * The whole hours of a period that are counted, and the whole days among them; the day that isn't over too, where all
 * that is counted of it belongs to the period.
 */
const edgesOf = ({ from, to }: Period, until: number) => {
  const first = Math.ceil(from.getTime() / hourMs) * hourMs;
  const last = Math.max(first, Math.min(Math.floor(to.getTime() / hourMs) * hourMs, until));
  const firstDay = Math.min(last, Math.ceil(first / dayMs) * dayMs);
  const over = Math.max(firstDay, Math.floor(last / dayMs) * dayMs);
  const begun = last === until && over < last;
  const lastDay = begun ? last : over;
  const count = Math.ceil((lastDay - firstDay) / dayMs);
  return {
    days: Array.from({ length: count }, (_, index) => new Date(firstDay + index * dayMs)),
    begun: begun ? new Date(over) : null,
    first: new Date(first),
    last: new Date(last),
    first_day: new Date(firstDay),
    last_day: new Date(lastDay),
  };
};

/** What a rollup's rows must be; null where only the rows themselves tell. */
type Facet = { dimension: string; value: string | null };

const facetOf = (query: UsageQuery, filters: UsageFilters, by: UsageDimension | null): Facet | null => {
  if (filters.action || filters.outcome) return null;
  const wanted = (
    [
      ["key", filters.apikey_id],
      ["identity", filters.iam_id],
      ["reach", filters.namespace],
      ["repository", filters.repository],
      ["address", filters.ip],
    ] as const
  ).filter(([, value]) => value !== undefined);
  const grouped = by !== null && by !== "region" && by !== "client" ? by : null;
  const sum = by === "client" || filters.client !== undefined ? "all" : "total";
  const first = wanted[0];
  if (wanted.length > 1 || (first && grouped && first[0] !== grouped)) return null;
  if (query.own !== null) {
    // What belongs to whom is known by identity alone.
    if ((first && first[0] !== "identity") || (grouped && grouped !== "identity")) return null;
    return { dimension: "identity", value: first?.[1] ?? null };
  }
  if (first) return { dimension: first[0], value: first[1] as string };
  return { dimension: grouped ?? sum, value: grouped ? null : "" };
};

type Facts = {
  /** What `value` tells; null for nothing. */
  by?: UsageDimension | null;
  /** What is counted, all of it unless said: each column is read and planned again in every part. */
  columns?: readonly RollupColumn[];
  /** The longest time that one row may stand for. */
  grain: "row" | "hour" | "day";
  /** Only these of `by`. */
  values?: readonly string[];
  /** Moments that nothing may count across, whatever the grain: none before and none after them in one row. */
  apart?: readonly Date[];
};

/** What the largest of a dimension are found by: each day's largest first. */
export type DayFacts = {
  /** The rows of what no whole day holds. */
  rest: string;
  /** Of `usage_day h` and `usage_top h`: the whole days. */
  where: string;
};

/**
 * The counts of a period as rows `(at, value, region, logins, tokens, …)` of one moment: days and hours that are
 * rolled up, and the usage rows of what isn't: the edges of the period, what is newer than the watermark, and
 * hours that a late row came for. Their sum is always that of the usage rows.
 * @returns `WITH …` to put before, and the query of the rows
 */
export const usageFacts = async (
  actor: Actor,
  filters: UsageFilters,
  { from, to }: Period,
  { by = null, columns = rollupColumns, grain, values, apart = [] }: Facts,
): Promise<{ query: UsageQuery; with: string; rows: string; days: () => DayFacts | null }> => {
  const query = await usageQuery(actor, { ...filters, from, to });
  const { put } = query;
  const chosen = values && put(values);
  if (by && chosen) query.conditions.push(`e.${columnOf[by]} = ANY(${chosen})`);
  const value = by ? `e.${columnOf[by]}` : "NULL::text";
  const counts = columns.map(
    (column) => `CASE WHEN ${conditionOf(column)} THEN e.count ELSE 0 END AS ${column}`,
  );
  const raw = (extra: string) =>
    `SELECT e.at, ${value} AS value, e.region, ${counts.join(", ")} FROM usage_event e
     WHERE ${whereOf(query)} AND e.repeat_of IS NULL ${extra}`;
  /** For each row of `source`, so that none of it reads nothing: OFFSET 0 keeps the planner from reading all first. */
  const ofEach = (source: string, rows: string) =>
    `SELECT each.* FROM ${source} CROSS JOIN LATERAL (${rows} OFFSET 0) each`;
  const rawOfEach = (source: string, extra: string) => ofEach(source, raw(extra));
  const facet = grain === "row" ? null : facetOf(query, filters, by);
  const known = grain === "day" ? dayDimensions : hourDimensions;
  if (!facet || !known.includes(facet.dimension)) return { query, with: "", rows: raw(""), days: () => null };
  const conditions = [
    `h.account_id = ${put(filters.scope === "site" ? "" : actor.accountId)}`,
    ...(facet.value === null ? [] : [`h.value = ${put(facet.value)}`]),
    ...(chosen ? [`h.value = ANY(${chosen})`] : []),
    ...(query.own === null ? [] : [`h.value IN (${query.own})`]),
    ...(query.regionId === null ? [] : [`h.region = ${put(query.regionId)}`]),
    ...(filters.client === undefined ? [] : [`h.client_name = ${put(filters.client)}`]),
  ];
  /** Nothing narrows the dimension, which only days count. */
  const whole = conditions.length === 1 && !hourDimensions.includes(facet.dimension);
  const few = facet.value !== null || chosen !== undefined || query.own !== null;
  const shown =
    by === null ? "NULL::text" : by === "region" ? "h.region" : by === "client" ? "h.client_name" : "h.value";
  const ofDimension = `${conditions.join(" AND ")} AND h.dimension = ${put(facet.dimension)}`;
  const rolled = (table: string, extra: string) =>
    `SELECT h.at, ${shown} AS value, h.region, ${columns.map((column) => `h.${column}`).join(", ")}
     FROM ${table} h WHERE ${ofDimension} AND ${extra}`;
  /** Second halves of hours, in their own place and no longer in that of the hour. */
  const halves = () =>
    `SELECT h.at + s.later, ${shown} AS value, h.region, ${columns.map((column) => `s.sign * h.${column}`).join(", ")}
     FROM usage_hour h CROSS JOIN (VALUES (interval '30 minutes', 1), (interval '0', -1)) AS s(later, sign)
     WHERE ${conditions.join(" AND ")} AND h.dimension = ${put(halfOf(facet.dimension))}
       AND h.at = ANY(ARRAY(SELECT hour FROM halved EXCEPT SELECT hour FROM stale))`;
  const until = await watermark();
  const { begun, ...edge } = edgesOf({ from, to }, until);
  const placed = new Map<string, string>();
  const place = (name: keyof typeof edge): string => {
    const known = placed.get(name) ?? `${put(edge[name])}::timestamptz${name === "days" ? "[]" : ""}`;
    placed.set(name, known);
    return known;
  };
  /** A day that isn't over, unless it is counted until this very watermark. */
  const otherwiseCounted = (day: Date) =>
    `SELECT day FROM (SELECT ${put(day)}::timestamptz AS day) b WHERE NOT EXISTS (
       SELECT FROM usage_day WHERE account_id = '' AND dimension = '${untilDimension}' AND at = b.day AND value = ${put(String(until))})`;
  const hours = (extra: string) => rolled("usage_hour", `${extra} AND h.at NOT IN (SELECT hour FROM stale)`);
  const raws = [raw(`AND e.at < ${place("first")}`), raw(`AND e.at >= ${place("last")}`)];
  const rawStale = rawOfEach("stale s", "AND e.at >= s.hour AND e.at < s.hour + interval '1 hour'");
  const wholeDays = () =>
    rolled(
      "usage_day",
      // Of few values each day is looked up by itself.
      `${few ? `h.at = ANY(${place("days")})` : `h.at >= ${place("first_day")} AND h.at < ${place("last_day")}`}
       AND h.at NOT IN (SELECT day FROM stale_day)`,
    );
  const dayRest = () => [
    raw(`AND e.at < ${place("first_day")}`),
    raw(`AND e.at >= ${place("last_day")}`),
    rawOfEach(
      "stale_day d",
      `AND e.at >= d.day AND e.at < d.day + interval '1 day' AND e.at >= ${place("first_day")} AND e.at < ${place("last_day")}`,
    ),
  ];
  const parts =
    grain === "hour"
      ? [hours(`h.at >= ${place("first")} AND h.at < ${place("last")}`), ...raws, rawStale]
      : hourDimensions.includes(facet.dimension)
        ? [
            hours(`h.at >= ${place("first")} AND h.at < ${place("first_day")}`),
            hours(`h.at >= ${place("last_day")} AND h.at < ${place("last")}`),
            ofEach(
              "stale_day d",
              hours(
                `h.at >= d.day AND h.at < d.day + interval '1 day' AND h.at >= ${place("first_day")} AND h.at < ${place("last_day")}`,
              ),
            ),
            wholeDays(),
            ...raws,
            rawStale,
          ]
        : [wholeDays(), ...dayRest()];
  if (hourDimensions.includes(facet.dimension) && apart.some((at) => at.getTime() % hourMs === halfMs))
    parts.push(halves());
  const counted = `hour >= ${place("first")} AND hour < ${place("last")}`;
  return {
    query,
    with: `WITH apart AS MATERIALIZED (
      SELECT at, date_trunc('hour', at, 'UTC') AS hour FROM unnest(${put(apart)}::timestamptz[]) AS at
    ), halved AS MATERIALIZED (
      SELECT hour FROM apart WHERE at = hour + interval '30 minutes' AND ${counted} AND EXISTS (SELECT FROM usage_hour h
        WHERE account_id = '' AND dimension = '${halvesDimension}' AND value = '' AND h.at = hour)
    ), stale AS MATERIALIZED (
      SELECT hour FROM (SELECT hour FROM usage_stale
        UNION (SELECT hour FROM apart WHERE at > hour EXCEPT SELECT hour FROM halved)) s WHERE ${counted}
    ), stale_day AS MATERIALIZED (
      SELECT date_trunc('day', hour, 'UTC') AS day FROM (SELECT hour FROM stale UNION SELECT hour FROM apart) s
      ${begun ? `UNION ${otherwiseCounted(begun)}` : "GROUP BY 1"})`,
    rows: parts.join("\nUNION ALL\n"),
    days: () =>
      whole
        ? {
            rest: dayRest().join("\nUNION ALL\n"),
            where: `${ofDimension} AND h.at = ANY(${place("days")}) AND h.at NOT IN (SELECT day FROM stale_day)`,
          }
        : null,
  };
};
