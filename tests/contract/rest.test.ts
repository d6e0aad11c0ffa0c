import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/services/actor";
import { createApiKey } from "@/lib/services/api-keys";
import { createNamespace } from "@/lib/services/namespaces";
import { createPolicy } from "@/lib/services/policies";
import { createServiceId } from "@/lib/services/service-ids";
import { accessTokenOf, caller, keyOf } from "@/tests/support/rest";
import { testRuntime } from "@/tests/support/runtime";

const portal = testRuntime();
let administrator: Actor;
let call: ReturnType<typeof caller>;

beforeAll(async () => {
  administrator = portal.administrator;
  call = caller(await accessTokenOf(await keyOf(administrator)));
});

const asPerson = async (person: Actor) => caller(await accessTokenOf(await keyOf(person)));

describe("every answer", () => {
  test("of a refusal has IAM's shape, a trace that is in the header too, and is never cached", async () => {
    const { status, headers, body } = await call("GET", "/v1/apikeys/ApiKey-none");
    expect(status).toBe(404);
    expect(body).toEqual({
      errors: [
        {
          code: "not_found",
          message_code: "BXNIM0102E",
          message: "There is no such API key in this account.",
          details: "",
        },
      ],
      status_code: 404,
      trace: headers.get("x-request-id"),
    });
    expect(headers.get("cache-control")).toBe("no-store");
    expect((await call("GET", "/v1/apikeys")).headers.get("cache-control")).toBe("no-store");
  });

  test("to a token that is none, has expired or whose key is disabled is 401", async () => {
    for (const token of [null, "nonsense", "a.b.c"]) {
      const { status, headers } = await caller(token)("GET", "/v1/apikeys");
      const challenge = token === null ? "Bearer" : 'Bearer error="invalid_token"';
      expect([status, headers.get("www-authenticate")]).toEqual([401, challenge]);
    }
    const person = await portal.createPerson(administrator.accountId, "member");
    const { key, value } = await createApiKey(person, { owner: "me", name: "brief", expiresAt: null });
    const own = caller(await accessTokenOf(value.reveal()));
    expect((await own("GET", `/v1/apikeys/${key.id}`)).status).toBe(200);
    expect((await own("POST", `/v1/apikeys/${key.id}/disable`)).status).toBe(204);
    expect((await own("GET", `/v1/apikeys/${key.id}`)).status).toBe(401);
  });

  test("where nothing is has that shape too, and a wrong method is told what is allowed", async () => {
    const refusalOf = async (method: string, path: string) => {
      const { status, headers, body } = await call(method, path);
      expect(body).toMatchObject({ status_code: status, trace: headers.get("x-request-id") });
      const { code, message_code = null, message, details } = body.errors[0];
      expect(details).toBe("");
      return [status, code, message_code, message, headers.get("allow")];
    };
    expect(await refusalOf("GET", "/v1/nothing")).toEqual([
      404,
      "not_found",
      null,
      "There is nothing at /v1/nothing.",
      null,
    ]);
    expect(await refusalOf("PATCH", "/v1/apikeys/ApiKey-none/")).toEqual([
      405,
      "method_not_allowed",
      "BXNIM0060E",
      "PATCH is not offered at /v1/apikeys/ApiKey-none, it needs GET or PUT or DELETE.",
      "GET, PUT, DELETE",
    ]);
    expect((await refusalOf("PUT", "/v2/groups")).slice(0, 3)).toEqual([405, "method_not_allowed", null]);
    expect((await refusalOf("POST", "/identity/keys")).slice(0, 3)).toEqual([
      405,
      "method_not_allowed",
      "BXNIM0060E",
    ]);
    for (const [path, what] of [
      ["/v1/profiles", "trusted profiles"],
      ["/v1/profiles/x/rules", "trusted profiles"],
      ["/v1/profile_templates", "templates for enterprises"],
      ["/v1/account_settings_assignments/", "templates for enterprises"],
      ["/v1/group_templates/x/versions", "templates for enterprises"],
      ["/v1/mfa/accounts/x/status", "multi-factor sign-in"],
      ["/v1/preferences/accounts/x/identities/y", "preferences of identities"],
      ["/v1/accounts/x/limits/identity", "limits on identities"],
    ])
      expect((await refusalOf("GET", path as string)).slice(0, 4)).toEqual([
        404,
        "not_supported",
        null,
        `Wharfkey has no ${what}.`,
      ]);
  });

  test("with and without a trailing slash is the same", async () => {
    expect((await call("GET", "/v1/serviceids/")).status).toBe(200);
    expect((await call("GET", "/v1/serviceids")).body).toEqual({
      ...(await call("GET", "/v1/serviceids/")).body,
      first: "http://localhost:3000/v1/serviceids",
    });
  });
});

describe("a wrong request names the field and what it needs", () => {
  test.each([
    ["POST", "/v1/apikeys", {}, "name needs 1 to 255 characters", "name"],
    ["POST", "/v1/apikeys", { name: 7 }, "name needs 1 to 255 characters", "name"],
    [
      "POST",
      "/v1/apikeys",
      { name: "x", iam_id: "me", expires: 1 },
      "expires is no field of this request",
      "expires",
    ],
    [
      "POST",
      "/v1/apikeys",
      { name: "x", iam_id: "me", expires_at: "soon" },
      "expires_at is no date that exists, it needs the form 2027-01-31T12:00Z",
      "expires_at",
    ],
    [
      "POST",
      "/v1/apikeys",
      { name: "x", iam_id: "me", action_when_leaked: "shout" },
      "action_when_leaked needs one of none, disable, delete",
      "action_when_leaked",
    ],
    ["POST", "/v1/apikeys", "no json", "body is no JSON, it needs an object in JSON", "body"],
    ["POST", "/v1/apikeys", [], "body is missing or of another type, it needs object", "body"],
    ["GET", "/v1/apikeys?pagesize=0", undefined, "pagesize needs 1 to 100", "pagesize"],
    ["GET", "/v1/apikeys?pagesize=ten", undefined, "pagesize needs a number", "pagesize"],
    [
      "GET",
      "/v1/apikeys?sort=digest",
      undefined,
      "sort needs one of name, description, created_at, created_by, modified_at, expires_at",
      "sort",
    ],
    [
      "GET",
      "/v1/apikeys?pagetoken=x",
      undefined,
      "pagetoken is none that a list gave: begin with the first page.",
      "pagetoken",
    ],
    [
      "GET",
      "/v1/apikeys?filter=name",
      undefined,
      "filter ends where it needs an operator after name",
      "filter",
    ],
    ["GET", "/v1/apikeys/details", undefined, "iam-apikey is missing, it needs an API key", "iam-apikey"],
    [
      "PUT",
      "/v1/apikeys/ApiKey-none",
      { name: "x" },
      "if-match is missing, it needs the entity tag or *",
      "if-match",
    ],
    ["PUT", "/api/v1/namespaces/abcd", undefined, "region needs an id", "region"],
    [
      "PUT",
      "/api/v1/namespaces/ABCD?region=eu-de",
      undefined,
      "name has other characters, it needs 4 to 30 of a-z 0-9 _ -, with a letter or digit at both ends",
      "name",
    ],
  ])("%s %s (%#)", async (method, path, body, message, details) => {
    const answer = await call(method, path, body);
    expect([answer.status, answer.body.errors[0].message, answer.body.errors[0].details]).toEqual([
      400,
      message,
      details,
    ]);
  });

  test("a time that has passed is refused in the API's words", async () => {
    const body = { name: "x", iam_id: administrator.iamId, expires_at: "2020-01-01T00:00+0000" };
    expect((await call("POST", "/v1/apikeys", body)).body.errors[0]).toMatchObject({
      message: "expires_at is 2020-01-01T00:00:00.000Z, it needs a time that lies ahead",
      details: "expires_at",
    });
  });

  test("each kind of refusal has a message code of its own", async () => {
    const { iamId } = administrator;
    const made = (await call("POST", "/v1/apikeys", { name: "codes", iam_id: iamId })).body;
    const of = async (method: string, path: string, body?: object, headers = {}) => {
      const { status, body: answer } = await call(method, path, body, headers);
      return [status, answer.errors[0].code, answer.errors[0].message_code];
    };
    const key = { name: "codes", iam_id: iamId };
    const path = `/v1/apikeys/${made.id}`;
    const stale = { "if-match": `9-${"0".repeat(32)}` };
    expect(await of("POST", "/v1/apikeys", { iam_id: iamId })).toEqual([
      400,
      "invalid_parameter",
      "BXNIM0109E",
    ]);
    expect(await of("POST", "/v1/apikeys", { ...key, action_when_leaked: "shout" })).toEqual([
      400,
      "invalid_parameter",
      "BXNIM0110E",
    ]);
    for (const [field, code] of [
      [{ name: "x".repeat(256) }, "BXNIM0111E"],
      [{ expires_at: "2020-01-01T00:00+0000" }, "BXNIM0112E"],
      [{ store_value: true }, "BXNIM0113E"],
    ] as const)
      expect(await of("POST", "/v1/apikeys", { ...key, ...field })).toEqual([400, "invalid_parameter", code]);
    expect(await of("GET", "/v1/apikeys?pagesize=101")).toEqual([400, "invalid_parameter", "BXNIM0110E"]);
    expect(await of("POST", "/v1/apikeys", { ...key, apikey: "short" })).toEqual([
      409,
      "conflict",
      "BXNIM0114E",
    ]);
    expect(await of("PUT", path, { name: "new" }, stale)).toEqual([409, "conflict", "BXNIM0115E"]);
    await call("POST", `${path}/lock`);
    expect(await of("DELETE", path)).toEqual([409, "locked", "BXNIM0116E"]);
    expect(await of("GET", "/v1/apikeys/none")).toEqual([404, "not_found", "BXNIM0102E"]);
    expect(await of("GET", `/v1/apikeys?account_id=${"0".repeat(32)}`)).toEqual([
      404,
      "not_found",
      "BXNIM0102E",
    ]);
  });

  test("another media type is 415, a larger body 413, and nothing is made", async () => {
    const before = await portal.runtime.prisma.apiKey.count();
    const form = await call("POST", "/v1/apikeys", "name=x", {
      "content-type": "application/x-www-form-urlencoded",
    });
    expect(form.status).toBe(415);
    const large = await call("POST", "/v1/apikeys", {
      name: "x".repeat(70_000),
      iam_id: administrator.iamId,
    });
    expect(large.status).toBe(413);
    expect(await portal.runtime.prisma.apiKey.count()).toBe(before);
  });
});

describe("namespaces", () => {
  test("are put once (201), again (200), listed and deleted, by former names too", async () => {
    expect(await call("PUT", "/api/v1/namespaces/team-a?region=eu-central")).toMatchObject({
      status: 201,
      body: { namespace: "team-a", region: "eu-de" },
    });
    expect((await call("PUT", "/api/v1/namespaces/team-a?region=eu-de")).status).toBe(200);
    expect((await call("PUT", "/api/v1/namespaces/team-a?region=us-south")).status).toBe(201);
    expect((await call("PUT", "/api/v1/namespaces/team-b?region=uk-south")).status).toBe(201);
    expect((await call("GET", "/api/v1/namespaces")).body).toEqual(["team-a", "team-b"]);
    expect((await call("GET", "/api/v1/namespaces?region=eu-gb")).body).toEqual(["team-b"]);
    expect((await call("GET", "/api/v1/namespaces/details?region=uk-south")).body).toMatchObject([
      { name: "team-b", region: "eu-gb", account: administrator.accountId },
    ]);
    const { accountId: account } = administrator;
    expect((await call("GET", "/api/v1/namespaces", undefined, { account })).status).toBe(200);
    expect((await call("GET", "/api/v1/namespaces", undefined, { account: "0".repeat(32) })).status).toBe(
      404,
    );
    expect((await call("DELETE", "/api/v1/namespaces/team-a?region=eu-de")).status).toBe(204);
    expect((await call("DELETE", "/api/v1/namespaces/team-a?region=eu-de")).status).toBe(404);
    expect((await call("PUT", "/api/v1/namespaces/team-c?region=mars")).status).toBe(400);
  });

  test("a taken name is 409, the same for whoever has it, and 403 for who may make none", async () => {
    const other = await portal.createPerson(await portal.createAccount(), "administrator");
    await createNamespace(other, { region: "eu-de", name: "theirs" });
    const taken = await call("PUT", "/api/v1/namespaces/theirs?region=eu-de");
    expect([taken.status, taken.body.errors[0].message]).toEqual([
      409,
      "The namespace theirs is taken in eu-de: choose another name.",
    ]);
    const member = await asPerson(await portal.createPerson(administrator.accountId, "member"));
    expect((await member("PUT", "/api/v1/namespaces/theirs?region=eu-de")).status).toBe(403);
  });
});

describe("service IDs as callers", () => {
  test("manage with Administrator, read with Viewer, and get 403 for the rest without", async () => {
    const answers: { [role: string]: number[] } = {};
    for (const role of ["Administrator", "Viewer", "Writer"] as const) {
      const robot = await createServiceId(administrator, { name: role });
      await createPolicy(administrator, { subject: { iamId: robot.iamId }, roles: [role] });
      const asRobot = caller(await accessTokenOf(await keyOf(administrator, robot.id)));
      const body = { account_id: administrator.accountId, name: `by ${role}` };
      answers[role] = [
        (await asRobot("GET", "/v1/serviceids")).status,
        (await asRobot("GET", `/v1/apikeys?scope=account`)).status,
        (await asRobot("GET", "/v2/policies")).status,
        (await asRobot("GET", "/api/v1/namespaces")).status,
        (await asRobot("POST", "/v1/serviceids/", body)).status,
      ];
    }
    expect(answers).toEqual({
      Administrator: [200, 200, 200, 200, 201],
      Viewer: [200, 200, 200, 200, 403],
      Writer: [403, 403, 403, 403, 403],
    });
  });
});

test("set-up by script: a site administrator makes an account, and its first key by naming it", async () => {
  const made = await call("POST", "/api/v1/accounts", { name: "Second" });
  const key = await call("POST", "/v1/apikeys", {
    name: "first",
    iam_id: administrator.iamId,
    account_id: made.body.id,
  });
  expect([key.status, key.body.account_id]).toEqual([201, made.body.id]);
  const there = caller(await accessTokenOf(key.body.apikey));
  expect((await there("PUT", "/api/v1/namespaces/second?region=eu-de")).status).toBe(201);
  expect((await there("GET", "/v1/serviceids")).body.serviceids).toEqual([]);
  const foreign = await portal.createAccount();
  expect(
    (await call("POST", "/v1/apikeys", { name: "x", iam_id: administrator.iamId, account_id: foreign }))
      .status,
  ).toBe(404);
  const member = await portal.createPerson(administrator.accountId, "member");
  await portal.runtime.prisma.membership.create({
    data: { accountId: foreign, userId: member.iamId, role: "administrator" },
  });
  const asMember = await asPerson(member);
  expect(
    (await asMember("POST", "/v1/apikeys", { name: "x", iam_id: member.iamId, account_id: foreign })).status,
  ).toBe(404);
});

test("/openapi.json describes every path of the contract, and all that it refers to is there", async () => {
  const { status, body } = await caller(null)("GET", "/openapi.json");
  expect(status).toBe(200);
  expect(body.openapi).toBe("3.1.0");
  expect(Object.keys(body.paths)).toEqual(
    expect.arrayContaining([
      "/oauth/token",
      "/identity/token",
      "/identity/introspect",
      "/v1/apikeys",
      "/v1/serviceids/{id}",
      "/v2/policies/{policy_id}",
      "/v2/groups/{access_group_id}/members",
      "/v1/activity/accounts/{account_id}/report",
      "/api/v1/namespaces/{name}",
      "/api/v1/accounts",
      "/api/v1/usage",
      "/api/v1/audit",
      "/api/v1/audit/checkpoints",
      "/registry/events/{region}",
      "/readyz",
    ]),
  );
  const references = [...JSON.stringify(body).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
    ([, name]) => name,
  );
  expect(references.filter((name) => !((name as string) in body.components.schemas))).toEqual([]);
  // biome-ignore lint/suspicious/noExplicitAny: a document of many shapes
  const described = Object.values<any>(body.paths).flatMap((path) => Object.values<any>(path));
  const schemes = described.flatMap(({ security }) => security.flatMap((one: object) => Object.keys(one)));
  expect(schemes.filter((name) => !(name in body.components.securitySchemes))).toEqual([]);
});
