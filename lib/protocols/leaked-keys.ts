import { createRoute, z } from "@hono/zod-openapi";
import { LeakedKeyReport } from "@/lib/domain/inputs/leaked-key";
import { Secret } from "@/lib/platform/secret-type";
import { visitorActor } from "@/lib/services/actor";
import { authenticateBearer } from "@/lib/services/iam-token";
import { reportLeakedKey } from "@/lib/services/leaked-keys";
import { answerOf, bodyOf, present, refusal, refusals } from "./iam-requests";
import { callerOf } from "./request-context";
import { identityAnswers, open, restApp } from "./rest";

const report = createRoute({
  // Having the key is the proof; an access token only says who reports.
  security: [{}, { accessToken: [] }],
  tags: ["API keys"],
  middleware: open,
  method: "post",
  path: "/api/v1/leaked-keys",
  summary: "Report a leaked key: what its owner chose for that is done at once",
  description:
    "Whoever has the key's value may report it, without an access token. An access token names the reporter in the audit.",
  request: {
    body: bodyOf(
      z.strictObject({
        apikey: z
          .string("is missing, it needs the API key that was found")
          .min(1, "is empty, it needs the API key that was found")
          .max(1000, "is longer than 1000 characters"),
        ...LeakedKeyReport.shape,
      }),
    ),
  },
  responses: {
    200: answerOf(
      "What was done: nothing more where the owner chose none, or it was disabled already",
      z
        .object({
          id: z.string(),
          account_id: z.string(),
          action_when_leaked: z.enum(["none", "disable", "delete"]),
          done: z.enum(["none", "disabled", "deleted"]),
        })
        .openapi("LeakedKey"),
    ),
    ...refusals,
    429: refusal("Too many unknown keys from this address, or too many reports of one key: wait."),
  },
});

/** For whoever scans for secrets. */
export const leakedKeys = restApp(identityAnswers).openapi(report, async (c) => {
  const caller = callerOf(c);
  const authorization = c.req.header("authorization");
  const reporter =
    authorization === undefined
      ? visitorActor({ ip: caller.ip, correlationId: caller.requestId })
      : await authenticateBearer(authorization, caller);
  const { apikey, ...found } = c.req.valid("json");
  const outcome = await reportLeakedKey(reporter, new Secret(apikey), present(found));
  return c.json(
    {
      id: outcome.id,
      account_id: outcome.accountId,
      action_when_leaked: outcome.actionWhenLeaked,
      done: outcome.done,
    },
    200,
    { "cache-control": "no-store" },
  );
});
