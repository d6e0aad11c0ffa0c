import { randomUUID } from "node:crypto";
import { accountIdOf, isUserIamId } from "@/lib/domain/identifiers";
import { NewAccount } from "@/lib/domain/inputs/person";
import { runtime } from "@/lib/platform/runtime";
import { nextEntityTag } from "@/lib/platform/secret";
import type { Actor } from "./actor";
import { appendAudit, change, lockChain, siteChain } from "./change";
import { checked } from "./checked";
import { forbidden, notFound } from "./service-error";

export type AccountView = { id: string; name: string; createdAt: Date; createdBy: string };

export type AccountRow = AccountView & {
  people: number;
  serviceIds: number;
  namespaces: number;
  mine: boolean;
};

/** Every account of the site, by name. @throws ServiceError `not-found` for anyone but site administrators */
export const listAccounts = async (actor: Actor): Promise<AccountRow[]> => {
  if (!actor.siteAdministrator) throw notFound("page");
  const rows = await runtime().prisma.account.findMany({
    orderBy: [{ name: "asc" }, { id: "asc" }],
    include: {
      _count: { select: { memberships: true, serviceIds: { where: { deletedAt: null } }, namespaces: true } },
      memberships: { where: { userId: actor.iamId }, select: { userId: true } },
    },
    take: 1000,
  });
  return rows.map(({ id, name, createdAt, createdBy, _count, memberships }) => ({
    id,
    name,
    createdAt,
    createdBy,
    people: _count.memberships,
    serviceIds: _count.serviceIds,
    namespaces: _count.namespaces,
    mine: memberships.length > 0,
  }));
};

/**
 * Makes an account whose administrator is the caller, a site administrator.
 * @throws ServiceError `forbidden`, `invalid` (field `name`)
 */
export const createAccount = async (actor: Actor, input: NewAccount): Promise<AccountView> => {
  if (!actor.siteAdministrator || !isUserIamId(actor.iamId))
    throw forbidden("Only site administrators make accounts.");
  const { name } = checked(NewAccount, input);
  const id = accountIdOf(randomUUID());
  const createdAt = runtime().clock.now();
  const view = { id, name, createdAt, createdBy: actor.iamId };
  await change(actor, siteChain, async (tx, record) => {
    await lockChain(tx, id);
    await tx.account.create({
      data: {
        ...view,
        entityTag: nextEntityTag(),
        memberships: { create: { userId: actor.iamId, role: "administrator", createdAt } },
      },
    });
    const target = { type: "account", id, name };
    await record({ action: "account.create", target, after: { name } });
    await appendAudit(tx, actor, id, { action: "account.create", target, after: { name } });
    await appendAudit(tx, actor, id, {
      action: "membership.create",
      target: { type: "user", id: actor.iamId, name: actor.name },
      after: { role: "administrator" },
    });
  });
  return view;
};
