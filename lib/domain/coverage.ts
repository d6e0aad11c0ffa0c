import type { Grant } from "./grant";
import { isRegistryRole } from "./role";

type Place = { region: string; name: string };

/**
 * The account's namespaces in `region` that an identity reaches with these grants, by name, each once: where a
 * login leads to more than a login.
 */
export function namespacesReached(
  access: { grants: readonly Grant[]; administrator: boolean },
  namespaces: readonly Place[],
  region: string,
): string[] {
  const reached = namespaces.filter(
    (place) =>
      place.region === region &&
      (access.administrator ||
        access.grants.some(
          (grant) =>
            grant.roles.some(isRegistryRole) &&
            (grant.region ?? region) === region &&
            (grant.namespace ?? place.name) === place.name,
        )),
  );
  return [...new Set(reached.map(({ name }) => name))].sort();
}

/** Hosts of the regions in which an identity reaches a namespace. */
export function hostsReached(
  access: { grants: readonly Grant[]; administrator: boolean },
  namespaces: readonly Place[],
  regions: readonly { id: string; host: string }[],
): string[] {
  return regions
    .filter(({ id }) => namespacesReached(access, namespaces, id).length > 0)
    .map(({ host }) => host);
}
