import { createRoute, z } from "@hono/zod-openapi";
import { idText } from "@/lib/domain/inputs/text";
import { accessTokenTtlSeconds, refreshTokenTtlSeconds } from "@/lib/domain/jwt-claims";
import {
  type AccountSettings,
  getAccountSettings,
  updateAccountSettings,
} from "@/lib/services/account-settings";
import {
  answerOf,
  bodyOf,
  conflicts,
  entityTagOf,
  flag,
  ifMatchHeader,
  present,
  refusals,
  requireAccount,
  security,
} from "./iam-requests";
import { guarded, identityAnswers, restApp } from "./rest";

const shared = {
  security,
  tags: ["Account settings"],
  middleware: guarded,
  path: "/v1/accounts/{account_id}/settings/identity",
};

/** What IAM can restrict and Wharfkey doesn't: always answered so, and accepted only so. */
const fixed = {
  restrict_create_service_id: "NOT_SET",
  restrict_create_platform_apikey: "NOT_SET",
  restrict_user_list_visibility: "RESTRICTED",
  allowed_ip_addresses: "",
  mfa: "NONE",
  session_expiration_in_seconds: "NOT_SET",
  session_invalidation_in_seconds: "NOT_SET",
  max_sessions_per_identity: "NOT_SET",
};

const shape = z
  .object({
    account_id: z.string(),
    entity_tag: z.string(),
    ...Object.fromEntries(Object.keys(fixed).map((name) => [name, z.string()])),
    system_access_token_expiration_in_seconds: z.string(),
    system_refresh_token_expiration_in_seconds: z.string(),
    user_mfa: z.array(z.string()),
    history: z.array(z.object({})).optional(),
  })
  .openapi("AccountSettings");

/** Seconds as text or number, `NOT_SET` for the default; the bounds are the service's. */
const lifetime = (bounds: { min: number; max: number; default: number }) => {
  const rule = `needs ${bounds.min} to ${bounds.max} seconds, or NOT_SET for ${bounds.default}`;
  return z
    .union([z.number(), z.string().regex(/^(?:\d{1,9}|NOT_SET)$/, rule)], rule)
    .transform((value) => (value === "NOT_SET" ? bounds.default : Number(value)))
    .refine((seconds) => seconds >= bounds.min && seconds <= bounds.max && Number.isInteger(seconds), rule)
    .optional()
    .openapi({ type: "string", example: String(bounds.default) });
};

const only = (...values: [string, ...string[]]) =>
  z
    .enum(values, `is not offered here, it can only be ${values.map((value) => value || '""').join(" or ")}`)
    .optional();

const read = createRoute({
  ...shared,
  method: "get",
  summary: "Lifetimes of tokens, for who reads the account",
  request: {
    params: z.object({ account_id: idText }),
    query: z.object({ include_history: flag.optional(), resolve_user_mfa: flag.optional() }),
  },
  responses: {
    200: answerOf("The settings; their entity tag is in the ETag header too", shape),
    ...refusals,
  },
});

const update = createRoute({
  ...shared,
  method: "put",
  summary: "Change the lifetimes of tokens made from now on, for administrators",
  request: {
    params: z.object({ account_id: idText }),
    headers: ifMatchHeader,
    body: bodyOf(
      z.strictObject({
        system_access_token_expiration_in_seconds: lifetime(accessTokenTtlSeconds),
        system_refresh_token_expiration_in_seconds: lifetime(refreshTokenTtlSeconds),
        restrict_create_service_id: only("NOT_SET", "NOT_RESTRICTED"),
        restrict_create_platform_apikey: only("NOT_SET", "NOT_RESTRICTED"),
        restrict_user_list_visibility: only("RESTRICTED"),
        allowed_ip_addresses: only(""),
        mfa: only("NONE"),
        session_expiration_in_seconds: only("NOT_SET"),
        session_invalidation_in_seconds: only("NOT_SET"),
        max_sessions_per_identity: only("NOT_SET"),
        user_mfa: z.array(z.unknown()).max(0, "is not offered here, it can only be empty").optional(),
        restrict_user_domains: z
          .array(z.unknown())
          .max(0, "is not offered here, it can only be empty")
          .optional(),
      }),
    ),
  },
  responses: { 200: answerOf("The settings", shape), ...refusals, ...conflicts },
});

const json = (settings: AccountSettings) => ({
  account_id: settings.id,
  entity_tag: settings.entityTag,
  ...fixed,
  system_access_token_expiration_in_seconds: String(settings.accessTokenTtlSeconds),
  system_refresh_token_expiration_in_seconds: String(settings.refreshTokenTtlSeconds),
  user_mfa: [],
});

/** @see https://cloud.ibm.com/apidocs/iam-identity-token-api#getaccountsettings */
export const iamAccountSettings = restApp(identityAnswers)
  .openapi(read, async (c) => {
    requireAccount(c.get("actor"), c.req.valid("param").account_id);
    const settings = await getAccountSettings(c.get("actor"));
    c.header("etag", settings.entityTag);
    // Who changed what is in the audit, for everyone who may read it.
    return c.json(
      { ...json(settings), ...(c.req.valid("query").include_history ? { history: [] } : {}) },
      200,
    );
  })
  .openapi(update, async (c) => {
    requireAccount(c.get("actor"), c.req.valid("param").account_id);
    const body = c.req.valid("json");
    const changes = present({
      accessTokenTtlSeconds: body.system_access_token_expiration_in_seconds,
      refreshTokenTtlSeconds: body.system_refresh_token_expiration_in_seconds,
    });
    const condition = { ifMatch: entityTagOf(c.req.valid("header")["if-match"]) };
    const settings = await updateAccountSettings(c.get("actor"), changes, condition);
    c.header("etag", settings.entityTag);
    return c.json(json(settings), 200);
  });
