import type { DenialReason } from "@/lib/domain/denial";
import { type Grant, grantsAt } from "@/lib/domain/grant";
import { decideScope } from "@/lib/domain/policy";
import { runtime } from "@/lib/platform/runtime";
import { customRolesOf, grantOf } from "./grants";
import { type PolicyStep, policySteps } from "./policy-history";
import { type Change, changeOf, changesBefore, type Denied, policyChange } from "./why-denied-change";

/** A policy that came near, as it was then. */
export type DeniedRule = {
  grant: Grant;
  /** Name of the access group that it is for; null where it is the identity's own. */
  group: string | null;
  /** Who made it what it was; null where the audit doesn't tell. */
  changed: Change | null;
  now: "same" | "changed" | "removed";
};

/** The policies that a denial names, each as it was then and with who changed it last before. */
export const rulesOf = async ({ accountId, at }: Denied, reason: DenialReason): Promise<DeniedRule[]> => {
  const ids = reason.policyIds ?? [];
  if (ids.length === 0) return [];
  const { prisma } = runtime();
  const rows = await prisma.policy.findMany({
    where: { accountId, id: { in: ids } },
    include: { accessGroup: { select: { name: true } } },
  });
  const history = await policySteps(accountId, { ids });
  const custom = await customRolesOf(prisma, accountId);
  return ids.flatMap((id): DeniedRule[] => {
    const row = rows.find((one) => one.id === id);
    const steps = history.filter((step) => step.policyId === id);
    const last = steps.findLast((step) => step.at <= at);
    const grant = last?.after ?? (row && grantOf(row, custom));
    if (!grant) return [];
    const later = steps.some((step) => step.at > at);
    return [
      {
        grant,
        group: row?.accessGroup?.name ?? null,
        changed: last ? policyChange(last) : null,
        now: row ? (later ? "changed" : "same") : "removed",
      },
    ];
  });
};

/** The newest change before a denial that took away what would have sufficed; null when it never was there. */
export const accessLost = async (denied: Denied, reason: DenialReason): Promise<Change | null> => {
  const suffices = (grant: Grant | null) => grant !== null && allows(grant, reason, denied.at);
  const entries = await changesBefore(denied, {
    targetType: "access-group",
    OR: (["before", "after"] as const).map((side) => ({
      [side]: { path: ["iam_id"], equals: denied.iamId },
    })),
  });
  const groups = await groupsOf(
    denied,
    entries.map(({ targetId }) => targetId),
  );
  const steps = await policySteps(denied.accountId, { subjects: [denied.iamId, ...groups] });
  const wasMember = (group: string, seq: number): boolean => {
    const last = entries.find((entry) => entry.targetId === group && Number(entry.seq) < seq);
    return last ? last.action === "access-group.add-member" : groups.includes(group);
  };
  const ofPolicies = steps.filter(
    (step) =>
      step.at <= denied.at &&
      suffices(step.before) &&
      !suffices(step.after) &&
      (step.subject === denied.iamId || wasMember(step.subject, step.seq)),
  );
  const ofGroups = entries.filter(
    ({ action, targetId, seq }) =>
      action === "access-group.remove-member" && given(steps, targetId, Number(seq)).some(suffices),
  );
  const ofRole = await changesBefore(denied, {
    targetType: "user",
    targetId: denied.iamId,
    action: "membership.update",
    before: { path: ["role"], equals: "administrator" },
  });
  const ofNamespace =
    reason.code === "no-namespace"
      ? await changesBefore(denied, {
          targetType: "namespace",
          targetId: `${reason.region}/${reason.namespace}`,
          action: "namespace.delete",
        })
      : [];
  const found = [...ofPolicies.map(policyChange), ...[...ofGroups, ...ofRole, ...ofNamespace].map(changeOf)];
  return found.sort((a, b) => b.seq - a.seq)[0] ?? null;
};

/** What a subject's policies gave before an item of the audit. */
const given = (steps: readonly PolicyStep[], subject: string, seq: number): (Grant | null)[] => {
  const earlier = steps.filter((step) => step.subject === subject && step.seq < seq);
  return [...new Map(earlier.map((step) => [step.policyId, step.after])).values()];
};

/** The access groups that the identity is in, and those that it was in once. */
const groupsOf = async ({ accountId, iamId }: Denied, once: string[]): Promise<string[]> => {
  const rows = await runtime().prisma.accessGroupMember.findMany({
    where: { iamId, group: { accountId } },
    select: { groupId: true },
  });
  return [...new Set([...once, ...rows.map(({ groupId }) => groupId)])];
};

/** Whether a grant alone would have let through what was denied then. */
const allows = (grant: Grant, { region, namespace, repository, action }: DenialReason, at: Date): boolean => {
  const context = {
    region,
    ownNamespaces: new Set(namespace ? [namespace] : []),
    grants: grantsAt([grant], at),
    administrator: false,
  };
  return (
    decideScope(context, { type: "repository", name: repository, actions: [action] }).denied.length === 0
  );
};
