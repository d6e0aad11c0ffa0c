"use server";

import { cookies } from "next/headers";
import { isLocale, localeCookie } from "@/lib/i18n/locale";
import { rememberLocale } from "@/lib/services/alert-settings";
import { currentActor } from "./session";

/** Keeps the person's language for a year. Needs no session: the sign-in page has the switch too. */
export async function setLocale(form: FormData): Promise<void> {
  const locale = form.get("locale");
  if (!isLocale(locale)) return;
  (await cookies()).set(localeCookie, locale, { path: "/", maxAge: 31_536_000, sameSite: "lax" });
  // Mail is written in it, and knows no cookie.
  const actor = await currentActor();
  if (actor) await rememberLocale(actor, locale);
}
