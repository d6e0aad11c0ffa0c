import type { z } from "zod";
import { ReportPage, UsageAfter, type UsageFilters } from "@/lib/domain/inputs/report";
import { readUsageRef, type UsageItem, type UsageRow, usageRef } from "@/lib/domain/usage";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "./actor";
import { checked } from "./checked";
import { ServiceError } from "./service-error";
import { conditionsOf, partsOf, type UsageQuery, usageQuery } from "./usage-query";
import { type StoredUsage, usageRow, withNames } from "./usage-view";

/** Newest first. `next` goes to older rows, `previous` to newer ones; null where there is none. */
export type UsagePage<Item = UsageRow> = { items: Item[]; next: string | null; previous: string | null };

type Cursor = { newer: boolean; at: Date; id: string };

/**
 * One page of what the actor may see, by keyset.
 * @throws ServiceError invalid (filter, limit, cursor), forbidden
 */
export const listUsage = async (
  actor: Actor,
  filters: UsageFilters,
  page: ReportPage = {},
): Promise<UsagePage> => {
  const { limit, cursor } = checked(ReportPage, page);
  const { items, ...rest } = await readPage(actor, filters, limit, cursor);
  return { ...rest, items: items.map(usageRow) };
};

/** The same for pages, with names and the reasons of denials. */
export const listUsageItems = async (
  actor: Actor,
  filters: UsageFilters,
  page: ReportPage = {},
): Promise<UsagePage<UsageItem>> => {
  const { limit, cursor } = checked(ReportPage, page);
  const { items, ...rest } = await readPage(actor, filters, limit, cursor);
  return { ...rest, items: await withNames(items) };
};

const readPage = async (
  actor: Actor,
  filters: UsageFilters,
  limit: number,
  cursorText?: string,
): Promise<UsagePage<StoredUsage>> => {
  const query = await usageQuery(actor, filters);
  const cursor = cursorText === undefined ? null : readCursor(cursorText);
  const { rows } = await runtime().pool.query<StoredUsage>(listSql(query, cursor, limit + 1), query.values);
  const more = rows.length > limit;
  const items = rows.slice(0, limit);
  if (cursor?.newer) items.reverse();
  const to = (row: StoredUsage | undefined, newer: boolean) =>
    row ? writeCursor({ newer, at: row.at, id: row.id }) : null;
  return {
    items,
    next: cursor?.newer || more ? to(items.at(-1), false) : null,
    previous: (cursor && !cursor.newer) || (cursor?.newer && more) ? to(items[0], true) : null,
  };
};

/** For a few own identities each one's newest rows come from its index, instead of all of the account's. */
const listSql = (query: UsageQuery, cursor: Cursor | null, limit: number): string => {
  const { put, own } = query;
  const [way, order] = cursor?.newer ? [">", "ASC"] : ["<", "DESC"];
  const beyond = cursor ? [`(e.at, e.id) ${way} (${put(cursor.at)}, ${put(cursor.id)}::uuid)`] : [];
  const newest = (from: string) =>
    `SELECT e.* FROM ${from} ORDER BY e.at ${order}, e.id ${order} LIMIT ${limit}`;
  const ofEach = [...conditionsOf(query), ...beyond, "e.iam_id = own.iam_id"].join(" AND ");
  const all = own
    ? `SELECT e.* FROM (${own}) own CROSS JOIN LATERAL (${newest(`usage_event e WHERE ${ofEach}`)}) e`
    : partsOf(query, beyond)
        .map((part) => `(${newest(part)})`)
        .join(" UNION ALL ");
  return `SELECT * FROM (${all}) e ORDER BY e.at ${order}, e.id ${order} LIMIT ${limit}`;
};

const writeCursor = ({ newer, at, id }: Cursor): string =>
  `${newer ? "n" : "o"}${usageRef({ at: at.toISOString(), id })}`;

const readCursor = (text: string): Cursor => {
  const place = /^[no]/.test(text) ? readUsageRef(text.slice(1)) : null;
  if (!place)
    throw new ServiceError("invalid", "cursor is none that a page gave: begin with the first page.", {
      field: "cursor",
    });
  return { newer: text.startsWith("n"), ...place };
};

/** The uses before and after one among those that match: null where there is none. */
export const usageNeighbours = async (
  actor: Actor,
  filters: UsageFilters,
  ref: string,
): Promise<{ newer: string | null; older: string | null }> => {
  const next = async (way: "n" | "o") => {
    const { items } = await readPage(actor, filters, 1, `${way}${ref}`);
    return items[0] ? usageRef({ at: items[0].at.toISOString(), id: items[0].id }) : null;
  };
  const [newer, older] = await Promise.all([next("n"), next("o")]);
  return { newer, older };
};

/**
 * All that matches, newest first, in batches: for exports of any size. Rows that come meanwhile are newer
 * than its beginning and aren't met.
 * @param after the row to go on after, `<at>_<id>`
 */
export async function* usageBatches(
  actor: Actor,
  filters: UsageFilters,
  after?: string,
): AsyncGenerator<UsageRow[]> {
  let cursor =
    after === undefined ? undefined : writeCursor({ newer: false, ...checked(UsageAfter, { after }).after });
  do {
    const page: z.input<typeof ReportPage> = { limit: 1000, ...(cursor ? { cursor } : {}) };
    const { items, next } = await listUsage(actor, filters, page);
    if (items.length > 0) yield items;
    cursor = next ?? undefined;
  } while (cursor);
}
