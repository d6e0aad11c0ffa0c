import { createRoute, z } from "@hono/zod-openapi";
import { serviceIdOfIamId } from "@/lib/domain/identifiers";
import { CreateApiKey, UpdateApiKey } from "@/lib/domain/inputs/api-key";
import { idText } from "@/lib/domain/inputs/text";
import { Secret } from "@/lib/platform/secret-type";
import type { Actor } from "@/lib/services/actor";
import {
  createApiKey,
  deleteApiKey,
  findApiKeyByValue,
  getApiKey,
  listApiKeys,
  setApiKeyDisabled,
  setApiKeyLocked,
  updateApiKey,
} from "@/lib/services/api-keys";
import { inAccount } from "@/lib/services/in-account";
import { forbidden } from "@/lib/services/service-error";
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
import { apiKeyJson, apiKeyShape, pageJson, pageShape } from "./iam-shapes";
import { guarded, identityAnswers, restApp } from "./rest";

const shared = { security, tags: ["API keys"], middleware: guarded };
const sorts = {
  name: "name",
  description: "description",
  created_at: "createdAt",
  created_by: "createdBy",
  modified_at: "modifiedAt",
  expires_at: "expiresAt",
} as const;

const { name, description, actionWhenLeaked, supportSessions, value } = CreateApiKey.shape;

/** A key's own fields, as they stand in a body; a service ID's creation takes them too. */
export const newKeyFields = {
  name,
  description,
  apikey: value,
  store_value: z.literal(false, "is not offered, it needs false: a key is never readable again").optional(),
  support_sessions: supportSessions,
  action_when_leaked: actionWhenLeaked,
  expires_at: CreateApiKey.shape.expiresAt.optional(),
};

/** The fields in the service's words. */
export const newKeyOf = (body: z.infer<z.ZodObject<typeof newKeyFields>>) => ({
  name: body.name,
  expiresAt: body.expires_at ?? null,
  actionWhenLeaked: body.action_when_leaked,
  supportSessions: body.support_sessions,
  ...present({ description: body.description, value: body.apikey }),
});

const list = createRoute({
  ...shared,
  method: "get",
  path: "/v1/apikeys",
  summary: "API keys of an identity, or of the account",
  request: {
    query: z.object({
      ...listQuery(sorts),
      iam_id: idText.optional(),
      scope: z.enum(["entity", "account"], "needs entity or account").default("entity"),
      type: z.enum(["user", "serviceid"], "needs user or serviceid").optional(),
      group_id: idText.optional(),
    }),
  },
  responses: {
    200: answerOf("A page of keys", z.object({ ...pageShape, apikeys: z.array(apiKeyShape) })),
    ...refusals,
  },
});

const create = createRoute({
  ...shared,
  method: "post",
  path: "/v1/apikeys",
  summary: "Make a key for oneself or a service ID; its value is in this answer alone",
  request: {
    headers: z.object({ "entity-lock": flag.optional(), "entity-disable": flag.optional() }),
    body: bodyOf(z.strictObject({ ...newKeyFields, iam_id: idText, account_id: idText.optional() })),
  },
  responses: { 201: answerOf("The key with its value", apiKeyShape), ...refusals, ...conflicts },
});

const details = createRoute({
  ...shared,
  method: "get",
  path: "/v1/apikeys/details",
  summary: "The key with this value",
  request: {
    headers: z.object({
      "iam-apikey": z.string("is missing, it needs an API key").min(1, "is empty, it needs an API key"),
    }),
    query: z.object({ include_history: flag.optional() }),
  },
  responses: { 200: answerOf("The key", apiKeyShape), ...refusals },
});

const read = createRoute({
  ...shared,
  method: "get",
  path: "/v1/apikeys/{id}",
  summary: "One key",
  request: {
    params: idParameter,
    query: z.object({ include_history: flag.optional(), include_activity: flag.optional() }),
  },
  responses: { 200: answerOf("The key", apiKeyShape), ...refusals },
});

const update = createRoute({
  ...shared,
  method: "put",
  path: "/v1/apikeys/{id}",
  summary: "Change a key; an empty text clears",
  request: {
    params: idParameter,
    headers: ifMatchHeader,
    body: bodyOf(
      z.strictObject({
        name: UpdateApiKey.shape.name,
        description: UpdateApiKey.shape.description,
        support_sessions: UpdateApiKey.shape.supportSessions,
        action_when_leaked: UpdateApiKey.shape.actionWhenLeaked,
        expires_at: UpdateApiKey.shape.expiresAt,
      }),
    ),
  },
  responses: { 200: answerOf("The key", apiKeyShape), ...refusals, ...conflicts },
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

/** Scope entity is for oneself and for service IDs. */
const isOwn = (actor: Actor, iamId: string): boolean =>
  iamId === actor.iamId || serviceIdOfIamId(iamId) !== null;

/** @see https://cloud.ibm.com/apidocs/iam-identity-token-api */
export const iamApiKeys = restApp(identityAnswers)
  .openapi(list, async (c) => {
    const query = c.req.valid("query");
    const actor = c.get("actor");
    requireAccount(actor, query.account_id);
    if (query.scope === "entity" && query.iam_id && !isOwn(actor, query.iam_id))
      throw forbidden("Keys of another person need scope=account, from an administrator or auditor.");
    const page = await listApiKeys(actor, {
      ...pageRequest(query, sorts),
      ...present({
        iamId: query.iam_id ?? (query.scope === "entity" ? actor.iamId : undefined),
        kind: query.type && (query.type === "user" ? ("user" as const) : ("service-id" as const)),
        groupId: query.group_id,
      }),
    });
    const apikeys = page.items.map((key) => apiKeyJson(key, { history: query.include_history }));
    return c.json({ ...pageJson(c, page), apikeys }, 200);
  })
  .openapi(create, async (c) => {
    const { iam_id, account_id, ...body } = c.req.valid("json");
    const headers = c.req.valid("header");
    const caller = c.get("actor");
    const own = iam_id === caller.iamId && account_id !== undefined;
    if (!own) requireAccount(caller, account_id);
    const made = await createApiKey(own ? await inAccount(caller, account_id) : caller, {
      ...newKeyOf(body),
      owner: serviceIdOfIamId(iam_id) ?? iam_id,
      locked: headers["entity-lock"] ?? false,
      disabled: headers["entity-disable"] ?? false,
    });
    c.header("etag", made.key.entityTag);
    return c.json(apiKeyJson(made.key, { value: made.value.reveal() }), 201);
  })
  .openapi(details, async (c) => {
    const key = await findApiKeyByValue(c.get("actor"), new Secret(c.req.valid("header")["iam-apikey"]));
    c.header("etag", key.entityTag);
    return c.json(apiKeyJson(key, { history: c.req.valid("query").include_history }), 200);
  })
  .openapi(read, async (c) => {
    const { include_history, include_activity } = c.req.valid("query");
    const key = await getApiKey(c.get("actor"), c.req.valid("param").id);
    c.header("etag", key.entityTag);
    return c.json(apiKeyJson(key, { history: include_history, activity: include_activity }), 200);
  })
  .openapi(update, async (c) => {
    const body = c.req.valid("json");
    const changes = present({
      name: body.name,
      description: body.description,
      supportSessions: body.support_sessions,
      actionWhenLeaked: body.action_when_leaked,
      expiresAt: body.expires_at,
    });
    const condition = { ifMatch: entityTagOf(c.req.valid("header")["if-match"]) };
    const key = await updateApiKey(c.get("actor"), c.req.valid("param").id, changes, condition);
    c.header("etag", key.entityTag);
    return c.json(apiKeyJson(key), 200);
  })
  .openapi(act("delete", "/v1/apikeys/{id}", "Delete a key; it is refused at once"), async (c) => {
    await deleteApiKey(c.get("actor"), c.req.valid("param").id);
    return c.body(null, 204);
  })
  .openapi(act("post", "/v1/apikeys/{id}/lock", "Lock a key against change"), async (c) => {
    await setApiKeyLocked(c.get("actor"), c.req.valid("param").id, true);
    return c.body(null, 204);
  })
  .openapi(act("delete", "/v1/apikeys/{id}/lock", "Unlock a key"), async (c) => {
    await setApiKeyLocked(c.get("actor"), c.req.valid("param").id, false);
    return c.body(null, 204);
  })
  .openapi(act("post", "/v1/apikeys/{id}/disable", "Disable a key"), async (c) => {
    await setApiKeyDisabled(c.get("actor"), c.req.valid("param").id, true);
    return c.body(null, 204);
  })
  .openapi(act("delete", "/v1/apikeys/{id}/disable", "Enable a key"), async (c) => {
    await setApiKeyDisabled(c.get("actor"), c.req.valid("param").id, false);
    return c.body(null, 204);
  });
