"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { openAction, sessionAction } from "@/app/_server/action";
import { setSessionCookie } from "@/app/_server/session-cookie";
import { AcceptInvitation } from "@/lib/domain/inputs/person";
import { idText } from "@/lib/domain/inputs/text";
import { Secret } from "@/lib/platform/secret-type";
import { acceptAsNewPerson, joinByInvitation } from "@/lib/services/invitation-acceptance";
import { signInWithPassword } from "@/lib/services/sign-in";

/** A new person: name and password, and they are in. */
export const acceptAction = openAction(AcceptInvitation, async (context, { token, name, password }) => {
  const secret = new Secret(password);
  const { email } = await acceptAsNewPerson({ token, name, password: secret }, context);
  const result = await signInWithPassword({ email, password: secret }, context);
  if (!result.ok) redirect("/sign-in");
  await setSessionCookie(result.sessionId);
  redirect("/home");
});

/** Someone who is signed in joins one more account. */
export const joinAction = sessionAction(z.object({ token: idText }), async (session, { token }, context) => {
  await joinByInvitation(session, token, context);
  redirect("/home");
});
