import { createLocalJWKSet, decodeJwt, type JSONWebKeySet, jwtVerify } from "jose";
import pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { clientAddressHeader } from "@/lib/platform/client-address";
import { iamToken } from "@/lib/protocols/iam-token";
import { registryToken } from "@/lib/protocols/registry-token";
import { basic, createServiceKey, type TestKey } from "@/tests/support/credentials";
import { testRuntime } from "@/tests/support/runtime";

const portal = testRuntime();
let key: TestKey;
const apikeyGrant = "urn:ibm:params:oauth:grant-type:apikey";

beforeAll(async () => {
  key = await createServiceKey(portal.runtime, portal.administrator, "robot", [{ roles: ["Reader"] }]);
});

type Answer = {
  access_token: string;
  refresh_token: string;
  expires_in: number;
  expiration: number;
  errorCode?: string;
  errorMessage?: string;
  context?: { requestId: string; url: string };
};

const post = async (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) => {
  const response = await iamToken.request(`http://localhost${path}`, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      [clientAddressHeader]: "203.0.113.200",
      ...headers,
    },
    body: new URLSearchParams(fields).toString(),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer };
};
const token = (fields: Record<string, string>, headers = {}) => post("/identity/token", fields, headers);
const bx = basic("bx", "bx");
const login = async () =>
  (await token({ grant_type: apikeyGrant, apikey: key.value, response_type: "cloud_iam" }, bx)).body;
const refresh = (refreshToken: string) =>
  token({ grant_type: "refresh_token", refresh_token: refreshToken }, bx);

describe("an API key becomes an access token", () => {
  test("with IAM's answer and claims; the refresh token only for the client bx", async () => {
    const { status, body, headers } = await token({ grant_type: apikeyGrant, apikey: key.value });
    expect(status).toBe(200);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(body).toEqual({
      access_token: expect.any(String),
      refresh_token: "not_supported",
      token_type: "Bearer",
      expires_in: 3600,
      expiration: expect.any(Number),
      scope: "ibm openid",
    });
    const claims = decodeJwt(body.access_token);
    expect(claims).toMatchObject({
      iam_id: key.iamId,
      id: key.iamId,
      realmid: "iam",
      identifier: key.serviceIdId,
      sub: key.serviceIdId,
      sub_type: "ServiceId",
      name: "robot",
      account: { valid: true, bss: key.accountId },
      apikey_id: key.id,
      iss: "http://localhost:3000/identity",
      aud: "http://localhost:3000/identity",
      grant_type: apikeyGrant,
      client_id: "default",
    });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(3600);
    expect(body.expiration).toBe(claims.exp);
  });

  test("that any JOSE library verifies with the published keys", async () => {
    const { access_token: accessToken } = await login();
    const jwks = (await (await iamToken.request("http://localhost/identity/keys")).json()) as JSONWebKeySet;
    const verified = await jwtVerify(accessToken, createLocalJWKSet(jwks), {
      issuer: "http://localhost:3000/identity",
      audience: "http://localhost:3000/identity",
      typ: "at+jwt",
      algorithms: ["ES256"],
    });
    expect(verified.payload.apikey_id).toBe(key.id);
  });

  test("whose lifetime is the account's setting", async () => {
    const accountId = await portal.createAccount();
    await portal.runtime.prisma.account.update({
      where: { id: accountId },
      data: { accessTokenTtlSeconds: 900 },
    });
    const short = await createServiceKey(portal.runtime, { ...portal.administrator, accountId }, "short", []);
    const { body } = await token({ grant_type: apikeyGrant, apikey: short.value });
    expect(body.expires_in).toBe(900);
  });

  test("each exchange is one usage row with the token's id", async () => {
    const own = await createServiceKey(portal.runtime, portal.administrator, "rows", []);
    const { body } = await token({ grant_type: apikeyGrant, apikey: own.value });
    const rows = await portal.runtime.prisma.usageEvent.findMany({ where: { apikeyId: own.id } });
    expect(rows.map((row) => [row.action, row.outcome, row.username, row.tokenId])).toEqual([
      ["token", "granted", "iamapikey", decodeJwt(body.access_token).jti],
    ]);
  });
});

describe("refresh tokens", () => {
  test("rotate: each is good for one exchange, and reuse of an old one ends the family", async () => {
    const first = await login();
    const second = await refresh(first.refresh_token);
    expect(second.status).toBe(200);
    expect(second.body.refresh_token).not.toBe(first.refresh_token);
    const third = await refresh(second.body.refresh_token);
    expect(third.status).toBe(200);
    const reused = await refresh(first.refresh_token);
    expect([reused.status, reused.body.errorCode]).toEqual([400, "BXNIM0407E"]);
    const afterwards = await refresh(third.body.refresh_token);
    expect([afterwards.status, afterwards.body.errorCode]).toEqual([400, "BXNIM0407E"]);
  });

  test("used twice at once: one wins, and the family ends", async () => {
    const { refresh_token: refreshToken } = await login();
    const answers = await Promise.all([refresh(refreshToken), refresh(refreshToken), refresh(refreshToken)]);
    const won = answers.filter(({ status }) => status === 200);
    expect(won.length).toBe(1);
    expect((await refresh(won[0]?.body.refresh_token ?? "")).status).toBe(400);
  });

  test("are stored as digests, not as they are", async () => {
    const { refresh_token: refreshToken } = await login();
    const { rows } = await portal.runtime.pool.query(
      "SELECT encode(digest, 'escape') || family_id AS text FROM refresh_token",
    );
    expect(rows.some((row) => String(row.text).includes(refreshToken.slice(4, 20)))).toBe(false);
  });

  test("the registry's token service takes one again and again without consuming it, but not an old one", async () => {
    const { refresh_token: refreshToken } = await login();
    const pull = async () =>
      (
        await registryToken.request("http://localhost/oauth/token", {
          method: "POST",
          headers: { "content-type": "application/x-www-form-urlencoded" },
          body: new URLSearchParams({
            grant_type: "refresh_token",
            refresh_token: refreshToken,
            service: "de.registry",
          }).toString(),
        })
      ).status;
    expect([await pull(), await pull()]).toEqual([200, 200]);
    expect((await refresh(refreshToken)).status).toBe(200);
    expect(await pull()).toBe(401);
  });

  test("a registry token never outlives the access token that it came from", async () => {
    const { access_token: accessToken, expiration } = await login();
    portal.setNow(new Date(expiration * 1000 - 60_000));
    const response = await registryToken.request("http://localhost/oauth/token?service=de.registry", {
      headers: basic("iambearer", accessToken),
    });
    portal.setNow(null);
    const { token: issued, expires_in: expiresIn } = (await response.json()) as {
      token: string;
      expires_in: number;
    };
    expect([decodeJwt(issued).exp, expiresIn]).toEqual([expiration, 60]);
  });

  test("a registry token is no access token, nor the other way round", async () => {
    const response = await registryToken.request("http://localhost/oauth/token?service=de.registry", {
      headers: basic("iamapikey", key.value),
    });
    const { token: issued } = (await response.json()) as { token: string };
    const crossed = await registryToken.request("http://localhost/oauth/token?service=de.registry", {
      headers: basic("iambearer", issued),
    });
    expect(crossed.status).toBe(401);
  });
});

describe("errors have IAM's shape", () => {
  test.each<[string, Record<string, string>, number, string]>([
    ["an unknown key", { grant_type: apikeyGrant, apikey: "x".repeat(40) }, 400, "BXNIM0415E"],
    ["no key", { grant_type: apikeyGrant }, 400, "BXNIM0109E"],
    ["no grant type", {}, 400, "BXNIM0109E"],
    ["an unknown grant type", { grant_type: "password" }, 400, "BXNIM0102E"],
    [
      "another response type",
      { grant_type: apikeyGrant, apikey: "x".repeat(40), response_type: "uaa" },
      400,
      "BXNIM0106E",
    ],
    ["a refresh token that is none", { grant_type: "refresh_token", refresh_token: "x" }, 400, "BXNIM0407E"],
  ])("%s", async (_case, fields, status, code) => {
    const answer = await token(fields, bx);
    expect([answer.status, answer.body.errorCode]).toEqual([status, code]);
    expect(answer.body.context).toEqual({
      requestId: answer.headers.get("x-request-id"),
      requestType: "incoming.Identity_Token",
      url: "/identity/token",
    });
  });

  test("a disabled key", async () => {
    const off = await createServiceKey(portal.runtime, portal.administrator, "off", [], {
      disabledAt: new Date(),
    });
    const answer = await token({ grant_type: apikeyGrant, apikey: off.value });
    expect([answer.status, answer.body.errorCode]).toEqual([400, "BXNIM0462E"]);
  });

  test("an expired refresh token", async () => {
    const { refresh_token: refreshToken } = await login();
    portal.setNow(new Date(Date.now() + 4 * 86_400_000));
    const answer = await refresh(refreshToken);
    portal.setNow(null);
    expect([answer.status, answer.body.errorCode]).toEqual([400, "BXNIM0408E"]);
  });

  test("whatever is refused has the request id of its header", async () => {
    const large = await post("/identity/token", { apikey: "x".repeat(70_000) });
    expect([large.status, large.body.errorCode]).toEqual([413, "BXNIM0413E"]);
    expect(large.body.context?.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(large.body.context?.requestId).toBe(large.headers.get("x-request-id"));
  });

  test("another method", async () => {
    const response = await iamToken.request("http://localhost/identity/token");
    expect([response.status, ((await response.json()) as Answer).errorCode]).toEqual([405, "BXNIM0060E"]);
  });
});

test("a failure that is not the database's absence is 500, not 503, and gives nothing", async () => {
  const owner = new pg.Client({ connectionString: portal.urls.ownerUrl });
  await owner.connect();
  await owner.query("ALTER TABLE access_epoch RENAME TO away");
  try {
    const { status, headers, body } = await token({ grant_type: apikeyGrant, apikey: key.value });
    expect([status, body.errorCode, headers.get("retry-after")]).toEqual([500, "BXNIM0500E", null]);
    const registry = await registryToken.request("http://localhost/oauth/token?service=de.registry", {
      headers: basic("iamapikey", key.value),
    });
    const said = (await registry.json()) as { errors: { code: string }[] };
    expect([registry.status, said.errors[0]?.code]).toEqual([500, "UNKNOWN"]);
  } finally {
    await owner.query("ALTER TABLE away RENAME TO access_epoch");
    await owner.end();
  }
  expect((await token({ grant_type: apikeyGrant, apikey: key.value })).status).toBe(200);
});

describe("introspection", () => {
  test("says active with the claims, or only inactive", async () => {
    const { access_token: accessToken } = await login();
    const inspect = async (fields: Record<string, string>) =>
      (await post("/identity/introspect", fields)).body as unknown;
    expect(await inspect({ token: accessToken })).toMatchObject({ active: true, apikey_id: key.id });
    expect(await inspect({ apikey: key.value })).toMatchObject({ active: true, iam_id: key.iamId });
    expect(await inspect({ token: `${accessToken}x` })).toEqual({ active: false });
    expect(await inspect({ apikey: "x".repeat(40) })).toEqual({ active: false });
  });

  test("without anything to look at is inactive too", async () => {
    for (const fields of [{}, { token: "" }, { apikey: "" }] as Record<string, string>[]) {
      const { status, body } = await post("/identity/introspect", fields);
      expect([status, body]).toEqual([200, { active: false }]);
    }
  });

  test("of keys is limited and recorded like any attempt, and says nothing; the right key stays free", async () => {
    const from = { [clientAddressHeader]: "203.0.113.77" };
    const inspect = (apikey: string) => post("/identity/introspect", { apikey }, from);
    const off = await createServiceKey(portal.runtime, portal.administrator, "off too", [], {
      disabledAt: new Date(),
    });
    portal.setNow(new Date("2026-11-20T12:00:10Z"));
    expect((await inspect(off.value)).body).toEqual({ active: false });
    for (let i = 0; i < 29; i++)
      expect((await inspect(`${i}`.repeat(40))).body as unknown).toEqual({ active: false });
    const over = await inspect("y".repeat(40));
    expect([over.status, over.body.errorCode, over.headers.get("retry-after")]).toEqual([
      429,
      "BXNIM0429E",
      "50",
    ]);
    expect((await inspect(key.value)).body).toMatchObject({ active: true });
    portal.setNow(null);
    const rows = await rowsOf("203.0.113.77");
    expect(rows.length).toBe(31);
    expect(rows.filter(({ apikeyId }) => apikeyId === off.id)).toMatchObject([
      { action: "login", outcome: "denied", reason: "disabled", username: "iamapikey" },
    ]);
    const reasons = new Set(rows.map(({ reason }) => reason));
    expect(reasons).toEqual(new Set(["disabled", "unknown-key", "rate-limited"]));
  });
});

const rowsOf = (ip: string) => portal.runtime.prisma.usageEvent.findMany({ where: { ip } });

describe("a credential in a request that can't be used is a recorded attempt", () => {
  const secret = "x".repeat(40);
  let addresses = 0;
  test.each<[string, Record<string, string>, Record<string, string>, number, string]>([
    [
      "a refresh token without bx:bx",
      { grant_type: "refresh_token", refresh_token: "wfr_x" },
      {},
      401,
      "BXNIM0103E",
    ],
    [
      "an unreadable Basic header",
      { grant_type: apikeyGrant, apikey: secret },
      { authorization: "Basic !!!" },
      401,
      "BXNIM0103E",
    ],
    ["a key for an unknown grant", { grant_type: "magic", apikey: secret }, {}, 400, "BXNIM0102E"],
    ["a key for no grant", { apikey: secret }, {}, 400, "BXNIM0109E"],
    [
      "a key for another response",
      { grant_type: apikeyGrant, apikey: secret, response_type: "uaa" },
      {},
      400,
      "BXNIM0106E",
    ],
    ["a key in JSON", { apikey: secret }, { "content-type": "application/json" }, 415, "BXNIM0121E"],
    ["a body of 70 KB", { apikey: "x".repeat(70_000) }, {}, 413, "BXNIM0413E"],
  ])("%s", async (_case, fields, headers, status, code) => {
    const ip = `198.51.100.${++addresses}`;
    const answer = await post("/identity/token", fields, { ...headers, [clientAddressHeader]: ip });
    expect([answer.status, answer.body.errorCode]).toEqual([status, code]);
    expect(answer.headers.get("www-authenticate")).toBe(status === 401 ? 'Basic realm="Wharfkey"' : null);
    const requestId = answer.headers.get("x-request-id");
    expect(await rowsOf(ip)).toMatchObject([
      { action: "token", outcome: "denied", reason: "malformed-credential", apikeyId: null, requestId },
    ]);
  });

  test("and where none came there is no row", async () => {
    const from = { [clientAddressHeader]: "198.51.100.200" };
    await post("/identity/token", {}, from);
    await post("/identity/token", { grant_type: "magic" }, { ...from, ...bx });
    await iamToken.request("http://localhost/identity/token", { method: "POST", headers: from });
    expect(await rowsOf("198.51.100.200")).toEqual([]);
  });
});
