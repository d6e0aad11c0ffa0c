import type { DenialReason } from "./denial";
import type { Grant } from "./grant";
import { splitRepository } from "./namespace";
import { patternMatches } from "./pattern";
import {
  isRegistryAction,
  isRegistryRole,
  neededRole,
  registryActions,
  registryRoleTitles,
  rolesAllow,
} from "./role";
import type { Scope } from "./scope";

export * from "./denial";
export * from "./grant";
export * from "./pattern";

export type AccessContext = {
  /** Id of the region whose registry the token is for. */
  region: string;
  /** Those of the requested namespaces that exist in this region and belong to the account. */
  ownNamespaces: ReadonlySet<string>;
  /** What policies of this account give the identity. An auditor has none. */
  grants: readonly Grant[];
  /** Those that hold at other times: they give nothing, but explain. */
  asleep?: readonly Grant[];
  /** An account's administrator counts as Manager on its namespaces. */
  administrator: boolean;
};

export type Decision = {
  scope: Scope;
  /** Actions, with `*` expanded. */
  granted: string[];
  denied: string[];
  /** Null where nothing was denied. */
  reason: DenialReason | null;
  /** The policies that reach this repository here, whether they allowed or fell short. */
  policyIds: string[];
};

export type RequestDecision = {
  outcome: "granted" | "reduced" | "denied";
  /** What the token carries: scopes with something granted, never `*`; empty when denied. */
  access: Scope[];
  decisions: Decision[];
  reason: DenialReason | null;
};

/**
 * A whole token request. Denied when push, delete or `*` is asked on the first-named repository and not
 * held, or when nothing of what was asked is held; further scopes (a mount's source) are reduced silently.
 * No scope is a login and granted.
 */
export function decideRequest(context: AccessContext, scopes: readonly Scope[]): RequestDecision {
  const decisions = scopes.map((scope) => decideScope(context, scope));
  const access = decisions.flatMap(({ scope, granted }) =>
    granted.length > 0 ? [{ type: scope.type, name: scope.name, actions: granted }] : [],
  );
  const first = decisions.find(({ scope }) => scope.type === "repository");
  const cannotWrite = first?.denied.some((action) => action === "push" || action === "delete") ?? false;
  const reason = (cannotWrite ? first : decisions.find((decision) => decision.reason))?.reason ?? null;
  if (cannotWrite || (scopes.length > 0 && access.length === 0))
    return { outcome: "denied", access: [], decisions, reason };
  return { outcome: reason ? "reduced" : "granted", access, decisions, reason };
}

/** One scope: what of it is held, and the rule that decided against the rest. */
export function decideScope(context: AccessContext, scope: Scope): Decision {
  if (scope.type !== "repository") {
    const code = scope.type === "registry" && scope.name === "catalog" ? "catalog" : "unsupported-type";
    return denyAll(context, scope, code, null);
  }
  const repository = splitRepository(scope.name);
  if (!repository) return denyAll(context, scope, "no-slash", scope.name);
  const { namespace, path } = repository;
  if (!context.ownNamespaces.has(namespace)) return denyAll(context, scope, "no-namespace", namespace);

  const reaching = context.grants.filter((grant) => reaches(grant, context.region, namespace, path));
  const asked = expand(scope.actions);
  const isHeld = (action: string) =>
    isRegistryAction(action) &&
    (context.administrator || reaching.some((grant) => rolesAllow(grant.roles, `image.${action}`)));
  const denied = asked.filter((action) => !isHeld(action));
  return {
    scope,
    granted: asked.filter(isHeld),
    denied,
    reason: denied.length > 0 ? explain(context, scope, namespace, path, denied) : null,
    policyIds: reaching.map((grant) => grant.policyId),
  };
}

/** The nearest miss decides the sentence: time, then role, then repository, then region, then no policy at all. */
function explain(
  context: AccessContext,
  scope: Scope,
  namespace: string,
  path: string,
  denied: readonly string[],
): DenialReason {
  const action = telling(scope, denied);
  const base = { region: context.region, namespace, repository: scope.name, action };
  if (!isRegistryAction(action)) return { ...base, code: "unsupported-type" };

  const needed = { ...base, neededRole: neededRole(action) };
  const onNamespace = context.grants.filter(
    (grant) => grant.roles.some(isRegistryRole) && (grant.namespace ?? namespace) === namespace,
  );
  const onPath = onNamespace.filter((grant) => reaches({ ...grant, region: null }, "", namespace, path));
  const here = (grant: Grant) => (grant.region ?? context.region) === context.region;

  const [asleep] = (context.asleep ?? []).filter(
    (grant) => reaches(grant, context.region, namespace, path) && rolesAllow(grant.roles, `image.${action}`),
  );
  if (asleep?.condition)
    return { ...needed, code: "other-time", condition: asleep.condition, policyIds: idsOf([asleep]) };
  const heldHere = onPath.filter(here);
  const heldRole = registryRoleTitles(heldHere.flatMap((grant) => grant.roles));
  if (heldRole) return { ...needed, code: "role-too-low", heldRole, policyIds: idsOf(heldHere) };
  const elsewhere = onNamespace.filter(here);
  if (elsewhere.length > 0) return { ...needed, code: "repository-not-covered", policyIds: idsOf(elsewhere) };
  const coveredRegions = regionsOf(onPath);
  if (coveredRegions.length > 0)
    return { ...needed, code: "wrong-region", coveredRegions, policyIds: idsOf(onPath) };
  return { ...needed, code: "no-policy" };
}

function denyAll(
  context: AccessContext,
  scope: Scope,
  code: "catalog" | "unsupported-type" | "no-slash" | "no-namespace",
  namespace: string | null,
): Decision {
  const denied = expand(scope.actions);
  const named = context.grants.filter((grant) => grant.namespace !== null && grant.namespace === namespace);
  const coveredRegions = regionsOf(named).filter((region) => region !== context.region);
  const reason: DenialReason = {
    code,
    region: context.region,
    namespace,
    repository: scope.name,
    action: telling(scope, denied),
    ...(coveredRegions.length > 0 && { coveredRegions, policyIds: idsOf(named) }),
  };
  return { scope, granted: [], denied, reason, policyIds: [] };
}

function reaches(grant: Grant, region: string, namespace: string, path: string): boolean {
  return (
    grant.roles.some(isRegistryRole) &&
    (grant.region ?? region) === region &&
    (grant.namespace ?? namespace) === namespace &&
    (grant.repositoryPattern === null || patternMatches(grant.repositoryPattern, path))
  );
}

function expand(actions: readonly string[]): string[] {
  return [...new Set(actions.flatMap((action) => (action === "*" ? registryActions : [action])))];
}

/** The action to name: what needs the most, and delete for `*`, since that is what clients ask it for. */
function telling(scope: Scope, denied: readonly string[]): string {
  const order = scope.actions.includes("*") ? ["delete", "push", "pull"] : ["push", "delete", "pull"];
  return order.find((action) => denied.includes(action)) ?? denied[0] ?? "";
}

function idsOf(grants: readonly Grant[]): string[] {
  return grants.map((grant) => grant.policyId);
}

function regionsOf(grants: readonly Grant[]): string[] {
  return [...new Set(grants.flatMap((grant) => grant.region ?? []))];
}
