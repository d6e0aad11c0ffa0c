import type { CreatedKey } from "@/components/key-created";
import type { KeyRow } from "@/components/key-row";
import type { PolicyRow } from "@/components/policy-row";
import type { Grant } from "@/lib/domain/grant";
import type { Secret } from "@/lib/platform/secret-type";
import { type Actor, isAdministrator } from "@/lib/services/actor";
import type { ApiKeyView } from "@/lib/services/api-keys";
import type { PolicyView } from "@/lib/services/policy-view";
import { type Sparkline, sparkline } from "@/lib/services/usage-figures";
import { orNull } from "./found";
import { grantOf } from "./held";

/** Keys as tables show them, with their last 14 days. */
export const keyRows = async (actor: Actor, keys: readonly ApiKeyView[]): Promise<KeyRow[]> => {
  const ids = keys.map(({ id }) => id);
  const days = await orNull(sparkline(actor, ids));
  return keys.map((key) => keyRow(key, days?.get(key.id)));
};

export const keyRow = (key: ApiKeyView, days?: Sparkline): KeyRow => {
  const { id, name, description, display, status, locked, mayChange, createdAt, createdByName } = key;
  const { expiresAt, actionWhenLeaked, entityTag, owner, activity } = key;
  return {
    ...{ id, name, description, display, status, locked, mayChange, createdAt, createdByName },
    ...{ expiresAt, actionWhenLeaked, entityTag },
    owner: { kind: owner.kind, id: owner.id, name: owner.name },
    lastAuthn: activity.lastAuthn,
    lastClient: activity.lastClient,
    lastIp: activity.lastIp,
    days: days ? { counts: days.map(({ count }) => count), denied: days.map(({ denied }) => denied) } : null,
  };
};

/** A new key with its value, for the one answer that carries it. */
export const createdKey = (
  key: ApiKeyView,
  value: Secret,
  access: { grants: Grant[]; administrator: boolean },
): CreatedKey => {
  const { id, name, description, display, createdAt, expiresAt, owner } = key;
  return {
    secret: value.reveal(),
    ...{ id, name, description, display, createdAt, expiresAt },
    owner: { kind: owner.kind, id: owner.id, name: owner.name },
    ...access,
  };
};

/** @param owned whether the policy is for a service ID that the person may change */
export const policyRow = (actor: Actor, policy: PolicyView, owned: boolean): PolicyRow => ({
  ...grantOf(policy),
  subject: policy.subject,
  description: policy.description,
  createdAt: policy.createdAt,
  createdByName: policy.createdByName,
  entityTag: policy.entityTag,
  excess: policy.excess,
  inert: policy.inert,
  mayChange: isAdministrator(actor) || (owned && policy.subject.kind === "service-id"),
});
