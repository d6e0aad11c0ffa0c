import { beforeAll, describe, expect, test } from "vitest";
import { clientAddressHeader } from "@/lib/platform/client-address";
import { registryToken } from "@/lib/protocols/registry-token";
import { basic, createNamespaceRow, createServiceKey, type TestKey } from "@/tests/support/credentials";
import { testRuntime } from "@/tests/support/runtime";

const portal = testRuntime();
let key: TestKey;
let addresses = 0;
/** Each test its own, so that none meets another's limit. */
const nextAddress = () => `203.0.113.${++addresses}`;

beforeAll(async () => {
  const { runtime, administrator } = portal;
  await createNamespaceRow(runtime, administrator, "eu-de", "team-a");
  key = await createServiceKey(runtime, administrator, "reader", [
    { region: "eu-de", namespace: "team-a", roles: ["Reader"] },
  ]);
});

const send = async (path: string, init: RequestInit = {}, address = nextAddress()) => {
  const headers = new Headers(init.headers);
  headers.set(clientAddressHeader, address);
  headers.set("user-agent", headers.get("user-agent") ?? "curl/8.0");
  const response = await registryToken.request(`http://localhost/oauth/token${path}`, { ...init, headers });
  const body = (await response.json()) as { errors?: [{ code: string; message: string }]; token?: string };
  const rows = await portal.runtime.prisma.usageEvent.findMany({
    where: { ip: address },
    orderBy: { at: "asc" },
  });
  return { response, error: body.errors?.[0], rows };
};

const form = (fields: Record<string, string>): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams(fields).toString(),
});

const unknown = `wfk_${"0".repeat(10)}_${"A".repeat(32)}`;

describe("bad credentials get 401 UNAUTHORIZED with a sentence, and are recorded without the secret", () => {
  test.each<[string, string, RequestInit, string, RegExp]>([
    [
      "an unknown key",
      "?service=de.registry",
      { headers: basic("iamapikey", "z".repeat(40)) },
      "unknown-key",
      /^Unknown API key\./,
    ],
    [
      "a key cut short",
      "?service=de.registry",
      { headers: basic("iamapikey", unknown) },
      "malformed-key",
      /^Unknown API key: it is not complete/,
    ],
    [
      "an empty password",
      "?service=de.registry",
      { headers: basic("iamapikey", "") },
      "malformed-key",
      /^Unknown API key/,
    ],
    [
      "a password of 20 KB",
      "?service=de.registry",
      { headers: basic("iamapikey", "p".repeat(20_000)) },
      "malformed-key",
      /^Unknown API key/,
    ],
    [
      "NUL bytes in the password",
      "?service=de.registry",
      { headers: basic("iamapikey", "a\0b") },
      "malformed-key",
      /^Unknown API key/,
    ],
    [
      "another username",
      "?service=de.registry",
      { headers: basic("bob", "secret") },
      "wrong-username",
      /^The username must be iamapikey/,
    ],
    [
      "a token that is none",
      "?service=de.registry",
      { headers: basic("iambearer", "abc.def.ghi") },
      "invalid-token",
      /not an access token/,
    ],
    [
      "a refresh token that is none",
      "?service=de.registry",
      { headers: basic("iamrefresh", "wfr_x") },
      "invalid-token",
      /not a refresh token/,
    ],
    [
      "a header that is not Basic",
      "?service=de.registry",
      { headers: { authorization: "Bearer x" } },
      "malformed-credential",
      /needs Basic/,
    ],
    [
      "a Basic header without base64",
      "?service=de.registry",
      { headers: { authorization: "Basic !!!" } },
      "malformed-credential",
      /needs Basic/,
    ],
    [
      "a Basic header without a colon",
      "?service=de.registry",
      { headers: { authorization: "Basic YWJj" } },
      "malformed-credential",
      /needs Basic/,
    ],
    [
      "a form without a username",
      "",
      form({ grant_type: "password", password: "x", service: "de.registry" }),
      "wrong-username",
      /^The username must be/,
    ],
    [
      "a form without a refresh token",
      "",
      form({ grant_type: "refresh_token", service: "de.registry" }),
      "invalid-token",
      /not a refresh token/,
    ],
  ])("%s", async (_case, path, init, reason, message) => {
    const { response, error, rows } = await send(path, init);
    expect([response.status, error?.code]).toEqual([401, "UNAUTHORIZED"]);
    expect(error?.message).toMatch(message);
    expect(rows.map((row) => [row.outcome, row.reason, row.apikeyId, row.accountId])).toEqual([
      ["denied", reason, null, null],
    ]);
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  test("no credentials at all is no attempt: 401, and no row", async () => {
    const { response, error, rows } = await send("?service=de.registry&scope=repository:team-a/app:pull");
    expect([response.status, error?.code, rows.length]).toEqual([401, "UNAUTHORIZED", 0]);
  });
});

describe("bad parameters with a good key get 400, named, and are recorded for the key's owner", () => {
  test.each<[string, string, string, RegExp]>([
    ["an unknown service", "?service=nowhere", "unknown-service", /^No region has the service "nowhere"/],
    ["no service", "", "unknown-service", /^No region has the service ""/],
    ["NUL bytes in the service", "?service=de%00", "unknown-service", /^No region has the service/],
    [
      "a scope without actions",
      "?service=de.registry&scope=repository:team-a/app",
      "malformed-scope",
      /needs the form type:name:actions/,
    ],
    [
      "a scope with NUL bytes",
      "?service=de.registry&scope=repository:team-a/a%00pp:pull",
      "malformed-scope",
      /control character/,
    ],
    [
      "a scope of 5 KB",
      `?service=de.registry&scope=repository:${"a".repeat(5000)}:pull`,
      "malformed-scope",
      /longer than 1024/,
    ],
    [
      "a repository in capitals",
      "?service=de.registry&scope=repository:Team/App:pull",
      "malformed-scope",
      /lower-case/,
    ],
    [
      "100 scopes",
      `?service=de.registry${"&scope=repository:team-a/app:pull".repeat(100)}`,
      "malformed-scope",
      /at most 64/,
    ],
  ])("%s", async (_case, path, reason, message) => {
    const { response, error, rows } = await send(path, { headers: basic("iamapikey", key.value) });
    expect([response.status, error?.code]).toEqual([400, "UNSUPPORTED"]);
    expect(error?.message).toMatch(message);
    expect(rows.map((row) => [row.outcome, row.reason, row.apikeyId, row.tokenId])).toEqual([
      ["denied", reason, key.id, null],
    ]);
  });

  test.each<[string, RequestInit, number, RegExp]>([
    ["a body of 1 MB", { ...form({}), body: "x".repeat(1_000_000) }, 413, /larger than 65536 bytes/],
    [
      "a body of another type",
      { method: "POST", headers: { "content-type": "application/json" }, body: "{}" },
      415,
      /x-www-form-urlencoded/,
    ],
    [
      "a body without a type",
      { method: "POST", body: new Uint8Array([0, 1, 2]) },
      415,
      /x-www-form-urlencoded/,
    ],
    ["an unknown grant", form({ grant_type: "magic" }), 400, /grant_type must be password or refresh_token/],
    ["another method", { method: "DELETE" }, 405, /Use GET with Basic/],
  ])("%s", async (_case, init, status, message) => {
    const { response, error } = await send("", init);
    expect([response.status, error?.code]).toEqual([status, "UNSUPPORTED"]);
    expect(error?.message).toMatch(message);
  });
});

describe("a credential in a request that can't be used is a recorded attempt, none is none", () => {
  const login = basic("iamapikey", "z".repeat(40));
  const words = { username: "iamapikey", password: "z".repeat(40) };
  test.each<[string, RequestInit, number, number]>([
    ["a body of 1 MB", { ...form({}), body: "x".repeat(1_000_000) }, 413, 1],
    [
      "a body in JSON",
      {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ grant_type: "password", ...words }),
      },
      415,
      1,
    ],
    ["Basic with no body", { method: "POST", headers: login }, 415, 1],
    ["nothing", { method: "POST" }, 415, 0],
    ["a password for an unknown grant", form({ grant_type: "magic", ...words }), 400, 1],
    ["a refresh token for no grant", form({ refresh_token: "wfr_x" }), 400, 1],
    ["an unknown grant alone", form({ grant_type: "magic" }), 400, 0],
    ["Basic by another method", { method: "DELETE", headers: login }, 405, 1],
    ["another method alone", { method: "DELETE" }, 405, 0],
  ])("%s", async (_case, init, status, attempts) => {
    const { response, rows } = await send("", init);
    expect(response.status).toBe(status);
    const row = ["token", "denied", "malformed-credential", response.headers.get("x-request-id")];
    expect(
      rows.map(({ action, outcome, reason, requestId }) => [action, outcome, reason, requestId]),
    ).toEqual(Array.from({ length: attempts }, () => row));
  });
});

describe("the rate limit", () => {
  test("beyond 30 failures a minute one row per address counts them, and the right key still works", async () => {
    const address = nextAddress();
    const attempt = () =>
      send("?service=de.registry", { headers: basic("iamapikey", "w".repeat(40)) }, address);
    portal.setNow(new Date("2026-11-22T12:00:10Z"));
    for (let i = 0; i < 30; i++) expect((await attempt()).response.status).toBe(401);
    const answers = await Promise.all(Array.from({ length: 25 }, attempt));
    expect(new Set(answers.map(({ response }) => response.status))).toEqual(new Set([429]));
    expect(answers[0]?.response.headers.get("retry-after")).toBe("50");
    expect(answers[0]?.error?.code).toBe("TOOMANYREQUESTS");
    const right = await send("?service=de.registry", { headers: basic("iamapikey", key.value) }, address);
    expect(right.response.status).toBe(200);
    const limited = right.rows.filter((row) => row.reason === "rate-limited");
    expect(limited.map((row) => [row.count, row.at.toISOString(), row.apikeyId])).toEqual([
      [25, "2026-11-22T12:00:00.000Z", null],
    ]);
    expect(right.rows.length).toBe(30 + 1 + 1);
    portal.setNow(null);
  });

  test("one refused request sent on and on as containerd is limited too, and so are addresses of one network", async () => {
    const address = nextAddress();
    const wrong = basic("iamapikey", "w".repeat(40));
    const agent = { "user-agent": "containerd/1.6.20" };
    portal.setNow(new Date("2026-11-22T13:00:10Z"));
    const statuses: number[] = [];
    for (let i = 0; i < 70; i++)
      statuses.push(
        (await send("?service=de.registry", { headers: { ...wrong, ...agent } }, address)).response.status,
      );
    // Thirty attempts, and each of them sent twice.
    expect(statuses).toEqual([...Array(60).fill(401), ...Array(10).fill(429)]);
    const { rows } = await send("?service=de.registry", { headers: basic("iamapikey", key.value) }, address);
    expect(rows.length).toBe(60 + 1 + 1);
    const network = async (host: number) =>
      (await send("?service=de.registry", { headers: wrong }, `2001:db8:0:7::${host}`)).response.status;
    for (let host = 1; host <= 30; host++) expect(await network(host)).toBe(401);
    expect(await network(31)).toBe(429);
    portal.setNow(null);
  });

  test("a right public id with a wrong secret is a failed attempt on that key, never a use of it", async () => {
    const { prisma } = portal.runtime;
    const target = await createServiceKey(portal.runtime, portal.administrator, "target", []);
    const { composeApiKey } = await import("@/lib/domain/api-key");
    const forged = composeApiKey(target.value.slice(4, 14), "B".repeat(32));
    const { response, error, rows } = await send("?service=de.registry", {
      headers: basic("iamapikey", forged),
    });
    expect([response.status, error?.message]).toEqual([
      401,
      `Unknown API key. Check that it was copied whole and belongs to this portal. Request ${rows[0]?.requestId}.`,
    ]);
    expect(rows.map((row) => row.apikeyId)).toEqual([null]);
    const activity = await prisma.apiKeyActivity.findUniqueOrThrow({ where: { apiKeyId: target.id } });
    expect([activity.failedCount, activity.authnCount, activity.lastAuthn]).toEqual([1n, 0n, null]);
  });
});
