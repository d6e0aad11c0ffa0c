import { z } from "zod";
import { bulkActions } from "../key-bulk";
import { expiryInput } from "./api-key";
import { idText } from "./text";

/** What is worth a look at a key. A key has any number of them. */
export const keyFindings = [
  "unused",
  "never-used",
  "expiring",
  "expired",
  "disabled",
  "broader",
  "owner-gone",
  "no-expiry",
] as const;
export type KeyFinding = (typeof keyFindings)[number];

export const unusedDaysDefault = 90;
export const expiringDaysDefault = 14;

const days = (fallback: number) =>
  z.coerce
    .number("needs a number of days, 1 to 3650")
    .int("needs whole days")
    .min(1, "needs 1 to 3650")
    .max(3650, "needs 1 to 3650")
    .default(fallback);

const findings = z
  .union([z.array(z.string()), z.string()], "needs findings")
  .transform((value) => (typeof value === "string" ? value.split(",").filter(Boolean) : value))
  .pipe(z.array(z.enum(keyFindings, `needs findings among ${keyFindings.join(", ")}`)));

/** Which keys: every finding that is named must hold, and every other condition too. */
export const KeyFilters = z.object({
  findings: findings.default([]),
  /** For `unused`: not used for so many days (nor made within them). */
  unused_days: days(unusedDaysDefault),
  /** For `expiring`: ends within so many days. */
  expiring_days: days(expiringDaysDefault),
  owner: z.enum(["user", "service-id"], "needs user or service-id").optional(),
  /** Part of a label, of an owner's name or address, or the beginning of a public id. */
  about: idText.optional(),
});
export type KeyFilters = z.input<typeof KeyFilters>;
export type KeyFilter = z.output<typeof KeyFilters>;

/** What to do with which keys: those that are named, or all that match. */
export const KeyBulkRequest = z
  .object({
    action: z.enum(bulkActions, `needs one of ${bulkActions.join(", ")}`),
    /** For `expire`: the new end; null = never. */
    expiresAt: expiryInput.optional(),
    ids: z.array(idText).min(1, "needs at least one key").max(1000, "names more than 1000 keys").optional(),
    filters: KeyFilters.optional(),
  })
  .refine(({ ids, filters }) => (ids === undefined) !== (filters === undefined), {
    path: ["ids"],
    error: "needs either ids or filters",
  })
  .refine(({ action, expiresAt }) => action !== "expire" || expiresAt !== undefined, {
    path: ["expiresAt"],
    error: "is missing, it needs a date or null",
    params: { reason: "required" },
  });
export type KeyBulkRequest = z.input<typeof KeyBulkRequest>;
