import { createRoute, z } from "@hono/zod-openapi";
import { idText } from "@/lib/domain/inputs/text";
import { getAccessGroup } from "@/lib/services/access-groups";
import { notFound, ServiceError } from "@/lib/services/service-error";
import { answerOf, bodyOf, refusals, security } from "./iam-requests";
import { guarded, identityAnswers, restApp } from "./rest";

const shared = { security, tags: ["Access groups"], middleware: guarded };
const path = "/v2/groups/{access_group_id}/rules";
const params = z.object({ access_group_id: idText });
const rule = z.object({ id: z.string() });

const list = createRoute({
  ...shared,
  method: "get",
  path,
  summary: "Dynamic rules of an access group: there are none",
  request: { params },
  responses: { 200: answerOf("No rules", z.object({ rules: z.array(rule) })), ...refusals },
});

const add = createRoute({
  ...shared,
  method: "post",
  path,
  summary: "Dynamic rules are not offered: always refused with not_supported",
  request: { params, body: bodyOf(z.looseObject({})) },
  responses: refusals,
});

const one = <Method extends "get" | "put" | "delete">(method: Method) =>
  createRoute({
    ...shared,
    method,
    path: `${path}/{rule_id}`,
    summary: "A dynamic rule: there is none",
    request: { params: params.extend({ rule_id: idText }) },
    responses: refusals,
  });

/** @see https://cloud.ibm.com/apidocs/iam-access-groups#list-access-group-rules */
export const iamGroupRules = restApp(identityAnswers)
  .openapi(list, async (c) => {
    await getAccessGroup(c.get("actor"), c.req.valid("param").access_group_id);
    return c.json({ rules: [] }, 200);
  })
  .openapi(add, async (c) => {
    await getAccessGroup(c.get("actor"), c.req.valid("param").access_group_id);
    throw new ServiceError("invalid", "Dynamic rules are not offered here: add the members themselves.", {
      reason: "not_supported",
    });
  });

for (const method of ["get", "put", "delete"] as const)
  iamGroupRules.openapi(one(method), async (c) => {
    await getAccessGroup(c.get("actor"), c.req.valid("param").access_group_id);
    throw notFound("rule");
  });
