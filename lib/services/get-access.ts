import type { z } from "zod";
import { suggestLabel } from "@/lib/domain/api-key";
import { covers } from "@/lib/domain/grant";
import { CreateAccess } from "@/lib/domain/inputs/get-access";
import type { Secret } from "@/lib/platform/secret-type";
import type { Actor } from "./actor";
import type { ApiKeyView } from "./api-key-view";
import { insertApiKey } from "./api-keys";
import { change, type Tx } from "./change";
import { checked } from "./checked";
import { grantsOf } from "./grants";
import { ensureNamespace } from "./namespaces";
import { insertPolicy } from "./policy-rules";
import { type PolicyView, policyColumns, policyViews } from "./policy-view";
import { requireOwnerRole } from "./reach";
import { regionIdOf } from "./region-id";
import { ServiceError } from "./service-error";
import { type ServiceIdView, serviceIdViews } from "./service-id-view";
import { insertServiceId } from "./service-ids";

export type NewAccess = {
  serviceId: ServiceIdView;
  /** False when a service ID of the actor with that name was there already. */
  serviceIdCreated: boolean;
  key: ApiKeyView;
  value: Secret;
  /** The new policy; null when the service ID had that access already. */
  policy: PolicyView | null;
  namespaceCreated: boolean;
};

/**
 * From a label and a place to a key that works: reuses the actor's service ID of that name or makes it, adds
 * the policy unless it has that access, makes the key, and on request the namespace. All or nothing.
 * @throws forbidden (auditors; `reason` `beyond-own` when the actor doesn't hold the access itself), invalid
 * (`namespace` with `reason` `no-namespace`; region, label …), conflict (`namespace-taken`)
 */
export const createAccess = async (actor: Actor, input: CreateAccess): Promise<NewAccess> => {
  requireOwnerRole(actor);
  const wanted = checked(CreateAccess, input);
  return change(actor, actor.accountId, async (tx, record) => {
    const region = wanted.region === null ? null : await regionIdOf(tx, wanted.region);
    const namespaceCreated =
      wanted.createNamespace && region !== null && !(await hasNamespace(tx, actor, region, wanted.namespace))
        ? (await ensureNamespace(tx, record, actor, region, wanted.namespace)).created
        : false;
    if (!namespaceCreated) await requireNamespace(tx, actor, region, wanted.namespace);

    const reused = await tx.serviceId.findFirst({
      where: { accountId: actor.accountId, createdBy: actor.iamId, name: wanted.label, deletedAt: null },
      orderBy: { createdAt: "asc" },
    });
    const service =
      reused ?? (await insertServiceId(tx, record, actor, { name: wanted.label, locked: false }));
    const policy = await addPolicy(service.iamId);
    const { key, value } = await insertApiKey(
      tx,
      record,
      actor,
      { serviceIdId: service.id },
      {
        name: reused ? await freeLabel(tx, service.id, wanted.label) : wanted.label,
        description: wanted.description,
        expiresAt: wanted.expiresAt,
        actionWhenLeaked: "none",
        supportSessions: false,
        locked: false,
        disabled: false,
      },
    );
    const [view] = await serviceIdViews(tx, actor, [service]);
    return {
      serviceId: view as ServiceIdView,
      serviceIdCreated: !reused,
      key,
      value,
      policy,
      namespaceCreated,
    };

    async function addPolicy(iamId: string): Promise<PolicyView | null> {
      const reach = {
        roles: [wanted.role],
        region,
        namespace: wanted.namespace,
        repositoryPattern: wanted.pattern,
      };
      const held = await grantsOf(tx, actor.accountId, iamId);
      if (covers(held, { policyId: "", ...reach }, false)) return null;
      const row = await insertPolicy(tx, record, actor, { subjectIamId: iamId, accessGroupId: null }, reach);
      const rows = await tx.policy.findMany({ where: { id: row.id }, include: policyColumns });
      return (await policyViews(tx, rows))[0] ?? null;
    }
  });
};

/** A further key of a service ID gets a number, so that lists tell them apart. */
const freeLabel = async (tx: Tx, serviceIdId: string, wanted: string): Promise<string> => {
  const keys = await tx.apiKey.findMany({ where: { serviceIdId, deletedAt: null }, select: { name: true } });
  return suggestLabel(
    wanted,
    keys.map(({ name }) => name),
  );
};

type Wanted = z.output<typeof CreateAccess>;

const hasNamespace = async (tx: Tx, actor: Actor, region: Wanted["region"], name: string): Promise<boolean> =>
  (await tx.namespace.count({
    where: { accountId: actor.accountId, name, ...(region ? { regionId: region } : {}) },
  })) > 0;

const requireNamespace = async (
  tx: Tx,
  actor: Actor,
  region: Wanted["region"],
  name: string,
): Promise<void> => {
  if (await hasNamespace(tx, actor, region, name)) return;
  throw new ServiceError(
    "invalid",
    `There is no namespace ${name}${region ? ` in ${region}` : ""} for this account: check the name and region, or have it created.`,
    { field: "namespace", reason: "no-namespace" },
  );
};
