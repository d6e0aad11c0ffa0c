import { randomUUID } from "node:crypto";
import { invitationMail } from "@/lib/domain/alert-words";
import { isUuid } from "@/lib/domain/identifiers";
import { type NewInvitation, NewInvitation as NewInvitationShape } from "@/lib/domain/inputs/person";
import { runtime } from "@/lib/platform/runtime";
import { randomBase62 } from "@/lib/platform/secret";
import { Secret } from "@/lib/platform/secret-type";
import type { AccountRole, Invitation } from "@/prisma/generated/client";
import { type Actor, isAdministrator, mayReadAccount } from "./actor";
import { change } from "./change";
import { checked } from "./checked";
import { ensureRecentSignIn } from "./recent-sign-in";
import { forbidden, notFound, ServiceError } from "./service-error";

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

/** Where an invitation stands at `now`. */
export const invitationState = (
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
 * @returns the one-time link, which is shown once: only its digest is kept; `mailed`: a mail server took it too
 * @throws ServiceError `forbidden`, `sign-in-again`, `conflict` when the person is in the account already
 */
export const invite = async (
  actor: Actor,
  input: NewInvitation,
): Promise<{ invitation: InvitationView; link: Secret; mailed: boolean }> => {
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
  const link = new Secret(`${config.url}/invite/${token}`);
  return { invitation: viewOf(row, clock.now()), link, mailed: await mailLink(actor, email, link) };
};

/** The link by mail, where mail is set up. It isn't tried again: no link is kept, and whoever invited has it. */
const mailLink = async (actor: Actor, to: string, link: Secret): Promise<boolean> => {
  const { mailer, prisma, log } = runtime();
  if (!mailer) return false;
  const inviter = await prisma.user.findUnique({ where: { id: actor.iamId } });
  const { locale } = (inviter?.preferences ?? {}) as { locale?: unknown };
  try {
    await mailer.send({ to, ...invitationMail(actor.name, link.reveal(), locale === "de" ? "de" : "en") });
    return true;
  } catch (error) {
    log.warn({ err: (error as { code?: string }).code ?? "mail" }, "an invitation couldn't be mailed");
    return false;
  }
};

const viewOf = (row: Invitation, now: Date): InvitationView => ({
  id: row.id,
  email: row.email,
  role: row.role,
  state: invitationState(row, now),
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

/** How a link is stored and found. */
export const invitationDigest = (token: string) => new Uint8Array(runtime().secrets.digest(token));

const ensureMayManage = (actor: Actor): void => {
  if (!isAdministrator(actor)) throw forbidden("Only administrators of the account invite people.");
  ensureRecentSignIn(actor);
};
