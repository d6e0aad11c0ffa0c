import { runtime } from "@/lib/platform/runtime";
import { nextEntityTag } from "@/lib/platform/secret";
import type { AccountRole, Membership, User } from "@/prisma/generated/client";
import { type Actor, isAdministrator, mayReadAccount } from "./actor";
import { change, siteChain, type Tx } from "./change";
import { likeLiteral } from "./like";
import { type Page, planPage } from "./paging";
import { ensureRecentSignIn } from "./recent-sign-in";
import { forbidden, notFound, ServiceError } from "./service-error";
import { endSessions } from "./sessions";

export type Person = {
  id: string;
  email: string;
  name: string;
  role: AccountRole;
  siteAdministrator: boolean;
  signsInWith: ("password" | "company")[];
  /** In this account; null when they never were in it. */
  lastSeenAt: Date | null;
  joinedAt: Date;
  disabledAt: Date | null;
};

/** A part of a name or email, and a page. */
export type ListPeople = { q?: string | undefined; cursor?: string | undefined };

const limit = 25;

/**
 * Who belongs to the actor's account, by name, a page by keyset. `total`: on all pages.
 * @throws ServiceError `not-found` for members; `invalid` (cursor)
 */
export const listPeople = async (
  actor: Actor,
  { q, cursor }: ListPeople = {},
): Promise<Page<Person> & { total: number }> => {
  if (!mayReadAccount(actor)) throw notFound("page");
  const { prisma } = runtime();
  const { accountId } = actor;
  const plan = planPage<User & { memberships: Membership[] }, "name">(
    { limit, ...(cursor && { cursor }) },
    { allowed: ["name"], dates: [], nullable: [], fallback: "name" },
  );
  // Prisma passes it to LIKE as it is.
  const part = { contains: likeLiteral(q ?? ""), mode: "insensitive" as const };
  const where = {
    memberships: { some: { accountId } },
    ...(q && { OR: [{ name: part }, { email: part }] }),
  };
  const [rows, total] = await Promise.all([
    prisma.user.findMany({
      where: { AND: [where, plan.query.where] },
      orderBy: plan.query.orderBy,
      take: plan.query.take,
      include: { memberships: { where: { accountId } } },
    }),
    prisma.user.count({ where }),
  ]);
  // What it began after is gone.
  if (cursor && rows.length === 0) return listPeople(actor, { q });
  const page = plan.page(rows);
  const seen = await prisma.session.groupBy({
    by: ["userId"],
    where: { accountId, userId: { in: page.items.map(({ id }) => id) } },
    _max: { lastSeenAt: true },
  });
  const lastSeen = new Map(seen.map(({ userId, _max }) => [userId, _max.lastSeenAt]));
  return { ...page, total, items: page.items.map((user) => personOf(user, lastSeen.get(user.id) ?? null)) };
};

const personOf = (
  { memberships: [membership], ...user }: User & { memberships: Membership[] },
  lastSeenAt: Date | null,
): Person => ({
  id: user.id,
  email: user.email,
  name: user.name,
  role: membership?.role ?? "member",
  siteAdministrator: user.siteAdministrator,
  signsInWith: [
    ...(user.passwordHash === null ? [] : (["password"] as const)),
    ...(user.oidcSubject === null ? [] : (["company"] as const)),
  ],
  lastSeenAt,
  joinedAt: membership?.createdAt ?? user.createdAt,
  disabledAt: user.disabledAt,
});

/** A person's role in the actor's account; null for who isn't in it, and for members, who see nobody. */
export const roleOfPerson = async (actor: Actor, userId: string): Promise<AccountRole | null> => {
  if (!mayReadAccount(actor)) return null;
  const membership = await runtime().prisma.membership.findUnique({
    where: { accountId_userId: { accountId: actor.accountId, userId } },
    select: { role: true },
  });
  return membership?.role ?? null;
};

/**
 * Another role in the actor's account.
 * @throws ServiceError `in-use` when it would leave the account without an administrator
 */
export const changeRole = async (actor: Actor, userId: string, role: AccountRole): Promise<void> => {
  ensureMayManage(actor);
  await change(actor, actor.accountId, async (tx, record) => {
    const member = await findMember(tx, actor, userId);
    if (member.role === role) return;
    if (member.role === "administrator") await ensureAnotherAdministrator(tx, member);
    await tx.membership.update({
      where: { accountId_userId: { accountId: actor.accountId, userId } },
      data: { role },
    });
    await record({
      action: "membership.update",
      target: targetOf(member),
      before: { role: member.role },
      after: { role },
    });
  });
};

/**
 * Ends a membership, with the policies and groups that gave the person access in this account. Their keys in it
 * are refused from the next request on.
 * @throws ServiceError `in-use` for the last administrator
 */
export const removeMember = async (actor: Actor, userId: string): Promise<void> => {
  ensureMayManage(actor);
  const { accountId } = actor;
  await change(actor, accountId, async (tx, record) => {
    const member = await findMember(tx, actor, userId);
    if (member.role === "administrator") await ensureAnotherAdministrator(tx, member);
    await tx.membership.delete({ where: { accountId_userId: { accountId, userId } } });
    const policies = await tx.policy.deleteMany({ where: { accountId, subjectIamId: userId } });
    await tx.deletedPolicy.deleteMany({ where: { accountId, subjectIamId: userId } });
    const groups = await tx.accessGroupMember.deleteMany({ where: { iamId: userId, group: { accountId } } });
    await record({
      action: "membership.delete",
      target: targetOf(member),
      before: { role: member.role, policies: policies.count, groups: groups.count },
    });
  });
};

/**
 * A site administrator shuts a person out of every account: sessions end, keys are refused.
 * @throws ServiceError `in-use` for oneself
 */
export const disablePerson = async (actor: Actor, userId: string): Promise<void> => {
  ensureSiteAdministrator(actor);
  if (userId === actor.iamId)
    throw new ServiceError("in-use", "You can't disable yourself. Ask another site administrator.", {
      reason: "disable-self",
    });
  await change(actor, siteChain, async (tx, record) => {
    const user = await tx.user.findUnique({ where: { id: userId } });
    if (!user) throw notFound("person");
    if (user.disabledAt) return;
    await tx.user.update({
      where: { id: userId },
      data: { disabledAt: runtime().clock.now(), entityTag: nextEntityTag(user.entityTag) },
    });
    const ended = await endSessions(tx, userId);
    await record({
      action: "user.disable",
      target: { type: "user", id: user.id, name: user.email },
      before: { disabled: false },
      after: { disabled: true, sessions_ended: ended },
    });
  });
};

/** Lets a disabled person in again; ended sessions stay ended. */
export const enablePerson = async (actor: Actor, userId: string): Promise<void> => {
  ensureSiteAdministrator(actor);
  await change(actor, siteChain, async (tx, record) => {
    const user = await tx.user.findUnique({ where: { id: userId } });
    if (!user) throw notFound("person");
    if (!user.disabledAt) return;
    await tx.user.update({
      where: { id: userId },
      data: { disabledAt: null, entityTag: nextEntityTag(user.entityTag) },
    });
    await record({
      action: "user.enable",
      target: { type: "user", id: user.id, name: user.email },
      before: { disabled: true },
      after: { disabled: false },
    });
  });
};

type Member = { accountId: string; userId: string; role: AccountRole; user: { id: string; email: string } };

const findMember = async (tx: Tx, actor: Actor, userId: string): Promise<Member> => {
  const member = await tx.membership.findUnique({
    where: { accountId_userId: { accountId: actor.accountId, userId } },
    include: { user: { select: { id: true, email: true } } },
  });
  if (!member) throw notFound("person");
  return member;
};

/** The chain's lock makes this safe: two administrators can't remove each other at once. */
const ensureAnotherAdministrator = async (tx: Tx, { accountId, userId }: Member): Promise<void> => {
  const others = await tx.membership.count({
    where: { accountId, role: "administrator", userId: { not: userId }, user: { disabledAt: null } },
  });
  if (others === 0)
    throw new ServiceError(
      "in-use",
      "This is the account's last administrator. Make someone else an administrator first.",
      {
        reason: "last-administrator",
      },
    );
};

const targetOf = ({ user }: Member) => ({ type: "user", id: user.id, name: user.email });

const ensureMayManage = (actor: Actor): void => {
  if (!isAdministrator(actor)) throw forbidden("Only administrators of the account manage its people.");
  ensureRecentSignIn(actor);
};

const ensureSiteAdministrator = (actor: Actor): void => {
  if (!actor.siteAdministrator) throw forbidden("Only site administrators disable people.");
  ensureRecentSignIn(actor);
};
