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

/** All policies that the person finds: for a member those of their own identities. */
export const foundPolicies = cache((actor: Actor) => listPolicies(actor));
