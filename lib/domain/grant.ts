import { type Condition, conditionHolds } from "./condition";
import { patternCovers } from "./pattern";
import { actionsOfRole, type HeldRole, type RoleAction, rolesAllow } from "./role";
import { sameJson } from "./same-json";

/** A policy as seen by the rules; null means every (region, namespace of the account, repository). */
export type Grant = {
  policyId: string;
  roles: HeldRole[];
  /** Region id. */
  region: string | null;
  namespace: string | null;
  /** Matches the path after the namespace. */
  repositoryPattern: string | null;
  /** Holds only then; absent: always. */
  condition?: Condition | null;
};

/** Those of the grants that hold at that instant. */
export function grantsAt(grants: readonly Grant[], now: Date): Grant[] {
  return grants.filter(({ condition }) => !condition || conditionHolds(condition, now));
}

/**
 * Whether `wanted` gives at most what is held, action by action; each action by one held grant that reaches
 * at least as far and whenever it holds. Conservative: two regional grants don't add up to one for every
 * region, and what is held at times gives nothing but for the very same times. Listing isn't
 * measured: the registry protocol can't tell it from pulling, and people see their account's namespaces
 * anyway, so who holds Writer may give Reader.
 */
export function covers(held: readonly Grant[], wanted: Grant, administrator: boolean): boolean {
  if (administrator) return true;
  const reaching = held.filter(
    (grant) =>
      (grant.region === null || grant.region === wanted.region) &&
      (grant.namespace === null || grant.namespace === wanted.namespace) &&
      (grant.repositoryPattern === null ||
        (wanted.repositoryPattern !== null &&
          patternCovers(grant.repositoryPattern, wanted.repositoryPattern))) &&
      (!grant.condition || sameCondition(grant.condition, wanted.condition)),
  );
  return wanted.roles
    .flatMap(actionsOfRole)
    .filter((action) => !listing.has(action))
    .every((action) => reaching.some((grant) => rolesAllow(grant.roles, action)));
}

function sameCondition(one: Condition, other: Condition | null | undefined): boolean {
  return Boolean(other) && sameJson(one.rule, other?.rule);
}

const listing: ReadonlySet<RoleAction> = new Set(["image.list", "image.inspect", "namespace.list"]);

/** What is done to a namespace as a whole. */
export type NamespaceChange = "create" | "delete";

/**
 * Namespaces are created and deleted by administrators and by a Manager without a namespace restriction; by an account's
 * own role as far as it has the action.
 */
export function canManageNamespaces(
  grants: readonly Grant[],
  administrator: boolean,
  region: string,
  change: NamespaceChange,
): boolean {
  return (
    administrator ||
    grants.some((grant) => managesNamespaces(grant, change) && (grant.region ?? region) === region)
  );
}

/** Whether a grant is one to do that with. */
export function managesNamespaces(grant: Grant, change: NamespaceChange): boolean {
  return (
    grant.namespace === null &&
    grant.repositoryPattern === null &&
    rolesAllow(grant.roles, `namespace.${change}`)
  );
}
