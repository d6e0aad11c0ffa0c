import { z } from "zod";

export const retentionMonthsMax = 120;

/** How long an account's usage is kept: whole months, 0 for ever; and whether it is written to a file before it goes. */
export const UsageRetention = z.object({
  months: z.coerce
    .number(`needs a number from 0 to ${retentionMonthsMax}`)
    .int("needs a whole number")
    .min(0, "needs 0 or more")
    .max(retentionMonthsMax, `needs at most ${retentionMonthsMax}`),
  exportFirst: z.stringbool().or(z.boolean()).default(false),
});
export type UsageRetention = z.input<typeof UsageRetention>;
