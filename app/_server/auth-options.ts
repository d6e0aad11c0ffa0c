import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import type { OAuthConfig } from "next-auth/providers/oauth";
import type { OidcConfig } from "@/lib/platform/config";
import { runtime } from "@/lib/platform/runtime";
import { Secret } from "@/lib/platform/secret-type";
import {
  type CompanyIdentity,
  confirmWithCompany,
  connectCompany,
  signInWithCompany,
} from "@/lib/services/company-sign-in";
import { isServiceError } from "@/lib/services/service-error";
import { cookieMaxAgeSeconds, cookieName, cookieOptions } from "@/lib/services/session-cookie";
import { findSession, type RequestContext, signOut } from "@/lib/services/sessions";
import { signInWithPassword } from "@/lib/services/sign-in";
import { takeCompanyIntent } from "./company-intent";
import { currentSession } from "./session";

/** What an ID token says, of what is used. @see https://openid.net/specs/openid-connect-core-1_0.html#IDToken */
type Claims = {
  iss: string;
  sub: string;
  email?: string;
  email_verified?: boolean | string;
  name?: string;
  preferred_username?: string;
  auth_time?: number;
};

export const companyProviderId = "company";

/**
 * next-auth for one request. Its JWT carries the id of a Session row and nothing else; both ways to sign in
 * open that row in their use case and hand its id on as the user's.
 */
export const authOptions = (context: RequestContext): NextAuthOptions => {
  const { config, secrets, log } = runtime();
  const timed = { ...cookieOptions(), maxAge: 15 * 60 };
  return {
    secret: secrets.sessionSecret.reveal(),
    providers: [passwordProvider(context), ...(config.oidc ? [companyProvider(config.oidc)] : [])],
    session: { strategy: "jwt", maxAge: cookieMaxAgeSeconds },
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/home" },
    useSecureCookies: config.https,
    cookies: {
      sessionToken: { name: cookieName("session"), options: cookieOptions() },
      csrfToken: { name: cookieName("csrf"), options: cookieOptions() },
      callbackUrl: { name: cookieName("callback"), options: cookieOptions() },
      pkceCodeVerifier: { name: cookieName("pkce"), options: timed },
      state: { name: cookieName("state"), options: timed },
      nonce: { name: cookieName("nonce"), options: timed },
    },
    callbacks: {
      async signIn({ user, account, profile }) {
        if (account?.provider !== companyProviderId) return true;
        const outcome = await companySignIn(identityOf(profile as Claims), context);
        if (outcome.ok) user.id = outcome.sessionId;
        return outcome.ok ? true : outcome.page;
      },
      jwt: ({ token, user }) => ({ sid: user ? user.id : token.sid }),
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      async signOut({ token }) {
        const session = typeof token?.sid === "string" ? await findSession(token.sid, context) : null;
        if (session) await signOut(session, context);
      },
    },
    logger: {
      error(code, metadata) {
        const cause = metadata instanceof Error ? metadata : (metadata as { error?: Error }).error;
        log.warn({ code, err: cause?.message, correlationId: context.correlationId }, "a sign-in failed");
      },
      warn() {},
      debug() {},
    },
  };
};

const passwordProvider = (context: RequestContext) =>
  CredentialsProvider({
    name: "password",
    credentials: { email: { type: "email" }, password: { type: "password" } },
    async authorize(credentials) {
      const { email = "", password = "" } = credentials ?? {};
      // The message is put into the page's address: one of our words, never an error's own.
      const result = await signInWithPassword(
        { email: String(email), password: new Secret(String(password)) },
        context,
      ).catch((error: unknown) => {
        runtime().log.error({ err: error, correlationId: context.correlationId }, "a sign-in failed");
        throw new Error("unavailable");
      });
      if (result.ok) return { id: result.sessionId };
      throw new Error(result.reason);
    },
  });

const companyProvider = (oidc: OidcConfig): OAuthConfig<Claims> => ({
  id: companyProviderId,
  name: oidc.name,
  type: "oauth",
  wellKnown: `${oidc.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
  clientId: oidc.clientId,
  clientSecret: oidc.clientSecret.reveal(),
  authorization: { params: { scope: "openid email profile" } },
  checks: ["pkce", "state", "nonce"],
  idToken: true,
  userinfo: {
    // Providers may keep the address out of the ID token; who it is stays the token's word.
    async request({ tokens, client }) {
      const claims = tokens.id_token ? claimsOf(tokens.id_token) : null;
      if (!claims) throw new Error("the provider sent no ID token");
      if (claims.email !== undefined) return claims;
      const more = await client.userinfo(tokens as Parameters<typeof client.userinfo>[0]);
      return { ...more, ...claims } as Claims;
    },
  },
  profile: (claims) => ({ id: claims.sub }),
});

/** openid-client has verified the token by now. */
const claimsOf = (idToken: string): Claims =>
  JSON.parse(Buffer.from(idToken.split(".")[1] ?? "", "base64url").toString("utf8")) as Claims;

const identityOf = (claims: Claims): CompanyIdentity => ({
  issuer: claims.iss,
  subject: claims.sub,
  email: typeof claims.email === "string" ? claims.email.trim().toLowerCase() : null,
  emailVerified: claims.email_verified === true || claims.email_verified === "true",
  name: claims.name ?? claims.preferred_username ?? null,
  authenticatedAt: typeof claims.auth_time === "number" ? new Date(claims.auth_time * 1000) : null,
});

type Outcome = { ok: true; sessionId: string } | { ok: false; page: string };

/** Connecting and confirming come back to the session they began in; anything else is a sign-in. */
const companySignIn = async (identity: CompanyIdentity, context: RequestContext): Promise<Outcome> => {
  const session = await currentSession();
  const intent = await takeCompanyIntent(session);
  const page = { connect: "/profile", again: "/sign-in/again", none: "/sign-in" }[intent ?? "none"];
  try {
    if (!session || !intent) {
      const result = await signInWithCompany(identity, context);
      return result.ok ? result : { ok: false, page: `${page}?error=${result.reason}` };
    }
    await (intent === "connect" ? connectCompany : confirmWithCompany)(session, identity, context);
    return { ok: true, sessionId: session.sessionId };
  } catch (error) {
    if (isServiceError(error)) return { ok: false, page: `${page}?error=${error.reason}` };
    runtime().log.error({ err: error, correlationId: context.correlationId }, "a sign-in failed");
    return { ok: false, page: `${page}?error=unavailable` };
  }
};
