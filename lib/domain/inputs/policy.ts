import { z } from "zod";
import { type Condition, conditionProblem } from "../condition";
import { namespaceText } from "./namespace";
import { descriptionText, idText, nameText, regionText, roleText } from "./text";

/** The path after the namespace: `*` any run including `/`, `?` one character; at most 255 characters. */
export const patternText = z
  .string("needs a repository pattern")
  .max(255, "is longer than 255 characters")
  .refine((text) => /^[a-z0-9._\-/*?]+$/.test(text), {
    error: "needs lower-case letters, digits and . _ - / with * or ? as wildcards",
    params: { reason: "pattern-characters" },
  });

const ruleNeeds =
  "needs key, operator and value, or the operator and (or) with a list of such conditions, as IAM's time-based conditions have them";
const part = z.string(ruleNeeds).max(100, "is longer than 100 characters");
const conditionTest = z.strictObject({
  key: part,
  operator: part,
  value: z.union([part, z.array(part).min(1, "is empty").max(20, "has more than 20 values")], ruleNeeds),
});
const groupOf = <Schema extends z.ZodType>(one: Schema) =>
  z.strictObject({
    operator: z.enum(["and", "or"], "needs and or or"),
    conditions: z.array(one).min(1, "is empty").max(20, "has more than 20 conditions"),
  });

/** A rule of the policy API: one test, or tests and groups of tests joined. */
export const conditionRule = z.union(
  [conditionTest, groupOf(z.union([conditionTest, groupOf(conditionTest)], ruleNeeds))],
  ruleNeeds,
);

/** Refuses a condition that could not be evaluated, naming its part. */
export const evaluable = (condition: Condition, context: z.RefinementCtx): void => {
  const found = conditionProblem(condition);
  if (found)
    context.addIssue({
      code: "custom",
      path: found.field.split("."),
      message: found.problem,
      params: { reason: "condition" },
    });
};

/** When a policy holds. */
const condition = z.strictObject({ rule: conditionRule, pattern: part }).superRefine(evaluable).nullable();

/** Access management tags of resources. There are none here, so a policy that asks for one gives nothing. */
export const policyTags = z
  .array(
    z.strictObject({
      name: nameText.max(128, "is longer than 128 characters"),
      value: nameText.max(128, "is longer than 128 characters"),
      operator: z.enum(["stringEquals", "stringMatch"], "needs stringEquals or stringMatch").optional(),
    }),
    "needs a list of tags",
  )
  .max(20, "has more than 20 tags");
export type PolicyTag = z.infer<typeof policyTags>[number];

/** Of one policy. */
export const rolesMax = 20;

/** Reach of a policy: no region, namespace or pattern = every one of the account. */
const reach = {
  roles: z
    .array(roleText, "needs a list of roles")
    .min(1, "is empty, it needs at least one role")
    .max(rolesMax, `has more than ${rolesMax} roles`)
    .transform((list) => [...new Set(list)]),
  region: regionText.nullable().default(null),
  namespace: namespaceText.nullable().default(null),
  repositoryPattern: patternText.nullable().default(null),
  description: descriptionText.optional(),
  /** Absent in a change: as it is. */
  condition: condition.optional(),
  tags: policyTags.nullable().optional(),
};

const patternNeedsNamespace = (policy: { namespace: string | null; repositoryPattern: string | null }) =>
  policy.repositoryPattern === null || policy.namespace !== null;
const patternProblem = {
  path: ["repositoryPattern"],
  error: "needs a namespace too",
  params: { reason: "pattern-alone" },
};

/** Subject: the iam_id of a person or service ID, or an access group's id. */
export const policySubject = z.union([z.object({ iamId: idText }), z.object({ accessGroupId: idText })], {
  error: "needs the iam_id of a person or service ID, or an access group",
});

export const CreatePolicy = z
  .object({ subject: policySubject, ...reach })
  .refine(patternNeedsNamespace, patternProblem);
export type CreatePolicy = z.input<typeof CreatePolicy>;

/** Replaces roles and reach as a whole; the subject stays. */
export const UpdatePolicy = z.object(reach).refine(patternNeedsNamespace, patternProblem);
export type UpdatePolicy = z.input<typeof UpdatePolicy>;
