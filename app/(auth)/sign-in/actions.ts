"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { openAction, sessionAction } from "@/app/_server/action";
import { type CompanyIntent, rememberCompanyIntent } from "@/app/_server/company-intent";
import { currentSession, safePath } from "@/app/_server/session";
import { setSessionCookie } from "@/app/_server/session-cookie";
import { passwordText } from "@/lib/domain/inputs/person";
import { Secret } from "@/lib/platform/secret-type";
import { ServiceError } from "@/lib/services/service-error";
import { confirmWithPassword, signInWithPassword } from "@/lib/services/sign-in";

const after = z.string().optional();

const refusals = {
  wrong: "Email or password is wrong.",
  "rate-limited": "Too many attempts. Wait 15 minutes, then try again.",
  disabled: "This person is disabled.",
};

// What isn't an address or a password is simply a wrong one.
const SignIn = z.object({ email: z.string().trim().min(1), password: z.string().min(1), callbackUrl: after });

/** By email and password; goes on to where the person wanted to go. */
export const signInAction = openAction(SignIn, async (context, { email, password, callbackUrl }) => {
  const result = await signInWithPassword({ email, password: new Secret(password) }, context);
  if (!result.ok)
    throw new ServiceError("unauthorized", refusals[result.reason], { reason: `sign-in-${result.reason}` });
  await setSessionCookie(result.sessionId);
  redirect(safePath(callbackUrl));
});

const Confirm = z.object({ password: passwordText, callbackUrl: after });

/** The password once more, before something dangerous. */
export const confirmAction = sessionAction(Confirm, async (session, { password, callbackUrl }, context) => {
  await confirmWithPassword(session, new Secret(password), context);
  redirect(safePath(callbackUrl));
});

/** Before a signed-in person leaves for the company's sign-in. */
export async function beginCompany(intent: CompanyIntent): Promise<void> {
  const session = await currentSession();
  if (session && (intent === "connect" || intent === "again")) await rememberCompanyIntent(session, intent);
}
