import { beforeAll, describe, expect, test } from "vitest";
import { restApis } from "@/lib/protocols/rest-apis";
import { createAccessGroup } from "@/lib/services/access-groups";
import type { Actor } from "@/lib/services/actor";
import { createApiKey } from "@/lib/services/api-keys";
import { createCustomRole } from "@/lib/services/custom-roles";
import { createNamespace } from "@/lib/services/namespaces";
import { createPolicy } from "@/lib/services/policies";
import { createServiceIdGroup } from "@/lib/services/service-id-groups";
import { createServiceId } from "@/lib/services/service-ids";
import { accessTokenOf, caller, keyOf } from "@/tests/support/rest";
import { testRuntime } from "@/tests/support/runtime";

/** Every described operation, whatever is added: without a token, against another account, and with nonsense. */
const portal = testRuntime();
const { paths = {} } = restApis.getOpenAPI31Document({ openapi: "3.1.0", info: { title: "", version: "" } });
const methods = ["get", "post", "put", "patch", "delete"] as const;
const operations = Object.entries(paths).flatMap(([path, item]) =>
  methods.filter((method) => item?.[method]).map((method) => ({ method: method.toUpperCase(), path })),
);

/** Ids of what another account has; the rest of the path's parameters are plain. */
const foreignIds: { [prefix: string]: string } = {};
const missingIds: { [prefix: string]: string } = {
  "/v1/apikeys": "ApiKey-00000000-0000-4000-8000-000000000000",
  "/v1/serviceids": "ServiceId-00000000-0000-4000-8000-000000000000",
  "/v1/serviceid_groups": "00000000-0000-4000-8000-000000000000",
  "/v1/policies": "00000000-0000-4000-8000-000000000000",
  "/v2/policies": "00000000-0000-4000-8000-000000000000",
  "/v2/roles": "00000000-0000-4000-8000-000000000000",
  "/v2/groups": "AccessGroupId-00000000-0000-4000-8000-000000000000",
  "/api/v1/namespaces": "missing",
};

let foreign: Actor;
let foreignKey = "";
let call: ReturnType<typeof caller>;

beforeAll(async () => {
  foreign = await portal.createPerson(await portal.createAccount(), "administrator");
  const service = await createServiceId(foreign, { name: "theirs" });
  const policy = await createPolicy(foreign, { subject: { iamId: service.iamId }, roles: ["Reader"] });
  await createNamespace(foreign, { region: "eu-de", name: "theirs" });
  const made = await createApiKey(foreign, { owner: service.id, name: "theirs", expiresAt: null });
  foreignKey = made.value.reveal();
  Object.assign(foreignIds, {
    "/v1/apikeys": (await createApiKey(foreign, { owner: service.id, name: "theirs", expiresAt: null })).key
      .id,
    "/v1/serviceids": service.id,
    "/v1/serviceid_groups": (await createServiceIdGroup(foreign, { name: "theirs" })).id,
    "/v1/policies": policy.id,
    "/v2/policies": policy.id,
    "/v2/roles": (await createCustomRole(foreign, { name: "Theirs", ...puller })).id,
    "/v2/groups": (await createAccessGroup(foreign, { name: "theirs" })).id,
    "/api/v1/namespaces": "theirs",
  });
  call = caller(await accessTokenOf(await keyOf(portal.administrator)));
});

const prefixOf = (path: string) => Object.keys(missingIds).find((prefix) => path.startsWith(prefix)) ?? "";
const filled = (path: string, id: string) =>
  `${path
    .replace("{account_id}", id)
    .replace(/\{(?:id|policy_id|role_id|access_group_id|name)\}/, id)
    .replace("{iam_id}", portal.administrator.iamId)}`;

const puller = {
  serviceName: "container-registry" as const,
  displayName: "Puller",
  actions: ["container-registry.image.pull"],
};
const roleBody = { display_name: puller.displayName, actions: puller.actions };

/** A body that would be right, so that nothing but the id decides. */
const bodyFor = (path: string, accountId: string): unknown => {
  const resource = [{ name: "serviceName", value: "container-registry" }];
  const roles = [{ role_id: "crn:v1:bluemix:public:iam::::serviceRole:Reader" }];
  const iamId = portal.administrator.iamId;
  if (path.startsWith("/v1/policies"))
    return {
      type: "access",
      subjects: [{ attributes: [{ name: "iam_id", value: iamId }] }],
      roles,
      resources: [{ attributes: resource }],
    };
  if (path.startsWith("/v2/policies"))
    return {
      type: "access",
      subject: { attributes: [{ key: "iam_id", operator: "stringEquals", value: iamId }] },
      control: { grant: { roles } },
      resource: {
        attributes: resource.map(({ name, value }) => ({ key: name, operator: "stringEquals", value })),
      },
    };
  if (path === "/v2/roles")
    return { ...roleBody, name: "Own", account_id: accountId, service_name: puller.serviceName };
  if (path.startsWith("/v2/roles")) return roleBody;
  if (path === "/v2/groups/settings") return { public_access_enabled: false };
  if (path.endsWith("/members/delete")) return { members: [iamId] };
  if (path.endsWith("/members")) return { members: [{ iam_id: iamId, type: "user" }] };
  if (path.includes("_allgroups")) return { type: "user", groups: [foreignIds["/v2/groups"]] };
  if (path === "/v1/apikeys") return { name: "x", iam_id: iamId, account_id: accountId };
  if (path === "/v1/serviceids" || path === "/v1/serviceid_groups")
    return { name: "x", account_id: accountId };
  return { name: "x" };
};

/** What describes a row whatever its trace and names are. */
const ownRows = async () => {
  const { prisma } = portal.runtime;
  const where = { accountId: foreign.accountId };
  const tags = { select: { id: true, entityTag: true } };
  return JSON.stringify([
    await prisma.apiKey.findMany({ where, ...tags }),
    await prisma.serviceId.findMany({ where, ...tags }),
    await prisma.serviceIdGroup.findMany({ where, ...tags }),
    await prisma.policy.findMany({ where, ...tags }),
    await prisma.customRole.findMany({ where, ...tags }),
    await prisma.accessGroup.findMany({ where, ...tags }),
    await prisma.namespace.findMany({ where }),
    await prisma.accessGroupMember.count({ where: { group: where } }),
  ]);
};

test("the description covers at least the contract's paths", () => {
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining([
      "/v1/apikeys",
      "/v1/apikeys/{id}/lock",
      "/v1/serviceids/{id}",
      "/v1/serviceid_groups/{id}",
      "/v1/policies/{policy_id}",
      "/v2/policies/{policy_id}",
      "/v2/roles",
      "/v2/groups/{access_group_id}/members",
      "/api/v1/namespaces/{name}",
      "/api/v1/accounts",
    ]),
  );
});

describe.each(operations)("$method $path", ({ method, path }) => {
  const body = method === "GET" || method === "DELETE" ? undefined : {};
  const withId = /\{(?:id|policy_id|role_id|access_group_id|name)\}/.test(path);
  const headers = method === "PUT" || method === "PATCH" ? { "if-match": "*" } : {};

  test("without a token is 401, with whatever else", async () => {
    // Having the leaked key is the proof there.
    const status = path === "/api/v1/leaked-keys" ? 400 : 401;
    expect((await caller(null)(method, filled(path, "x"), body)).status).toBe(status);
  });

  test("with another account's id answers as with one that isn't there, and changes nothing", async () => {
    if (!withId) return;
    const before = await ownRows();
    const region = path.startsWith("/api/v1/namespaces") ? "?region=eu-de" : "";
    const sent =
      body &&
      (method === "PATCH" && path.startsWith("/v1/policies")
        ? { state: "active" }
        : bodyFor(path, portal.administrator.accountId));
    const attempt = async (id: string) => {
      const answer = await call(method, filled(path, id) + region, sent, headers);
      return { status: answer.status, errors: answer.body?.errors };
    };
    const prefix = prefixOf(path);
    const theirs = await attempt(foreignIds[prefix] ?? "");
    if (path === "/api/v1/namespaces/{name}" && method === "PUT") expect(theirs.status).toBe(409);
    else {
      expect(theirs).toEqual(await attempt(missingIds[prefix] ?? ""));
      expect(theirs.status).toBe(404);
    }
    expect(await ownRows()).toBe(before);
  });

  test("in another account's name, or with its key's value, is 404", async () => {
    // A policy names its account inside, and an account is made by name.
    if (
      path.includes("{") ||
      path === "/api/v1/accounts" ||
      path === "/api/v1/leaked-keys" ||
      (method === "POST" && path.endsWith("/policies"))
    )
      return;
    const query = `?account_id=${foreign.accountId}`;
    const named = { ...headers, account: foreign.accountId, "iam-apikey": foreignKey };
    const answer = await call(method, path + query, body && bodyFor(path, foreign.accountId), named);
    // The record knows the token's account alone: naming one is no parameter of it.
    expect(answer.status).toBe(path.startsWith("/api/v1/audit/") ? 400 : 404);
  });

  test("with nonsense is refused, never broken", async () => {
    const nonsense = [
      "%00",
      "%ff",
      "%27%3B--",
      "..%2f..",
      "x".repeat(300),
      "%F0%9F%92%A5",
      "null",
      "-1",
      "__proto__",
    ];
    for (const value of nonsense) {
      const query = `?region=${value}&account_id=${value}&filter=${value}&pagetoken=${value}&iam_id=${value}&search=${value}&limit=${value}&sort=${value}&start=${value}`;
      for (const sent of body === undefined ? [undefined] : nonsenseBodies(value)) {
        const answer = await call(method, filled(path, value) + query, sent, {
          ...headers,
          "if-match": value,
          "iam-apikey": value,
          account: value,
        });
        expect([answer.status >= 400 && answer.status < 500, answer.status]).toEqual([true, answer.status]);
        expect(answer.body.errors[0].message).not.toMatch(/prisma|postgres|invocation/i);
      }
    }
  });
});

const nonsenseBodies = (value: string): unknown[] => {
  const text = decodeURIComponent(value === "%ff" ? "\ud800" : value);
  return [
    [],
    null,
    1,
    "{",
    { name: text, account_id: null },
    { type: "access", name: { a: 1 } },
    { name: [text], members: text, groups: {} },
  ];
};
