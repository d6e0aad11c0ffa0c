import { decode, encode } from "next-auth/jwt";
import { runtime } from "@/lib/platform/runtime";
import { sessionLimits } from "./session-limits";

/** Chromium drops `__Host-` on http without a word, so a plain name there. */
export const cookieName = (
  purpose: "session" | "csrf" | "callback" | "pkce" | "state" | "nonce" | "intent",
): string => `${runtime().config.https ? "__Host-" : ""}wharfkey-${purpose}`;

/** How every cookie of the sign-in is set; a lifetime is added where it has one. */
export const cookieOptions = () =>
  ({ httpOnly: true, sameSite: "lax", path: "/", secure: runtime().config.https }) as const;

/** The cookie outlives no session: the row decides, this is the longest that it can. */
export const cookieMaxAgeSeconds = sessionLimits.absoluteSeconds;

/** A session cookie's value: encrypted, and all that it holds is the session's id. */
export const sessionCookieValue = (sessionId: string): Promise<string> =>
  encode({
    token: { sid: sessionId },
    secret: runtime().secrets.sessionSecret.reveal(),
    maxAge: cookieMaxAgeSeconds,
  });

/**
 * The session's id in a session cookie's value; null when it is missing, foreign or too old. Whether the
 * session still holds is `findSession`'s to say.
 */
export const sessionIdOfCookie = async (value: string | undefined): Promise<string | null> => {
  if (!value) return null;
  try {
    const token = await decode({ token: value, secret: runtime().secrets.sessionSecret.reveal() });
    return typeof token?.sid === "string" ? token.sid : null;
  } catch {
    return null;
  }
};
