import { z } from "zod";
import { namespaceText } from "./namespace";
import { descriptionText, idText, regionText, roleText } from "./text";

/** The path after the namespace: `*` any run including `/`, `?` one character; at most 255 characters. */
export const patternText = z
  .string("needs a repository pattern")
  .max(255, "is longer than 255 characters")
  .refine((text) => /^[a-z0-9._\-/*?]+$/.test(text), {
    error: "needs lower-case letters, digits and . _ - / with * or ? as wildcards",
    params: { reason: "pattern-characters" },
  });

/** Reach of a policy: no region, namespace or pattern = every one of the account. */
const reach = {
  roles: z
    .array(roleText, "needs a list of roles")
    .min(1, "is empty, it needs at least one role")
    .max(7, "names a role twice")
    .transform((list) => [...new Set(list)]),
  region: regionText.nullable().default(null),
  namespace: namespaceText.nullable().default(null),
  repositoryPattern: patternText.nullable().default(null),
  description: descriptionText.optional(),
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
