import type { KeyQuery } from "./key-inventory-query";
import { ServiceError } from "./service-error";

export const keySorts = ["created", "name", "expires", "last-used"] as const;
export type KeySort = (typeof keySorts)[number];

export type KeyPageRequest = {
  sort?: KeySort;
  order?: "asc" | "desc";
  /** 1–100, default 50. */
  limit?: number;
  /** From a page's `next` or `previous`. It brings its sort and order along. */
  cursor?: string;
};

/** Never used counts as longest ago; the order by last use can be an hour late. No expiry comes last when ascending, as PostgreSQL's indexes have it. */
const columns: Record<KeySort, { column: string; isTime: boolean; nullable: boolean }> = {
  created: { column: "k.created_at", isTime: true, nullable: false },
  name: { column: "k.name", isTime: false, nullable: false },
  expires: { column: "k.expires_at", isTime: true, nullable: true },
  "last-used": { column: "k.used_at", isTime: true, nullable: false },
};

type Row = { id: string; value: Date | string | null };
type Cursor = { sort: KeySort; order: "asc" | "desc"; back: boolean; value: string | null; id: string };

/** How one page is asked for; adds the cursor's condition to the query. @throws ServiceError invalid */
export const planKeyPage = (request: KeyPageRequest, query: KeyQuery) => {
  const limit = request.limit ?? 50;
  if (!Number.isInteger(limit) || limit < 1 || limit > 100)
    throw new ServiceError("invalid", `limit is ${limit}, it needs 1 to 100`, { field: "limit" });
  const cursor = request.cursor === undefined ? null : readCursor(request.cursor);
  const sort = cursor?.sort ?? request.sort ?? "created";
  const order = cursor?.order ?? request.order ?? "desc";
  const back = cursor?.back ?? false;
  const ascending = (order === "asc") !== back;
  const { column } = columns[sort];
  if (cursor) query.conditions.push(beyond(cursor, ascending, query));
  const direction = ascending ? "ASC" : "DESC";
  const at = (row: Row | undefined, towards: boolean): string | null =>
    row ? writeCursor({ sort, order, back: towards, value: textOf(row.value), id: row.id }) : null;
  return {
    column,
    direction,
    orderBy: `${column} ${direction}, k.id ${direction}`,
    take: limit + 1,
    page<T extends Row>(rows: T[]): { rows: T[]; next: string | null; previous: string | null } {
      const more = rows.length > limit;
      const shown = back ? rows.slice(0, limit).reverse() : rows.slice(0, limit);
      return {
        rows: shown,
        next: back || more ? at(shown.at(-1), false) : null,
        previous: (cursor !== null && !back) || (back && more) ? at(shown[0], true) : null,
      };
    },
  };
};

const beyond = ({ sort, value, id }: Cursor, ascending: boolean, { put }: KeyQuery): string => {
  const { column, isTime, nullable } = columns[sort];
  const sign = ascending ? ">" : "<";
  if (value === null)
    return ascending
      ? `(${column} IS NULL AND k.id > ${put(id)})`
      : `((${column} IS NULL AND k.id < ${put(id)}) OR ${column} IS NOT NULL)`;
  const place = `(${column}, k.id) ${sign} (${put(isTime ? new Date(value) : value)}, ${put(id)})`;
  return nullable && ascending ? `(${place} OR ${column} IS NULL)` : place;
};

const textOf = (value: Row["value"]): string | null => (value instanceof Date ? value.toISOString() : value);

const writeCursor = ({ sort, order, back, value, id }: Cursor): string =>
  Buffer.from(JSON.stringify([sort, order, back ? 1 : 0, value, id])).toString("base64url");

const readCursor = (text: string): Cursor => {
  const [sort, order, back, value, id] = parts(text);
  const known = keySorts.find((one) => one === sort);
  const fits =
    known !== undefined &&
    (order === "asc" || order === "desc") &&
    typeof id === "string" &&
    (typeof value === "string" || (value === null && columns[known].nullable)) &&
    !/[\p{Cc}\p{Cs}]/u.test(`${id}${value}`) &&
    !(columns[known].isTime && value !== null && Number.isNaN(Date.parse(value as string)));
  if (!fits)
    throw new ServiceError("invalid", "cursor is none that a page gave: begin with the first page.", {
      field: "cursor",
    });
  return { sort: known, order, back: back === 1, value: value as string | null, id };
};

const parts = (text: string): unknown[] => {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
};
