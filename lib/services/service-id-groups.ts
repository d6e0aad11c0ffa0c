import { randomUUID } from "node:crypto";
import { isUuid } from "@/lib/domain/identifiers";
import { NamedGroup, UpdateNamedGroup } from "@/lib/domain/inputs/service-id";
import { runtime } from "@/lib/platform/runtime";
import { nextEntityTag } from "@/lib/platform/secret";
import type { ServiceIdGroup } from "@/prisma/generated/client";
import type { Actor } from "./actor";
import { change, type Tx } from "./change";
import { checked, requireMatch } from "./checked";
import { difference } from "./history";
import { requireAdministrator, requireReader } from "./reach";
import { notFound, ServiceError } from "./service-error";

/** A folder for service IDs. It gives no access. */
export type ServiceIdGroupView = {
  id: string;
  accountId: string;
  name: string;
  description: string | null;
  createdAt: Date;
  createdBy: string;
  modifiedAt: Date;
  entityTag: string;
};

/** All groups of the account, by name. */
export const listServiceIdGroups = async (actor: Actor): Promise<ServiceIdGroupView[]> => {
  requireReader(actor);
  return runtime().prisma.serviceIdGroup.findMany({
    where: { accountId: actor.accountId },
    orderBy: { name: "asc" },
  });
};

/** @throws not-found */
export const getServiceIdGroup = async (actor: Actor, id: string): Promise<ServiceIdGroupView> => {
  requireReader(actor);
  return found(runtime().prisma, actor, id);
};

/** For administrators. @throws forbidden, invalid, conflict (name) */
export const createServiceIdGroup = async (actor: Actor, input: NamedGroup): Promise<ServiceIdGroupView> => {
  requireAdministrator(actor);
  const { name, description = null } = checked(NamedGroup, input);
  return change(actor, actor.accountId, async (tx, record) => {
    await refuseTaken(tx, actor, name);
    const now = runtime().clock.now();
    const by = { createdAt: now, createdBy: actor.iamId, modifiedAt: now };
    const row = await tx.serviceIdGroup.create({
      data: {
        id: randomUUID(),
        accountId: actor.accountId,
        name,
        description,
        ...by,
        entityTag: nextEntityTag(),
      },
    });
    await record({ action: "service-id-group.create", target: targetOf(row), after: auditOf(row) });
    return row;
  });
};

/** For administrators. @throws forbidden, not-found, stale, invalid, conflict (name) */
export const updateServiceIdGroup = async (
  actor: Actor,
  id: string,
  input: UpdateNamedGroup,
  condition: { ifMatch?: string } = {},
): Promise<ServiceIdGroupView> => {
  requireAdministrator(actor);
  const { name, description } = checked(UpdateNamedGroup, input);
  return change(actor, actor.accountId, async (tx, record) => {
    const row = await found(tx, actor, id);
    requireMatch(condition.ifMatch, row.entityTag);
    const next = {
      ...row,
      name: name ?? row.name,
      description: description === undefined ? row.description : description,
    };
    const changed = difference(auditOf(row), auditOf(next));
    if (!changed) return row;
    if (next.name !== row.name) await refuseTaken(tx, actor, next.name);
    const saved = await tx.serviceIdGroup.update({
      where: { id },
      data: {
        name: next.name,
        description: next.description,
        modifiedAt: runtime().clock.now(),
        entityTag: nextEntityTag(row.entityTag),
      },
    });
    await record({
      action: "service-id-group.update",
      target: targetOf(saved),
      before: changed.before,
      after: changed.after,
    });
    return saved;
  });
};

/** For administrators. Its service IDs stay, without a group. @throws forbidden, not-found */
export const deleteServiceIdGroup = async (actor: Actor, id: string): Promise<void> => {
  requireAdministrator(actor);
  await change(actor, actor.accountId, async (tx, record) => {
    const row = await found(tx, actor, id);
    await tx.serviceIdGroup.delete({ where: { id } });
    await record({ action: "service-id-group.delete", target: targetOf(row), before: auditOf(row) });
  });
};

const targetOf = ({ id, name }: ServiceIdGroup) => ({ type: "service-id-group", id, name });
const auditOf = ({ name, description }: ServiceIdGroup) => ({ name, description });

const found = async (db: Pick<Tx, "serviceIdGroup">, actor: Actor, id: string): Promise<ServiceIdGroup> => {
  const row =
    isUuid(id) && (await db.serviceIdGroup.findFirst({ where: { id, accountId: actor.accountId } }));
  if (!row) throw notFound("service ID group");
  return row;
};

const refuseTaken = async (tx: Tx, actor: Actor, name: string): Promise<void> => {
  if ((await tx.serviceIdGroup.count({ where: { accountId: actor.accountId, name } })) > 0)
    throw new ServiceError(
      "conflict",
      `name is ${JSON.stringify(name)}, a group has it already: choose another.`,
      {
        field: "name",
        reason: "name-taken",
      },
    );
};
