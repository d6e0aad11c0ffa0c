import { createRoute, z } from "@hono/zod-openapi";
import { idText } from "@/lib/domain/inputs/text";
import { getAccountSettings, updateAccountSettings } from "@/lib/services/account-settings";
import { answerOf, bodyOf, refusals, requireAccount, security } from "./iam-requests";
import { guarded, identityAnswers, restApp } from "./rest";

const shared = { security, tags: ["Access groups"], middleware: guarded, path: "/v2/groups/settings" };
const query = z.object({ account_id: idText.optional() });
const shape = z
  .object({ account_id: z.string(), public_access_enabled: z.literal(false) })
  .openapi("AccessGroupSettings");
const answer = answerOf("The settings: nobody has access without signing in", shape);

const read = createRoute({
  ...shared,
  method: "get",
  summary: "Settings of the account's access groups",
  request: { query },
  responses: { 200: answer, ...refusals },
});

const update = createRoute({
  ...shared,
  method: "patch",
  summary: "Public access stays off",
  request: {
    query,
    body: bodyOf(
      z.strictObject({
        public_access_enabled: z
          .literal(false, "is not offered here, it can only be false: nobody has access without signing in")
          .optional(),
      }),
    ),
  },
  responses: { 200: answer, ...refusals },
});

const json = ({ id }: { id: string }) => ({ account_id: id, public_access_enabled: false as const });

/** @see https://cloud.ibm.com/apidocs/iam-access-groups#get-account-settings */
export const iamGroupSettings = restApp(identityAnswers)
  .openapi(read, async (c) => {
    requireAccount(c.get("actor"), c.req.valid("query").account_id);
    return c.json(json(await getAccountSettings(c.get("actor"))), 200);
  })
  .openapi(update, async (c) => {
    requireAccount(c.get("actor"), c.req.valid("query").account_id);
    return c.json(json(await updateAccountSettings(c.get("actor"), {})), 200);
  });
