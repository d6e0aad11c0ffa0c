import type { Grant } from "./grant";
import { splitRepository } from "./namespace";
import { patternMatches } from "./pattern";
import { type HeldRole, isRegistryRole, type RegistryAction, registryActions, rolesAllow } from "./role";

/** Usage older than this says nothing about what is needed now. */
export const judgedDays = 90;
/** A key or policy younger than this hasn't had the time to be needed. */
export const graceDays = 30;

type Place = { region: string; namespace: string };

/** One action that a key was granted on a repository (whole name). */
export type KeyUse = { region: string; repository: string; action: string };

/** What of a policy a key did not need. */
export type Unneeded = {
  policyId: string;
  roles: HeldRole[];
  region: string | null;
  namespace: string | null;
  repositoryPattern: string | null;
  /** Actions on images that the policy allows and no use needed. */
  actions: RegistryAction[];
  /** The role on images that the uses needed; null when none did. */
  enough: "Reader" | "Writer" | null;
  /** Namespaces in regions that the policy reaches, and those of them that were used. */
  places: number;
  usedPlaces: Place[];
};

/**
 * What a key's policies give beyond what its uses needed, policy by policy; empty when a narrower role or
 * fewer places would not have served it. A role is too high when a lower one has every action that was used:
 * delete beside push is not, since Writer is the lowest with push. Platform roles aren't measured.
 * @param places the account's namespaces
 */
export function broaderThanUsed(
  grants: readonly Grant[],
  places: readonly Place[],
  uses: readonly KeyUse[],
): Unneeded[] {
  const located = locate(uses);
  return grants.flatMap((grant) => unneededOf(grant, places, located) ?? []);
}

/** Whether there is any such policy; whoever holds thousands is answered by the first. */
export function isBroaderThanUsed(
  grants: readonly Grant[],
  places: readonly Place[],
  uses: readonly KeyUse[],
): boolean {
  const located = locate(uses);
  return grants.some((grant) => unneededOf(grant, places, located) !== null);
}

type LocatedUse = Place & { path: string; action: string };

const locate = (uses: readonly KeyUse[]): LocatedUse[] =>
  uses.flatMap(({ region, repository, action }) => {
    const found = splitRepository(repository);
    return found ? [{ region, namespace: found.namespace, path: found.path, action }] : [];
  });

/** No region and no namespace holds a line's end. */
const nameOf = ({ region, namespace }: Place): string => `${region}\n${namespace}`;

function unneededOf(grant: Grant, places: readonly Place[], uses: readonly LocatedUse[]): Unneeded | null {
  const given = registryActions.filter((action) => rolesAllow(grant.roles, `image.${action}`));
  if (given.length === 0) return null;
  const used = uses.filter((use) => within(grant, use));
  const reached = places.filter((place) => reaches(grant, place));
  const named = new Set(used.map(nameOf));
  const usedPlaces = reached.filter((place) => named.has(nameOf(place)));
  const needed = new Set(used.map(({ action }) => action));
  const enough = needed.size === 0 ? null : needed.has("push") || needed.has("delete") ? "Writer" : "Reader";
  const roleTooHigh = enough === "Reader" && given.some((action) => action !== "pull");
  if (enough !== null && !roleTooHigh && usedPlaces.length === reached.length) return null;
  const { policyId, region, namespace, repositoryPattern } = grant;
  return {
    ...{ policyId, region, namespace, repositoryPattern },
    roles: grant.roles.filter(isRegistryRole),
    actions: given.filter((action) => !needed.has(action)),
    enough,
    places: reached.length,
    usedPlaces: usedPlaces.map((place) => ({ region: place.region, namespace: place.namespace })),
  };
}

function reaches(grant: Grant, place: Place): boolean {
  return (
    (grant.region ?? place.region) === place.region &&
    (grant.namespace ?? place.namespace) === place.namespace
  );
}

function within(grant: Grant, use: LocatedUse): boolean {
  return (
    reaches(grant, use) &&
    (grant.repositoryPattern === null || patternMatches(grant.repositoryPattern, use.path))
  );
}
