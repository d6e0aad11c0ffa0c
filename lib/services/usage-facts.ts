import type { UsageFilters } from "@/lib/domain/inputs/report";
import { type UsageDimension, usageMetrics } from "@/lib/domain/usage";
import { type Span, type UsageSpans, usageSpans } from "@/lib/domain/usage-spans";
import type { Actor } from "./actor";
import { countedUntil, halvedAmong, untilOf } from "./usage-counted";
import { dayDimensions, hourDimensions, type RollupColumn, rollupColumns } from "./usage-counting";
import { type Facet, facetOf } from "./usage-facet";
import {
  type CountTexts,
  columnOf,
  countTexts,
  ofSpans,
  putTime,
  putTimes,
  rowsText,
} from "./usage-fact-texts";
import { type UsageQuery, usageQuery } from "./usage-query";

export type Period = { from: Date; to: Date };

const hourMs = 3_600_000;
const halfMs = hourMs / 2;

type Ask = {
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

export type Facts = {
  /** The query of the rows. */
  query: UsageQuery;
  rows: string;
  days: () => DayFacts | null;
};

/**
 * The counts of a period as rows `(at, value, region, logins, tokens, …)`: days and hours that are rolled up, and the
 * usage rows of what isn't. Their sum is that of the usage rows which were there when the reading began, and of no
 * other but newer ones.
 */
export const usageFacts = async (
  actor: Actor,
  filters: UsageFilters,
  { from, to }: Period,
  { by = null, columns = rollupColumns, grain, values, apart = [] }: Ask,
): Promise<Facts> => {
  const query = await usageQuery(actor, { ...filters, from, to });
  const chosen = values && query.put(values);
  if (by && chosen) query.conditions.push(`e.${columnOf[by]} = ANY(${chosen})`);
  const rows = rowsText(query, { by, columns });
  const facet = grain === "row" ? null : facetOf(query, filters, by);
  const known = grain === "day" ? dayDimensions : hourDimensions;
  if (grain === "row" || !facet || !known.includes(facet.dimension))
    return { query, rows: rows(""), days: () => null };
  const account = query.put(filters.scope === "site" ? "" : actor.accountId);
  const counts = countTexts(query, filters, { by, columns }, facet, account, chosen);

  const daysAlone = !hourDimensions.includes(facet.dimension);
  const moments = apart.map((at) => at.getTime());
  const halves = moments.filter((at) => at % hourMs === halfMs).map((at) => at - halfMs);
  const [counted, halved] = await Promise.all([countedUntil(), daysAlone ? [] : halvedAmong(halves)]);
  const spans = usageSpans({ from: from.getTime(), to: to.getTime() }, counted, {
    ...{ grain, daysAlone, apart: moments, halved },
  });
  const days = wholeDays(query, spans, String(counted.begun));

  const hoursOf = (some: readonly Span[], extra = "") =>
    ofSpans(query, some, "h.at", (span) => counts.counted("usage_hour", `${span} ${extra}`));
  const rowsOf = (some: readonly Span[], extra = "") =>
    ofSpans(query, some, "e.at", (span) => rows(`AND ${span} ${extra}`));
  const rest = [
    ...hoursOf(spans.hours),
    ...ofSpans(query, spans.pieces, "h.at", (span) => counts.counted("usage_piece", span)),
    ...rowsOf(spans.rows),
  ];
  if (spans.begun !== null) {
    const until = { from: spans.begun, to: counted.until };
    rest.push(...(daysAlone ? rowsOf : hoursOf)([until], `AND (${days.asCounted}) IS NOT TRUE`));
  }
  const isInHours = (hour: number) => spans.hours.some((span) => hour >= span.from && hour < span.to);
  const halvedNow = halved.filter(isInHours);
  if (halvedNow.length > 0) rest.push(counts.halvesOf(halvedNow));
  if (rest.length === 0) rest.push(rows("AND false"));
  return {
    query,
    rows: together(days.all.length > 0 ? [counts.counted("usage_day", days.where), ...rest] : rest),
    days: () => (values ? null : largestOf(query, facet, account, days, counts, rest)),
  };
};

const together = (parts: readonly string[]): string => parts.join("\nUNION ALL\n");

type WholeDays = {
  all: readonly number[];
  /** That `h.at` is one of them. */
  where: string;
  /** That the day which isn't over is still counted as it was; its count may have gone on. */
  asCounted: string;
};

const wholeDays = (query: UsageQuery, { days, begun }: UsageSpans, countedUntil: string): WholeDays => {
  const all = begun === null ? days : [...days, begun];
  if (all.length === 0) return { all, where: "false", asCounted: "" };
  const isAny = `h.at = ANY(${putTimes(query, all)})`;
  if (begun === null) return { all, where: isAny, asCounted: "" };
  const day = putTime(query, begun);
  const asCounted = `${untilOf(day)} = ${query.put(countedUntil)}`;
  return { all, where: `${isAny} AND (h.at < ${day} OR ${asCounted})`, asCounted };
};

const largestOf = (
  query: UsageQuery,
  { dimension, namespace, narrow }: Facet,
  account: string,
  days: WholeDays,
  counts: CountTexts,
  rest: readonly string[],
): DayFacts | null => {
  if (narrow === null) return null;
  const { put } = query;
  const kept = `h.account_id = ${account} AND h.dimension = ${put(dimension)} AND h.narrow = ${put(narrow)}`;
  /** Of a namespace, days that hold few have none: all that they hold is read. */
  const few = () => {
    const isKept = `EXISTS (SELECT FROM usage_top h WHERE ${kept} AND h.metric = ANY(${put(usageMetrics)}) AND h.at = day)`;
    const notKept = `ARRAY(SELECT day FROM unnest(${putTimes(query, days.all)}) AS day WHERE NOT ${isKept})`;
    return counts.counted("usage_day", `${days.where} AND h.at = ANY(${notKept})`);
  };
  return {
    rest: together(namespace === null || days.all.length === 0 ? rest : [...rest, few()]),
    where: `${counts.where} AND ${days.where}`,
    top: `${kept} AND ${days.where}`,
    narrowed: narrow !== "",
  };
};
