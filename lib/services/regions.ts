import { isLoopback, type Region } from "@/lib/domain/region";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "./actor";
import { requireReader } from "./reach";

/** A region as everyone sees it. `secure` is false where its registry speaks plain http. */
export type RegionView = Region & { secure: boolean };

/** Every region, in the order that site administrators gave them. */
export const listRegions = async (actor: Actor): Promise<RegionView[]> => {
  requireReader(actor);
  const rows = await runtime().prisma.region.findMany({ orderBy: [{ position: "asc" }, { id: "asc" }] });
  return rows.map(({ id, formerName, name, nameDe, host, service }) => ({
    id,
    formerName,
    name,
    nameDe,
    host,
    service,
    secure: !isLoopback(host),
  }));
};
