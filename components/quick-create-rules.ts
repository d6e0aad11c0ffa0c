import { covers, type Grant } from "@/lib/domain/grant";
import { isRegistryRole, type ServiceRole, serviceRoles } from "@/lib/domain/role";

/** What the person can hand on: everything, or at most these. */
export type Held = { administrator: boolean; grants: readonly Grant[] };

/** A namespace of the account, with all regions that have it. */
export type NamespaceChoice = { name: string; regions: readonly string[] };

export type Reach = { region: string | null; namespace: string; repositoryPattern: string | null };

/** The roles that may be given there. */
export function givableRoles(held: Held, reach: Reach): ServiceRole[] {
  return serviceRoles.filter((role) =>
    covers(held.grants, { policyId: "", roles: [role], ...reach }, held.administrator),
  );
}

/** How far a new key reaches at first: where the namespace is, or the widest of what is held; null for nothing. */
export function firstReach(held: Held, { name, regions }: NamespaceChoice): Reach | null {
  const home = regions.length === 1 ? (regions[0] ?? null) : null;
  const whole = { region: home, namespace: name, repositoryPattern: null };
  if (held.administrator) return whole;
  const own = held.grants
    .filter((grant) => grant.roles.some(isRegistryRole) && (grant.namespace ?? name) === name)
    .filter((grant) => grant.region === null || regions.includes(grant.region))
    .map((grant) => ({
      region: grant.region ?? home,
      namespace: name,
      repositoryPattern: grant.repositoryPattern,
    }));
  return own.find((reach) => reach.repositoryPattern === null) ?? own[0] ?? null;
}

/** Pipelines push; whatever else it is called, it pulls. */
export function presetRole(label: string): ServiceRole {
  return /(?:^|[^a-z])(?:ci|build|builder|gha|push)(?:[^a-z]|$)/i.test(label) ? "Writer" : "Reader";
}
