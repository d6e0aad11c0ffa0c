import { z } from "@hono/zod-openapi";
import { conditionRule, evaluable, type PolicyTag, policyTags, rolesMax } from "@/lib/domain/inputs/policy";
import { idText } from "@/lib/domain/inputs/text";
import { policyApp } from "./iam-policy-app";
import { documentOf, roleOf } from "./iam-policy-documents";
import { common, commonJson, description, list, name, operator, roleId, type } from "./iam-policy-shapes";
import { displayedActions, displayedRole } from "./iam-roles";

const attributeV2 = z.strictObject({ key: name, operator, value: idText });
const attributesV2 = list(attributeV2, "attributes", 20);
const control = z.strictObject({
  grant: z.strictObject({ roles: list(z.strictObject({ role_id: roleId }), "roles", rolesMax) }),
});
const tagsV2 = z.array(
  z.strictObject({
    key: policyTags.element.shape.name,
    operator: policyTags.element.shape.operator.unwrap(),
    value: policyTags.element.shape.value,
  }),
);

const bodyV2 = z
  .strictObject({
    type,
    description,
    control,
    subject: z.strictObject({ attributes: attributesV2 }),
    resource: z.strictObject({ attributes: attributesV2, tags: tagsV2.optional() }),
    rule: conditionRule.nullish(),
    pattern: z.string("needs text").max(100, "is longer than 100 characters").nullish(),
  })
  .superRefine(({ rule, pattern }, context) => {
    const lonely = { code: "custom", message: "is missing: rule and pattern belong together" } as const;
    if (rule && !pattern) context.addIssue({ ...lonely, path: ["pattern"] });
    if (pattern && !rule) context.addIssue({ ...lonely, path: ["rule"] });
    if (rule && pattern) evaluable({ rule, pattern }, context);
  });

const fromV2 = (attributes: z.infer<typeof attributesV2>) =>
  attributes.map(({ key, ...rest }) => ({ name: key, ...rest }));

const shapeV2 = z
  .object({
    ...common,
    subject: z.object({ attributes: z.array(attributeV2) }),
    resource: z.object({ attributes: z.array(attributeV2), tags: tagsV2.optional() }),
    control: z.object({
      grant: z.object({
        roles: z.array(
          z.object({
            role_id: roleId,
            display_name: z.string().optional(),
            description: z.string().optional(),
            actions: displayedActions,
          }),
        ),
      }),
    }),
    rule: conditionRule.optional(),
    pattern: z.string().optional(),
  })
  .openapi("PolicyV2");

const tagV2 = ({ name: key, operator: how = "stringEquals", value }: PolicyTag) => ({
  key,
  operator: how,
  value,
});

/** @see https://cloud.ibm.com/apidocs/iam-policy-management */
export const iamPoliciesV2 = policyApp({
  path: "/v2/policies",
  body: bodyV2,
  shape: shapeV2,
  words: { subject: "subject", resource: "resource", roles: "control.grant.roles" },
  read: (body) => ({
    rest: {
      description: body.description,
      condition: body.rule && body.pattern ? { rule: body.rule, pattern: body.pattern } : null,
      tags: body.resource.tags?.map(({ key: name, ...rest }) => ({ name, ...rest })) ?? null,
    },
    document: {
      version: "v2",
      subject: fromV2(body.subject.attributes),
      resource: fromV2(body.resource.attributes),
      roleIds: body.control.grant.roles.map(({ role_id }) => role_id),
    },
  }),
  write: (policy, accountId, display) => {
    const { subject, resource, roleIds } = documentOf(policy, accountId);
    const attributes = (from: typeof subject) =>
      from.map(({ name: key, operator: how = "stringEquals", value }) => ({ key, operator: how, value }));
    return {
      ...commonJson(policy, "/v2/policies"),
      subject: { attributes: attributes(subject) },
      resource: {
        attributes: attributes(resource),
        ...(policy.tags ? { tags: policy.tags.map(tagV2) } : {}),
      },
      control: {
        grant: {
          roles: roleIds.map((role_id) => ({
            role_id,
            ...(display ? displayedRole(roleOf(policy, role_id, accountId)) : {}),
          })),
        },
      },
      ...(policy.condition ?? {}),
    };
  },
});
