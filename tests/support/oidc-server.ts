import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair } from "jose";
import Provider, { type Configuration } from "oidc-provider";

export type OidcIdentity = { email: string; emailVerified: boolean; name: string };

export type OidcServer = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Who can sign in, by subject; its page shows a button for each. */
  identities: Map<string, OidcIdentity>;
  stop(): Promise<void>;
};

/**
 * A company's OpenID provider: the real `oidc-provider`, with a sign-in page of one button an identity. Claims
 * are at the userinfo endpoint alone, as its defaults have it.
 * @param redirectUri the portal's `/api/auth/callback/company`
 */
export const startOidcServer = async (
  redirectUri: string,
  identities: Record<string, OidcIdentity>,
  port = 0,
): Promise<OidcServer> => {
  const known = new Map(Object.entries(identities));
  const clientId = "wharfkey";
  const clientSecret = randomBytes(24).toString("hex");
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const configuration: Configuration = {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: "RS256", use: "sig" }] },
    cookies: { keys: [randomBytes(24).toString("hex")] },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    pkce: { required: () => true },
    ttl: {
      AccessToken: 300,
      AuthorizationCode: 60,
      IdToken: 300,
      Interaction: 600,
      Session: 3600,
      Grant: 3600,
    },
    findAccount: (_, sub) => {
      const identity = known.get(sub);
      if (!identity) return undefined;
      const { email, emailVerified, name } = identity;
      return { accountId: sub, claims: () => ({ sub, email, email_verified: emailVerified, name }) };
    },
  };

  // The issuer names the port, so the port is found first.
  const { createServer } = await import("node:http");
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, configuration);
  const callback = provider.callback();

  const interact = async (
    request: IncomingMessage,
    response: Parameters<typeof callback>[1],
  ): Promise<void> => {
    const details = await provider.interactionDetails(request, response);
    const chosen = new URL(request.url ?? "/", issuer).searchParams.get("as");
    if (details.prompt.name === "login" && !chosen) {
      const buttons = [...known].map(
        ([sub, { name }]) => `<button name="as" value="${sub}">${name}</button>`,
      );
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
      response.end(
        `<!doctype html><title>Company</title><h1>Company sign-in</h1><form>${buttons.join("")}</form>`,
      );
      return;
    }
    const accountId = chosen ?? details.session?.accountId ?? "";
    const grant = new provider.Grant({ accountId, clientId });
    grant.addOIDCScope("openid email profile");
    const grantId = await grant.save();
    await provider.interactionFinished(request, response, { login: { accountId }, consent: { grantId } });
  };

  server.on("request", (request, response) => {
    if (!request.url?.startsWith("/interaction/")) return callback(request, response);
    interact(request, response).catch((error: Error) => response.writeHead(500).end(error.message));
  });
  return {
    issuer,
    clientId,
    clientSecret,
    identities: known,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
