import { CreatePolicy, UpdatePolicy } from "@/lib/domain/inputs/policy";
import { runtime } from "@/lib/platform/runtime";
import { nextEntityTag } from "@/lib/platform/secret";
import type { Prisma } from "@/prisma/generated/client";
import type { Actor } from "./actor";
import { change } from "./change";
import { checked, requireMatch } from "./checked";
import { difference } from "./history";
import { changeablePolicy, onlyPolicyView } from "./policy-find";
import {
  insertPolicy,
  limitsOf,
  placed,
  refuseLocked,
  refuseTwin,
  requireGivable,
  requireSubject,
  subjectColumns,
} from "./policy-rules";
import { type PolicyView, policyAudit, policyTarget } from "./policy-view";
import { requireOwnerRole } from "./reach";

export {
  getPolicy,
  listPolicies,
  type PolicyFilter,
  type PolicySort,
  pagePolicies,
  policySorts,
} from "./policy-find";
export { deletePolicy, purgeDeletedPolicies, restorePolicy } from "./policy-removal";
export type { PolicySubject, PolicyView } from "./policy-view";

/**
 * Gives roles to a person, service ID or access group. Owners give to their service IDs, at most what they
 * hold themselves; everything else is for administrators. The namespace need not exist yet.
 * @param document the IAM API's request, which it echoes
 * @throws forbidden (beyond what the actor holds: `reason` `beyond-own`), not-found (subject), invalid, conflict (the same again)
 */
export const createPolicy = async (
  actor: Actor,
  input: CreatePolicy,
  document?: Prisma.InputJsonValue,
): Promise<PolicyView> => {
  requireOwnerRole(actor);
  const { subject, ...reach } = checked(CreatePolicy, input);
  return change(actor, actor.accountId, async (tx, record) => {
    const to = await requireSubject(tx, actor, subject);
    const row = await insertPolicy(tx, record, actor, to, reach, document);
    return onlyPolicyView(tx, row.id);
  });
};

/**
 * Replaces roles, reach and description; the subject stays, and when it holds unless that is given too. Rules
 * as for creating.
 * @throws as createPolicy, and stale, locked (its service ID)
 */
export const updatePolicy = async (
  actor: Actor,
  id: string,
  input: UpdatePolicy,
  options: { ifMatch?: string; document?: Prisma.InputJsonValue } = {},
): Promise<PolicyView> => {
  requireOwnerRole(actor);
  const reach = checked(UpdatePolicy, input);
  return change(actor, actor.accountId, async (tx, record) => {
    const row = await changeablePolicy(tx, actor, id);
    requireMatch(options.ifMatch, row.entityTag);
    const data = await placed(tx, actor, reach);
    const limits = limitsOf(reach, row);
    const subject = subjectColumns(row);
    await refuseLocked(tx, subject);
    await requireGivable(tx, actor, { ...data, ...limits }, row.id);
    await refuseTwin(tx, actor.accountId, subject, { ...data, ...limits }, row.id);
    const next = { ...row, ...data, ...limits };
    const changed = difference(policyAudit(row), policyAudit(next));
    const { document } = options;
    if (changed || document) {
      const stamp = {
        modifiedAt: runtime().clock.now(),
        modifiedBy: actor.iamId,
        entityTag: nextEntityTag(row.entityTag),
      };
      await tx.policy.update({ where: { id }, data: { ...data, ...stamp } });
      // Without a document: what the API sent once describes the policy no longer.
      const [sent, condition, tags] = [document, limits.condition, limits.tags].map(jsonText);
      await tx.$executeRaw`UPDATE policy SET document = ${sent}::jsonb, condition = ${condition}::jsonb,
        tags = ${tags}::jsonb WHERE id = ${id}::uuid`;
      await record({
        action: "policy.update",
        target: policyTarget(next),
        before: changed?.before ?? {},
        after: changed?.after ?? {},
      });
    }
    return onlyPolicyView(tx, id);
  });
};

const jsonText = (value: unknown): string | null => (value ? JSON.stringify(value) : null);
