import { cache } from "react";
import type { Actor } from "@/lib/services/actor";
import { listApiKeys } from "@/lib/services/api-keys";
import { listPolicies } from "@/lib/services/policies";
import { listServiceIds } from "@/lib/services/service-ids";

/** The person's own, newest first; each is asked for once a page, however many sections need it. */
export const ownServiceIds = cache(
  async (actor: Actor) => (await listServiceIds(actor, { scope: "mine", limit: 100, order: "desc" })).items,
);

export const ownKeys = cache(async (actor: Actor) =>
  listApiKeys(actor, { scope: "mine", limit: 100, order: "desc" }),
);

/** The policies of the person's own service IDs, oldest first. */
export const ownPolicies = cache(async (actor: Actor) => {
  const own = await ownServiceIds(actor);
  return listPolicies(actor, { iamIds: own.map(({ iamId }) => iamId) });
});
