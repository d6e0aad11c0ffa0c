import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { brotliCompressSync, gzipSync } from "node:zlib";
import IamIdentityV1 from "@ibm-cloud/platform-services/iam-identity/v1";
import { IamAuthenticator } from "ibm-cloud-sdk-core";
import { beforeAll, expect, test } from "vitest";
import { accessTokenOf, keyOf, protocolServer } from "@/tests/support/rest";
import { testRuntime } from "@/tests/support/runtime";

const portal = testRuntime();
const server = protocolServer();
let key: string;
let token: string;

beforeAll(async () => {
  key = await keyOf(portal.administrator);
  token = await accessTokenOf(key);
});

/** A request as Node's own client sends it: without a length a body is chunked, and DELETE has no length at all. */
const send = async (
  method: string,
  path: string,
  { body, ...headers }: { body?: string | Buffer; [header: string]: string | Buffer } = {},
) => {
  const sent = request(`${server.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(headers as { [header: string]: string }) },
  });
  if (body !== undefined) sent.write(body);
  sent.end();
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  const said = await text(answer);
  return { status: answer.statusCode, body: said && JSON.parse(said) };
};

const json = { "content-type": "application/json" };
const form = { "content-type": "application/x-www-form-urlencoded" };

const create = async (name: string) => {
  const body = JSON.stringify({ name, iam_id: portal.administrator.iamId });
  return send("POST", "/v1/apikeys", { ...json, body });
};

test("a chunked body is read like one with a length", async () => {
  const made = await create("chunked");
  expect(made).toMatchObject({ status: 201, body: { name: "chunked" } });
  const grant = "urn:ibm:params:oauth:grant-type:apikey";
  const body = new URLSearchParams({ grant_type: grant, apikey: key }).toString();
  expect(await send("POST", "/identity/token", { ...form, body })).toMatchObject({
    status: 200,
    body: { token_type: "Bearer" },
  });
  const login = new URLSearchParams({
    grant_type: "password",
    service: "jp.registry",
    client_id: "containerd-client",
    username: "iamapikey",
    password: key,
  });
  expect(
    await send("POST", "/oauth/token", { ...form, authorization: "", body: login.toString() }),
  ).toMatchObject({ status: 200, body: { expires_in: 300 } });
});

test("a chunked body that is too large is refused, and nothing is made", async () => {
  const before = await portal.runtime.prisma.apiKey.count();
  expect((await create("x".repeat(1_000_000))).status).toBe(413);
  for (const path of ["/identity/token", "/oauth/token"])
    expect((await send("POST", path, { ...form, body: "x".repeat(1_000_000) })).status).toBe(413);
  expect(await portal.runtime.prisma.apiKey.count()).toBe(before);
});

const packed = (coding: string, body: Buffer, length = false) =>
  send("POST", "/v1/apikeys", {
    ...json,
    "content-encoding": coding,
    ...(length ? { "content-length": String(body.length) } : {}),
    body,
  });

test("a body packed with gzip is read, chunked or not, and the SDK's are", async () => {
  const body = gzipSync(JSON.stringify({ name: "packed", iam_id: portal.administrator.iamId }));
  for (const length of [true, false])
    expect(await packed("gzip", body, length)).toMatchObject({ status: 201, body: { name: "packed" } });
  const sdk = new IamIdentityV1({
    authenticator: new IamAuthenticator({ apikey: key, url: server.url }),
    serviceUrl: server.url,
    enableGzipCompression: true,
  });
  const made = await sdk.createApiKey({ name: "by the SDK", iamId: portal.administrator.iamId });
  expect([made.status, made.result.name]).toEqual([201, "by the SDK"]);
  const apikey = new URLSearchParams({ grant_type: "urn:ibm:params:oauth:grant-type:apikey", apikey: key });
  expect(
    await send("POST", "/identity/token", {
      ...form,
      authorization: "",
      "content-encoding": "gzip",
      body: gzipSync(apikey.toString()),
    }),
  ).toMatchObject({ status: 200 });
});

test("what is packed must not grow beyond the limit, be no gzip, or be packed otherwise", async () => {
  const bomb = gzipSync(JSON.stringify({ name: "x".repeat(20_000_000) }));
  expect(bomb.length).toBeLessThan(64 * 1024);
  const limit = "The body is larger than 65536 bytes.";
  for (const length of [true, false])
    expect(await packed("gzip", bomb, length)).toMatchObject({
      status: 413,
      body: { errors: [{ message: limit }] },
    });
  expect(await packed("gzip", gzipSync(bomb))).toMatchObject({
    status: 400,
    body: { errors: [{ details: "body" }] },
  });
  for (const broken of [Buffer.from("{}"), gzipSync("{}").subarray(0, 12)])
    expect(await packed("gzip", broken)).toMatchObject({
      status: 400,
      body: { errors: [{ message: "The body is no gzip, which its Content-Encoding says it is." }] },
    });
  expect(await packed("br", brotliCompressSync("{}"))).toMatchObject({ status: 415 });
});

test("DELETE and POST without a body do what they say", async () => {
  const { id } = (await create("locked")).body;
  expect((await send("POST", `/v1/apikeys/${id}/lock`)).status).toBe(204);
  expect((await send("DELETE", `/v1/apikeys/${id}`)).status).toBe(409);
  expect((await send("DELETE", `/v1/apikeys/${id}/lock`)).status).toBe(204);
  expect((await send("DELETE", `/v1/apikeys/${id}`)).status).toBe(204);
  expect((await send("GET", `/v1/apikeys/${id}`)).status).toBe(404);
});

test("a token comes with its request id and exact length, for no cache; HEAD tells the same without the token", async () => {
  const basic = `Basic ${Buffer.from(`iamapikey:${key}`).toString("base64")}`;
  const ask = (method: string) =>
    fetch(`${server.url}/oauth/token?service=jp.registry`, { method, headers: { authorization: basic } });
  const [got, head] = [await ask("GET"), await ask("HEAD")];
  const body = await got.text();
  expect(Object.keys(JSON.parse(body)).sort()).toEqual(["access_token", "expires_in", "issued_at", "token"]);
  const row = await portal.runtime.prisma.usageEvent.findFirst({
    where: { requestId: got.headers.get("x-request-id") },
  });
  expect(row).toMatchObject({ action: "login", outcome: "granted" });
  for (const answer of [got, head]) {
    const { date, connection, "keep-alive": keepAlive, ...headers } = Object.fromEntries(answer.headers);
    expect({ status: answer.status, headers }).toEqual({
      status: 200,
      headers: {
        "content-type": "application/json",
        "cache-control": "no-store",
        "content-length": String(Buffer.byteLength(body)),
        "x-request-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    });
  }
  expect(await head.text()).toBe("");
});
