import { randomUUID } from "node:crypto";
import { accessGroupIdOf } from "@/lib/domain/identifiers";
import { NamedGroup, UpdateNamedGroup } from "@/lib/domain/inputs/service-id";
import { runtime } from "@/lib/platform/runtime";
import { nextEntityTag } from "@/lib/platform/secret";
import type { AccessGroup } from "@/prisma/generated/client";
import { type Actor, mayReadAccount } from "./actor";
import { change, type Tx } from "./change";
import { checked, requireMatch } from "./checked";
import { difference } from "./history";
import { dropPoliciesOf } from "./policy-removal";
import { requireAdministrator, requireReader } from "./reach";
import { notFound, ServiceError } from "./service-error";

/** People and service IDs that share policies. */
export type AccessGroupView = {
  /** `AccessGroupId-<uuid>` */
  id: string;
  accountId: string;
  name: string;
  description: string | null;
  createdAt: Date;
  createdBy: string;
  modifiedAt: Date;
  modifiedBy: string;
  entityTag: string;
  memberCount: number;
};

const counted = { _count: { select: { members: true } } } as const;
type Row = AccessGroup & { _count: { members: number } };

/**
 * Groups by name: all for administrators and auditors, for members those they are in.
 * @param filter with `iamId`, those that this identity is in
 */
export const listAccessGroups = async (
  actor: Actor,
  filter: { iamId?: string } = {},
): Promise<AccessGroupView[]> => {
  requireReader(actor);
  const { iamId } = filter;
  const rows = await runtime().prisma.accessGroup.findMany({
    where: { AND: [readable(actor), iamId === undefined ? {} : { members: { some: { iamId } } }] },
    include: counted,
    orderBy: { name: "asc" },
  });
  return rows.map(viewOf);
};

/** @throws not-found */
export const getAccessGroup = async (actor: Actor, id: string): Promise<AccessGroupView> => {
  requireReader(actor);
  return viewOf(await foundAccessGroup(runtime().prisma, actor, id));
};

/** For administrators. @throws forbidden, invalid, conflict (name) */
export const createAccessGroup = async (actor: Actor, input: NamedGroup): Promise<AccessGroupView> => {
  requireAdministrator(actor);
  const { name, description = null } = checked(NamedGroup, input);
  return change(actor, actor.accountId, async (tx, record) => {
    await refuseTaken(tx, actor, name);
    const now = runtime().clock.now();
    const by = { createdAt: now, createdBy: actor.iamId, modifiedAt: now, modifiedBy: actor.iamId };
    const row = await tx.accessGroup.create({
      data: {
        id: accessGroupIdOf(randomUUID()),
        accountId: actor.accountId,
        name,
        description,
        ...by,
        entityTag: nextEntityTag(),
      },
      include: counted,
    });
    await record({ action: "access-group.create", target: accessGroupTarget(row), after: auditOf(row) });
    return viewOf(row);
  });
};

/** For administrators. @throws forbidden, not-found, stale, invalid, conflict (name) */
export const updateAccessGroup = async (
  actor: Actor,
  id: string,
  input: UpdateNamedGroup,
  condition: { ifMatch?: string } = {},
): Promise<AccessGroupView> => {
  requireAdministrator(actor);
  const { name, description } = checked(UpdateNamedGroup, input);
  return change(actor, actor.accountId, async (tx, record) => {
    const row = await foundAccessGroup(tx, actor, id);
    requireMatch(condition.ifMatch, row.entityTag);
    const next = {
      ...row,
      name: name ?? row.name,
      description: description === undefined ? row.description : description,
    };
    const changed = difference(auditOf(row), auditOf(next));
    if (!changed) return viewOf(row);
    if (next.name !== row.name) await refuseTaken(tx, actor, next.name);
    const saved = await tx.accessGroup.update({
      where: { id },
      data: { name: next.name, description: next.description, ...stamp(actor, row) },
      include: counted,
    });
    await record({
      action: "access-group.update",
      target: accessGroupTarget(saved),
      before: changed.before,
      after: changed.after,
    });
    return viewOf(saved);
  });
};

/** For administrators. Its policies go with it; `force` also when it still has members. @throws forbidden, not-found, in-use */
export const deleteAccessGroup = async (
  actor: Actor,
  id: string,
  options: { force?: boolean } = {},
): Promise<void> => {
  requireAdministrator(actor);
  await change(actor, actor.accountId, async (tx, record) => {
    const row = await foundAccessGroup(tx, actor, id);
    if (row._count.members > 0 && !options.force)
      throw new ServiceError(
        "in-use",
        `The access group ${row.name} has ${row._count.members} members: remove them first, or force it.`,
        {
          reason: "group-has-members",
        },
      );
    await dropPoliciesOf(tx, record, { accessGroupId: id });
    await tx.accessGroup.delete({ where: { id } });
    await record({ action: "access-group.delete", target: accessGroupTarget(row), before: auditOf(row) });
  });
};

const readable = (actor: Actor) => ({
  accountId: actor.accountId,
  ...(mayReadAccount(actor) ? {} : { members: { some: { iamId: actor.iamId } } }),
});

/** @throws not-found */
export const foundAccessGroup = async (
  db: Pick<Tx, "accessGroup">,
  actor: Actor,
  id: string,
): Promise<Row> => {
  const row = await db.accessGroup.findFirst({ where: { AND: [{ id }, readable(actor)] }, include: counted });
  if (!row) throw notFound("access group");
  return row;
};

const viewOf = ({ _count, ...row }: Row): AccessGroupView => ({ ...row, memberCount: _count.members });
export const accessGroupTarget = ({ id, name }: AccessGroup) => ({ type: "access-group", id, name });
const auditOf = ({ name, description }: AccessGroup) => ({ name, description });

const stamp = (actor: Actor, row: AccessGroup) => ({
  modifiedAt: runtime().clock.now(),
  modifiedBy: actor.iamId,
  entityTag: nextEntityTag(row.entityTag),
});

const refuseTaken = async (tx: Tx, actor: Actor, name: string): Promise<void> => {
  if ((await tx.accessGroup.count({ where: { accountId: actor.accountId, name } })) > 0)
    throw new ServiceError(
      "conflict",
      `name is ${JSON.stringify(name)}, a group has it already: choose another.`,
      {
        field: "name",
        reason: "name-taken",
      },
    );
};
