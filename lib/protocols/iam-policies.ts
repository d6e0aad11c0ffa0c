import { createRoute, z } from "@hono/zod-openapi";
import { policyTags, rolesMax } from "@/lib/domain/inputs/policy";
import { idText } from "@/lib/domain/inputs/text";
import type { Actor } from "@/lib/services/actor";
import { type PolicyView, restorePolicy } from "@/lib/services/policies";
import { policyAnswers } from "./iam-policy-answers";
import { policyApp } from "./iam-policy-app";
import { documentOf, roleOf } from "./iam-policy-documents";
import { common, commonJson, description, list, name, operator, roleId, type } from "./iam-policy-shapes";
import { answerOf, conflicts, entityTagOf, ifMatchHeader, refusals, security } from "./iam-requests";
import { displayedActions, displayedRole, roleWords } from "./iam-roles";
import { guarded, restApp } from "./rest";

const attributeV1 = z.strictObject({ name, value: idText, operator: operator.optional() });
const attributesV1 = list(attributeV1, "attributes", 20);
const roleV1 = z.strictObject({
  role_id: roleId,
  display_name: z.string().optional(),
  description: z.string().optional(),
});

const bodyV1 = z.strictObject({
  type,
  description,
  subjects: list(z.strictObject({ attributes: attributesV1 }), "subjects", 1),
  roles: list(roleV1, "roles", rolesMax),
  resources: list(z.strictObject({ attributes: attributesV1, tags: policyTags.optional() }), "resources", 1),
});

const writeV1 = (policy: PolicyView, accountId: string, display: boolean) => {
  const words = display ? displayedRole : roleWords;
  const { subject, resource, roleIds } = documentOf(policy, accountId);
  return {
    ...commonJson(policy, "/v1/policies"),
    subjects: [{ attributes: subject }],
    roles: roleIds.map((role_id) => ({ role_id, ...words(roleOf(policy, role_id, accountId)) })),
    resources: [{ attributes: resource, ...(policy.tags ? { tags: policy.tags } : {}) }],
  };
};

const shapeV1 = z
  .object({
    ...common,
    subjects: z.array(z.object({ attributes: z.array(attributeV1) })),
    roles: z.array(roleV1.extend({ actions: displayedActions })),
    resources: z.array(z.object({ attributes: z.array(attributeV1), tags: policyTags.optional() })),
  })
  .openapi("Policy");

/** Gives a deleted policy back; on one that holds it changes nothing. */
const restore = createRoute({
  security,
  tags: ["Policies"],
  middleware: guarded,
  method: "patch",
  path: "/v1/policies/{policy_id}",
  summary: "Restore a deleted policy",
  request: {
    params: z.object({ policy_id: idText }),
    headers: ifMatchHeader,
    body: {
      required: true,
      content: {
        "application/json": { schema: z.strictObject({ state: z.literal("active", "needs active") }) },
      },
    },
  },
  responses: {
    200: answerOf("The policy", shapeV1),
    ...refusals,
    ...conflicts,
    412: { description: "Changed meanwhile: read it again." },
  },
});

/** @see https://cloud.ibm.com/apidocs/iam-policy-management */
export const iamPolicies = policyApp({
  path: "/v1/policies",
  body: bodyV1,
  shape: shapeV1,
  words: { subject: "subjects", resource: "resources", roles: "roles" },
  read: (body) => ({
    // Version 1 can't say when a policy holds, so a change leaves that as it is.
    rest: { description: body.description, tags: body.resources[0]?.tags ?? null },
    document: {
      version: "v1",
      subject: body.subjects.flatMap(({ attributes }) => attributes),
      resource: body.resources.flatMap(({ attributes }) => attributes),
      roleIds: body.roles.map(({ role_id }) => role_id),
    },
  }),
  write: writeV1,
});

export const iamPolicyStates = restApp(policyAnswers).openapi(restore, async (c) => {
  const actor: Actor = c.get("actor");
  const ifMatch = entityTagOf(c.req.valid("header")["if-match"]);
  const policy = await restorePolicy(actor, c.req.valid("param").policy_id, { ifMatch });
  c.header("etag", policy.entityTag);
  return c.json(writeV1(policy, actor.accountId, false) as never, 200);
});
