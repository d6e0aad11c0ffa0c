import { createRoute, z } from "@hono/zod-openapi";
import { idText } from "@/lib/domain/inputs/text";
import { createInactiveReport, getInactiveReport } from "@/lib/services/inactive-report";
import { answerOf, refusals, requireAccount, security } from "./iam-requests";
import { iamTime } from "./iam-shapes";
import { guarded, identityAnswers, restApp } from "./rest";

const shared = { security, tags: ["Activity"], middleware: guarded };

const lastUse = { name: z.string(), last_authn: z.string().optional() };
const person = z.object({ iam_id: z.string(), name: z.string(), username: z.string(), email: z.string() });

const reportShape = z
  .object({
    created_by: z.string(),
    reference: z.string(),
    report_duration: z.string(),
    report_start_time: z.string(),
    report_end_time: z.string(),
    users: z.array(person.extend(lastUse)),
    apikeys: z.array(
      z.object({
        id: z.string(),
        type: z.enum(["serviceid", "user"]),
        serviceid: z.object({ id: z.string(), name: z.string() }).optional(),
        user: person.optional(),
        ...lastUse,
      }),
    ),
    serviceids: z.array(z.object({ id: z.string(), ...lastUse })),
    profiles: z.array(z.object({ id: z.string() })),
  })
  .openapi("InactiveReport");

const create = createRoute({
  ...shared,
  method: "post",
  path: "/v1/activity/accounts/{account_id}/report",
  summary: "Report what was not used in the last hours",
  request: {
    params: z.object({ account_id: idText }),
    query: z.object({
      type: z.literal("inactive", "needs inactive").optional(),
      duration: z.coerce.number("needs a number of hours").default(720),
    }),
  },
  responses: { 202: answerOf("The report's reference", z.object({ reference: z.string() })), ...refusals },
});

const read = createRoute({
  ...shared,
  method: "get",
  path: "/v1/activity/accounts/{account_id}/report/{reference}",
  summary: "One of the account's newest five reports, by its reference or as latest",
  request: { params: z.object({ account_id: idText, reference: idText }) },
  responses: {
    200: answerOf("The report", reportShape),
    204: { description: "It is being made: ask again." },
    ...refusals,
  },
});

const used = (lastAuthn: string | null) => (lastAuthn ? { last_authn: iamTime(new Date(lastAuthn)) } : {});
const personJson = ({ iamId, name, email }: { iamId: string; name: string; email: string }) => ({
  iam_id: iamId,
  name,
  username: email,
  email,
});

/** @see https://cloud.ibm.com/apidocs/iam-identity-token-api#create-report */
export const iamActivity = restApp(identityAnswers)
  .openapi(create, async (c) => {
    const actor = c.get("actor");
    requireAccount(actor, c.req.valid("param").account_id);
    return c.json({ reference: await createInactiveReport(actor, c.req.valid("query").duration) }, 202);
  })
  .openapi(read, async (c) => {
    const { account_id, reference } = c.req.valid("param");
    requireAccount(c.get("actor"), account_id);
    const report = await getInactiveReport(c.get("actor"), reference);
    if (!report) return c.body(null, 204);
    const json = {
      created_by: report.createdBy,
      reference: report.reference,
      report_duration: String(report.durationHours),
      report_start_time: iamTime(new Date(report.from)),
      report_end_time: iamTime(new Date(report.to)),
      users: report.users.map((user) => ({ ...personJson(user), ...used(user.lastAuthn) })),
      apikeys: report.apiKeys.map(({ id, name, serviceId, user, lastAuthn }) => ({
        id,
        name,
        type: serviceId ? ("serviceid" as const) : ("user" as const),
        ...(serviceId ? { serviceid: serviceId } : {}),
        ...(user ? { user: personJson(user) } : {}),
        ...used(lastAuthn),
      })),
      serviceids: report.serviceIds.map(({ id, name, lastAuthn }) => ({ id, name, ...used(lastAuthn) })),
      profiles: [],
    };
    return c.json(json, 200);
  });
