import { decodeJwt } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { basic, createServiceKey, type TestKey } from "@/tests/support/credentials";
import { eventually } from "@/tests/support/landscape";
import { type Portal, startPortal } from "@/tests/support/portal";
import { asOwner } from "@/tests/support/postgres";
import { testRuntime, testSecret } from "@/tests/support/runtime";

const shared = testRuntime();
let portal: Portal;
let key: TestKey;

const environment = () => ({
  DATABASE_URL: shared.urls.appUrl,
  DATABASE_MIGRATION_URL: shared.urls.ownerUrl,
  WHARFKEY_SECRET: testSecret,
});

beforeAll(async () => {
  key = await createServiceKey(shared.runtime, shared.administrator, "ci", [{ roles: ["Reader"] }]);
  portal = await startPortal(environment());
});
afterAll(() => portal?.stop());

const ask = () =>
  fetch(`${portal.url}/oauth/token?service=de.registry`, { headers: basic("iamapikey", key.value) });

test("kill -9 in the middle loses no row of a token that was received", async () => {
  const received: string[] = [];
  let killed = false;
  const client = async () => {
    while (!killed)
      try {
        const { token } = (await (await ask()).json()) as { token: string };
        received.push(String(decodeJwt(token).jti));
      } catch {
        return; // its connection ended with the portal
      }
  };
  const clients = Array.from({ length: 16 }, client);
  await eventually(async () => expect(received.length).toBeGreaterThan(300));
  await portal.kill("SIGKILL");
  killed = true;
  await Promise.all(clients);
  const rows = await shared.runtime.prisma.usageEvent.findMany({
    where: { apikeyId: key.id },
    select: { tokenId: true },
  });
  const recorded = new Set(rows.map((row) => row.tokenId));
  expect(received.filter((jti) => !recorded.has(jti))).toEqual([]);
  portal = await startPortal(environment());
  expect((await ask()).status).toBe(200);
});

test("while the database is away no token leaves: 503 with Retry-After, and recovery by itself", async () => {
  const name = new URL(shared.urls.appUrl).pathname.slice(1);
  await asOwner(shared.urls.ownerUrl, `ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
  try {
    await asOwner(
      shared.urls.ownerUrl,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`,
    );
    const refused = await ask();
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(((await refused.json()) as { errors: [{ code: string }] }).errors[0].code).toBe("UNAVAILABLE");
    expect((await fetch(`${portal.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${portal.url}/healthz`)).status).toBe(200);
  } finally {
    await asOwner(shared.urls.ownerUrl, `ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
  }
  expect((await ask()).status).toBe(200);
  expect(portal.output()).not.toContain(key.value);
});

test("a header beyond 64 KiB is a plain 431", async () => {
  const response = await fetch(`${portal.url}/oauth/token?service=de.registry`, {
    headers: basic("iambearer", "x".repeat(70_000)),
  });
  expect(response.status).toBe(431);
});

test("forwarded addresses from anyone but a trusted proxy are not believed", async () => {
  const spoofed = {
    ...basic("iamapikey", key.value),
    "x-forwarded-for": "198.51.100.77",
    "x-wharfkey-client-address": "198.51.100.78",
  };
  await fetch(`${portal.url}/oauth/token?service=de.registry`, { headers: spoofed });
  const ips = await shared.runtime.prisma.usageEvent.findMany({ distinct: ["ip"], select: { ip: true } });
  expect(ips.map((row) => row.ip).filter((ip) => ip !== "127.0.0.1" && ip !== "::1")).toEqual([]);
});
