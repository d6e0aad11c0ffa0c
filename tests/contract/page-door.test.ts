import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureBuild } from "@/scripts/lib/build";
import { eventually } from "@/tests/support/landscape";
import { type Portal, startPortal } from "@/tests/support/portal";
import { asOwner } from "@/tests/support/postgres";
import { testRuntime, testSecret } from "@/tests/support/runtime";

const shared = testRuntime();
let portal: Portal;

beforeAll(async () => {
  await ensureBuild();
  portal = await startPortal({
    WHARFKEY_ROLE: "all",
    DATABASE_URL: shared.urls.appUrl,
    DATABASE_MIGRATION_URL: shared.urls.ownerUrl,
    WHARFKEY_SECRET: testSecret,
  });
}, 180_000);
afterAll(() => portal?.stop());

const form = "application/x-www-form-urlencoded";
const post = (path: string, type: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${portal.url}${path}`, {
    method: "POST",
    redirect: "manual",
    headers: { "content-type": type, ...headers },
    body,
  });

test("a form that is too large is refused with 413, in the reader's language", async () => {
  const large = `email=a%40b&password=${"x".repeat(300_000)}`;
  const english = await post("/sign-in", form, large);
  expect([english.status, await english.text()]).toEqual([
    413,
    expect.stringContaining("<h1>That was too much</h1>"),
  ]);
  const german = await post("/sign-in", form, large, { "accept-language": "de-DE" });
  expect(await german.text()).toContain('<html lang="de">');
});

test("a body whose size is not known beforehand is refused before it is read", async () => {
  const sent = request(`${portal.url}/sign-in`, { method: "POST", headers: { "content-type": form } });
  sent.write("email=a");
  sent.end();
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  expect([answer.statusCode, await text(answer)]).toEqual([413, expect.stringContaining("too much")]);
});

test.each([
  ["/sign-in", "multipart/form-data; boundary=x", "no part of a form"],
  [
    "/sign-in",
    "multipart/form-data; boundary=x",
    '--x\r\ncontent-disposition: form-data; name="email"\r\n\r\na',
  ],
  ["/sign-in", "multipart/form-data", "no boundary"],
  ["/sign-in", "application/json", "{"],
  ["/sign-in", form, "%00%ff=%zz"],
  ["/sign-in", "text/plain", "\0"],
  ["/api/auth/callback/credentials", "application/json", "{"],
  ["/api/auth/callback/credentials", form, "email=%00&password=%00"],
  ["/api/auth/signin/company", form, "csrfToken=x"],
  ["/home", "multipart/form-data; boundary=x", "no part of a form"],
])("what can't be read at %s as %s is no failure of the portal's", async (path, type, body) => {
  const answer = await post(path, type, body);
  expect(answer.status).toBeLessThan(500);
  if (type.startsWith("multipart")) expect(await answer.text()).toContain("<h1>That couldn't be read</h1>");
  else await answer.body?.cancel();
});

test("what looks like a file of the pages takes no large body either", async () => {
  for (const path of ["/_next/x", "/_next/static/x"])
    expect((await post(path, "multipart/form-data; boundary=x", "x".repeat(300_000))).status).toBe(413);
});

test.each(["/nothing", "/favicon.ico", "/icon.svgx", "/_next/x", "/_next/image?url=%2Ficon.svg&w=64&q=75"])(
  "%s is not there, and says so under the policy of every page",
  async (path) => {
    const answer = await fetch(`${portal.url}${path}`);
    await answer.body?.cancel();
    expect([answer.status, answer.headers.get("x-content-type-options")]).toEqual([404, "nosniff"]);
    expect(answer.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  },
);

test.each(["/icon.svg", "/sign-in", "/openapi.json", "/identity/keys", "/api/v1/usage", "/healthz"])(
  "%s is never taken for another type than it says",
  async (path) => {
    const answer = await fetch(`${portal.url}${path}`);
    await answer.body?.cancel();
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  },
);

test("next-auth's own client asks for the providers as it does: GET, with a type and no body", async () => {
  const answer = await fetch(`${portal.url}/api/auth/providers`, {
    headers: { "content-type": "application/json" },
  });
  expect([answer.status, await answer.json()]).toEqual([200, expect.any(Object)]);
});

test("without its database a page is a 503 that says so and comes back by itself", async () => {
  const name = new URL(shared.urls.appUrl).pathname.slice(1);
  const allow = (yes: boolean) =>
    asOwner(shared.urls.ownerUrl, `ALTER DATABASE ${name} ALLOW_CONNECTIONS ${yes}`);
  const page = async () => {
    const answer = await fetch(`${portal.url}/sign-in`, { headers: { "accept-language": "de" } });
    return {
      status: answer.status,
      retryAfter: answer.headers.get("retry-after"),
      text: await answer.text(),
    };
  };
  await allow(false);
  try {
    await asOwner(
      shared.urls.ownerUrl,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`,
    );
    await eventually(async () =>
      expect(await page()).toMatchObject({
        status: 503,
        retryAfter: "5",
        text: expect.stringContaining("<h1>Die Datenbank antwortet nicht</h1>"),
      }),
    );
  } finally {
    await allow(true);
  }
  await eventually(async () => expect((await page()).status).toBe(200));
});
