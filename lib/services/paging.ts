import { ServiceError } from "./service-error";

/** A page by keyset: rows that come or go meanwhile shift nothing. */
export type Page<T> = {
  items: T[];
  limit: number;
  /** How many items lie before, as counted when paging from the first page. */
  offset: number;
  /** Cursors for the neighbouring pages; null where there is none. */
  next: string | null;
  previous: string | null;
};

export type PageRequest<Field extends string> = {
  sort?: Field;
  order?: "asc" | "desc";
  /** 1–100, default 20. */
  limit?: number;
  /** From a page's `next` or `previous`. It brings its sort and order along. */
  cursor?: string;
};

type Cursor<Field extends string> = {
  sort: Field;
  order: "asc" | "desc";
  value: string | null;
  id: string;
  back: boolean;
  offset: number;
};

type Row = { id: string } & { [field: string]: unknown };

/** What Prisma's findMany needs for one page, and how its rows become one. */
export type PagePlan<T extends Row> = {
  query: { where: object; orderBy: object[]; take: number };
  page: (rows: T[]) => Page<T>;
};

const limitMax = 100;

/**
 * Plans one page.
 * @param nullable fields that may be null: these come last when ascending (PostgreSQL's order)
 * @throws ServiceError `invalid` for a limit or cursor that isn't one
 */
export const planPage = <T extends Row, Field extends string>(
  request: PageRequest<Field>,
  fields: { allowed: readonly Field[]; dates: readonly Field[]; nullable: readonly Field[]; fallback: Field },
): PagePlan<T> => {
  const limit = request.limit ?? 20;
  if (!Number.isInteger(limit) || limit < 1 || limit > limitMax)
    throw new ServiceError("invalid", `limit is ${limit}, it needs 1 to ${limitMax}`, { field: "limit" });
  const cursor = request.cursor === undefined ? null : readCursor(request.cursor, fields);
  const sort = cursor?.sort ?? request.sort ?? fields.fallback;
  const order = cursor?.order ?? request.order ?? "asc";
  const back = cursor?.back ?? false;
  const ascending = (order === "asc") !== back;
  const direction = ascending ? "asc" : "desc";
  const isDate = fields.dates.includes(sort);
  const where = cursor
    ? beyond(sort, cursorValue(cursor, isDate), cursor.id, ascending, fields.nullable.includes(sort))
    : {};
  const cursorAt = (row: T | undefined, towards: boolean, offset: number) =>
    row ? writeCursor({ sort, order, value: valueText(row[sort]), id: row.id, back: towards, offset }) : null;
  return {
    query: { where, orderBy: [{ [sort]: direction }, { id: direction }], take: limit + 1 },
    page(rows) {
      const more = rows.length > limit;
      const items = back ? rows.slice(0, limit).reverse() : rows.slice(0, limit);
      const offset = back ? Math.max(0, (cursor?.offset ?? 0) - items.length) : (cursor?.offset ?? 0);
      const hasNext = back ? true : more;
      const hasPrevious = back ? more : cursor !== null;
      return {
        items,
        limit,
        offset: back && !more ? 0 : offset,
        next: hasNext ? cursorAt(items.at(-1), false, offset + items.length) : null,
        previous: hasPrevious ? cursorAt(items[0], true, offset) : null,
      };
    },
  };
};

const beyond = (
  field: string,
  value: Date | string | null,
  id: string,
  ascending: boolean,
  nullable: boolean,
): object => {
  const way = ascending ? "gt" : "lt";
  const tie = { [field]: value, id: { [way]: id } };
  if (value === null) return ascending ? tie : { OR: [tie, { [field]: { not: null } }] };
  const nullsAfter = nullable && ascending ? [{ [field]: null }] : [];
  return { OR: [{ [field]: { [way]: value } }, tie, ...nullsAfter] };
};

const valueText = (value: unknown): string | null =>
  value instanceof Date ? value.toISOString() : value === null || value === undefined ? null : String(value);

const cursorValue = (cursor: Cursor<string>, isDate: boolean): Date | string | null =>
  isDate && cursor.value !== null ? new Date(cursor.value) : cursor.value;

const writeCursor = (cursor: Cursor<string>): string =>
  Buffer.from(
    JSON.stringify([cursor.sort, cursor.order, cursor.value, cursor.id, cursor.back ? 1 : 0, cursor.offset]),
  ).toString("base64url");

const readCursor = <Field extends string>(
  text: string,
  fields: { allowed: readonly Field[]; dates: readonly Field[]; nullable: readonly Field[] },
): Cursor<Field> => {
  const parts = parseArray(text);
  const [sort, order, value, id, back, offset] = parts;
  const known = fields.allowed.find((field) => field === sort);
  const fits =
    known !== undefined &&
    (order === "asc" || order === "desc") &&
    typeof id === "string" &&
    (typeof value === "string" || (value === null && fields.nullable.includes(known))) &&
    !/[\p{Cc}\p{Cs}]/u.test(`${id}${value}`) &&
    !(value !== null && fields.dates.includes(known) && Number.isNaN(Date.parse(value as string))) &&
    Number.isSafeInteger(offset) &&
    (offset as number) >= 0;
  if (!fits)
    throw new ServiceError("invalid", "pagetoken is none that a list gave: begin with the first page.", {
      field: "pagetoken",
    });
  return {
    sort: known,
    order,
    value: value as string | null,
    id,
    back: back === 1,
    offset: offset as number,
  };
};

const parseArray = (text: string): unknown[] => {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
};
