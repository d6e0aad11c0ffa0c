import { rmSync } from "node:fs";
import { passwordLengthMax, passwordLengthMin } from "@/lib/domain/inputs/person";
import { isCommonPassword } from "@/lib/platform/common-passwords";
import { hashPassword, randomPassword, verifyPassword } from "@/lib/platform/password";
import { runtime } from "@/lib/platform/runtime";
import { nextEntityTag } from "@/lib/platform/secret";
import { Secret } from "@/lib/platform/secret-type";
import { type Actor, personActor } from "./actor";
import { change, siteChain } from "./change";
import { firstLoginFile } from "./first-start";
import { ensureRecentSignIn } from "./recent-sign-in";
import { ServiceError } from "./service-error";
import { accountToSignInto, endSessions, type RequestContext, type SignedIn } from "./sessions";
import { ensureOwnPassword } from "./sign-in";

/**
 * Refuses a new password that is too short, too long, or among those that are tried first.
 * @throws ServiceError `invalid`, field `password`
 */
export const ensureGoodPassword = (password: Secret, person: { email: string; name: string }): void => {
  const text = password.reveal();
  const refuse = (reason: string, message: string): never => {
    throw new ServiceError("invalid", message, { field: "password", reason });
  };
  if (text.length < passwordLengthMin)
    refuse(
      "password-too-short",
      `The password has ${text.length} characters, it needs at least ${passwordLengthMin}.`,
    );
  if (text.length > passwordLengthMax)
    refuse("password-too-long", `The password has more than ${passwordLengthMax} characters.`);
  const own = [person.email, person.email.split("@")[0] ?? "", person.name].map((part) => part.toLowerCase());
  if (isCommonPassword(text) || own.some((part) => part.length >= 6 && text.toLowerCase() === part))
    refuse(
      "password-common",
      "This password is among those that are tried first. Choose another: four random words are good.",
    );
};

/**
 * A person changes their own password. Every other session of theirs ends; a generated first password's file
 * goes with it.
 * @param input `current` may be left out once a generated password was typed to sign in
 * @throws ServiceError `unauthorized` (field `current`), `invalid` (field `password`), `sign-in-again`
 */
export const changeOwnPassword = async (
  session: SignedIn,
  input: { current: Secret | null; password: Secret },
  context: RequestContext,
): Promise<void> => {
  const { user, actor, sessionId } = session;
  if (input.current) await ensureOwnPassword(session, input.current, context, "current");
  else if (!session.mustChangePassword)
    throw new ServiceError("unauthorized", "The present password is needed.", {
      field: "current",
      reason: "wrong-password",
    });
  else ensureRecentSignIn(session);
  ensureGoodPassword(input.password, user);
  const { prisma } = runtime();
  const { passwordHash: before } = await prisma.user.findUniqueOrThrow({ where: { id: user.id } });
  if (await verifyPassword(before, input.password))
    throw new ServiceError("invalid", "This is the present password. Choose another.", {
      field: "password",
      reason: "password-same",
    });
  const passwordHash = await hashPassword(input.password);
  await change(actor ?? personActor(user, context), actor?.accountId ?? siteChain, async (tx, record) => {
    const { entityTag } = await tx.user.findUniqueOrThrow({ where: { id: user.id } });
    await tx.user.update({
      where: { id: user.id },
      data: { passwordHash, mustChangePassword: false, entityTag: nextEntityTag(entityTag) },
    });
    const ended = await endSessions(tx, user.id, sessionId);
    await record({
      action: "user.change-password",
      target: { type: "user", id: user.id, name: user.email },
      after: { other_sessions_ended: ended },
    });
  });
  forgetFirstPassword(user.email);
};

/** The first administrator's generated password is of no use any more. */
const forgetFirstPassword = (email: string): void => {
  if (email === runtime().config.adminEmail) rmSync(firstLoginFile(), { force: true });
};

/**
 * Gives a person a new generated password that must be changed at the next sign-in, and ends their sessions.
 * For the operator at the machine (`npm run admin -- reset EMAIL`).
 * @throws ServiceError `not-found`
 */
export const resetPassword = async (actor: Actor, email: string): Promise<Secret> => {
  const { prisma } = runtime();
  const user = await prisma.user.findUnique({ where: { email: email.trim().toLowerCase() } });
  if (!user) throw new ServiceError("not-found", `Nobody has the address ${email.trim().toLowerCase()}.`);
  const password = new Secret(randomPassword());
  const passwordHash = await hashPassword(password);
  const accountId = await accountToSignInto(prisma, user.id);
  await change(actor, accountId ?? siteChain, async (tx, record) => {
    await tx.user.update({
      where: { id: user.id },
      data: { passwordHash, mustChangePassword: true, entityTag: nextEntityTag(user.entityTag) },
    });
    const ended = await endSessions(tx, user.id);
    await record({
      action: "user.reset-password",
      target: { type: "user", id: user.id, name: user.email },
      after: { must_change_password: true, sessions_ended: ended },
    });
  });
  forgetFirstPassword(user.email);
  return password;
};
