import { z } from "zod";
import { accessTokenTtlSeconds, refreshTokenTtlSeconds } from "../jwt-claims";
import { nameText } from "./text";

const lifetime = ({ min, max }: { min: number; max: number }) => {
  const rule = `needs ${min} to ${max} seconds`;
  return z.coerce.number(rule).int(rule).min(min, rule).max(max, rule);
};

/** What administrators say of their account. What is absent stays. */
export const UpdateAccount = z.object({
  name: nameText.optional(),
  accessTokenTtlSeconds: lifetime(accessTokenTtlSeconds).optional(),
  refreshTokenTtlSeconds: lifetime(refreshTokenTtlSeconds).optional(),
});
export type UpdateAccount = z.input<typeof UpdateAccount>;
