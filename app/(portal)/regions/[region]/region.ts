import { cache } from "react";
import { requireActor } from "@/app/_server/session";
import { getRegionSettings, type RegionSettings } from "@/lib/services/region-settings";

/** The region of the address, read once a request. */
export const regionOf = cache(
  async (id: string): Promise<RegionSettings> => getRegionSettings(await requireActor(), id),
);
