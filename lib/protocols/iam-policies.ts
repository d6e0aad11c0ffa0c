import { createRoute, z } from "@hono/zod-openapi";
import { roleFromCrn } from "@/lib/domain/identifiers";
import { CreatePolicy } from "@/lib/domain/inputs/policy";
import { idText } from "@/lib/domain/inputs/text";
import type { Actor } from "@/lib/services/actor";
import { requireMatch } from "@/lib/services/checked";
import { publicLink } from "@/lib/services/discovery";
import { getPolicy, type PolicyView } from "@/lib/services/policies";
import { policyAnswers } from "./iam-policy-answers";
import { policyApp } from "./iam-policy-app";
import { documentOf } from "./iam-policy-documents";
import { answerOf, entityTagOf, ifMatchHeader, refusals, security } from "./iam-requests";
import { roleWords } from "./iam-roles";
import { guarded, restApp } from "./rest";

const operator = z.enum(["stringEquals", "stringMatch"], "needs stringEquals or stringMatch");
const name = z.string("needs text").min(1, "is empty").max(100, "is longer than 100 characters");
const roleId = z.string("needs a role's CRN").max(255, "is longer than 255 characters");
const noTags = z.array(z.unknown()).max(0, "is not offered: tags select nothing here").optional();
const type = z.literal("access", "needs access; there are no authorizations between services");
const { description } = CreatePolicy.shape;

const list = <Schema extends z.ZodType>(schema: Schema, what: string, most: number) =>
  z
    .array(schema, `needs a list of ${what}`)
    .min(1, `needs a list of ${what}, it is empty`)
    .max(most, `has more than ${most} ${what}`);

/** What both versions say about a policy beside its document. */
const common = {
  id: z.string(),
  type: z.literal("access"),
  description: z.string().optional(),
  href: z.string(),
  created_at: z.string(),
  created_by_id: z.string(),
  last_modified_at: z.string(),
  last_modified_by_id: z.string(),
  state: z.literal("active"),
};

const commonJson = (policy: PolicyView, path: string) => ({
  id: policy.id,
  type: "access",
  ...(policy.description === null ? {} : { description: policy.description }),
  href: publicLink(`${path}/${policy.id}`),
  created_at: policy.createdAt.toISOString(),
  created_by_id: policy.createdBy,
  last_modified_at: policy.modifiedAt.toISOString(),
  last_modified_by_id: policy.modifiedBy,
  state: "active",
});

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
  roles: list(roleV1, "roles", 7),
  resources: list(z.strictObject({ attributes: attributesV1, tags: noTags }), "resources", 1),
});

const writeV1 = (policy: PolicyView, accountId: string) => {
  const { subject, resource, roleIds } = documentOf(policy, accountId);
  return {
    ...commonJson(policy, "/v1/policies"),
    subjects: [{ attributes: subject }],
    roles: roleIds.map((role_id) => ({ role_id, ...roleWords(roleFromCrn(role_id) ?? "Reader") })),
    resources: [{ attributes: resource }],
  };
};

const shapeV1 = z
  .object({
    ...common,
    subjects: z.array(z.object({ attributes: z.array(attributeV1) })),
    roles: z.array(roleV1),
    resources: z.array(z.object({ attributes: z.array(attributeV1) })),
  })
  .openapi("Policy");

/** Bringing back a deleted policy is not offered; on a live one it changes nothing. */
const restore = createRoute({
  security,
  tags: ["Policies"],
  middleware: guarded,
  method: "patch",
  path: "/v1/policies/{policy_id}",
  summary: "Confirm that a policy is active",
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
  responses: { 200: answerOf("The policy", shapeV1), ...refusals },
});

/** @see https://cloud.ibm.com/apidocs/iam-policy-management */
export const iamPolicies = policyApp({
  path: "/v1/policies",
  body: bodyV1,
  shape: shapeV1,
  words: { subject: "subjects", resource: "resources", roles: "roles" },
  read: (body) => ({
    description: body.description,
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
  const policy = await getPolicy(actor, c.req.valid("param").policy_id);
  requireMatch(entityTagOf(c.req.valid("header")["if-match"]), policy.entityTag);
  c.header("etag", policy.entityTag);
  return c.json(writeV1(policy, actor.accountId) as never, 200);
});

const attributeV2 = z.strictObject({ key: name, operator, value: idText });
const attributesV2 = list(attributeV2, "attributes", 20);
const control = z.strictObject({
  grant: z.strictObject({ roles: list(z.strictObject({ role_id: roleId }), "roles", 7) }),
});
const noCondition = z.null("is not offered: policies hold at all times").optional();

const bodyV2 = z.strictObject({
  type,
  description,
  control,
  subject: z.strictObject({ attributes: attributesV2 }),
  resource: z.strictObject({ attributes: attributesV2, tags: noTags }),
  rule: noCondition,
  pattern: noCondition,
});

const fromV2 = (attributes: z.infer<typeof attributesV2>) =>
  attributes.map(({ key, ...rest }) => ({ name: key, ...rest }));

const shapeV2 = z
  .object({
    ...common,
    subject: z.object({ attributes: z.array(attributeV2) }),
    resource: z.object({ attributes: z.array(attributeV2) }),
    control,
  })
  .openapi("PolicyV2");

/** @see https://cloud.ibm.com/apidocs/iam-policy-management */
export const iamPoliciesV2 = policyApp({
  path: "/v2/policies",
  body: bodyV2,
  shape: shapeV2,
  words: { subject: "subject", resource: "resource", roles: "control.grant.roles" },
  read: (body) => ({
    description: body.description,
    document: {
      version: "v2",
      subject: fromV2(body.subject.attributes),
      resource: fromV2(body.resource.attributes),
      roleIds: body.control.grant.roles.map(({ role_id }) => role_id),
    },
  }),
  write: (policy, accountId) => {
    const { subject, resource, roleIds } = documentOf(policy, accountId);
    const attributes = (from: typeof subject) =>
      from.map(({ name: key, operator: how = "stringEquals", value }) => ({ key, operator: how, value }));
    return {
      ...commonJson(policy, "/v2/policies"),
      subject: { attributes: attributes(subject) },
      resource: { attributes: attributes(resource) },
      control: { grant: { roles: roleIds.map((role_id) => ({ role_id })) } },
    };
  },
});
