import { z } from "zod";
import { usageActions, usageOutcomes } from "../usage";
import { idText, regionText } from "./text";

const shape = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2}))?$/;
const needsTime = "needs a time such as 2026-11-22T10:00Z, or a date";

/** An instant: ISO 8601 with an offset, or a date (its beginning in UTC). A `+` that a query made a space is one. */
export const instantInput = z
  .union([z.date(), z.string(needsTime)], { error: needsTime })
  .transform((value, context): Date => {
    const at = typeof value === "string" ? readInstant(value.replace(" ", "+")) : value;
    if (at && at.getTime() >= 0) return at;
    context.addIssue({ code: "custom", message: needsTime, params: { reason: "time-format" } });
    return z.NEVER;
  });

const readInstant = (text: string): Date | null => {
  const at = new Date(shape.test(text) ? text : Number.NaN);
  // Date rolls 30 February over to March.
  const day = new Date(text.slice(0, 10));
  return Number.isNaN(at.getTime()) || !text.startsWith(day.toISOString().slice(0, 10)) ? null : at;
};

/** A day as date inputs send it. */
export const ReportDay = z.iso.date().refine((day) => day >= "1970-01-01");

const period = { from: instantInput.optional(), to: instantInput.optional() };
const inOrder = ({ from, to }: { from?: Date | undefined; to?: Date | undefined }) =>
  !from || !to || from <= to;
const orderProblem = { path: ["to"], error: "is before from", params: { reason: "period" } };

/** `account` (default), or `site`: what belongs to no account, for site administrators. */
const scope = z.enum(["account", "site"], "needs account or site").default("account");

/** Which usage rows: all that are given must fit. `from` is included, `to` isn't. */
export const UsageFilters = z
  .object({
    apikey_id: idText.optional(),
    iam_id: idText.optional(),
    /** Region id or former name. */
    region: regionText.optional(),
    /** Any of those that were asked for. */
    namespace: idText.optional(),
    /** Whole name. */
    repository: idText.optional(),
    /** Its name without a version. */
    client: idText.optional(),
    ip: idText.optional(),
    action: z.enum(usageActions, `needs one of ${usageActions.join(", ")}`).optional(),
    outcome: z.enum(usageOutcomes, `needs one of ${usageOutcomes.join(", ")}`).optional(),
    scope,
    ...period,
  })
  .refine(inOrder, orderProblem);
export type UsageFilters = z.input<typeof UsageFilters>;

/** Which audit items. `actor`: iam_id or name; `action`: whole, or the part before its dot; `target`: id, name or type. */
export const AuditFilters = z
  .object({
    actor: idText.optional(),
    action: idText.optional(),
    target: idText.optional(),
    ip: idText.optional(),
    /** What one request changed. */
    correlation_id: idText.optional(),
    /** Part of the actor's or target's name, or an id, address or request of it: for people who look for something. */
    about: idText.optional(),
    scope,
    ...period,
  })
  .refine(inOrder, orderProblem);
export type AuditFilters = z.input<typeof AuditFilters>;

const needsUsageRow = "needs the last row that came whole: its at, _ and its id";
const needsAuditItem = "needs the last item that came whole: its seq";

/** Where a download of usage goes on: after the row `<at>_<id>`. */
export const UsageAfter = z.object({
  after: z.string().transform((text, context) => {
    const [, at, id = ""] = /^([^_]{1,40})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text) ?? [];
    const read = instantInput.safeParse(at);
    if (read.success) return { at: read.data, id };
    context.addIssue(needsUsageRow);
    return z.NEVER;
  }),
});

/** Where a download of the audit goes on: after the item of this number. */
export const AuditAfter = z.object({
  after: z
    .string()
    .regex(/^\d{1,15}$/, needsAuditItem)
    .transform((text) => BigInt(text)),
});

export const reportLimitMax = 1000;

const limit = z.coerce
  .number(`needs a number from 1 to ${reportLimitMax}`)
  .int(`needs a whole number from 1 to ${reportLimitMax}`)
  .min(1, `needs 1 to ${reportLimitMax}`)
  .max(reportLimitMax, `needs 1 to ${reportLimitMax}`)
  .default(100);

/** How much of a list, and where it goes on. */
export const ReportPage = z.object({
  limit,
  cursor: z.string("needs a cursor from a page").max(200, "is none that a page gave").optional(),
});
export type ReportPage = z.input<typeof ReportPage>;

/** Which checkpoints of a chain: those before an event's number. */
export const CheckpointFilters = z.object({
  scope,
  limit,
  before: z.coerce
    .number("needs an event's number")
    .int("needs an event's number")
    .min(1, "needs 1 or more")
    .max(Number.MAX_SAFE_INTEGER, "is no event's number")
    .optional(),
});
export type CheckpointFilters = z.input<typeof CheckpointFilters>;
