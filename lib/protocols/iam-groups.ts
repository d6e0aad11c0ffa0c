import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { NamedGroup, UpdateNamedGroup } from "@/lib/domain/inputs/service-id";
import { idText } from "@/lib/domain/inputs/text";
import {
  type AccessGroupView,
  createAccessGroup,
  deleteAccessGroup,
  getAccessGroup,
  listAccessGroups,
  updateAccessGroup,
} from "@/lib/services/access-groups";
import { publicLink } from "@/lib/services/discovery";
import {
  answerOf,
  bodyOf,
  conflicts,
  entityTagOf,
  flag,
  ifMatchHeader,
  noContent,
  offsetPage,
  offsetPageShape,
  offsetQuery,
  present,
  refusals,
  requireAccount,
  security,
} from "./iam-requests";
import { guarded, identityAnswers, restApp } from "./rest";

const shared = { security, tags: ["Access groups"], middleware: guarded };
const { name, description } = NamedGroup.shape;
const params = z.object({ access_group_id: idText });

const shape = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    account_id: z.string(),
    created_at: z.string(),
    created_by_id: z.string(),
    last_modified_at: z.string(),
    last_modified_by_id: z.string(),
    href: z.string(),
    is_federated: z.boolean(),
  })
  .openapi("AccessGroup");

const json = (group: AccessGroupView): z.infer<typeof shape> => ({
  id: group.id,
  name: group.name,
  description: group.description ?? "",
  account_id: group.accountId,
  created_at: group.createdAt.toISOString(),
  created_by_id: group.createdBy,
  last_modified_at: group.modifiedAt.toISOString(),
  last_modified_by_id: group.modifiedBy,
  href: publicLink(`/v2/groups/${group.id}`),
  is_federated: false,
});

const one = answerOf("The group; its entity tag is in the ETag header", shape);

const answer = (c: Context, group: AccessGroupView) => {
  c.header("etag", group.entityTag);
  return json(group);
};

const list = createRoute({
  ...shared,
  method: "get",
  path: "/v2/groups",
  summary: "Access groups of the account",
  request: {
    query: z.object({
      ...offsetQuery,
      account_id: idText.optional(),
      iam_id: idText.optional(),
      membership_type: z.enum(["static", "dynamic", "all"], "needs static, dynamic or all").optional(),
      search: z.string().max(300, "is longer than 300 characters").optional(),
      sort: z
        .enum(
          ["name", "-name", "id", "-id", "description", "-description", "is_federated", "-is_federated"],
          "needs name, id, description or is_federated, with - before it for descending",
        )
        .optional(),
      show_federated: flag.optional(),
      hide_public_access: flag.optional(),
    }),
  },
  responses: {
    200: answerOf("A page of groups", z.object({ ...offsetPageShape, groups: z.array(shape) })),
    ...refusals,
  },
});

const create = createRoute({
  ...shared,
  method: "post",
  path: "/v2/groups",
  summary: "Make an access group",
  request: {
    query: z.object({ account_id: idText.optional() }),
    body: bodyOf(z.strictObject({ name, description })),
  },
  responses: { 201: one, ...refusals, ...conflicts },
});

const read = createRoute({
  ...shared,
  method: "get",
  path: "/v2/groups/{access_group_id}",
  summary: "One access group",
  request: { params, query: z.object({ show_federated: flag.optional() }) },
  responses: { 200: one, ...refusals },
});

const update = createRoute({
  ...shared,
  method: "patch",
  path: "/v2/groups/{access_group_id}",
  summary: "Change an access group",
  request: {
    params,
    headers: ifMatchHeader,
    body: bodyOf(
      z.strictObject({ name: UpdateNamedGroup.shape.name, description: UpdateNamedGroup.shape.description }),
    ),
  },
  responses: { 200: one, ...refusals, ...conflicts },
});

const remove = createRoute({
  ...shared,
  method: "delete",
  path: "/v2/groups/{access_group_id}",
  summary: "Delete an access group with its policies; with members only by force",
  request: { params, query: z.object({ force: flag.optional() }) },
  responses: { 204: noContent, ...refusals, ...conflicts },
});

/** `name:text`, `id:text` or `description:text`; text alone looks in the name. */
const searched = (groups: AccessGroupView[], search: string | undefined): AccessGroupView[] => {
  if (search === undefined) return groups;
  const [, field = "name", text = ""] = /^(?:(name|id|description):)?(.*)$/s.exec(search) ?? [];
  const wanted = text.toLowerCase();
  return groups.filter((group) =>
    (group[field as "name" | "id" | "description"] ?? "").toLowerCase().includes(wanted),
  );
};

/** None is federated, so that says nothing of their order: by name then. */
const sorted = (groups: AccessGroupView[], sort: string | undefined): AccessGroupView[] => {
  const asked = (sort ?? "name").replace(/^-/, "");
  if (asked === "is_federated") return groups;
  const field = asked as "name" | "id" | "description";
  const ascending = [...groups].sort((a, b) => (a[field] ?? "").localeCompare(b[field] ?? "", "en"));
  return sort?.startsWith("-") ? ascending.reverse() : ascending;
};

/** @see https://cloud.ibm.com/apidocs/iam-access-groups */
export const iamGroups = restApp(identityAnswers)
  .openapi(list, async (c) => {
    const query = c.req.valid("query");
    const actor = c.get("actor");
    requireAccount(actor, query.account_id);
    const isDynamic = query.membership_type === "dynamic" && query.iam_id !== undefined;
    const groups = isDynamic ? [] : await listAccessGroups(actor, present({ iamId: query.iam_id }));
    const { items, head } = offsetPage(c, sorted(searched(groups, query.search), query.sort), query);
    return c.json({ ...head, groups: items.map(json) }, 200);
  })
  .openapi(create, async (c) => {
    const body = c.req.valid("json");
    requireAccount(c.get("actor"), c.req.valid("query").account_id);
    const wanted = { name: body.name, ...present({ description: body.description }) };
    return c.json(answer(c, await createAccessGroup(c.get("actor"), wanted)), 201);
  })
  .openapi(read, async (c) => {
    const group = await getAccessGroup(c.get("actor"), c.req.valid("param").access_group_id);
    return c.json(answer(c, group), 200);
  })
  .openapi(update, async (c) => {
    const condition = { ifMatch: entityTagOf(c.req.valid("header")["if-match"]) };
    const id = c.req.valid("param").access_group_id;
    const group = await updateAccessGroup(c.get("actor"), id, present(c.req.valid("json")), condition);
    return c.json(answer(c, group), 200);
  })
  .openapi(remove, async (c) => {
    const options = { force: c.req.valid("query").force ?? false };
    await deleteAccessGroup(c.get("actor"), c.req.valid("param").access_group_id, options);
    return c.body(null, 204);
  });
