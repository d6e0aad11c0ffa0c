import { randomUUID } from "node:crypto";
import { isUuid, userIamIdOf } from "@/lib/domain/identifiers";
import { type NewInvitation, NewInvitation as NewInvitationShape } from "@/lib/domain/inputs/person";
import { hashPassword } from "@/lib/platform/password";
import { runtime } from "@/lib/platform/runtime";
import { nextEntityTag, randomBase62 } from "@/lib/platform/secret";
import { Secret } from "@/lib/platform/secret-type";
import type { AccountRole, Invitation } from "@/prisma/generated/client";
import { type Actor, isAdministrator, mayReadAccount, personActor } from "./actor";
import { change, type Record, type Tx } from "./change";
import { checked } from "./checked";
import { ensureGoodPassword } from "./passwords";
import { forbidden, notFound, ServiceError } from "./service-error";
import { ensureRecentSignIn, type RequestContext, type SignedIn } from "./sessions";

const hoursMs = 3_600_000;
export const invitationHours = 24;
/** Expired ones are shown for a month, so that nobody wonders where they went. */
const shownForMs = 30 * 24 * hoursMs;
const tokenLength = 43;

export type InvitationState = "open" | "expired" | "used" | "revoked";

export type InvitationView = {
  id: string;
  email: string;
  role: AccountRole;
  state: InvitationState;
  createdAt: Date;
  expiresAt: Date;
};

const stateOf = (
  row: Pick<Invitation, "acceptedAt" | "revokedAt" | "expiresAt">,
  now: Date,
): InvitationState => {
  if (row.acceptedAt) return "used";
  if (row.revokedAt) return "revoked";
  return row.expiresAt > now ? "open" : "expired";
};

/** Rows that can still be taken up. */
export const openInvitation = (now: Date) => ({ acceptedAt: null, revokedAt: null, expiresAt: { gt: now } });

const targetOf = ({ id, email }: Pick<Invitation, "id" | "email">) => ({
  type: "invitation",
  id,
  name: email,
});

/**
 * Asks someone into the actor's account. An open invitation to the same address is replaced.
 * @returns the one-time link, which is shown once: only its digest is kept
 * @throws ServiceError `forbidden`, `sign-in-again`, `conflict` when the person is in the account already
 */
export const invite = async (
  actor: Actor,
  input: NewInvitation,
): Promise<{ invitation: InvitationView; link: Secret }> => {
  ensureMayManage(actor);
  const { email, role } = checked(NewInvitationShape, input);
  const { secrets, clock, config } = runtime();
  const token = randomBase62(tokenLength);
  const row = await change(actor, actor.accountId, async (tx, record) => {
    const now = clock.now();
    const member = await tx.membership.findFirst({ where: { accountId: actor.accountId, user: { email } } });
    if (member)
      throw new ServiceError("conflict", `${email} is in this account already.`, {
        field: "email",
        reason: "already-member",
      });
    const replaced = await tx.invitation.findMany({
      where: { accountId: actor.accountId, email, ...openInvitation(now) },
    });
    for (const open of replaced) {
      await tx.invitation.update({ where: { id: open.id }, data: { revokedAt: now } });
      await record({ action: "invitation.revoke", target: targetOf(open), before: { role: open.role } });
    }
    const made = await tx.invitation.create({
      data: {
        id: randomUUID(),
        accountId: actor.accountId,
        email,
        role,
        tokenDigest: new Uint8Array(secrets.digest(token)),
        invitedBy: actor.iamId,
        createdAt: now,
        expiresAt: new Date(now.getTime() + invitationHours * hoursMs),
      },
    });
    await record({
      action: "invitation.create",
      target: targetOf(made),
      after: { role, expires_at: made.expiresAt },
    });
    return made;
  });
  return { invitation: viewOf(row, clock.now()), link: new Secret(`${config.url}/invite/${token}`) };
};

const viewOf = (row: Invitation, now: Date): InvitationView => ({
  id: row.id,
  email: row.email,
  role: row.role,
  state: stateOf(row, now),
  createdAt: row.createdAt,
  expiresAt: row.expiresAt,
});

/** The account's open invitations and those that expired lately, newest first. */
export const listInvitations = async (actor: Actor): Promise<InvitationView[]> => {
  if (!mayReadAccount(actor)) throw notFound("page");
  const { prisma, clock } = runtime();
  const now = clock.now();
  const rows = await prisma.invitation.findMany({
    where: {
      accountId: actor.accountId,
      acceptedAt: null,
      revokedAt: null,
      expiresAt: { gt: new Date(now.getTime() - shownForMs) },
    },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: 500,
  });
  return rows.map((row) => viewOf(row, now));
};

/** The link stops working. @throws ServiceError `not-found` when it was taken up, revoked or is another account's */
export const revokeInvitation = async (actor: Actor, id: string): Promise<void> => {
  ensureMayManage(actor);
  await change(actor, actor.accountId, async (tx, record) => {
    const row = isUuid(id)
      ? await tx.invitation.findFirst({
          where: { id, accountId: actor.accountId, acceptedAt: null, revokedAt: null },
        })
      : null;
    if (!row) throw notFound("invitation");
    await tx.invitation.update({ where: { id }, data: { revokedAt: runtime().clock.now() } });
    await record({ action: "invitation.revoke", target: targetOf(row), before: { role: row.role } });
  });
};

export type FoundInvitation = {
  state: InvitationState;
  accountId: string;
  accountName: string;
  email: string;
  role: AccountRole;
  invitedBy: string;
  expiresAt: Date;
  /** Someone with this address has signed in here before. */
  personExists: boolean;
};

/** What a link stands for; null when it was never made here. */
export const findInvitation = async (token: string): Promise<FoundInvitation | null> => {
  const { prisma, clock } = runtime();
  const row = await prisma.invitation.findUnique({
    where: { tokenDigest: digestOf(token) },
    include: { account: { select: { name: true } } },
  });
  if (!row) return null;
  const people = await prisma.user.findMany({
    where: { OR: [{ id: row.invitedBy }, { email: row.email }] },
    select: { id: true, email: true, name: true },
  });
  return {
    state: stateOf(row, clock.now()),
    accountId: row.accountId,
    accountName: row.account.name,
    email: row.email,
    role: row.role,
    invitedBy: people.find(({ id }) => id === row.invitedBy)?.name ?? "",
    expiresAt: row.expiresAt,
    personExists: people.some(({ email }) => email === row.email),
  };
};

/**
 * A new person takes an invitation up with a name and a password.
 * @returns the address to sign in with
 * @throws ServiceError `not-found` (reason `invitation-…`), `conflict` when the address has a person already
 */
export const acceptAsNewPerson = async (
  input: { token: string; name: string; password: Secret },
  context: RequestContext,
): Promise<{ email: string }> => {
  const { email, accountId } = await openInvitationOf(input.token);
  ensureGoodPassword(input.password, { email, name: input.name });
  const passwordHash = await hashPassword(input.password);
  const id = userIamIdOf(randomUUID());
  await change(personActor({ id, name: input.name }, context), accountId, async (tx, record) => {
    const invitation = await takeUp(tx, { tokenDigest: digestOf(input.token) });
    await createPerson(tx, record, { id, email, name: input.name, passwordHash });
    await join(tx, record, invitation, id);
  });
  return { email };
};

/**
 * A signed-in person takes up an invitation to their address; their session acts in that account from now on.
 * @throws ServiceError `not-found`, `forbidden` when the invitation is for someone else
 */
export const joinByInvitation = async (
  session: SignedIn,
  token: string,
  context: RequestContext,
): Promise<void> => {
  const { user, sessionId } = session;
  const { email, accountId } = await openInvitationOf(token);
  if (email !== user.email)
    throw new ServiceError("forbidden", `This invitation is for ${email}. Sign in with that address.`, {
      reason: "invitation-for-another",
    });
  await change(session.actor ?? personActor(user, context), accountId, async (tx, record) => {
    const invitation = await takeUp(tx, { tokenDigest: digestOf(token) });
    await join(tx, record, invitation, user.id);
    await tx.session.update({ where: { id: sessionId }, data: { accountId } });
  });
};

/** Makes a person inside a transaction. @throws ServiceError `conflict` when the address has one already */
export const createPerson = async (
  tx: Tx,
  record: Record,
  person: {
    id: string;
    email: string;
    name: string;
    passwordHash?: string;
    oidcIssuer?: string;
    oidcSubject?: string;
  },
): Promise<void> => {
  if (await tx.user.findUnique({ where: { email: person.email }, select: { id: true } }))
    throw new ServiceError(
      "conflict",
      `${person.email} has signed in here before. Sign in, then open the link again.`,
      {
        reason: "person-exists",
      },
    );
  await tx.user.create({ data: { ...person, createdAt: runtime().clock.now(), entityTag: nextEntityTag() } });
  await record({
    action: "user.create",
    target: { type: "user", id: person.id, name: person.email },
    after: { email: person.email, name: person.name, sign_in: person.passwordHash ? "password" : "company" },
  });
};

/** Uses an open invitation up, once among several takers. @throws ServiceError `not-found` when it is not open */
export const takeUp = async (
  tx: Tx,
  by: { tokenDigest: Uint8Array<ArrayBuffer> } | { id: string },
): Promise<Invitation> => {
  const now = runtime().clock.now();
  const { count } = await tx.invitation.updateMany({
    where: { ...by, ...openInvitation(now) },
    data: { acceptedAt: now },
  });
  const row = await tx.invitation.findFirst({ where: by });
  if (count === 0 || !row) throw refusedInvitation(row && stateOf(row, now));
  return row;
};

/** The membership that an invitation promised. Who is in the account already keeps their role. */
export const join = async (tx: Tx, record: Record, invitation: Invitation, userId: string): Promise<void> => {
  const { accountId, role, email } = invitation;
  const member = await tx.membership.findUnique({ where: { accountId_userId: { accountId, userId } } });
  if (!member)
    await tx.membership.create({ data: { accountId, userId, role, createdAt: runtime().clock.now() } });
  await record({
    action: "membership.create",
    target: { type: "user", id: userId, name: email },
    after: { role: member?.role ?? role, invitation: invitation.id },
  });
};

const openInvitationOf = async (token: string): Promise<FoundInvitation> => {
  const found = await findInvitation(token);
  if (found?.state !== "open") throw refusedInvitation(found?.state ?? null);
  return found;
};

const refusedInvitation = (state: InvitationState | null): ServiceError =>
  new ServiceError("not-found", "This invitation can't be used any more. Ask for a new link.", {
    reason: `invitation-${state ?? "unknown"}`,
  });

const digestOf = (token: string) => new Uint8Array(runtime().secrets.digest(token));

const ensureMayManage = (actor: Actor): void => {
  if (!isAdministrator(actor)) throw forbidden("Only administrators of the account invite people.");
  ensureRecentSignIn(actor);
};
