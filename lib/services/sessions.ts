import { randomUUID } from "node:crypto";
import { isUuid } from "@/lib/domain/identifiers";
import { runtime } from "@/lib/platform/runtime";
import type { AccountRole } from "@/prisma/generated/client";
import { type Actor, personActor } from "./actor";
import { change, siteChain, type Tx } from "./change";
import { notFound } from "./service-error";
import { ago, holding, limitsOf, strictest } from "./session-limits";
import { findSessionRow } from "./session-row";

const seenEverySeconds = 60;

/** Where a request comes from. One correlation id per action of a person. */
export type RequestContext = { ip: string; userAgent: string; correlationId: string };

export type SignInMethod = "password" | "company";

/** A person with a session that holds, as pages need them. */
export type SignedIn = {
  sessionId: string;
  user: {
    id: string;
    email: string;
    name: string;
    siteAdministrator: boolean;
    hasPassword: boolean;
    hasCompanySignIn: boolean;
  };
  mustChangePassword: boolean;
  /** When the person last proved who they are. */
  authenticatedAt: Date;
  /** Every account the person belongs to, by name. */
  accounts: { id: string; name: string; role: AccountRole }[];
  /** Null when the person belongs to no account (any more). */
  actor: Actor | null;
};

/**
 * The person behind a session id, with the role they have now in the account that the session acts in.
 * Notes at most once a minute that the session was seen, unless this is no use of it (a stream that stays open).
 * @returns null when the session ended, idled out, is too old, or the person is disabled
 */
export const findSession = async (
  sessionId: string,
  context: RequestContext,
  { isUse = true }: { isUse?: boolean } = {},
): Promise<SignedIn | null> => {
  if (!isUuid(sessionId)) return null;
  const { prisma, clock } = runtime();
  const now = clock.now();
  const row = await findSessionRow(sessionId, now);
  if (!row) return null;
  const { memberships, last_seen_at: lastSeenAt, authenticated_at: authenticatedAt } = row;
  const limits = strictest(memberships);
  if (lastSeenAt <= ago(now, limits.idleSeconds) || row.created_at <= ago(now, limits.absoluteSeconds))
    return null;
  const seenBefore = ago(now, seenEverySeconds);
  if (isUse && lastSeenAt < seenBefore)
    await prisma.session.updateMany({
      where: { id: sessionId, lastSeenAt: { lt: seenBefore } },
      data: { lastSeenAt: now },
    });

  const { user_id: id, email, name, site_administrator: siteAdministrator } = row;
  const membership = memberships.find(({ accountId }) => accountId === row.account_id) ?? memberships[0];
  return {
    sessionId,
    user: {
      ...{ id, email, name, siteAdministrator },
      hasPassword: row.has_password,
      hasCompanySignIn: row.has_company_sign_in,
    },
    mustChangePassword: row.must_change_password,
    authenticatedAt,
    accounts: memberships
      .map((one) => ({ id: one.accountId, name: one.name, role: one.role }))
      .sort((a, b) => a.name.localeCompare(b.name)),
    actor: membership
      ? {
          iamId: id,
          name,
          accountId: membership.accountId,
          role: membership.role,
          platformRoles: [],
          siteAdministrator,
          apikeyId: null,
          sessionId,
          authenticatedAt,
          ip: context.ip,
          correlationId: context.correlationId,
        }
      : null,
  };
};

/** The account a person signs into: the one they used last, else their first; null without any. */
export const accountToSignInto = async (
  tx: Pick<Tx, "membership" | "session">,
  userId: string,
): Promise<string | null> => {
  const memberships = await tx.membership.findMany({
    where: { userId },
    orderBy: { createdAt: "asc" },
    select: { accountId: true },
  });
  const last = await tx.session.findFirst({
    where: { userId, accountId: { in: memberships.map(({ accountId }) => accountId) } },
    orderBy: { lastSeenAt: "desc" },
    select: { accountId: true },
  });
  return last?.accountId ?? memberships[0]?.accountId ?? null;
};

/**
 * Opens a session inside the transaction that records the sign-in; beyond the accounts' limit the person's
 * longest unused ones end.
 * @returns its id
 */
export const openSession = async (
  tx: Tx,
  person: { userId: string; accountId: string | null; method: SignInMethod },
  context: RequestContext,
): Promise<string> => {
  const now = runtime().clock.now();
  const id = randomUUID();
  await tx.session.create({
    data: {
      id,
      ...person,
      createdAt: now,
      lastSeenAt: now,
      authenticatedAt: now,
      ip: context.ip,
      userAgent: context.userAgent,
    },
  });
  const limits = await limitsOf(tx, person.userId);
  if (limits.countMax === null) return id;
  const others = await tx.session.findMany({
    where: { userId: person.userId, id: { not: id }, ...holding(now, limits) },
    orderBy: { lastSeenAt: "desc" },
    skip: limits.countMax - 1,
    select: { id: true },
  });
  await tx.session.updateMany({
    where: { id: { in: others.map((other) => other.id) } },
    data: { revokedAt: now },
  });
  return id;
};

/** Ends a person's sessions inside a transaction, all but `except`. @returns how many ended */
export const endSessions = async (tx: Tx, userId: string, except?: string | null): Promise<number> => {
  const { count } = await tx.session.updateMany({
    where: { userId, revokedAt: null, ...(except ? { id: { not: except } } : {}) },
    data: { revokedAt: runtime().clock.now() },
  });
  return count;
};

export type OwnSession = {
  id: string;
  createdAt: Date;
  lastSeenAt: Date;
  method: string;
  ip: string;
  userAgent: string;
  current: boolean;
};

/** Own sessions that still hold, newest use first. */
export const listSessions = async (actor: Actor): Promise<OwnSession[]> => {
  const { prisma, clock } = runtime();
  const rows = await prisma.session.findMany({
    where: { userId: actor.iamId, ...holding(clock.now(), await limitsOf(prisma, actor.iamId)) },
    orderBy: { lastSeenAt: "desc" },
    select: { id: true, createdAt: true, lastSeenAt: true, method: true, ip: true, userAgent: true },
    take: 100,
  });
  return rows.map((row) => ({ ...row, current: row.id === actor.sessionId }));
};

/** Signs out: the actor's own session ends at once. */
export const signOut = async (
  person: Pick<SignedIn, "sessionId" | "user" | "actor">,
  context: RequestContext,
): Promise<void> => {
  const { user, sessionId } = person;
  const actor = person.actor ?? personActor(user, context);
  await change(actor, actor.accountId || siteChain, async (tx, record) => {
    const { count } = await tx.session.updateMany({
      where: { id: sessionId, userId: user.id, revokedAt: null },
      data: { revokedAt: runtime().clock.now() },
    });
    if (count > 0)
      await record({ action: "sign-out", target: { type: "user", id: user.id, name: user.email } });
  });
};

/** One of the actor's own sessions ends. */
export const endSession = async (actor: Actor, sessionId: string): Promise<void> => {
  await change(actor, actor.accountId, async (tx, record) => {
    const { count } = isUuid(sessionId)
      ? await tx.session.updateMany({
          where: { id: sessionId, userId: actor.iamId, revokedAt: null },
          data: { revokedAt: runtime().clock.now() },
        })
      : { count: 0 };
    if (count === 0) throw notFound("session");
    await record({ action: "session.end", target: { type: "session", id: sessionId, name: actor.name } });
  });
};

/** "Sign out everywhere": every session of the person ends, this one too. @returns how many ended */
export const signOutEverywhere = async (actor: Actor): Promise<number> =>
  change(actor, actor.accountId, async (tx, record) => {
    const count = await endSessions(tx, actor.iamId);
    await record({
      action: "sign-out.everywhere",
      target: { type: "user", id: actor.iamId, name: actor.name },
      after: { sessions_ended: count },
    });
    return count;
  });

/** The session acts in another account of the same person from now on. */
export const switchAccount = async (actor: Actor, accountId: string): Promise<void> => {
  const { prisma } = runtime();
  const membership = await prisma.membership.findUnique({
    where: { accountId_userId: { accountId, userId: actor.iamId } },
    select: { accountId: true },
  });
  if (!membership || !actor.sessionId) throw notFound("account");
  await prisma.session.update({ where: { id: actor.sessionId }, data: { accountId } });
};
