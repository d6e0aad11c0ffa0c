import { z } from "zod";
import { alertKinds } from "../alert";
import { idText } from "./text";

const flag = z.boolean("needs true or false");
const kind = z.object({ on: flag, webhook: flag, slack: flag });

/** What an account, or the site, wants to hear; what is absent stays. */
export const UpdateAlertSettings = z.object({
  kinds: z.partialRecord(z.enum(alertKinds, `needs kinds among ${alertKinds.join(", ")}`), kind),
  unusedDays: z.coerce
    .number("needs days")
    .int("needs whole days")
    .min(1, "needs 1 to 3650")
    .max(3650, "needs 1 to 3650")
    .optional(),
  denialsMinimum: z.coerce
    .number("needs a number")
    .int("needs a whole number")
    .min(1, "needs 1 to 1000000")
    .max(1_000_000, "needs 1 to 1000000")
    .optional(),
});
export type UpdateAlertSettings = z.input<typeof UpdateAlertSettings>;

/** An address that alerts are posted to. Whether it may be reached is the service's check. */
export const HookUrl = z
  .string("needs an address")
  .trim()
  .max(2000, "is longer than 2000 characters")
  .refine((text) => URL.canParse(text), {
    error: "needs an address such as https://hooks.example.com/…",
    params: { reason: "hook-url" },
  });

/** For which kinds a person wants mail. */
export const AlertPreferences = z.object({
  mail: z.array(z.enum(alertKinds, `needs kinds among ${alertKinds.join(", ")}`)).default([]),
});
export type AlertPreferences = z.input<typeof AlertPreferences>;

export const AlertIds = z.object({ ids: z.array(idText).max(100) });
