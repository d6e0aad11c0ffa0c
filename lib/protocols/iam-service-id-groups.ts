import { createRoute, z } from "@hono/zod-openapi";
import { NamedGroup, UpdateNamedGroup } from "@/lib/domain/inputs/service-id";
import { idText } from "@/lib/domain/inputs/text";
import {
  createServiceIdGroup,
  deleteServiceIdGroup,
  getServiceIdGroup,
  listServiceIdGroups,
  updateServiceIdGroup,
} from "@/lib/services/service-id-groups";
import {
  answerOf,
  bodyOf,
  conflicts,
  entityTagOf,
  idParameter,
  ifMatchHeader,
  noContent,
  present,
  refusals,
  requireAccount,
  security,
} from "./iam-requests";
import { serviceIdGroupJson, serviceIdGroupShape } from "./iam-shapes";
import { guarded, identityAnswers, restApp } from "./rest";

const shared = { security, tags: ["Service ID groups"], middleware: guarded };
const one = answerOf("The group", serviceIdGroupShape);
const { name, description } = NamedGroup.shape;

const list = createRoute({
  ...shared,
  method: "get",
  path: "/v1/serviceid_groups",
  summary: "Groups of service IDs in the account",
  request: { query: z.object({ account_id: idText.optional() }) },
  responses: {
    200: answerOf("All groups", z.object({ serviceid_groups: z.array(serviceIdGroupShape) })),
    ...refusals,
  },
});

const create = createRoute({
  ...shared,
  method: "post",
  path: "/v1/serviceid_groups",
  summary: "Make a group",
  request: { body: bodyOf(z.strictObject({ account_id: idText, name, description })) },
  responses: { 201: one, ...refusals, ...conflicts },
});

const read = createRoute({
  ...shared,
  method: "get",
  path: "/v1/serviceid_groups/{id}",
  summary: "One group",
  request: { params: idParameter },
  responses: { 200: one, ...refusals },
});

const update = createRoute({
  ...shared,
  method: "put",
  path: "/v1/serviceid_groups/{id}",
  summary: "Change a group",
  request: {
    params: idParameter,
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
  path: "/v1/serviceid_groups/{id}",
  summary: "Delete a group; its service IDs stay",
  request: { params: idParameter },
  responses: { 204: noContent, ...refusals },
});

/** @see https://cloud.ibm.com/apidocs/iam-identity-token-api */
export const iamServiceIdGroups = restApp(identityAnswers)
  .openapi(list, async (c) => {
    const actor = c.get("actor");
    requireAccount(actor, c.req.valid("query").account_id);
    const groups = await listServiceIdGroups(actor);
    return c.json({ serviceid_groups: groups.map(serviceIdGroupJson) }, 200);
  })
  .openapi(create, async (c) => {
    const { account_id, ...body } = c.req.valid("json");
    requireAccount(c.get("actor"), account_id);
    const group = await createServiceIdGroup(c.get("actor"), {
      name: body.name,
      ...present({ description: body.description }),
    });
    c.header("etag", group.entityTag);
    return c.json(serviceIdGroupJson(group), 201);
  })
  .openapi(read, async (c) => {
    const group = await getServiceIdGroup(c.get("actor"), c.req.valid("param").id);
    c.header("etag", group.entityTag);
    return c.json(serviceIdGroupJson(group), 200);
  })
  .openapi(update, async (c) => {
    const condition = { ifMatch: entityTagOf(c.req.valid("header")["if-match"]) };
    const group = await updateServiceIdGroup(
      c.get("actor"),
      c.req.valid("param").id,
      present(c.req.valid("json")),
      condition,
    );
    c.header("etag", group.entityTag);
    return c.json(serviceIdGroupJson(group), 200);
  })
  .openapi(remove, async (c) => {
    await deleteServiceIdGroup(c.get("actor"), c.req.valid("param").id);
    return c.body(null, 204);
  });
