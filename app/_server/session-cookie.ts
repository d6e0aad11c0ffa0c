import { cookies } from "next/headers";
import {
  cookieMaxAgeSeconds,
  cookieName,
  cookieOptions,
  sessionCookieValue,
} from "@/lib/services/session-cookie";

/** The browser holds this session from now on. */
export const setSessionCookie = async (sessionId: string): Promise<void> => {
  const value = await sessionCookieValue(sessionId);
  (await cookies()).set(cookieName("session"), value, { ...cookieOptions(), maxAge: cookieMaxAgeSeconds });
};

/** The browser forgets its session. A `__Host-` cookie is only deleted with the attributes it was set with. */
export const clearSessionCookie = async (): Promise<void> => {
  (await cookies()).set(cookieName("session"), "", { ...cookieOptions(), maxAge: 0 });
};
