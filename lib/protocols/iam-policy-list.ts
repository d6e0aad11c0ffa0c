import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { idText } from "@/lib/domain/inputs/text";
import type { Actor } from "@/lib/services/actor";
import { publicLink } from "@/lib/services/discovery";
import {
  listPolicies,
  type PolicyFilter,
  type PolicySort,
  type PolicyView,
  pagePolicies,
} from "@/lib/services/policies";
import { type Permit, permitsOf } from "@/lib/services/policy-permits";
import { ServiceError } from "@/lib/services/service-error";
import { present, requireAccount } from "./iam-requests";

/** What an answer about policies holds beside them. */
export const format = z
  .enum(["include_last_permit", "display"], "needs include_last_permit or display")
  .optional();
type Format = z.infer<typeof format>;

/** Policies in an API version's shape, with what the format adds. */
export type WritePolicies = (policies: readonly PolicyView[], format: Format) => Promise<object[]>;

const sorts: { [name: string]: PolicySort } = {
  id: "id",
  created_at: "createdAt",
  created_by_id: "createdBy",
  last_modified_at: "modifiedAt",
  last_modified_by_id: "modifiedBy",
  type: "id",
  href: "id",
  state: "id",
};
/** These aren't columns: all policies are read for them. */
const permitSorts: { [name: string]: (permit: Permit | undefined) => number } = {
  last_permit_at: (permit) => permit?.at.getTime() ?? 0,
  last_permit_frequency: (permit) => permit?.count ?? 0,
};
const names = [...Object.keys(sorts), ...Object.keys(permitSorts)];
const sortNames = names.flatMap((name) => [name, `-${name}`]) as [string, ...string[]];

export const listQuery = z.object({
  account_id: idText.optional(),
  iam_id: idText.optional(),
  access_group_id: idText.optional(),
  type: z.enum(["access", "authorization"], "needs access or authorization").optional(),
  service_type: z.enum(["service", "platform_service"], "needs service or platform_service").optional(),
  service_name: z.string().optional(),
  service_group_id: z.string().optional(),
  tag_name: idText.optional(),
  tag_value: idText.optional(),
  sort: z.enum(sortNames, `needs one of ${names.join(", ")}, with - before it for descending`).optional(),
  format,
  state: z.enum(["active", "deleted"], "needs active or deleted").optional(),
  limit: z.coerce
    .number("needs a number")
    .int("needs a whole number")
    .min(1, "needs 1 to 100")
    .max(100, "needs 1 to 100")
    .optional(),
  start: z.string().max(4000, "is longer than 4000 characters").optional(),
});
type ListQuery = z.infer<typeof listQuery>;

/** Filters that select nothing here: there are no authorizations and no other services. */
const selectsNothing = (query: ListQuery): boolean =>
  query.type === "authorization" ||
  query.service_type === "platform_service" ||
  query.service_group_id !== undefined ||
  (query.service_name !== undefined && query.service_name !== "container-registry");

const filterOf = (query: ListQuery): PolicyFilter =>
  selectsNothing(query)
    ? { iamId: "" }
    : present({
        iamId: query.iam_id,
        accessGroupId: query.access_group_id,
        deleted: query.state === "deleted",
        tag:
          query.tag_name === undefined && query.tag_value === undefined
            ? undefined
            : present({ name: query.tag_name, value: query.tag_value }),
      });

/** A list as the policy API gives it: all of it, or a page where a limit is given. */
export const listJson = async (c: Context, actor: Actor, query: ListQuery, write: WritePolicies) => {
  requireAccount(actor, query.account_id);
  const link = (start: string | null) => {
    const search = new URLSearchParams(new URL(c.req.url).search);
    search.delete("start");
    if (start) search.set("start", start);
    return {
      href: publicLink(`${c.req.path}${search.size > 0 ? `?${search}` : ""}`),
      ...(start ? { start } : {}),
    };
  };
  const page = await pageOf(actor, query);
  return {
    ...(page.limit === undefined ? {} : { limit: page.limit }),
    first: link(null),
    ...(page.next ? { next: link(page.next) } : {}),
    ...(page.previous ? { previous: link(page.previous) } : {}),
    policies: await write(page.items, query.format),
  };
};

type SomePage = {
  items: PolicyView[];
  limit?: number;
  next?: string | null;
  previous?: string | null;
};

const pageOf = async (actor: Actor, query: ListQuery): Promise<SomePage> => {
  const filter = filterOf(query);
  const { limit, start } = query;
  const order = query.sort?.startsWith("-") ? ("desc" as const) : ("asc" as const);
  const name = query.sort?.replace(/^-/, "") ?? "created_at";
  const figure = permitSorts[name];
  if (figure) return pageByPermit(actor, query, filter, figure, order);
  const sort = sorts[name] ?? "createdAt";
  if (limit === undefined && start === undefined)
    return { items: await listPolicies(actor, filter, { sort, order }) };
  return pagePolicies(actor, filter, { sort, order, ...present({ limit, cursor: start }) });
};

const pageByPermit = async (
  actor: Actor,
  { format, limit, start = "0" }: ListQuery,
  filter: PolicyFilter,
  figure: (permit: Permit | undefined) => number,
  order: "asc" | "desc",
): Promise<SomePage> => {
  const invalid = (field: string, problem: string) =>
    new ServiceError("invalid", `${field} ${problem}`, { field });
  if (format !== "include_last_permit")
    throw invalid("sort", "by the last permit needs format=include_last_permit");
  if (!/^\d{1,9}$/.test(start)) throw invalid("start", "is none that a list gave: begin with the first page");
  const all = await listPolicies(actor, filter);
  const permits = await permitsOf(actor, all);
  const way = order === "asc" ? 1 : -1;
  const sorted = all
    .map((policy) => ({ policy, value: figure(permits.get(policy.id)) }))
    .sort((a, b) => way * (a.value - b.value))
    .map(({ policy }) => policy);
  if (limit === undefined) return { items: sorted };
  const from = Number(start);
  return {
    items: sorted.slice(from, from + limit),
    limit,
    next: from + limit < sorted.length ? String(from + limit) : null,
    previous: from > 0 ? String(Math.max(0, from - limit)) : null,
  };
};
