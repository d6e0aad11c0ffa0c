import { z } from "@hono/zod-openapi";
import { IdentitySettings } from "@/lib/domain/inputs/identity-settings";
import type { AccountSettings } from "@/lib/services/account-settings";
import { sessionLimits } from "@/lib/services/session-limits";
import { historyOf, historyShape } from "./iam-shapes";

const { restrict_user_domains, user_mfa, ...words } = IdentitySettings.required().shape;
const limits = {
  session_expiration_in_seconds: z.string(),
  session_invalidation_in_seconds: z.string(),
  max_sessions_per_identity: z.string(),
  system_access_token_expiration_in_seconds: z.string(),
  system_refresh_token_expiration_in_seconds: z.string(),
};

/** An account's settings as IAM's API shows them. */
export const settingsShape = z
  .object({
    account_id: z.string(),
    entity_tag: z.string(),
    ...words,
    ...limits,
    user_mfa,
    restrict_user_domains,
    history: z.array(historyShape),
  })
  .openapi("AccountSettings");

export const effectiveShape = z
  .object({
    account_id: z.string(),
    effective: z.object({ ...words, ...limits, user_mfa }),
    account: settingsShape,
    assigned_templates: z.array(z.object({})),
  })
  .openapi("EffectiveAccountSettings");

type Whole = { [Name in keyof IdentitySettings]-?: Exclude<IdentitySettings[Name], undefined> };

/** Where nothing was set. */
const unset: Whole = {
  restrict_create_service_id: "NOT_SET",
  restrict_create_platform_apikey: "NOT_SET",
  restrict_user_list_visibility: "RESTRICTED",
  allowed_ip_addresses: "",
  mfa: "NONE",
  user_mfa: [],
  restrict_user_domains: [],
};

const limitsJson = (settings: AccountSettings) => ({
  session_expiration_in_seconds: String(settings.sessionTtlSeconds ?? "NOT_SET"),
  session_invalidation_in_seconds: String(settings.sessionIdleSeconds ?? "NOT_SET"),
  max_sessions_per_identity: String(settings.sessionCountMax ?? "NOT_SET"),
  system_access_token_expiration_in_seconds: String(settings.accessTokenTtlSeconds),
  system_refresh_token_expiration_in_seconds: String(settings.refreshTokenTtlSeconds),
});

/** What was set. */
export const settingsJson = (settings: AccountSettings): z.infer<typeof settingsShape> => ({
  account_id: settings.id,
  entity_tag: settings.entityTag,
  ...({ ...unset, ...settings.identitySettings } as Whole),
  ...limitsJson(settings),
  history: historyOf(settings.history),
});

/** What holds, beside what was set: people see each other by their role alone, whatever was said. */
export const effectiveJson = (settings: AccountSettings): z.infer<typeof effectiveShape> => ({
  account_id: settings.id,
  effective: {
    restrict_create_service_id: "NOT_RESTRICTED",
    restrict_create_platform_apikey: "NOT_RESTRICTED",
    restrict_user_list_visibility: "RESTRICTED",
    allowed_ip_addresses: "",
    mfa: "NONE",
    user_mfa: [],
    ...limitsJson({
      ...settings,
      sessionTtlSeconds: settings.sessionTtlSeconds ?? sessionLimits.absoluteSeconds,
      sessionIdleSeconds: settings.sessionIdleSeconds ?? sessionLimits.idleSeconds,
    }),
  },
  account: settingsJson(settings),
  assigned_templates: [],
});
