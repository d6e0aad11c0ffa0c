import { resolveRegionId } from "@/lib/domain/region";
import { runtime } from "@/lib/platform/runtime";
import type { Tx } from "./change";
import { ServiceError } from "./service-error";

/**
 * The id of the region that `value` names by id or former name.
 * @throws ServiceError `invalid` with the regions there are
 */
export const regionIdOf = async (
  db: Pick<Tx, "region">,
  value: string,
  field = "region",
): Promise<string> => {
  const regions = await db.region.findMany({
    select: { id: true, formerName: true },
    orderBy: { position: "asc" },
  });
  const id = resolveRegionId(value, regions);
  if (id) return id;
  const known = regions.map((region) => region.id).join(", ");
  throw new ServiceError(
    "invalid",
    `${field} is ${JSON.stringify(value.slice(0, 80))}, it needs one of ${known}`,
    {
      field,
      reason: "unknown-region",
    },
  );
};

/** The same, outside of a transaction. */
export const regionIdOfName = (value: string): Promise<string> => regionIdOf(runtime().prisma, value);
