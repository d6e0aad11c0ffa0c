import { createRoute, z } from "@hono/zod-openapi";
import { sessionBounds } from "@/lib/domain/inputs/account";
import { IdentitySettings } from "@/lib/domain/inputs/identity-settings";
import { idText } from "@/lib/domain/inputs/text";
import { accessTokenTtlSeconds, refreshTokenTtlSeconds } from "@/lib/domain/jwt-claims";
import { getAccountSettings, updateAccountSettings } from "@/lib/services/account-settings";
import { effectiveJson, effectiveShape, settingsJson, settingsShape } from "./iam-account-settings-shapes";
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

const shared = { security, tags: ["Account settings"], middleware: guarded };
const path = "/v1/accounts/{account_id}/settings/identity";
const params = z.object({ account_id: idText });

/** A whole number as text or number, `NOT_SET` for what holds without one. */
const limit = <Unset extends number | null>(
  { min, max }: { min: number; max: number },
  unset: Unset,
  unit = " seconds",
) => {
  const rule = `needs ${min} to ${max}${unit}, or NOT_SET${unset === null ? "" : ` for ${unset}`}`;
  return z
    .union([z.number(), z.string().regex(/^(?:\d{1,9}|NOT_SET)$/, rule)], rule)
    .transform((value) => (value === "NOT_SET" ? unset : Number(value)))
    .refine((value) => value === null || (value >= min && value <= max && Number.isInteger(value)), rule)
    .optional()
    .openapi({ type: "string", example: String(unset ?? "NOT_SET") });
};

const read = createRoute({
  ...shared,
  method: "get",
  path,
  summary: "Lifetimes of tokens and sessions, for who reads the account; the history is always there",
  request: {
    params,
    query: z.object({ include_history: flag.optional(), resolve_user_mfa: flag.optional() }),
  },
  responses: {
    200: answerOf("The settings; their entity tag is in the ETag header too", settingsShape),
    ...refusals,
  },
});

const update = createRoute({
  ...shared,
  method: "put",
  path,
  summary: "Change the account's settings, for administrators: lifetimes and limits hold from now on",
  request: {
    params,
    headers: ifMatchHeader,
    body: bodyOf(
      z.strictObject({
        system_access_token_expiration_in_seconds: limit(
          accessTokenTtlSeconds,
          accessTokenTtlSeconds.default,
        ),
        system_refresh_token_expiration_in_seconds: limit(
          refreshTokenTtlSeconds,
          refreshTokenTtlSeconds.default,
        ),
        session_expiration_in_seconds: limit(sessionBounds.sessionTtlSeconds, null),
        session_invalidation_in_seconds: limit(sessionBounds.sessionIdleSeconds, null),
        max_sessions_per_identity: limit(sessionBounds.sessionCountMax, null, ""),
        ...IdentitySettings.shape,
      }),
    ),
  },
  responses: { 200: answerOf("The settings", settingsShape), ...refusals, ...conflicts },
});

const effective = createRoute({
  ...shared,
  method: "get",
  path: "/v1/accounts/{account_id}/effective_settings/identity",
  summary: "What holds in the account, beside what was set",
  request: {
    params,
    query: z.object({ include_history: flag.optional(), resolve_user_mfa: flag.optional() }),
  },
  responses: { 200: answerOf("What holds and what was set", effectiveShape), ...refusals },
});

/** @see https://cloud.ibm.com/apidocs/iam-identity-token-api#getaccountsettings */
export const iamAccountSettings = restApp(identityAnswers)
  .openapi(read, async (c) => {
    requireAccount(c.get("actor"), c.req.valid("param").account_id);
    const settings = await getAccountSettings(c.get("actor"));
    c.header("etag", settings.entityTag);
    return c.json(settingsJson(settings), 200);
  })
  .openapi(update, async (c) => {
    requireAccount(c.get("actor"), c.req.valid("param").account_id);
    const {
      system_access_token_expiration_in_seconds,
      system_refresh_token_expiration_in_seconds,
      session_expiration_in_seconds,
      session_invalidation_in_seconds,
      max_sessions_per_identity,
      ...identitySettings
    } = c.req.valid("json");
    const changes = present({
      accessTokenTtlSeconds: system_access_token_expiration_in_seconds,
      refreshTokenTtlSeconds: system_refresh_token_expiration_in_seconds,
      sessionTtlSeconds: session_expiration_in_seconds,
      sessionIdleSeconds: session_invalidation_in_seconds,
      sessionCountMax: max_sessions_per_identity,
      identitySettings,
    });
    const condition = { ifMatch: entityTagOf(c.req.valid("header")["if-match"]) };
    const settings = await updateAccountSettings(c.get("actor"), changes, condition);
    c.header("etag", settings.entityTag);
    return c.json(settingsJson(settings), 200);
  })
  .openapi(effective, async (c) => {
    requireAccount(c.get("actor"), c.req.valid("param").account_id);
    return c.json(effectiveJson(await getAccountSettings(c.get("actor"))), 200);
  });
