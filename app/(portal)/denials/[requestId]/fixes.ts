import { orNull } from "@/app/_server/found";
import { choosableRoles, heldBy, namespaceRegionsOf } from "@/app/_server/held";
import { policyActions } from "@/app/_server/policy-actions";
import type { GiveAccessProps } from "@/components/give-access";
import { covers, type Grant } from "@/lib/domain/grant";
import type { Actor } from "@/lib/services/actor";
import { listNamespaceNames } from "@/lib/services/namespaces";
import type { RegionView } from "@/lib/services/regions";
import { getServiceId } from "@/lib/services/service-ids";
import type { DenialExplanation } from "@/lib/services/why-denied";

type Fixes = { give: GiveAccessProps | null; namespaceHref: string | null; newKeyHref: string | null };

/** What the reader can do about a denial by themselves. */
export const fixesOf = async (
  actor: Actor,
  { use }: DenialExplanation,
  regions: readonly RegionView[],
): Promise<Fixes> => {
  const service = use.serviceId ? await orNull(getServiceId(actor, use.serviceId)) : null;
  const mine = use.iam_id === actor.iamId;
  const place = use.detail?.code === "no-namespace" ? use.detail.region : null;
  const maker = place && (await namespaceRegionsOf(actor, regions, "create")).includes(place);
  return {
    give: await giveOf(actor, use, service?.mayChange ?? false, regions),
    namespaceHref: maker ? `/namespaces?region=${place}` : null,
    newKeyHref: service?.mayChange ? `/service-ids/${service.id}?new=key` : mine ? "/api-keys?new=key" : null,
  };
};

/** The missing policy, where the reader may give it: administrators to anyone, owners what they hold themselves. */
const giveOf = async (
  actor: Actor,
  use: DenialExplanation["use"],
  owned: boolean,
  regions: readonly RegionView[],
): Promise<GiveAccessProps | null> => {
  const { detail, serviceId, iam_id: iamId, ownerName } = use;
  if (!detail?.neededRole || !detail.namespace || !iamId || !ownerName) return null;
  const held = await heldBy(actor);
  const wanted: Grant = {
    policyId: "",
    roles: [detail.neededRole],
    region: detail.region,
    namespace: detail.namespace,
    repositoryPattern: null,
  };
  const mayGive = serviceId ? owned : held.administrator;
  if (!mayGive || !covers(held.grants, wanted, held.administrator)) return null;
  return {
    regions,
    namespaces: await listNamespaceNames(actor),
    customRoles: await choosableRoles(actor),
    held,
    subject: serviceId
      ? { kind: "service-id", id: serviceId, name: ownerName }
      : { kind: "user", id: iamId, name: ownerName },
    wanted,
    action: policyActions.create,
  };
};
