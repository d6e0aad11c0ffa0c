import { cache } from "react";
import { canManageNamespaces, type Grant, type NamespaceChange } from "@/lib/domain/grant";
import type { CustomRole } from "@/lib/domain/role";
import { type Actor, isAdministrator } from "@/lib/services/actor";
import { listCustomRoles } from "@/lib/services/custom-roles";
import { listPolicies } from "@/lib/services/policies";
import type { PolicyView } from "@/lib/services/policy-view";

/** A policy as the rules see it. */
export const grantOf = (policy: PolicyView): Grant => {
  const { id: policyId, roles, region, namespace, repositoryPattern, condition } = policy;
  return { policyId, roles, region, namespace, repositoryPattern, condition };
};

/** What policies give, without those that give nothing. */
export const grantsOf = (policies: readonly PolicyView[]): Grant[] =>
  policies.filter(({ inert }) => !inert).map(grantOf);

/** What the person holds and can hand on. An auditor's policies give nothing. */
export const heldBy = cache(async (actor: Actor): Promise<{ administrator: boolean; grants: Grant[] }> => {
  if (isAdministrator(actor)) return { administrator: true, grants: [] };
  if (actor.role === "auditor") return { administrator: false, grants: [] };
  const policies = await listPolicies(actor, { iamId: actor.iamId, effective: true });
  return { administrator: false, grants: grantsOf(policies) };
});

/** The account's own roles, to choose from for a policy. */
export const choosableRoles = async (actor: Actor): Promise<CustomRole[]> =>
  (await listCustomRoles(actor)).map(({ name, displayName, description, actions }) => ({
    name,
    displayName,
    description,
    actions,
  }));

/** The regions, among these, in which the person makes namespaces, or deletes them. */
export const namespaceRegionsOf = async (
  actor: Actor,
  regions: readonly { id: string }[],
  change: NamespaceChange,
): Promise<string[]> => {
  const { administrator, grants } = await heldBy(actor);
  return regions.map(({ id }) => id).filter((id) => canManageNamespaces(grants, administrator, id, change));
};
