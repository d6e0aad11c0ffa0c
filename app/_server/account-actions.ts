"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { isServiceError } from "@/lib/services/service-error";
import { signOut, switchAccount } from "@/lib/services/sessions";
import { currentActor, currentSession, requestContext } from "./session";
import { clearSessionCookie } from "./session-cookie";

/** Ends this session, here and in the database. */
export async function signOutAction(): Promise<void> {
  const session = await currentSession();
  if (session) await signOut(session, await requestContext());
  await clearSessionCookie();
  redirect("/sign-in");
}

/** Gets `accountId`. What isn't one of the person's accounts changes nothing. */
export async function switchAccountAction(form: FormData): Promise<void> {
  const actor = await currentActor();
  if (!actor) redirect("/sign-in");
  try {
    await switchAccount(actor, String(form.get("accountId")));
  } catch (error) {
    if (!isServiceError(error)) throw error;
  }
  revalidatePath("/", "layout");
  redirect("/home");
}
