import { grantsAt } from "@/lib/domain/grant";
import { credentialKind } from "@/lib/domain/username";
import { runtime } from "@/lib/platform/runtime";
import { signAccessToken, verifyAccessToken } from "./access-token";
import type { Actor } from "./actor";
import { type FindCredential, findCredential, keyRefusal } from "./credential";
import {
  type Attempt,
  attemptCredential,
  type Caller,
  printable,
  rowBase,
  rowOwner,
} from "./credential-attempt";
import { recordFailure } from "./failed-attempts";
import { platformRolesOf } from "./grants";
import { epochOf, mustBeFresh, withKeyring } from "./keyring";
import { endFamily, issueRefreshToken, rotateRefreshToken } from "./refresh-tokens";
import { ServiceError } from "./service-error";

export type IamTokenRequest = {
  grant: { type: "apikey"; apikey: string } | { type: "refresh"; refreshToken: string };
  grantType: string;
  /** `bx` when the client signed in as that; only then a refresh token is given, as IBM does. */
  clientId: "default" | "bx";
  caller: Caller;
};

export type IamTokenAnswer =
  | {
      ok: true;
      accessToken: string;
      refreshToken: string | null;
      expiresInSeconds: number;
      expiration: number;
    }
  | {
      ok: false;
      problem: "key-not-found" | "key-disabled" | "token-invalid" | "token-expired";
      message: string;
    }
  | { ok: false; problem: "rate-limited"; message: string; retryAfterSeconds: number };

const problems: Partial<Record<string, "key-disabled" | "token-invalid" | "token-expired">> = {
  disabled: "key-disabled",
  "invalid-token": "token-invalid",
  "expired-token": "token-expired",
};

/**
 * Exchanges an API key or a refresh token for an access token. The usage row is committed before this
 * resolves. A refresh token is good for one exchange; using an old one ends its family.
 * @throws when the database is away
 */
export const issueIamToken = (request: IamTokenRequest): Promise<IamTokenAnswer> =>
  withKeyring((find) => decide(request, find));

const decide = async (request: IamTokenRequest, find: FindCredential): Promise<IamTokenAnswer> => {
  const { clock, usage } = runtime();
  const { grant, caller } = request;
  const now = clock.now();
  const [username, secret] =
    grant.type === "apikey" ? ["iamapikey", grant.apikey] : ["iamrefresh", grant.refreshToken];
  const attempt = await attemptCredential(username, secret, "", [], now, find);
  const row = {
    ...rowBase(caller, now),
    ...rowOwner(attempt.credential),
    action: "token",
    username: credentialKind(username),
  };

  if (attempt.refusal) {
    mustBeFresh(attempt.credential);
    if (grant.type === "refresh" && attempt.credential.refreshToken?.usedAt)
      await endFamily(runtime().secrets.digest(secret), now);
    const wait = await recordFailure(
      { ...row, outcome: "denied", reason: attempt.refusal.reason },
      caller,
      secret,
    );
    if (wait !== null)
      return {
        ok: false,
        problem: "rate-limited",
        message: "Too many failed attempts from this address: wait a minute.",
        retryAfterSeconds: wait,
      };
    return {
      ok: false,
      problem: problems[attempt.refusal.reason] ?? "key-not-found",
      message: attempt.refusal.message,
    };
  }
  const { token, claims } = await signAccessToken(attempt.credential, {
    grantType: request.grantType,
    clientId: request.clientId,
    now,
  });
  await usage.commit({ ...row, outcome: "granted", tokenId: claims.jti, epoch: epochOf(attempt.credential) });
  const refreshToken = await nextRefreshToken(request, attempt, now);
  if (refreshToken === "reused")
    return {
      ok: false,
      problem: "token-invalid",
      message: "The refresh token was used before: log in again.",
    };
  return {
    ok: true,
    accessToken: token,
    refreshToken,
    expiresInSeconds: claims.exp - claims.iat,
    expiration: claims.exp,
  };
};

const nextRefreshToken = async (
  { grant, clientId }: IamTokenRequest,
  { credential }: Attempt,
  now: Date,
): Promise<string | "reused" | null> => {
  if (grant.type === "refresh") return (await rotateRefreshToken(grant.refreshToken, now)) ?? "reused";
  return clientId === "bx" ? issueRefreshToken(credential, now) : null;
};

/**
 * The actor of an access token, looked up anew: refused at once when its key is disabled or deleted.
 * @param authorization the whole header, `Bearer <token>`
 * @throws ServiceError unauthorized
 */
export const authenticateBearer = async (
  authorization: string | undefined,
  caller: Caller,
): Promise<Actor> => {
  const token = /^bearer +(\S+) *$/i.exec(authorization ?? "")?.[1];
  if (!token)
    throw new ServiceError(
      "unauthorized",
      "The Authorization header needs Bearer and an access token from /identity/token.",
    );
  const verified = await verifyAccessToken(token);
  if (!verified.ok)
    throw new ServiceError(
      "unauthorized",
      verified.problem === "expired" ? "The access token has expired." : "The access token is not valid.",
    );
  const credential = await findCredential({ by: "id", id: verified.claims.apikey_id }, "", []);
  const { key, owner } = credential;
  const now = runtime().clock.now();
  if (!key || !owner || keyRefusal(credential, now))
    throw new ServiceError("unauthorized", "The API key of this access token is no longer valid.");
  return {
    iamId: key.iamId,
    name: owner.name,
    accountId: key.accountId,
    role: owner.role ?? "service",
    platformRoles: platformRolesOf(grantsAt(credential.grants, now)),
    siteAdministrator: owner.siteAdministrator,
    apikeyId: key.id,
    sessionId: null,
    authenticatedAt: null,
    ip: printable(caller.ip),
    correlationId: caller.requestId,
  };
};

export type Introspection = {
  /** Null when it doesn't hold; why is never said. */
  claims: object | null;
  /** Set once too many keys from this address were none. */
  retryAfterSeconds: number | null;
};

/** What a token, or else a key, says while it holds. A key that doesn't is recorded as a failed attempt. */
export const introspect = async (
  { token, apikey }: { token: string | null; apikey: string | null },
  caller: Caller,
): Promise<Introspection> => {
  if (token) return { claims: await introspectToken(token), retryAfterSeconds: null };
  return apikey ? introspectKey(apikey, caller) : { claims: null, retryAfterSeconds: null };
};

const introspectToken = async (token: string): Promise<object | null> => {
  const verified = await verifyAccessToken(token);
  if (!verified.ok) return null;
  const credential = await findCredential({ by: "id", id: verified.claims.apikey_id }, "", []);
  return !credential.key || keyRefusal(credential, runtime().clock.now()) ? null : verified.claims;
};

const introspectKey = async (apikey: string, caller: Caller): Promise<Introspection> => {
  const now = runtime().clock.now();
  const { credential, refusal } = await attemptCredential("iamapikey", apikey, "", [], now);
  if (!refusal && credential.key) {
    const { id, iamId, accountId } = credential.key;
    const claims = { iam_id: iamId, apikey_id: id, account: { valid: true, bss: accountId } };
    return { claims, retryAfterSeconds: null };
  }
  const row = { ...rowBase(caller, now), ...rowOwner(credential), username: "iamapikey" } as const;
  const denied = { ...row, action: "login", outcome: "denied", reason: refusal?.reason ?? null } as const;
  return { claims: null, retryAfterSeconds: await recordFailure(denied, caller, apikey) };
};
