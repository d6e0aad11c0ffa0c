import { z } from "zod";
import { accessTokenTtlSeconds, refreshTokenTtlSeconds } from "../jwt-claims";
import { IdentitySettings } from "./identity-settings";
import { nameText } from "./text";

const lifetime = ({ min, max }: { min: number; max: number }) => {
  const rule = `needs ${min} to ${max} seconds`;
  return z.coerce.number(rule).int(rule).min(min, rule).max(max, rule);
};

/** Bounds of an account's own limits on its people's sessions, as IAM has them. */
export const sessionBounds = {
  sessionTtlSeconds: { min: 900, max: 86_400 },
  sessionIdleSeconds: { min: 900, max: 7200 },
  sessionCountMax: { min: 1, max: 1_000_000 },
} as const;

/** A whole number; null, or an empty field of a form, for none. */
const limit = ({ min, max }: { min: number; max: number }) => {
  const rule = `needs ${min} to ${max}`;
  const none = z.literal("").transform(() => null);
  return z
    .union([none, z.null(), z.coerce.number(rule).int(rule).min(min, rule).max(max, rule)], rule)
    .optional();
};

/** What administrators say of their account. What is absent stays. */
export const UpdateAccount = z.object({
  name: nameText.optional(),
  accessTokenTtlSeconds: lifetime(accessTokenTtlSeconds).optional(),
  refreshTokenTtlSeconds: lifetime(refreshTokenTtlSeconds).optional(),
  sessionTtlSeconds: limit(sessionBounds.sessionTtlSeconds),
  sessionIdleSeconds: limit(sessionBounds.sessionIdleSeconds),
  sessionCountMax: limit(sessionBounds.sessionCountMax),
  identitySettings: IdentitySettings.optional(),
});
export type UpdateAccount = z.input<typeof UpdateAccount>;
