import { cookies } from "next/headers";
import { cookieName, cookieOptions } from "@/lib/services/session-cookie";
import type { SignedIn } from "@/lib/services/sessions";

/** Why a signed-in person goes to the company's sign-in: to connect it, or to prove again who they are. */
export type CompanyIntent = "connect" | "again";

const lifeSeconds = 600;

/** Remembers the intent for the way back, for this session alone. */
export const rememberCompanyIntent = async (session: SignedIn, intent: CompanyIntent): Promise<void> => {
  const value = `${intent}.${session.sessionId}`;
  (await cookies()).set(cookieName("intent"), value, { ...cookieOptions(), maxAge: lifeSeconds });
};

/** The intent of this session, once. */
export const takeCompanyIntent = async (session: SignedIn | null): Promise<CompanyIntent | null> => {
  const jar = await cookies();
  const value = jar.get(cookieName("intent"))?.value;
  if (value === undefined) return null;
  jar.set(cookieName("intent"), "", { ...cookieOptions(), maxAge: 0 });
  const [intent, sessionId] = value.split(".");
  if (!session || sessionId !== session.sessionId) return null;
  return intent === "connect" || intent === "again" ? intent : null;
};
