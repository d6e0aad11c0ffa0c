import { z } from "zod";
import { parseExpiresAt } from "../expiry";
import { descriptionText, idText, nameText } from "./text";

export const leakActions = ["none", "disable", "delete"] as const;
export type LeakAction = (typeof leakActions)[number];

/** An instant, or ISO 8601 text with an offset; null or "" = never. That it lies ahead is the service's check. */
export const expiryInput = z
  .union([z.date(), z.string(), z.null()], { error: "needs a date such as 2027-01-31T12:00Z, or null" })
  .transform((value, context): Date | null => {
    if (value === null || value === "") return null;
    if (value instanceof Date) return value;
    const parsed = parseExpiresAt(value, new Date(-8.64e15));
    if (parsed.ok) return parsed.at;
    context.addIssue({
      code: "custom",
      message: "is no date that exists, it needs the form 2027-01-31T12:00Z",
      params: { reason: "date-format" },
    });
    return z.NEVER;
  });

const leakAction = z.enum(leakActions, `needs one of ${leakActions.join(", ")}`);

/**
 * A new API key. Exactly one owner: the actor (`owner: "me"`) or a service ID. `value` is the caller's own
 * choice (IAM API); its form is checked by the service, which answers like for a value in use.
 */
export const CreateApiKey = z.object({
  /** `me` or a service ID's id (`ServiceId-…`). */
  owner: idText,
  name: nameText,
  description: descriptionText.optional(),
  expiresAt: expiryInput,
  actionWhenLeaked: leakAction.default("none"),
  supportSessions: z.boolean("needs true or false").default(false),
  locked: z.boolean("needs true or false").default(false),
  disabled: z.boolean("needs true or false").default(false),
  value: z.string("needs text").optional(),
});
export type CreateApiKey = z.input<typeof CreateApiKey>;

/** What is absent stays; `description: null` or "" and `expiresAt: null` clear. */
export const UpdateApiKey = z.object({
  name: nameText.optional(),
  description: descriptionText.optional(),
  expiresAt: expiryInput.optional(),
  actionWhenLeaked: leakAction.optional(),
  supportSessions: z.boolean("needs true or false").optional(),
});
export type UpdateApiKey = z.input<typeof UpdateApiKey>;
