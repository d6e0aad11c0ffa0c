import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { idText } from "@/lib/domain/inputs/text";
import type { Actor } from "@/lib/services/actor";
import { publicLink } from "@/lib/services/discovery";
import { notFound } from "@/lib/services/service-error";
import { errorShape } from "./rest";

/** Pieces of requests that IAM's APIs share. */
export const flag = z
  .enum(["true", "false"], "needs true or false")
  .transform((text) => text === "true")
  .openapi({ type: "boolean" });

export const idParameter = z.object({ id: idText });

/** `pagesize`, `pagetoken`, `sort`, `order` … of a list. `sorts`: the API's name → the service's. */
export const listQuery = <Sort extends string>(sorts: { [name: string]: Sort }) => ({
  account_id: idText.optional(),
  pagesize: z.coerce
    .number("needs a number")
    .int("needs a whole number")
    .min(1, "needs 1 to 100")
    .max(100, "needs 1 to 100")
    .optional(),
  pagetoken: z.string().max(4000, "is longer than 4000 characters").optional(),
  sort: z
    .enum(Object.keys(sorts) as [string, ...string[]], `needs one of ${Object.keys(sorts).join(", ")}`)
    .optional(),
  order: z.enum(["asc", "desc"], "needs asc or desc").optional(),
  include_history: flag.optional(),
  filter: z.string().optional(),
});

/** As the services take it; absent fields stay absent. */
export const pageRequest = <Sort extends string>(
  query: {
    pagesize?: number | undefined;
    pagetoken?: string | undefined;
    sort?: string | undefined;
    order?: "asc" | "desc" | undefined;
    filter?: string | undefined;
  },
  sorts: { [name: string]: Sort },
) => {
  const sort = query.sort === undefined ? undefined : sorts[query.sort];
  return present({
    limit: query.pagesize,
    cursor: query.pagetoken,
    sort,
    order: query.order,
    filter: query.filter,
  });
};

type Present<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** Without the fields that are undefined. */
export const present = <T extends object>(fields: T): Present<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;

/** Another account is as missing as one that isn't there. */
export const requireAccount = (actor: Actor, accountId: string | undefined): void => {
  if (accountId !== undefined && accountId !== actor.accountId) throw notFound("account");
};

/** `W/"4-…"`, `"4-…"` and `4-…` name the same state. */
export const entityTagOf = (ifMatch: string): string =>
  ifMatch
    .trim()
    .replace(/^W\//, "")
    .replace(/^"(.*)"$/, "$1");

export const ifMatchHeader = z.object({
  "if-match": z
    .string("is missing, it needs the entity tag or *")
    .min(1, "is empty, it needs the entity tag or *"),
});

const json = <Schema extends z.ZodType>(schema: Schema) => ({ "application/json": { schema } });

/** An answer in the description. */
export const answerOf = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  description,
  content: json(schema),
});

export const bodyOf = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true,
  content: json(schema),
});

export const noContent = { description: "Done" };

export const refusal = (description: string) => ({ description, content: json(errorShape) });

export const refusals = {
  400: refusal("A field or parameter isn't accepted; the message names it."),
  401: refusal("No access token, or one that holds no longer."),
  403: refusal("The role does not allow it."),
  404: refusal("Not there, or of another account."),
  405: refusal(
    "An id such as . leads to another path, which has no such method; Allow names those that it has.",
  ),
  413: refusal("The body is larger than 64 KiB, packed or not."),
  415: refusal("The body is no JSON, or packed with something else than gzip."),
  503: refusal("The database does not answer; nothing was changed."),
};

export const conflicts = { 409: refusal("Locked, taken, or changed meanwhile: read it again.") };

export const security = [{ accessToken: [] }];

/** Access groups page by offset. */
export const offsetQuery = {
  limit: z.coerce
    .number("needs a number")
    .int("needs a whole number")
    .min(0, "needs 0 to 100")
    .max(100, "needs 0 to 100")
    .default(50),
  offset: z.coerce
    .number("needs a number")
    .int("needs a whole number")
    .min(0, "needs 0 or more")
    .max(1_000_000, "needs at most 1000000")
    .default(0),
};

const hrefShape = z.object({ href: z.string() });

export const offsetPageShape = {
  limit: z.number().int(),
  offset: z.number().int(),
  total_count: z.number().int(),
  first: hrefShape,
  previous: hrefShape.optional(),
  next: hrefShape.optional(),
  last: hrefShape,
};

/** One page of a whole list, with links to its neighbours. */
export const offsetPage = <T>(
  c: Context,
  all: readonly T[],
  { limit, offset }: { limit: number; offset: number },
) => {
  const link = (to: number) => {
    const search = new URLSearchParams(new URL(c.req.url).search);
    search.set("limit", String(limit));
    search.set("offset", String(to));
    return { href: publicLink(`${c.req.path}?${search}`) };
  };
  const step = Math.max(1, limit);
  return {
    items: all.slice(offset, offset + limit),
    head: {
      limit,
      offset,
      total_count: all.length,
      first: link(0),
      ...(offset > 0 ? { previous: link(Math.max(0, offset - step)) } : {}),
      ...(limit > 0 && offset + limit < all.length ? { next: link(offset + limit) } : {}),
      last: link(Math.floor(Math.max(0, all.length - 1) / step) * step),
    },
  };
};
