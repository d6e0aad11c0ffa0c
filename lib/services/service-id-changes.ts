import { UpdateServiceId } from "@/lib/domain/inputs/service-id";
import { runtime } from "@/lib/platform/runtime";
import { nextEntityTag } from "@/lib/platform/secret";
import type { Prisma, ServiceId } from "@/prisma/generated/client";
import type { Actor } from "./actor";
import { apiKeyAudit } from "./api-key-view";
import { change, type Tx } from "./change";
import { checked, requireMatch } from "./checked";
import { difference, withHistory } from "./history";
import { dropPoliciesOf } from "./policy-removal";
import { ownServiceIds, requireOwnerRole } from "./reach";
import { notFound, ServiceError } from "./service-error";
import {
  onlyServiceIdView,
  requireGroup,
  type ServiceIdView,
  serviceIdAudit,
  serviceIdTarget,
} from "./service-id-view";

type Condition = { ifMatch?: string };

/** Changes name, description, group. Absent fields stay. @throws not-found, forbidden, stale, locked, invalid */
export const updateServiceId = (
  actor: Actor,
  id: string,
  input: UpdateServiceId,
  condition: Condition = {},
): Promise<ServiceIdView> => {
  const wanted = checked(UpdateServiceId, input);
  return edit(actor, id, { ...condition, action: "update", message: "Service ID changed" }, async (tx) => {
    await requireGroup(tx, actor, wanted.groupId);
    return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
  });
};

/** A locked service ID refuses change and deletion. Its keys and policies are not locked with it. */
export const setServiceIdLocked = (
  actor: Actor,
  id: string,
  locked: boolean,
  condition: Condition = {},
): Promise<ServiceIdView> => {
  const words = {
    action: locked ? "lock" : "unlock",
    message: `Service ID ${locked ? "locked" : "unlocked"}`,
  };
  return edit(actor, id, { ...condition, ...words, evenLocked: true }, async (_, row, now) => ({
    lockedAt: locked ? (row.lockedAt ?? now) : null,
  }));
};

/**
 * Deletes it with its keys, policies and group memberships. Its keys are remembered 90 days.
 * @throws not-found, forbidden, stale, locked (it, or one of its keys: `reason` `api-key-locked`)
 */
export const deleteServiceId = async (actor: Actor, id: string, condition: Condition = {}): Promise<void> => {
  requireOwnerRole(actor);
  await change(actor, actor.accountId, async (tx, record) => {
    const row = await changeable(tx, actor, id, condition, false);
    const keys = await tx.apiKey.findMany({ where: { serviceIdId: id, deletedAt: null } });
    const locked = keys.find((key) => key.lockedAt);
    if (locked)
      throw new ServiceError("locked", `Its API key ${locked.name} is locked: unlock that first.`, {
        reason: "api-key-locked",
      });
    const now = runtime().clock.now();
    for (const key of keys) {
      const history = withHistory(key.history, actor, now, "delete", "Deleted with its service ID");
      const stamp = { modifiedAt: now, entityTag: nextEntityTag(key.entityTag) };
      await tx.apiKey.update({ where: { id: key.id }, data: { deletedAt: now, history, ...stamp } });
      await record({
        action: "api-key.delete",
        target: { type: "api-key", id: key.id, name: key.name },
        before: apiKeyAudit(key),
      });
    }
    await dropPoliciesOf(tx, record, { accountId: actor.accountId, subjectIamId: row.iamId });
    await tx.accessGroupMember.deleteMany({ where: { iamId: row.iamId } });
    await tx.serviceId.update({
      where: { id },
      data: { deletedAt: now, modifiedAt: now, entityTag: nextEntityTag(row.entityTag) },
    });
    await record({ action: "service-id.delete", target: serviceIdTarget(row), before: serviceIdAudit(row) });
  });
};

const changeable = async (
  tx: Tx,
  actor: Actor,
  id: string,
  { ifMatch }: Condition,
  evenLocked: boolean,
): Promise<ServiceId> => {
  const row = await tx.serviceId.findFirst({ where: { AND: [{ id }, ownServiceIds(actor)] } });
  if (!row) throw notFound("service ID");
  requireMatch(ifMatch, row.entityTag);
  if (row.lockedAt && !evenLocked)
    throw new ServiceError("locked", `The service ID ${row.name} is locked: unlock it first.`, {
      reason: "service-id-locked",
    });
  return row;
};

/** One change of one service ID. When nothing differs, nothing is written. */
const edit = (
  actor: Actor,
  id: string,
  options: Condition & { action: string; message: string; evenLocked?: boolean },
  plan: (tx: Tx, row: ServiceId, now: Date) => Promise<Prisma.ServiceIdUncheckedUpdateInput>,
): Promise<ServiceIdView> => {
  requireOwnerRole(actor);
  return change(actor, actor.accountId, async (tx, record) => {
    const row = await changeable(tx, actor, id, options, options.evenLocked ?? false);
    const now = runtime().clock.now();
    const planned = await plan(tx, row, now);
    const changed = difference(serviceIdAudit(row), serviceIdAudit({ ...row, ...planned } as ServiceId));
    if (!changed) return onlyServiceIdView(tx, actor, row);
    const history = withHistory(row.history, actor, now, options.action, options.message, changed.fields);
    const saved = await tx.serviceId.update({
      where: { id },
      data: { ...planned, modifiedAt: now, entityTag: nextEntityTag(row.entityTag), history },
    });
    await record({
      action: `service-id.${options.action}`,
      target: serviceIdTarget(saved),
      before: changed.before,
      after: changed.after,
    });
    return onlyServiceIdView(tx, actor, saved);
  });
};
