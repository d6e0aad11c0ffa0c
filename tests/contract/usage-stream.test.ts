import { afterAll, beforeAll, expect, test } from "vitest";
import { basic, createServiceKey, type TestKey } from "@/tests/support/credentials";
import { type Portal, startPortal } from "@/tests/support/portal";
import { testRuntime, testSecret } from "@/tests/support/runtime";

const shared = testRuntime();
let watching: Portal;
let issuing: Portal;
let key: TestKey;

beforeAll(async () => {
  const environment = {
    DATABASE_URL: shared.urls.appUrl,
    DATABASE_MIGRATION_URL: shared.urls.ownerUrl,
    WHARFKEY_SECRET: testSecret,
  };
  watching = await startPortal(environment);
  issuing = await startPortal({ ...environment, WHARFKEY_URL: watching.url });
  key = await createServiceKey(shared.runtime, shared.administrator, "ci", [{ roles: ["Reader"] }]);
});
afterAll(async () => {
  await watching?.stop();
  await issuing?.stop();
});

type Use = { id: string; action: string; outcome: string; region: string; client: { name: string } };

const accessToken = async (value: string): Promise<string> => {
  const body = new URLSearchParams({ grant_type: "urn:ibm:params:oauth:grant-type:apikey", apikey: value });
  const response = await fetch(`${watching.url}/identity/token`, { method: "POST", body });
  return ((await response.json()) as { access_token: string }).access_token;
};

const logIn = (portal: Portal, value: string) =>
  fetch(`${portal.url}/oauth/token?service=de.registry`, {
    headers: { ...basic("iamapikey", value), "user-agent": "docker/28.0" },
  });

/** Opens the stream; `next` gives the next use, `close` ends it. */
const openStream = async (authorization: string, apikeyId: string) => {
  const ended = new AbortController();
  const response = await fetch(`${watching.url}/api/v1/usage/stream?apikey_id=${apikeyId}`, {
    headers: { authorization },
    signal: ended.signal,
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = "";
  const next = async (): Promise<Use> => {
    for (;;) {
      const end = buffer.indexOf("\n\n");
      if (end >= 0) {
        const block = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        const data = /^data: ?(.*)$/m.exec(block)?.[1];
        if (data) return JSON.parse(data) as Use;
        continue;
      }
      const chunk = await reader?.read();
      if (!chunk || chunk.done) throw new Error("the stream ended");
      buffer += chunk.value;
    }
  };
  return { status: response.status, next, close: () => ended.abort() };
};

test("a login at one portal reaches who watches the key at another, long before the stream reads again by itself", async () => {
  const token = `Bearer ${await accessToken(key.value)}`;
  const stream = await openStream(token, key.id);
  const first = await stream.next();
  expect([first.action, first.outcome]).toEqual(["token", "granted"]);
  const began = Date.now();
  await logIn(issuing, key.value);
  const use = await stream.next();
  expect([use.action, use.outcome, use.region, use.client.name]).toEqual([
    "login",
    "granted",
    "eu-de",
    "docker",
  ]);
  expect(Date.now() - began).toBeLessThan(5_000);
  stream.close();
});

test("a stream shows nothing of another account's key, and nobody watches without credentials", async () => {
  const foreign = await createServiceKey(
    shared.runtime,
    { ...shared.administrator, accountId: await shared.createAccount() },
    "foreign",
    [],
  );
  await logIn(issuing, foreign.value);
  const administrator = await createServiceKey(shared.runtime, shared.administrator, "viewer", [
    { roles: ["Viewer"] },
  ]);
  const stream = await openStream(`Bearer ${await accessToken(administrator.value)}`, foreign.id);
  const nothing = stream.next().then(
    (use) => use.id,
    () => "ended",
  );
  await logIn(issuing, foreign.value);
  await logIn(issuing, key.value);
  const own = await openStream(`Bearer ${await accessToken(key.value)}`, key.id);
  await own.next();
  own.close();
  stream.close();
  expect(await nothing).toBe("ended");
  expect((await fetch(`${watching.url}/api/v1/usage/stream?apikey_id=${key.id}`)).status).toBe(401);
});
