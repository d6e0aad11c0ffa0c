import { cache } from "react";
import { requireActor } from "@/app/_server/session";
import { resolveRegionId } from "@/lib/domain/region";
import { listNamespaces } from "@/lib/services/namespaces";
import { listRegions } from "@/lib/services/regions";

/** The account's namespace at this place (region id or former name), with its region; null when there is none. */
export const namespaceOf = cache(async (regionName: string, name: string) => {
  const actor = await requireActor();
  const regions = await listRegions(actor);
  const region = regions.find(({ id }) => id === resolveRegionId(regionName, regions));
  const all = await listNamespaces(actor);
  const namespace = all.find((one) => one.region === region?.id && one.name === name);
  return region && namespace ? { region, regions, namespace, all } : null;
});
