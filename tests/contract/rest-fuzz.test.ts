import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { createProtocols } from "@/lib/protocols/app";
import { openApiDocument } from "@/lib/protocols/rest-apis";
import { createServiceIdWithApiKey } from "@/lib/services/service-ids";
import { accessTokenOf, keyOf } from "@/tests/support/rest";
import { testRuntime } from "@/tests/support/runtime";

/** Every operation of /openapi.json with whatever may come: never a failure, and nothing undocumented. */
const portal = testRuntime();
const runsEach = 20;

// biome-ignore lint/suspicious/noExplicitAny: a description has many shapes
type Json = any;
const { paths } = openApiDocument() as unknown as { paths: { [path: string]: { [method: string]: Json } } };
const operations = Object.entries(paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
);

const app = createProtocols();
const known: string[] = ["*", "latest", "eu-de", "eu-central"];
let token = "";

beforeAll(async () => {
  const { administrator } = portal;
  token = await accessTokenOf(await keyOf(administrator));
  const { serviceId, key } = await createServiceIdWithApiKey(
    administrator,
    { name: "fuzzed" },
    { name: "fuzzed", expiresAt: null },
  );
  known.push(administrator.accountId, administrator.iamId, serviceId.id, serviceId.iamId, key.id);
});

const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    ...[
      "",
      "\0",
      "a\0b",
      "\ud800",
      "x".repeat(20_000),
      "💥".repeat(300),
      "'; DROP TABLE api_key;--",
      "%",
      "%00",
    ],
    ...[
      "../../etc/passwd",
      "__proto__",
      "constructor",
      "null",
      "NaN",
      "1e999",
      "-1",
      "0",
      "9".repeat(40),
      "100000",
    ],
    ...[
      "\r\nSet-Cookie: a=b",
      "2026-02-30T00:00Z",
      "+275760-09-13T00:00:00Z",
      "0000-00-00",
      'name co "',
      "(((((",
    ],
    ...[
      "not ".repeat(2_000),
      `${"(".repeat(5_000)}`,
      `name eq "${"\\".repeat(999)}"`,
      "W/",
      '"',
      "a/*".repeat(50),
    ],
  ),
);
const value: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: hostile },
  { weight: 2, arbitrary: fc.nat(100).map((index) => known[index % known.length]) },
  fc.constantFrom(null, true, false, [], {}, 0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER, [[[]]], [null]),
  fc.jsonValue({ maxDepth: 3 }),
);

/** What is accepted for a field of this name. */
const right: { [name: string]: () => unknown } = Object.assign(Object.create(null), {
  account_id: () => portal.administrator.accountId,
  account: () => portal.administrator.accountId,
  iam_id: () => portal.administrator.iamId,
  name: () => "fuzzed-name",
  expires_at: () => "2049-01-02T18:30:00+0000",
  region: () => "eu-de",
  role_id: () => "crn:v1:bluemix:public:iam::::serviceRole:Reader",
  "if-match": () => "*",
  filter: () => 'name co "z"',
});

/** Something like what a schema asks for, now and then wrong. */
const like = (schema: Json, name = "", depth = 0): fc.Arbitrary<unknown> => {
  const refused = { weight: 1, arbitrary: value };
  const asked = (arbitrary: fc.Arbitrary<unknown>) => fc.oneof(refused, { weight: 12, arbitrary });
  if (name in right) return asked(fc.constant(null).map(() => right[name]?.()));
  if (schema?.enum) return asked(fc.constantFrom(...schema.enum));
  if (schema?.const) return asked(fc.constant(schema.const));
  if (depth < 6 && schema?.properties) {
    const fields = Object.entries(schema.properties).map(([name, field]) => [
      name,
      like(field, name, depth + 1),
    ]);
    return asked(fc.record(Object.fromEntries(fields), { requiredKeys: schema.required ?? [] }));
  }
  if (depth < 6 && schema?.items)
    return asked(fc.array(like(schema.items, name, depth + 1), { maxLength: 60 }));
  if (schema?.type === "boolean") return asked(fc.boolean());
  if (schema?.type === "string") return asked(fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }));
  return value;
};

const asText = (one: unknown): string => (typeof one === "string" ? one : (JSON.stringify(one) ?? ""));
/** What can be in a header at all; the rest never reaches the portal. */
const inHeader = (text: string) => text.replace(/[^\x20-\x7e\x80-\xff]/g, "").trim();
const inUrl = (text: string) => encodeURIComponent(text.toWellFormed());

const requestOf = (path: string, operation: Json) => {
  const parameters: Json[] = operation.parameters ?? [];
  const [[type = "", { schema = {} } = {}] = []] = Object.entries<Json>(operation.requestBody?.content ?? {});
  return fc
    .record({
      values: fc.tuple(...parameters.map((one) => like(one.schema, one.name).map(asText))),
      given: fc.tuple(...parameters.map((one) => (one.required ? fc.constant(true) : fc.boolean()))),
      extra: fc.option(fc.tuple(hostile, hostile), { freq: 8 }),
      body: type ? like(schema) : fc.constant(undefined),
    })
    .map(({ values, given, extra, body }) => {
      const query: string[] = extra ? [extra.map(inUrl).join("=")] : [];
      const headers: { [name: string]: string } = {};
      let filled = path;
      parameters.forEach(({ name, in: place }, index) => {
        const text = values[index] ?? "";
        if (place === "path") filled = filled.replace(`{${name}}`, inUrl(text) || "x");
        else if (given[index] && place === "query") query.push(`${inUrl(name)}=${inUrl(text)}`);
        else if (given[index] && place === "header") headers[name] = inHeader(text);
      });
      const form =
        type.includes("form") &&
        new URLSearchParams(
          Object.entries((body ?? {}) as object).map(([name, one]) => [name, asText(one)]),
        ).toString();
      if (type) headers["content-type"] = type;
      const sent =
        body === undefined
          ? {}
          : { body: form || asText(typeof body === "string" ? body : JSON.stringify(body)) };
      return {
        url: `http://localhost${filled}${query.length > 0 ? `?${query.join("&")}` : ""}`,
        headers,
        ...sent,
      };
    });
};

const secured = (operation: Json) => (operation.security ?? []).some((one: object) => "accessToken" in one);

describe.each(operations)("$method $path", ({ method, path, operation }) => {
  test("takes whatever comes: no failure, a documented status, an error's shape", async () => {
    await fc.assert(
      fc.asyncProperty(requestOf(path, operation), async ({ url, headers, ...body }) => {
        const authorization = secured(operation) ? { authorization: `Bearer ${token}` } : {};
        const init = { method, headers: { ...headers, ...authorization }, ...body };
        const answer = await app.request(url, init);
        const type = answer.headers.get("content-type") ?? "";
        const text = type.startsWith("text/event-stream")
          ? ((await answer.body?.cancel()) ?? "")
          : await answer.text();
        expect(documented(operation), text.slice(0, 300)).toContain(answer.status);
        expect(answer.status).toBeLessThan(500);
        if (answer.status >= 400) expect(isRefusal(JSON.parse(text))).toBe(true);
      }),
      { numRuns: runsEach, seed: 20261123 },
    );
  });
});

const documented = (operation: Json) => Object.keys(operation.responses).map(Number);

/** IAM's shapes for REST and for tokens, and distribution's. */
const isRefusal = (body: Json): boolean =>
  (typeof body.errorCode === "string" && typeof body.errorMessage === "string") ||
  (typeof body.errors?.[0]?.code === "string" && typeof body.errors[0].message === "string");
