import { randomUUID } from "node:crypto";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { clientAddressHeader } from "@/lib/platform/client-address";
import type { Actor } from "@/lib/services/actor";
import { signedInRecently } from "@/lib/services/recent-sign-in";
import { cookieName, sessionIdOfCookie } from "@/lib/services/session-cookie";
import { findSession, type RequestContext, type SignedIn } from "@/lib/services/sessions";

const userAgentLengthMax = 300;

/** Where the request comes from, with one correlation id for everything it changes. */
export const requestContext = cache(async (): Promise<RequestContext> => contextOf(await headers()));

export const contextOf = (from: Pick<Headers, "get">): RequestContext => ({
  ip: from.get(clientAddressHeader) ?? "unknown",
  userAgent: (from.get("user-agent") ?? "").replace(/\p{Cc}/gu, "").slice(0, userAgentLengthMax),
  correlationId: randomUUID(),
});

/** The session behind the request's cookie, checked against its row; null when there is none. */
export const currentSession = cache(async (): Promise<SignedIn | null> => {
  const sessionId = await sessionIdOfCookie((await cookies()).get(cookieName("session"))?.value);
  return sessionId ? findSession(sessionId, await requestContext()) : null;
});

/** Who acts; null without a session, without an account, and before a generated password is changed. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const session = await currentSession();
  return session && !session.mustChangePassword ? session.actor : null;
});

/** The session, or the sign-in page that leads back here. */
export const requireSession = async (): Promise<SignedIn> =>
  (await currentSession()) ?? redirect(await signInUrl());

/** Who acts, for every page of the portal; otherwise the page that is missing first. */
export const requireActor = async (): Promise<Actor> => {
  const session = await requireSession();
  if (session.mustChangePassword) redirect("/change-password");
  return session.actor ?? redirect("/no-account");
};

/** requireActor, for pages whose actions are dangerous: sends people to confirm who they are, then back. */
export const requireRecentSignIn = async (): Promise<Actor> => {
  const actor = await requireActor();
  if (!signedInRecently(actor))
    redirect(`/sign-in/again?callbackUrl=${encodeURIComponent(await currentPath())}`);
  return actor;
};

const signInUrl = async (): Promise<string> => {
  const path = await currentPath();
  return path === "/" ? "/sign-in" : `/sign-in?callbackUrl=${encodeURIComponent(path)}`;
};

/** Path and query of the page, as proxy.ts hands it on. */
const currentPath = async (): Promise<string> => (await headers()).get("x-wharfkey-path") ?? "/";

/** A path of this portal to go to afterwards: anything else would be an open redirect. */
export const safePath = (value: unknown, fallback = "/home"): string =>
  typeof value === "string" && /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(value) ? value : fallback;
