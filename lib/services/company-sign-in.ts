import { randomUUID } from "node:crypto";
import { userIamIdOf } from "@/lib/domain/identifiers";
import { nameLengthMax } from "@/lib/domain/inputs/text";
import { runtime } from "@/lib/platform/runtime";
import { nextEntityTag } from "@/lib/platform/secret";
import { personActor } from "./actor";
import { change } from "./change";
import { createPerson, join, takeUp } from "./invitation-acceptance";
import { openInvitation } from "./invitations";
import { ensureRecentSignIn } from "./recent-sign-in";
import { ServiceError } from "./service-error";
import type { RequestContext, SignedIn } from "./sessions";
import { confirmSession, recordRefusal, signIn } from "./sign-in";

/** Who the company's OpenID provider says it is, from a verified ID token. */
export type CompanyIdentity = {
  issuer: string;
  subject: string;
  /** In lower case; null when the provider tells none. */
  email: string | null;
  emailVerified: boolean;
  name: string | null;
  /** When they last proved it there; null when the provider doesn't say. */
  authenticatedAt: Date | null;
};

export type CompanyRefusal = "disabled" | "not-verified" | "not-linked" | "no-invitation";
export type CompanySignIn = { ok: true; sessionId: string } | { ok: false; reason: CompanyRefusal };

/** A fresh company sign-in may be this old when it comes back. */
const freshMs = 5 * 60_000;

/**
 * Signs in by issuer and subject. Someone new needs an open invitation to the same, verified address; an
 * address that has a person already is never taken over: they connect it from their own session.
 */
export const signInWithCompany = async (
  identity: CompanyIdentity,
  context: RequestContext,
): Promise<CompanySignIn> => {
  const { prisma, clock } = runtime();
  const { email } = identity;
  const refuse = async (
    reason: CompanyRefusal,
    user: Parameters<typeof recordRefusal>[0] = null,
  ): Promise<CompanySignIn> => {
    await recordRefusal(user, email ?? identity.subject, reason, context);
    return { ok: false, reason };
  };

  const known = await findByIdentity(identity);
  if (known?.disabledAt) return refuse("disabled", known);
  if (known) return { ok: true, sessionId: await signIn(known, "company", context) };
  if (!email || !identity.emailVerified) return refuse("not-verified");
  const local = await prisma.user.findUnique({ where: { email } });
  if (local) return refuse("not-linked", local);
  const invitation = await prisma.invitation.findFirst({
    where: { email, ...openInvitation(clock.now()) },
    orderBy: { createdAt: "asc" },
  });
  if (!invitation) return refuse("no-invitation");

  const person = { id: userIamIdOf(randomUUID()), email, name: nameOf(identity, email) };
  await change(personActor(person, context), invitation.accountId, async (tx, record) => {
    const taken = await takeUp(tx, { id: invitation.id });
    await createPerson(tx, record, { ...person, oidcIssuer: identity.issuer, oidcSubject: identity.subject });
    await join(tx, record, taken, person.id);
  });
  return { ok: true, sessionId: await signIn(person, "company", context) };
};

/**
 * A signed-in person adds company sign-in to their account.
 * @throws ServiceError `sign-in-again`, `conflict` when either side is connected already
 */
export const connectCompany = async (
  session: SignedIn,
  identity: CompanyIdentity,
  context: RequestContext,
): Promise<void> => {
  const { user, actor } = session;
  if (!actor) throw new ServiceError("forbidden", "You belong to no account.", { reason: "no-account" });
  ensureRecentSignIn(actor);
  const bound = await findByIdentity(identity);
  if (bound && bound.id !== user.id)
    throw new ServiceError("conflict", "This company account belongs to another person here.", {
      reason: "company-taken",
    });
  await change({ ...actor, correlationId: context.correlationId }, actor.accountId, async (tx, record) => {
    const { oidcSubject, entityTag } = await tx.user.findUniqueOrThrow({ where: { id: user.id } });
    if (oidcSubject !== null)
      throw new ServiceError("conflict", "Company sign-in is connected already.", {
        reason: "company-connected",
      });
    await tx.user.update({
      where: { id: user.id },
      data: {
        oidcIssuer: identity.issuer,
        oidcSubject: identity.subject,
        entityTag: nextEntityTag(entityTag),
      },
    });
    await record({
      action: "user.connect-company",
      target: { type: "user", id: user.id, name: user.email },
      after: { issuer: identity.issuer, subject: identity.subject },
    });
  });
};

/**
 * Proves again, at the company, who is at the keyboard.
 * @throws ServiceError `forbidden` for another person, `unauthorized` when the provider did not ask anew
 */
export const confirmWithCompany = async (
  session: SignedIn,
  identity: CompanyIdentity,
  context: RequestContext,
): Promise<void> => {
  const bound = await findByIdentity(identity);
  if (bound?.id !== session.user.id)
    throw new ServiceError("forbidden", "This is another person's company account.", {
      reason: "company-other-person",
    });
  const age = runtime().clock.now().getTime() - (identity.authenticatedAt?.getTime() ?? 0);
  if (age > freshMs)
    throw new ServiceError("unauthorized", "The company sign-in did not ask again.", {
      reason: "company-not-fresh",
    });
  await confirmSession(session, "company", context);
};

const findByIdentity = ({ issuer, subject }: CompanyIdentity) =>
  runtime().prisma.user.findUnique({
    where: { oidcIssuer_oidcSubject: { oidcIssuer: issuer, oidcSubject: subject } },
  });

const nameOf = ({ name }: CompanyIdentity, email: string): string => {
  const text = (name ?? "")
    .replace(/[\p{Cc}\p{Cs}]/gu, "")
    .trim()
    .slice(0, nameLengthMax);
  return text || (email.split("@")[0] ?? email);
};
