import { UpdatePolicy } from "@/lib/domain/inputs/policy";
import { runtime } from "@/lib/platform/runtime";
import { nextEntityTag } from "@/lib/platform/secret";
import type { Policy } from "@/prisma/generated/client";
import type { Actor } from "./actor";
import { change, type Record, type Tx } from "./change";
import { checked, requireMatch } from "./checked";
import { changeablePolicy, getPolicy, onlyPolicyView } from "./policy-find";
import {
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
import { isServiceError } from "./service-error";

/** How long a policy that was taken away can be restored. */
export const restorableDays = 30;

const columns = `id, account_id, subject_iam_id, access_group_id, roles, region, namespace, repository_pattern,
  description, document, condition, tags, created_at, created_by`;

/** From one of the two tables to the other; the row says when, by whom, and its new state. */
const move = async (
  tx: Tx,
  from: "policy" | "deleted_policy",
  actor: Actor,
  { id, entityTag }: Pick<Policy, "id" | "entityTag">,
): Promise<void> => {
  const to = from === "policy" ? "deleted_policy" : "policy";
  await tx.$executeRawUnsafe(
    `WITH moved AS (DELETE FROM ${from} WHERE id = $1::uuid RETURNING *)
     INSERT INTO ${to} (${columns}, modified_at, modified_by, entity_tag) SELECT ${columns}, $2, $3, $4 FROM moved`,
    id,
    runtime().clock.now(),
    actor.iamId,
    entityTag,
  );
};

/**
 * Takes a policy away; for 30 days it can be restored. Owners from their service IDs, administrators from anyone.
 * @throws not-found, forbidden, stale, locked
 */
export const deletePolicy = async (
  actor: Actor,
  id: string,
  options: { ifMatch?: string } = {},
): Promise<void> => {
  requireOwnerRole(actor);
  await change(actor, actor.accountId, async (tx, record) => {
    const row = await changeablePolicy(tx, actor, id);
    requireMatch(options.ifMatch, row.entityTag);
    await refuseLocked(tx, subjectColumns(row));
    await move(tx, "policy", actor, row);
    await record({ action: "policy.delete", target: policyTarget(row), before: policyAudit(row) });
  });
};

/**
 * Gives back what was taken away, by the rules for giving it anew. A policy that holds stays as it is.
 * @throws as createPolicy, and not-found (also after 30 days), stale
 */
export const restorePolicy = async (
  actor: Actor,
  id: string,
  options: { ifMatch?: string } = {},
): Promise<PolicyView> => {
  const held = await getPolicy(actor, id).catch(missingIsNothing);
  if (held) {
    requireMatch(options.ifMatch, held.entityTag);
    return held;
  }
  requireOwnerRole(actor);
  return change(actor, actor.accountId, async (tx, record) => {
    const row = await changeablePolicy(tx, actor, id, true);
    requireMatch(options.ifMatch, row.entityTag);
    const { subjectIamId, accessGroupId } = row;
    const subject = await requireSubject(
      tx,
      actor,
      subjectIamId === null ? { accessGroupId: accessGroupId ?? "" } : { iamId: subjectIamId },
    );
    const { roles, region, namespace, repositoryPattern } = row;
    const reach = checked(UpdatePolicy, {
      ...{ roles, region, namespace, repositoryPattern },
      description: row.description,
    });
    const data = { ...(await placed(tx, actor, reach)), ...limitsOf({}, row) };
    await refuseLocked(tx, subject);
    await requireGivable(tx, actor, data, row.id);
    await refuseTwin(tx, actor.accountId, subject, data);
    const next = { ...row, entityTag: nextEntityTag(row.entityTag) };
    await move(tx, "deleted_policy", actor, next);
    await record({ action: "policy.restore", target: policyTarget(row), after: policyAudit(row) });
    return onlyPolicyView(tx, id);
  });
};

const missingIsNothing = (error: unknown): null => {
  if (isServiceError(error) && error.code === "not-found") return null;
  throw error;
};

/** A subject that goes for good takes its policies along, also those that could be restored. */
export const dropPoliciesOf = async (
  tx: Tx,
  record: Record,
  subject: { accountId: string; subjectIamId: string } | { accessGroupId: string },
): Promise<void> => {
  const rows = await tx.policy.findMany({ where: subject });
  for (const row of rows)
    await record({ action: "policy.delete", target: policyTarget(row), before: policyAudit(row) });
  await tx.policy.deleteMany({ where: { id: { in: rows.map(({ id }) => id) } } });
  await tx.deletedPolicy.deleteMany({ where: subject });
};

/**
 * Forgets policies that were taken away more than 30 days ago. Called daily; their removal is in the audit
 * already. @returns how many
 */
export const purgeDeletedPolicies = async (): Promise<number> => {
  const { prisma, clock } = runtime();
  const { count } = await prisma.deletedPolicy.deleteMany({
    where: { modifiedAt: { lt: new Date(clock.now().getTime() - restorableDays * 86_400_000) } },
  });
  return count;
};
