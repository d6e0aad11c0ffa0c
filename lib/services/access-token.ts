import { createHash, randomUUID } from "node:crypto";
import {
  type AccessTokenClaims,
  accessTokenClaims,
  accessTokenIssuer,
  accessTokenType,
} from "@/lib/domain/jwt-claims";
import { runtime } from "@/lib/platform/runtime";
import type { Credential } from "./credential";
import { loadSigningKeys } from "./signing-keys";

let loadedAt = 0;

/** Another portal may have rotated: an unknown kid asks the database, at most every five seconds. */
const learnKey = async (token: string): Promise<void> => {
  const { signingKeys, clock } = runtime();
  const now = clock.now().getTime();
  if (signingKeys.knows(token) || now - loadedAt < 5_000) return;
  loadedAt = now;
  await loadSigningKeys();
};

/**
 * Verifies an access token: ES256, our kid, `typ`, `iss`, `aud` and `exp`. Whether its key still holds is
 * for the caller to look up.
 */
export const verifyAccessToken = async (
  token: string,
): Promise<{ ok: true; claims: AccessTokenClaims } | { ok: false; problem: "invalid" | "expired" }> => {
  const { signingKeys, config, clock } = runtime();
  await learnKey(token);
  const found = signingKeys.verify(token);
  const issuer = accessTokenIssuer(config.url);
  if (!found || found.header.typ !== accessTokenType) return { ok: false, problem: "invalid" };
  const claims = found.payload as AccessTokenClaims;
  if (
    claims.iss !== issuer ||
    claims.aud !== issuer ||
    typeof claims.apikey_id !== "string" ||
    typeof claims.exp !== "number"
  )
    return { ok: false, problem: "invalid" };
  return claims.exp * 1000 > clock.now().getTime() ? { ok: true, claims } : { ok: false, problem: "expired" };
};

/** Signs an access token for a credential that holds. */
export const signAccessToken = async (
  { key, owner, account }: Credential,
  request: { grantType: string; clientId: string; now: Date },
): Promise<{ token: string; claims: AccessTokenClaims }> => {
  if (!key || !owner || !account) throw new Error("no credential to sign for");
  const { signingKeys, config } = runtime();
  const claims = accessTokenClaims({
    url: config.url,
    identity:
      owner.kind === "user"
        ? {
            kind: "user",
            iamId: key.iamId,
            name: owner.name,
            email: owner.email ?? "",
            ...personNames(owner.name),
          }
        : { kind: "serviceId", iamId: key.iamId, serviceId: owner.id, name: owner.name },
    accountId: key.accountId,
    apikeyId: key.id,
    jti: randomUUID(),
    grantType: request.grantType,
    clientId: request.clientId,
    now: request.now,
    ttlSeconds: account.accessTokenTtlSeconds,
  });
  return { token: await signingKeys.sign(accessTokenType, claims), claims };
};

const personNames = (name: string): { givenName: string; familyName: string } => {
  const [givenName = "", ...rest] = name.split(" ");
  return { givenName, familyName: rest.join(" ") };
};

/** Names a credential in the limiter and for containerd's second attempt without holding it. */
export const fingerprint = (value: string): string => createHash("sha256").update(value).digest("base64url");
