import { createRoute, z } from "@hono/zod-openapi";
import { CreateServiceId, UpdateServiceId } from "@/lib/domain/inputs/service-id";
import { idText } from "@/lib/domain/inputs/text";
import {
  createServiceId,
  createServiceIdWithApiKey,
  deleteServiceId,
  getServiceId,
  listServiceIds,
  setServiceIdLocked,
  updateServiceId,
} from "@/lib/services/service-ids";
import { newKeyFields, newKeyOf } from "./iam-api-keys";
import {
  answerOf,
  bodyOf,
  conflicts,
  entityTagOf,
  flag,
  idParameter,
  ifMatchHeader,
  listQuery,
  noContent,
  pageRequest,
  present,
  refusals,
  requireAccount,
  security,
} from "./iam-requests";
import { apiKeyJson, pageJson, pageShape, serviceIdJson, serviceIdShape } from "./iam-shapes";
import { guarded, identityAnswers, restApp } from "./rest";

const shared = { security, tags: ["Service IDs"], middleware: guarded };
const sorts = {
  name: "name",
  description: "description",
  created_at: "createdAt",
  modified_at: "modifiedAt",
} as const;

const withGroup = { show_group_id: flag.optional() };
const one = answerOf("The service ID", serviceIdShape);

const list = createRoute({
  ...shared,
  method: "get",
  path: "/v1/serviceids",
  summary: "Service IDs of the account",
  request: {
    query: z.object({
      ...listQuery(sorts),
      ...withGroup,
      name: idText.optional(),
      group_id: idText.optional(),
    }),
  },
  responses: {
    200: answerOf("A page of service IDs", z.object({ ...pageShape, serviceids: z.array(serviceIdShape) })),
    ...refusals,
  },
});

const create = createRoute({
  ...shared,
  method: "post",
  path: "/v1/serviceids",
  summary: "Make a service ID, with a key where one is asked for",
  request: {
    query: z.object(withGroup),
    headers: z.object({ "entity-lock": flag.optional() }),
    body: bodyOf(
      z.strictObject({
        account_id: idText,
        name: CreateServiceId.shape.name,
        description: CreateServiceId.shape.description,
        group_id: CreateServiceId.shape.groupId,
        unique_instance_crns: CreateServiceId.shape.uniqueInstanceCrns,
        apikey: z.strictObject(newKeyFields).optional(),
      }),
    ),
  },
  responses: { 201: one, ...refusals, ...conflicts },
});

const read = createRoute({
  ...shared,
  method: "get",
  path: "/v1/serviceids/{id}",
  summary: "One service ID",
  request: {
    params: idParameter,
    query: z.object({ ...withGroup, include_history: flag.optional(), include_activity: flag.optional() }),
  },
  responses: { 200: one, ...refusals },
});

const update = createRoute({
  ...shared,
  method: "put",
  path: "/v1/serviceids/{id}",
  summary: "Change a service ID; an empty text or list clears",
  request: {
    params: idParameter,
    query: z.object(withGroup),
    headers: ifMatchHeader,
    body: bodyOf(
      z.strictObject({
        name: UpdateServiceId.shape.name,
        description: UpdateServiceId.shape.description,
        group_id: UpdateServiceId.shape.groupId,
        unique_instance_crns: UpdateServiceId.shape.uniqueInstanceCrns,
      }),
    ),
  },
  responses: { 200: one, ...refusals, ...conflicts },
});

const act = <Method extends "post" | "delete", Path extends string>(
  method: Method,
  path: Path,
  summary: string,
) =>
  createRoute({
    ...shared,
    method,
    path,
    summary,
    request: { params: idParameter },
    responses: { 204: noContent, ...refusals, ...conflicts },
  });

/** @see https://cloud.ibm.com/apidocs/iam-identity-token-api */
export const iamServiceIds = restApp(identityAnswers)
  .openapi(list, async (c) => {
    const query = c.req.valid("query");
    const actor = c.get("actor");
    requireAccount(actor, query.account_id);
    const filters = present({ name: query.name, groupId: query.group_id });
    const page = await listServiceIds(actor, { ...pageRequest(query, sorts), ...filters });
    const extras = { history: query.include_history, groupId: query.show_group_id };
    return c.json(
      { ...pageJson(c, page), serviceids: page.items.map((service) => serviceIdJson(service, extras)) },
      200,
    );
  })
  .openapi(create, async (c) => {
    const body = c.req.valid("json");
    const actor = c.get("actor");
    requireAccount(actor, body.account_id);
    const wanted = {
      name: body.name,
      locked: c.req.valid("header")["entity-lock"] ?? false,
      ...present({
        description: body.description,
        groupId: body.group_id,
        uniqueInstanceCrns: body.unique_instance_crns,
      }),
    };
    const extras = { groupId: c.req.valid("query").show_group_id };
    if (!body.apikey) {
      const service = await createServiceId(actor, wanted);
      c.header("etag", service.entityTag);
      return c.json(serviceIdJson(service, extras), 201);
    }
    const made = await createServiceIdWithApiKey(actor, wanted, newKeyOf(body.apikey));
    c.header("etag", made.serviceId.entityTag);
    const apikey = apiKeyJson(made.key, { value: made.value.reveal() });
    return c.json({ ...serviceIdJson(made.serviceId, extras), apikey }, 201);
  })
  .openapi(read, async (c) => {
    const query = c.req.valid("query");
    const service = await getServiceId(c.get("actor"), c.req.valid("param").id);
    c.header("etag", service.entityTag);
    const { include_history: history, include_activity: activity, show_group_id: groupId } = query;
    return c.json(serviceIdJson(service, { history, activity, groupId }), 200);
  })
  .openapi(update, async (c) => {
    const body = c.req.valid("json");
    const changes = present({
      name: body.name,
      description: body.description,
      groupId: body.group_id,
      uniqueInstanceCrns: body.unique_instance_crns,
    });
    const condition = { ifMatch: entityTagOf(c.req.valid("header")["if-match"]) };
    const service = await updateServiceId(c.get("actor"), c.req.valid("param").id, changes, condition);
    c.header("etag", service.entityTag);
    return c.json(serviceIdJson(service, { groupId: c.req.valid("query").show_group_id }), 200);
  })
  .openapi(
    act("delete", "/v1/serviceids/{id}", "Delete a service ID with its keys and policies"),
    async (c) => {
      await deleteServiceId(c.get("actor"), c.req.valid("param").id);
      return c.body(null, 204);
    },
  )
  .openapi(act("post", "/v1/serviceids/{id}/lock", "Lock a service ID against change"), async (c) => {
    await setServiceIdLocked(c.get("actor"), c.req.valid("param").id, true);
    return c.body(null, 204);
  })
  .openapi(act("delete", "/v1/serviceids/{id}/lock", "Unlock a service ID"), async (c) => {
    await setServiceIdLocked(c.get("actor"), c.req.valid("param").id, false);
    return c.body(null, 204);
  });
