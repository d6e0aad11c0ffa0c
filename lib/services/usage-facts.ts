import type { UsageFilters } from "@/lib/domain/inputs/report";
import { type UsageDimension, usageMetrics } from "@/lib/domain/usage";
import { type Span, usageSpans } from "@/lib/domain/usage-spans";
import type { Actor } from "./actor";
import { countedUntil, halvedAmong, untilOf } from "./usage-counted";
import {
  conditionOf,
  dayDimensions,
  halfOf,
  hourDimensions,
  type RollupColumn,
  rollupColumns,
} from "./usage-counting";
import { facetOf, namedNamespace } from "./usage-facet";
import { type UsageQuery, usageQuery, whereOf } from "./usage-query";

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
/** So many spans are parts of their own, which the planner knows; of more each is looked up by itself. */
const partsMax = 3;

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
  /** Of `usage_day h`: the whole days. */
  where: string;
  /** The same of `usage_top h`. */
  top: string;
  /** Whether a filter narrows them: fewer are kept of these. */
  narrowed: boolean;
};

/**
 * The counts of a period as rows `(at, value, region, logins, tokens, …)`: days and hours that are rolled up, and the
 * usage rows of what isn't. Their sum is that of the usage rows which were there when the reading began, and of no
 * other but newer ones.
 * @returns the query of the rows
 */
export const usageFacts = async (
  actor: Actor,
  filters: UsageFilters,
  { from, to }: Period,
  { by = null, columns = rollupColumns, grain, values, apart = [] }: Facts,
): Promise<{ query: UsageQuery; rows: string; days: () => DayFacts | null }> => {
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
  const facet = grain === "row" ? null : facetOf(query, filters, by);
  const known = grain === "day" ? dayDimensions : hourDimensions;
  if (grain === "row" || !facet || !known.includes(facet.dimension))
    return { query, rows: raw(""), days: () => null };
  const daysAlone = !hourDimensions.includes(facet.dimension);
  const account = put(filters.scope === "site" ? "" : actor.accountId);
  const conditions = [
    `h.account_id = ${account}`,
    ...(facet.value === null ? [] : [`h.value = ${put(facet.value)}`]),
    ...(chosen ? [`h.value = ANY(${chosen})`] : []),
    ...(query.own === null ? [] : [`h.value IN (${query.own})`]),
    ...(query.regionId === null ? [] : [`h.region = ${put(query.regionId)}`]),
    ...(filters.client === undefined ? [] : [`h.client_name = ${put(filters.client)}`]),
    ...(facet.namespace === null ? [] : [namedNamespace(put(facet.namespace))]),
  ];
  const shown =
    by === null ? "NULL::text" : by === "region" ? "h.region" : by === "client" ? "h.client_name" : "h.value";
  const ofDimension = `${conditions.join(" AND ")} AND h.dimension = ${put(facet.dimension)}`;
  const rolled = (table: string, extra: string) =>
    `SELECT h.at, ${shown} AS value, h.region, ${columns.map((column) => `h.${column}`).join(", ")}
     FROM ${table} h WHERE ${ofDimension} AND ${extra}`;
  /** Second halves of hours, in their own place and no longer in that of the hour. */
  const halvesOf = (hours: readonly number[]) =>
    `SELECT h.at + s.later, ${shown} AS value, h.region, ${columns.map((column) => `s.sign * h.${column}`).join(", ")}
     FROM usage_hour h CROSS JOIN (VALUES (interval '30 minutes', 1), (interval '0', -1)) AS s(later, sign)
     WHERE ${conditions.join(" AND ")} AND h.dimension = ${put(halfOf(facet.dimension))} AND h.at = ANY(${times(hours)})`;
  const time = (at: number) => `${put(new Date(at))}::timestamptz`;
  const times = (all: readonly number[]) => `${put(all.map((at) => new Date(at)))}::timestamptz[]`;
  /** What `rows` tells of each span. OFFSET 0 keeps the planner from reading all first. */
  const ofSpans = (spans: readonly Span[], column: string, rows: (extra: string) => string): string[] => {
    const between = (from: string, to: string) => rows(`${column} >= ${from} AND ${column} < ${to}`);
    if (spans.length <= partsMax) return spans.map((span) => between(time(span.from), time(span.to)));
    const [froms, tos] = [times(spans.map((span) => span.from)), times(spans.map((span) => span.to))];
    return [
      `SELECT each.* FROM unnest(${froms}, ${tos}) AS span(begins, ends) CROSS JOIN LATERAL (
         ${between("span.begins", "span.ends")} OFFSET 0) each`,
    ];
  };
  const moments = apart.map((at) => at.getTime());
  const halves = moments.filter((at) => at % hourMs === halfMs).map((at) => at - halfMs);
  const [counted, halved] = await Promise.all([countedUntil(), daysAlone ? [] : halvedAmong(halves)]);
  const spans = usageSpans({ from: from.getTime(), to: to.getTime() }, counted, {
    ...{ grain, daysAlone, apart: moments, halved },
  });
  const { begun } = spans;
  /** That the day which isn't over is still counted as it was; its count may have gone on. */
  const asCounted = begun === null ? "" : `${untilOf(time(begun))} = ${put(String(counted.begun))}`;
  const allDays = begun === null ? spans.days : [...spans.days, begun];
  const hasDays = allDays.length > 0;
  const days = !hasDays
    ? "false"
    : begun === null
      ? `h.at = ANY(${times(allDays)})`
      : `h.at = ANY(${times(allDays)}) AND (h.at < ${time(begun)} OR ${asCounted})`;
  const hoursOf = (some: readonly Span[], extra = "") =>
    ofSpans(some, "h.at", (span) => rolled("usage_hour", `${span} ${extra}`));
  const rowsOf = (some: readonly Span[], extra = "") =>
    ofSpans(some, "e.at", (span) => raw(`AND ${span} ${extra}`));
  const rest = [
    ...hoursOf(spans.hours),
    ...ofSpans(spans.pieces, "h.at", (span) => rolled("usage_piece", span)),
    ...rowsOf(spans.rows),
  ];
  if (begun !== null) {
    const [until, otherwise] = [{ from: begun, to: counted.until }, `AND (${asCounted}) IS NOT TRUE`];
    rest.push(...(daysAlone ? rowsOf([until], otherwise) : hoursOf([until], otherwise)));
  }
  const isInHours = (hour: number) => spans.hours.some((span) => hour >= span.from && hour < span.to);
  const halvedNow = halved.filter(isInHours);
  if (halvedNow.length > 0) rest.push(halvesOf(halvedNow));
  if (rest.length === 0) rest.push(raw("AND false"));
  const parts = hasDays ? [rolled("usage_day", days), ...rest] : rest;
  return {
    query,
    rows: parts.join("\nUNION ALL\n"),
    days: () => {
      if (facet.narrow === null || values) return null;
      const narrow = `h.account_id = ${account} AND h.dimension = ${put(facet.dimension)} AND h.narrow = ${put(facet.narrow)}`;
      /** Of a namespace, days that hold few have none: all that they hold is read. */
      const isKept = `EXISTS (SELECT FROM usage_top h WHERE ${narrow} AND h.metric = ANY(${put(usageMetrics)}) AND h.at = day)`;
      const notKept = `h.at = ANY(ARRAY(SELECT day FROM unnest(${times(allDays)}) AS day WHERE NOT ${isKept}))`;
      const few = facet.namespace === null || !hasDays ? [] : [rolled("usage_day", `${days} AND ${notKept}`)];
      return {
        rest: [...rest, ...few].join("\nUNION ALL\n"),
        where: `${ofDimension} AND ${days}`,
        top: `${narrow} AND ${days}`,
        narrowed: facet.narrow !== "",
      };
    },
  };
};
