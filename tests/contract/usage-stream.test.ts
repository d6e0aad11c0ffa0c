import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { composeApiKey } from "@/lib/domain/api-key";
import { findFailedAttempts } from "@/lib/services/failed-attempts";
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

type Use = {
  id: string;
  at: string;
  action: string;
  outcome: string;
  region: string;
  client: { name: string };
};
type Failed = { count: number; at: string };
type Events = { use: Use; failed: Failed };

const accessToken = async (value: string): Promise<string> => {
  const body = new URLSearchParams({ grant_type: "urn:ibm:params:oauth:grant-type:apikey", apikey: value });
  const response = await fetch(`${watching.url}/identity/token`, { method: "POST", body });
  return ((await response.json()) as { access_token: string }).access_token;
};

const logIn = (portal: Portal, value: string) =>
  fetch(`${portal.url}/oauth/token?service=de.registry`, {
    headers: { ...basic("iamapikey", value), "user-agent": "docker/28.0" },
  });

/** Opens the stream; `next` gives the next event's data, which must have that name, `close` ends it. */
const openStream = async (authorization: string, apikeyId: string) => {
  const ended = new AbortController();
  const response = await fetch(`${watching.url}/api/v1/usage/stream?apikey_id=${apikeyId}`, {
    headers: { authorization },
    signal: ended.signal,
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = "";
  const read = async (): Promise<{ event: string; data: unknown }> => {
    for (;;) {
      const end = buffer.indexOf("\n\n");
      if (end >= 0) {
        const block = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        const data = /^data: ?(.*)$/m.exec(block)?.[1];
        if (data) return { event: /^event: ?(.*)$/m.exec(block)?.[1] ?? "", data: JSON.parse(data) };
        continue;
      }
      const chunk = await reader?.read();
      if (!chunk || chunk.done) throw new Error("the stream ended");
      buffer += chunk.value;
    }
  };
  const next = async <Name extends keyof Events>(name: Name): Promise<Events[Name]> => {
    const { event, data } = await read();
    expect(event).toBe(name);
    return data as Events[Name];
  };
  return { status: response.status, next, close: () => ended.abort() };
};

/** Less than until it is read again without a signal. */
const signalMs = 8_000;

test("a login at one portal reaches who watches the key at another, by a signal of its commit", async () => {
  const token = `Bearer ${await accessToken(key.value)}`;
  const stream = await openStream(token, key.id);
  const first = await stream.next("use");
  expect([first.action, first.outcome]).toEqual(["token", "granted"]);
  await logIn(issuing, key.value);
  const use = await stream.next("use");
  // From before the commit: it has the time at which the request came.
  expect(Date.now() - Date.parse(use.at)).toBeLessThan(signalMs);
  expect([use.action, use.outcome, use.region, use.client.name]).toEqual([
    "login",
    "granted",
    "eu-de",
    "docker",
  ]);
  stream.close();
});

test("what was before the last ten uses is no news: a stream that goes on sends each new use alone", async () => {
  const busy = await createServiceKey(shared.runtime, shared.administrator, "busy", [{ roles: ["Reader"] }]);
  const token = `Bearer ${await accessToken(busy.value)}`;
  for (let use = 0; use < 15; use += 1) await logIn(issuing, busy.value);
  const stream = await openStream(token, busy.id);
  const first: string[] = [];
  for (let use = 0; use < 10; use += 1) first.push((await stream.next("use")).id);
  for (let more = 0; more < 3; more += 1) {
    const begun = Date.now();
    await logIn(issuing, busy.value);
    const { id, at } = await stream.next("use");
    expect(Date.parse(at)).toBeGreaterThanOrEqual(begun);
    expect(first).not.toContain(id);
    first.push(id);
  }
  stream.close();
});

test("who holds twenty streams gets no more until one is closed, and others get theirs", async () => {
  const greedy = await createServiceKey(shared.runtime, shared.administrator, "greedy", []);
  const token = `Bearer ${await accessToken(greedy.value)}`;
  const streams = await Promise.all(Array.from({ length: 20 }, () => openStream(token, greedy.id)));
  expect(streams.map(({ status }) => status)).toEqual(streams.map(() => 200));
  expect((await openStream(token, greedy.id)).status).toBe(429);
  const other = await openStream(`Bearer ${await accessToken(key.value)}`, key.id);
  expect(other.status).toBe(200);
  streams.pop()?.close();
  await expect
    .poll(async () => {
      const again = await openStream(token, greedy.id);
      if (again.status === 200) streams.push(again);
      return again.status;
    })
    .toBe(200);
  for (const { close } of [...streams, other]) close();
});

test("who asks for the head of a stream holds none", async () => {
  const asking = await createServiceKey(shared.runtime, shared.administrator, "asking", []);
  const authorization = `Bearer ${await accessToken(asking.value)}`;
  const address = `${watching.url}/api/v1/usage/stream?apikey_id=${asking.id}`;
  for (let time = 0; time < 25; time++)
    expect((await fetch(address, { method: "HEAD", headers: { authorization } })).status).toBe(200);
  const stream = await openStream(authorization, asking.id);
  expect(stream.status).toBe(200);
  stream.close();
});

test("another account's key is not watched for, so that no pause tells when it is used", async () => {
  const abroad = { ...shared.administrator, accountId: await shared.createAccount() };
  const foreign = await createServiceKey(shared.runtime, abroad, "watched abroad", []);
  const announced: string[] = [];
  const listener = new pg.Client({ connectionString: shared.urls.appUrl });
  await listener.connect();
  listener.on("notification", ({ payload = "" }) => announced.push(...payload.split(",")));
  await listener.query("LISTEN wharfkey_watch");
  const token = `Bearer ${await accessToken(key.value)}`;
  const streams = [
    await openStream(token, foreign.id),
    await openStream(token, "*"),
    await openStream(token, key.id),
  ];
  await expect.poll(() => announced).toContain(key.id);
  expect(announced).not.toContain(foreign.id);
  expect(announced).not.toContain("*");
  for (const { close } of streams) close();
  await listener.end();
});

test("a login with a key's beginning and a wrong secret reaches who watches the key, and is no use of it", async () => {
  const watched = await createServiceKey(shared.runtime, shared.administrator, "copied badly", []);
  const token = `Bearer ${await accessToken(watched.value)}`;
  const stream = await openStream(token, watched.id);
  const { id } = await stream.next("use");
  const wrongs = [watched.value.slice(0, 30), composeApiKey(watched.value.slice(4, 14), "B".repeat(32))];
  for (const [index, wrong] of wrongs.entries()) {
    expect((await logIn(issuing, wrong)).status).toBe(401);
    const failed = await stream.next("failed");
    expect(Date.now() - Date.parse(failed.at)).toBeLessThan(signalMs);
    expect(failed).toEqual({
      ...{ count: index + 1, at: expect.any(String), ip: "127.0.0.1", client: "docker 28.0" },
      region: "eu-de",
    });
  }
  stream.close();
  // Who comes later sees the same, and one use as before.
  const again = await openStream(token, watched.id);
  expect((await again.next("use")).id).toBe(id);
  expect((await again.next("failed")).count).toBe(2);
  again.close();
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
  const nothing = stream.next("use").then(
    (use) => use.id,
    () => "ended",
  );
  await logIn(issuing, foreign.value);
  await logIn(issuing, foreign.value.slice(0, 30));
  await logIn(issuing, key.value);
  const own = await openStream(`Bearer ${await accessToken(key.value)}`, key.id);
  await own.next("use");
  own.close();
  stream.close();
  expect(await nothing).toBe("ended");
  expect((await fetch(`${watching.url}/api/v1/usage/stream?apikey_id=${key.id}`)).status).toBe(401);
});

test("failed attempts on a key are told to its owner, administrators and auditors, and to nobody else", async () => {
  const { administrator, createAccount, createPerson } = shared;
  const { accountId } = administrator;
  const owner = await createPerson(accountId, "member");
  const target = await createServiceKey(shared.runtime, owner, "target", []);
  await logIn(issuing, target.value.slice(0, 30));
  const auditor = await createPerson(accountId, "auditor");
  for (const reader of [owner, administrator, auditor])
    expect(await findFailedAttempts(reader, target.id)).toMatchObject({ count: 1, region: "eu-de" });
  const colleague = await createPerson(accountId, "member");
  const stranger = await createPerson(await createAccount(), "administrator");
  for (const other of [colleague, stranger]) expect(await findFailedAttempts(other, target.id)).toBeNull();
});

test("what a wrong key is answered tells nobody whether there is a key with that beginning", async () => {
  const invented = composeApiKey("0123456789", "B".repeat(32));
  const forged = composeApiKey(key.value.slice(4, 14), "B".repeat(32));
  const answer = async (wrong: string) => {
    const response = await logIn(issuing, wrong);
    const headers = Object.fromEntries(response.headers);
    const body = (await response.text()).replaceAll(/Request [\w-]+/g, "Request ID");
    return { status: response.status, headers: { ...headers, date: "", "x-request-id": "" }, body };
  };
  expect(await answer(forged)).toEqual(await answer(invented));
  expect(await answer(forged.slice(0, 30))).toEqual(await answer(invented.slice(0, 30)));
});
