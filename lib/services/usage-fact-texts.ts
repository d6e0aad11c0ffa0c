import type { UsageFilters } from "@/lib/domain/inputs/report";
import type { UsageDimension } from "@/lib/domain/usage";
import type { Span } from "@/lib/domain/usage-spans";
import { conditionOf, halfOf, type RollupColumn } from "./usage-counting";
import { type Facet, namedNamespace } from "./usage-facet";
import { type UsageQuery, whereOf } from "./usage-query";

/** Columns of ours alone may stand in SQL. */
export const columnOf: Record<UsageDimension, string> = {
  region: "region",
  client: "client_name",
  namespace: "namespace",
  key: "apikey_id",
  identity: "iam_id",
  repository: "repository",
  address: "ip",
};

/** What `value` tells and which columns are counted. */
export type Shape = { by: UsageDimension | null; columns: readonly RollupColumn[] };

/** @returns from further conditions on `e`, the rows `(at, value, region, …columns)` of the uses themselves */
export const rowsText = (query: UsageQuery, { by, columns }: Shape): ((extra: string) => string) => {
  const value = by ? `e.${columnOf[by]}` : "NULL::text";
  const counts = columns.map(
    (column) => `CASE WHEN ${conditionOf(column)} THEN e.count ELSE 0 END AS ${column}`,
  );
  return (extra) =>
    `SELECT e.at, ${value} AS value, e.region, ${counts.join(", ")} FROM usage_event e
     WHERE ${whereOf(query)} AND e.repeat_of IS NULL ${extra}`;
};

/** The same rows from what is counted. */
export type CountTexts = {
  /** Conditions on a table of counts `h`, all but its time. */
  where: string;
  /** @param extra further conditions on `h` */
  counted(table: "usage_hour" | "usage_day" | "usage_piece", extra: string): string;
  /** Second halves of hours, in their own place and no longer in that of the hour. */
  halvesOf(hours: readonly number[]): string;
};

/**
 * @param account the placeholder of whose counts
 * @param chosen the placeholder of the only values wanted, if not all
 */
export const countTexts = (
  query: UsageQuery,
  { client }: UsageFilters,
  { by, columns }: Shape,
  { dimension, value, namespace }: Facet,
  account: string,
  chosen: string | undefined,
): CountTexts => {
  const { put, own, regionId } = query;
  const conditions = [
    `h.account_id = ${account}`,
    ...(value === null ? [] : [`h.value = ${put(value)}`]),
    ...(chosen ? [`h.value = ANY(${chosen})`] : []),
    ...(own === null ? [] : [`h.value IN (${own})`]),
    ...(regionId === null ? [] : [`h.region = ${put(regionId)}`]),
    ...(client === undefined ? [] : [`h.client_name = ${put(client)}`]),
    ...(namespace === null ? [] : [namedNamespace(put(namespace))]),
  ].join(" AND ");
  const shown =
    by === null ? "NULL::text" : by === "region" ? "h.region" : by === "client" ? "h.client_name" : "h.value";
  const where = `${conditions} AND h.dimension = ${put(dimension)}`;
  return {
    where,
    counted: (table, extra) =>
      `SELECT h.at, ${shown} AS value, h.region, ${columns.map((column) => `h.${column}`).join(", ")}
       FROM ${table} h WHERE ${where} AND ${extra}`,
    halvesOf: (hours) =>
      `SELECT h.at + s.later, ${shown} AS value, h.region, ${columns.map((column) => `s.sign * h.${column}`).join(", ")}
       FROM usage_hour h CROSS JOIN (VALUES (interval '30 minutes', 1), (interval '0', -1)) AS s(later, sign)
       WHERE ${conditions} AND h.dimension = ${put(halfOf(dimension))} AND h.at = ANY(${putTimes(query, hours)})`,
  };
};

export const putTime = ({ put }: UsageQuery, at: number): string => `${put(new Date(at))}::timestamptz`;
export const putTimes = ({ put }: UsageQuery, all: readonly number[]): string =>
  `${put(all.map((at) => new Date(at)))}::timestamptz[]`;

/** So many spans are parts of their own, which the planner knows; of more each is looked up by itself. */
const partsMax = 3;

/** What `rows` tells of each span. OFFSET 0 keeps the planner from reading all first. */
export const ofSpans = (
  query: UsageQuery,
  spans: readonly Span[],
  column: "e.at" | "h.at",
  rows: (extra: string) => string,
): string[] => {
  const between = (from: string, to: string) => rows(`${column} >= ${from} AND ${column} < ${to}`);
  if (spans.length <= partsMax)
    return spans.map(({ from, to }) => between(putTime(query, from), putTime(query, to)));
  const froms = spans.map(({ from }) => from);
  const tos = spans.map(({ to }) => to);
  return [
    `SELECT each.* FROM unnest(${putTimes(query, froms)}, ${putTimes(query, tos)}) AS span(begins, ends)
       CROSS JOIN LATERAL (${between("span.begins", "span.ends")} OFFSET 0) each`,
  ];
};
