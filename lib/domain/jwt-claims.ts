import type { Scope } from "./scope";

/** Claims of a token for one region's registry. Distribution wants a string `aud` and integer times. */
export type RegistryTokenClaims = {
  iss: string;
  sub: string;
  aud: string;
  iat: number;
  nbf: number;
  exp: number;
  jti: string;
  access: Scope[];
};

/** Claims of an access token, as IBM's SDKs read them. */
export type AccessTokenClaims = {
  iam_id: string;
  id: string;
  realmid: string;
  identifier: string;
  sub: string;
  sub_type?: "ServiceId";
  name: string;
  given_name?: string;
  family_name?: string;
  email?: string;
  account: { valid: true; bss: string };
  authn: { sub: string; iam_id: string; name: string };
  jti: string;
  iat: number;
  exp: number;
  iss: string;
  aud: string;
  grant_type: string;
  scope: "ibm openid";
  client_id: string;
  acr: 1;
  amr: ["pwd"];
  apikey_id: string;
};

/** Header `typ` that keeps the two kinds apart. @see RFC 9068 */
export const accessTokenType = "at+jwt";
export const registryTokenType = "JWT";

export const registryTokenTtlSeconds = 300;
export const accessTokenTtlSeconds = { min: 900, max: 3600, default: 3600 } as const;
export const refreshTokenTtlSeconds = { min: 900, max: 259_200, default: 259_200 } as const;

/** `iss` and `aud` of access tokens: the portal's public URL and `/identity`. */
export function accessTokenIssuer(url: string): string {
  return `${url}/identity`;
}

/**
 * A registry token's claims. It ends after `ttlSeconds`, and never beyond `parentExp`
 * (unix seconds: the end of the access or refresh token that it came from).
 */
export function registryTokenClaims(token: {
  issuer: string;
  service: string;
  iamId: string;
  apikeyId: string;
  jti: string;
  access: Scope[];
  now: Date;
  ttlSeconds?: number;
  parentExp?: number;
}): RegistryTokenClaims {
  const iat = unixSeconds(token.now);
  return {
    iss: token.issuer,
    sub: `${token.iamId}/${token.apikeyId}`,
    aud: token.service,
    iat,
    nbf: iat,
    exp: tokenExp(iat, token.ttlSeconds ?? registryTokenTtlSeconds, token.parentExp),
    jti: token.jti,
    access: token.access,
  };
}

/** Who an access token speaks for. */
export type TokenIdentity =
  | { kind: "user"; iamId: string; name: string; email: string; givenName?: string; familyName?: string }
  | { kind: "serviceId"; iamId: string; serviceId: string; name: string };

/** An access token's claims; `clientId` is `default`, or `bx` where the client signed in as that. */
export function accessTokenClaims(token: {
  url: string;
  identity: TokenIdentity;
  accountId: string;
  apikeyId: string;
  jti: string;
  grantType: string;
  clientId?: string;
  now: Date;
  ttlSeconds?: number;
}): AccessTokenClaims {
  const { identity } = token;
  const iat = unixSeconds(token.now);
  const issuer = accessTokenIssuer(token.url);
  const sub = identity.kind === "user" ? identity.email : identity.serviceId;
  return {
    iam_id: identity.iamId,
    id: identity.iamId,
    realmid: identity.kind === "user" ? "wharfkey" : "iam",
    identifier: identity.kind === "user" ? identity.iamId.replace(/^wharfkey-/, "") : identity.serviceId,
    sub,
    ...(identity.kind === "serviceId" ? { sub_type: "ServiceId" as const } : personClaims(identity)),
    name: identity.name,
    account: { valid: true, bss: token.accountId },
    authn: { sub, iam_id: identity.iamId, name: identity.name },
    jti: token.jti,
    iat,
    exp: tokenExp(iat, token.ttlSeconds ?? accessTokenTtlSeconds.default),
    iss: issuer,
    aud: issuer,
    grant_type: token.grantType,
    scope: "ibm openid",
    client_id: token.clientId ?? "default",
    acr: 1,
    amr: ["pwd"],
    apikey_id: token.apikeyId,
  };
}

/** End of a token in unix seconds: after its lifetime, never beyond its parent's end. */
export function tokenExp(iat: number, ttlSeconds: number, parentExp = Number.POSITIVE_INFINITY): number {
  return Math.min(iat + Math.floor(ttlSeconds), Math.floor(parentExp));
}

export function unixSeconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}

function personClaims(person: { email: string; givenName?: string; familyName?: string }) {
  return {
    email: person.email,
    ...(person.givenName !== undefined && { given_name: person.givenName }),
    ...(person.familyName !== undefined && { family_name: person.familyName }),
  };
}
