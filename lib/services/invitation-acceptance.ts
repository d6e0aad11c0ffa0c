import { randomUUID } from "node:crypto";
import { userIamIdOf } from "@/lib/domain/identifiers";
import { hashPassword } from "@/lib/platform/password";
import { runtime } from "@/lib/platform/runtime";
import { nextEntityTag } from "@/lib/platform/secret";
import type { Secret } from "@/lib/platform/secret-type";
import type { AccountRole, Invitation } from "@/prisma/generated/client";
import { personActor } from "./actor";
import { change, type Record, type Tx } from "./change";
import { type InvitationState, invitationDigest, invitationState, openInvitation } from "./invitations";
import { ensureGoodPassword } from "./passwords";
import { ServiceError } from "./service-error";
import type { RequestContext, SignedIn } from "./sessions";

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
    where: { tokenDigest: invitationDigest(token) },
    include: { account: { select: { name: true } } },
  });
  if (!row) return null;
  const people = await prisma.user.findMany({
    where: { OR: [{ id: row.invitedBy }, { email: row.email }] },
    select: { id: true, email: true, name: true },
  });
  return {
    state: invitationState(row, clock.now()),
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
    const invitation = await takeUp(tx, { tokenDigest: invitationDigest(input.token) });
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
    const invitation = await takeUp(tx, { tokenDigest: invitationDigest(token) });
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
  if (count === 0 || !row) throw refusedInvitation(row && invitationState(row, now));
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
