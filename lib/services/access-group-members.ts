import { serviceIdOfIamId } from "@/lib/domain/identifiers";
import { runtime } from "@/lib/platform/runtime";
import { accessGroupTarget, foundAccessGroup } from "./access-groups";
import { type Actor, mayReadAccount } from "./actor";
import { change, type Tx } from "./change";
import { requireAdministrator, requireReader } from "./reach";
import { notFound } from "./service-error";

export type AccessGroupMemberView = {
  iamId: string;
  kind: "user" | "service-id";
  name: string;
  /** A person's, for who reads the account. */
  email: string | null;
  /** A service ID's. */
  description: string | null;
} & Membership;

type Membership = { iamId: string; createdAt: Date; createdBy: string };

/** A group's members by name. @throws not-found */
export const listAccessGroupMembers = async (actor: Actor, id: string): Promise<AccessGroupMemberView[]> => {
  requireReader(actor);
  const { prisma } = runtime();
  await foundAccessGroup(prisma, actor, id);
  const rows = await prisma.accessGroupMember.findMany({ where: { groupId: id }, orderBy: { iamId: "asc" } });
  const iamIds = rows.map(({ iamId }) => iamId);
  const people = await prisma.user.findMany({ where: { id: { in: iamIds } } });
  const services = await prisma.serviceId.findMany({ where: { iamId: { in: iamIds } } });
  const personOf = new Map(people.map((person) => [person.id, person]));
  const serviceOf = new Map(services.map((service) => [service.iamId, service]));
  return rows
    .map(({ iamId, createdAt, createdBy }) => ({
      iamId,
      kind: serviceIdOfIamId(iamId) ? ("service-id" as const) : ("user" as const),
      name: (personOf.get(iamId) ?? serviceOf.get(iamId))?.name ?? iamId,
      email: (mayReadAccount(actor) && personOf.get(iamId)?.email) || null,
      description: serviceOf.get(iamId)?.description ?? null,
      createdAt,
      createdBy,
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
};

/** Whether an identity is in the group. @throws not-found (group) */
export const isAccessGroupMember = async (actor: Actor, id: string, iamId: string): Promise<boolean> => {
  requireReader(actor);
  const { prisma } = runtime();
  await foundAccessGroup(prisma, actor, id);
  return (await prisma.accessGroupMember.count({ where: { groupId: id, iamId } })) > 0;
};

/**
 * Adds people of the account and service IDs by iam_id; who is in already stays. For administrators.
 * @returns the memberships, in no order
 * @throws forbidden, not-found (group, or an iam_id that is not of this account)
 */
export const addAccessGroupMembers = async (
  actor: Actor,
  id: string,
  iamIds: string[],
): Promise<Membership[]> => {
  requireAdministrator(actor);
  return change(actor, actor.accountId, async (tx, record) => {
    const row = await foundAccessGroup(tx, actor, id);
    for (const iamId of new Set(iamIds)) {
      await requireIdentity(tx, actor, iamId);
      const data = [{ groupId: id, iamId, createdAt: runtime().clock.now(), createdBy: actor.iamId }];
      const { count } = await tx.accessGroupMember.createMany({ data, skipDuplicates: true });
      if (count > 0)
        await record({
          action: "access-group.add-member",
          target: accessGroupTarget(row),
          after: { iam_id: iamId },
        });
    }
    return tx.accessGroupMember.findMany({ where: { groupId: id, iamId: { in: iamIds } } });
  });
};

/** For administrators. @throws forbidden, not-found (group, or not a member) */
export const removeAccessGroupMember = async (actor: Actor, id: string, iamId: string): Promise<void> => {
  requireAdministrator(actor);
  await change(actor, actor.accountId, async (tx, record) => {
    const row = await foundAccessGroup(tx, actor, id);
    const { count } = await tx.accessGroupMember.deleteMany({ where: { groupId: id, iamId } });
    if (count === 0) throw notFound("member");
    await record({
      action: "access-group.remove-member",
      target: accessGroupTarget(row),
      before: { iam_id: iamId },
    });
  });
};

const requireIdentity = async (tx: Tx, actor: Actor, iamId: string): Promise<void> => {
  const { accountId } = actor;
  const serviceId = serviceIdOfIamId(iamId);
  const count = serviceId
    ? await tx.serviceId.count({ where: { id: serviceId, accountId, deletedAt: null } })
    : await tx.membership.count({ where: { accountId, userId: iamId } });
  if (count === 0) throw notFound("person or service ID");
};
