import { emailLengthMax, passwordLengthMax } from "@/lib/domain/inputs/person";
import { addressBlock } from "@/lib/platform/client-address";
import { verifyPassword } from "@/lib/platform/password";
import { runtime } from "@/lib/platform/runtime";
import type { Secret } from "@/lib/platform/secret-type";
import type { User } from "@/prisma/generated/client";
import { personActor, visitorActor } from "./actor";
import { type AuditEntry, change, siteChain } from "./change";
import { ServiceError } from "./service-error";
import {
  accountToSignInto,
  openSession,
  type RequestContext,
  type SignedIn,
  type SignInMethod,
} from "./sessions";

/** Failures within 15 minutes: of one email from one address, and of one address altogether. */
export const attemptLimits = { perEmailAndAddress: 5, perAddress: 50 } as const;

export type SignInRefusal = "wrong" | "rate-limited" | "disabled";
export type SignInResult = { ok: true; sessionId: string } | { ok: false; reason: SignInRefusal };

/**
 * Signs a person in by email and password. An unknown email, a person without a password and a wrong password
 * take the same time and get the same answer. Every attempt is audited: a known person's in the account that
 * they sign into, an unknown one's in the site's chain.
 */
export const signInWithPassword = async (
  credentials: { email: string; password: Secret },
  context: RequestContext,
): Promise<SignInResult> => {
  const email = typedEmail(credentials.email);
  const limit = takeAttempt(email, context.ip);
  if (limit !== "free") {
    // Once a window, so that a flood of attempts is no flood of records.
    if (limit === "first-over") await recordRefusal(null, email, "rate-limited", context);
    return { ok: false, reason: "rate-limited" };
  }
  const user = await runtime().prisma.user.findUnique({ where: { email } });
  const right = await isPasswordOf(user, credentials.password);
  if (!user || !right) {
    await recordRefusal(user, email, "wrong", context);
    return { ok: false, reason: "wrong" };
  }
  giveAttemptBack(email, context.ip);
  if (user.disabledAt) {
    await recordRefusal(user, email, "disabled", context);
    return { ok: false, reason: "disabled" };
  }
  return { ok: true, sessionId: await signIn(user, "password", context) };
};

/** Opens a session for someone who has proved who they are, and records it. @returns the session's id */
export const signIn = async (
  user: Pick<User, "id" | "name" | "email">,
  method: SignInMethod,
  context: RequestContext,
): Promise<string> => {
  const accountId = await accountToSignInto(runtime().prisma, user.id);
  return change(personActor(user, context), accountId ?? siteChain, async (tx, record) => {
    const sessionId = await openSession(tx, { userId: user.id, accountId, method }, context);
    await record({
      action: "sign-in.success",
      target: targetOf(user),
      after: { method, user_agent: context.userAgent },
    });
    return sessionId;
  });
};

/**
 * Proves again who is at the keyboard: the session counts as just signed in.
 * @throws ServiceError `unauthorized` (field `password`) or `rate-limited`
 */
export const confirmWithPassword = async (
  session: SignedIn,
  password: Secret,
  context: RequestContext,
): Promise<void> => {
  await ensureOwnPassword(session, password, context, "password");
  await confirmSession(session, "password", context);
};

/** The session counts as just signed in. */
export const confirmSession = async (
  session: SignedIn,
  method: SignInMethod,
  context: RequestContext,
): Promise<void> => {
  const { user, sessionId, actor } = session;
  await change(personActor(user, context), actor?.accountId ?? siteChain, async (tx, record) => {
    await tx.session.updateMany({
      where: { id: sessionId, userId: user.id, revokedAt: null },
      data: { authenticatedAt: runtime().clock.now() },
    });
    await record({ action: "sign-in.confirm", target: targetOf(user), after: { method } });
  });
};

/**
 * @param field the input that the answer belongs to
 * @throws ServiceError `unauthorized` when the password isn't the person's, `rate-limited` after too many attempts
 */
export const ensureOwnPassword = async (
  { user }: SignedIn,
  password: Secret,
  context: RequestContext,
  field: string,
): Promise<void> => {
  if (takeAttempt(user.email, context.ip) !== "free")
    throw new ServiceError("rate-limited", "Too many attempts. Wait 15 minutes, then try again.", { field });
  const row = await runtime().prisma.user.findUnique({ where: { id: user.id } });
  if (!row || !(await isPasswordOf(row, password))) {
    await recordRefusal(row, user.email, "wrong", context);
    throw new ServiceError("unauthorized", "This is not your password.", { field, reason: "wrong-password" });
  }
  giveAttemptBack(user.email, context.ip);
};

/** Records a refused sign-in; who tried is not known, so the actor is a visitor. */
export const recordRefusal = async (
  user: Pick<User, "id" | "email" | "name"> | null,
  email: string,
  reason: string,
  context: RequestContext,
): Promise<void> => {
  // Looked up for nobody too: an unknown address must not answer sooner.
  const accountId = await accountToSignInto(runtime().prisma, user?.id ?? "");
  const entry: AuditEntry = {
    action: reason === "rate-limited" ? "sign-in.limit" : "sign-in.failure",
    target: user ? targetOf(user) : { type: "sign-in", id: "", name: email },
    after: { reason, user_agent: context.userAgent },
  };
  await change(visitorActor(context), accountId ?? siteChain, (_tx, record) => record(entry));
};

const targetOf = (user: Pick<User, "id" | "email">) => ({ type: "user", id: user.id, name: user.email });

/** What was typed as an email, fit to be looked up and recorded. What is none may be a password in the wrong field. */
const typedEmail = (text: string): string => {
  const typed = text
    .replace(/[\p{Cc}\p{Cs}]/gu, "")
    .trim()
    .toLowerCase();
  return /^[^\s@]+@[^\s@]+$/.test(typed) ? typed.slice(0, emailLengthMax) : "";
};

const isPasswordOf = (user: Pick<User, "passwordHash"> | null, password: Secret): Promise<boolean> => {
  const tooLong = password.reveal().length > passwordLengthMax;
  return tooLong ? Promise.resolve(false) : verifyPassword(user?.passwordHash ?? null, password);
};

const attemptNames = (email: string, ip: string) => {
  const address = addressBlock(ip);
  return { both: `${email} ${address}`, address };
};

/** Counted before the password is looked at: a burst of attempts at once gains nothing. */
const takeAttempt = (email: string, ip: string): "free" | "first-over" | "over" => {
  const { signInAttempts: attempts, clock } = runtime();
  const now = clock.now();
  const names = attemptNames(email, ip);
  const both = attempts.hit(names.both, now) - attemptLimits.perEmailAndAddress;
  const address = attempts.hit(names.address, now) - attemptLimits.perAddress;
  const over = address > 0 ? address : both;
  if (over <= 0) return "free";
  return over === 1 ? "first-over" : "over";
};

const giveAttemptBack = (email: string, ip: string): void => {
  const { signInAttempts: attempts, clock } = runtime();
  const names = attemptNames(email, ip);
  attempts.forget(names.both);
  attempts.undo(names.address, clock.now());
};
