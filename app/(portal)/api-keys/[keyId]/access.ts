import { grantsOf, heldBy } from "@/app/_server/held";
import type { Grant } from "@/lib/domain/grant";
import type { Actor } from "@/lib/services/actor";
import type { ApiKeyView } from "@/lib/services/api-keys";
import { roleOfPerson } from "@/lib/services/people";
import { listPolicies } from "@/lib/services/policies";
import { grantsOfServiceIds } from "@/lib/services/service-id-grants";

/** What a key's owner may do. */
export const accessOf = async (
  actor: Actor,
  key: ApiKeyView,
): Promise<{ administrator: boolean; grants: Grant[] }> => {
  if (key.iamId === actor.iamId) return heldBy(actor);
  const role = key.owner.kind === "user" ? await roleOfPerson(actor, key.iamId) : null;
  if (role === "administrator") return { administrator: true, grants: [] };
  if (role === "auditor") return { administrator: false, grants: [] };
  if (key.owner.kind === "service-id") {
    const grants = (await grantsOfServiceIds(actor, [key.iamId])).get(key.iamId) ?? [];
    return { administrator: false, grants };
  }
  const policies = await listPolicies(actor, { iamId: key.iamId, effective: true });
  return { administrator: false, grants: grantsOf(policies) };
};
