import { expect, test } from "vitest";
import { accessTokenClaims, registryTokenClaims, tokenExp } from "@/lib/domain/jwt-claims";

const now = new Date("2026-11-22T12:00:00.789Z");
const iat = 1795348800;

test("a registry token's claims are what Distribution accepts", () => {
  const access = [{ type: "repository", name: "team-a/app", actions: ["pull"] }];
  const given = {
    issuer: "http://localhost:3000",
    service: "de.registry",
    iamId: "wharfkey-1",
    apikeyId: "ApiKey-2",
  };
  expect(registryTokenClaims({ ...given, jti: "j", access, now })).toEqual({
    iss: "http://localhost:3000",
    sub: "wharfkey-1/ApiKey-2",
    aud: "de.registry",
    iat,
    nbf: iat,
    exp: iat + 300,
    jti: "j",
    access,
  });
  expect(registryTokenClaims({ ...given, jti: "j", access, now, ttlSeconds: 60 }).exp).toBe(iat + 60);
  expect(registryTokenClaims({ ...given, jti: "j", access, now, parentExp: iat + 20 }).exp).toBe(iat + 20);
});

test.each([
  [300, undefined, iat + 300],
  [300, iat + 10_000, iat + 300],
  [300, iat + 299.9, iat + 299],
  [0.5, undefined, iat],
])("a lifetime of %j s under a parent's end %j ends at %j", (ttlSeconds, parentExp, exp) => {
  expect(tokenExp(iat, ttlSeconds, parentExp)).toBe(exp);
});

const shared = {
  url: "https://keys.example",
  accountId: "a".repeat(32),
  apikeyId: "ApiKey-2",
  jti: "j",
  grantType: "urn:ibm:params:oauth:grant-type:apikey",
  now,
};
const sharedClaims = {
  account: { valid: true, bss: "a".repeat(32) },
  jti: "j",
  iat,
  exp: iat + 3600,
  iss: "https://keys.example/identity",
  aud: "https://keys.example/identity",
  grant_type: "urn:ibm:params:oauth:grant-type:apikey",
  scope: "ibm openid",
  client_id: "default",
  acr: 1,
  amr: ["pwd"],
  apikey_id: "ApiKey-2",
};

test("a person's access token", () => {
  const identity = {
    kind: "user",
    iamId: "wharfkey-1",
    name: "Mara Lindqvist",
    email: "mara@example.com",
  } as const;
  expect(accessTokenClaims({ ...shared, identity })).toEqual({
    ...sharedClaims,
    iam_id: "wharfkey-1",
    id: "wharfkey-1",
    realmid: "wharfkey",
    identifier: "1",
    sub: "mara@example.com",
    name: "Mara Lindqvist",
    email: "mara@example.com",
    authn: { sub: "mara@example.com", iam_id: "wharfkey-1", name: "Mara Lindqvist" },
  });
  const named = { ...identity, givenName: "Mara", familyName: "Lindqvist" };
  expect(accessTokenClaims({ ...shared, identity: named })).toMatchObject({
    given_name: "Mara",
    family_name: "Lindqvist",
  });
});

test("a service ID's access token", () => {
  const identity = {
    kind: "serviceId",
    iamId: "iam-ServiceId-1",
    serviceId: "ServiceId-1",
    name: "ci",
  } as const;
  const claims = accessTokenClaims({ ...shared, identity, clientId: "bx", ttlSeconds: 900 });
  expect(claims).toEqual({
    ...sharedClaims,
    exp: iat + 900,
    client_id: "bx",
    iam_id: "iam-ServiceId-1",
    id: "iam-ServiceId-1",
    realmid: "iam",
    identifier: "ServiceId-1",
    sub: "ServiceId-1",
    sub_type: "ServiceId",
    name: "ci",
    authn: { sub: "ServiceId-1", iam_id: "iam-ServiceId-1", name: "ci" },
  });
});
