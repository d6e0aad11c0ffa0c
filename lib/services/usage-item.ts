import { readUsageRef, type UsageItem } from "@/lib/domain/usage";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "./actor";
import { usageQuery, whereOf } from "./usage-query";
import { type StoredUsage, withNames } from "./usage-view";

/**
 * One use, for links to it. Null when it isn't there or isn't the actor's to see.
 * @param ref as usageRef writes it
 * @throws ServiceError forbidden
 */
export const usageItemAt = async (
  actor: Actor,
  ref: string,
  scope: "account" | "site" = "account",
): Promise<UsageItem | null> => {
  const query = await usageQuery(actor, { scope });
  const place = readUsageRef(ref);
  if (!place) return null;
  const { rows } = await runtime().pool.query<StoredUsage>(
    `SELECT e.* FROM usage_event e
     WHERE ${whereOf(query)} AND e.at = ${query.put(place.at)} AND e.id = ${query.put(place.id)}::uuid`,
    query.values,
  );
  const [item] = await withNames(rows);
  return item ?? null;
};
