import IamPolicyManagementV1 from "@ibm-cloud/platform-services/iam-policy-management/v1";
import { IamAuthenticator } from "ibm-cloud-sdk-core";
import { beforeAll, describe, expect, test } from "vitest";
import { verifyChain } from "@/lib/domain/chain-walk";
import { sha256Hex } from "@/lib/platform/secret";
import type { Actor } from "@/lib/services/actor";
import { createServiceId, type ServiceIdView } from "@/lib/services/service-ids";
import { basic, createNamespaceRow } from "@/tests/support/credentials";
import { accessTokenOf, caller, keyOf, protocolServer } from "@/tests/support/rest";
import { testRuntime } from "@/tests/support/runtime";
import { auditOf } from "@/tests/support/use-cases";

/** Custom roles by IBM's own SDK, unchanged, with only its URL changed. */
const portal = testRuntime();
const server = protocolServer();
let administrator: Actor;
let service: ServiceIdView;
let key = "";
let policies: IamPolicyManagementV1;

const sdkOf = async (person: Actor) =>
  new IamPolicyManagementV1({
    authenticator: new IamAuthenticator({ apikey: await keyOf(person), url: server.url }),
    serviceUrl: server.url,
  });

beforeAll(async () => {
  administrator = portal.administrator;
  policies = await sdkOf(administrator);
  service = await createServiceId(administrator, { name: "deployer" });
  key = await keyOf(administrator, service.id);
  await createNamespaceRow(portal.runtime, administrator, "eu-de", "checkout");
});

const action = (name: string) => `container-registry.${name}`;
const wanted = (name: string, actions = [action("image.pull")]) => ({
  name,
  accountId: administrator.accountId,
  serviceName: "container-registry",
  displayName: `The ${name}`,
  actions,
});
const crn = (name: string, accountId = administrator.accountId) =>
  `crn:v1:bluemix:public:iam-access-management::a/${accountId}::customRole:${name}`;

type Thrown = { status: number; message: string; result: { errors: { code: string; details: string }[] } };
const refusal = async (attempt: Promise<unknown>) =>
  attempt.then(
    () => ({ status: 0, code: "not refused", message: "" }),
    ({ status, message, result }: Thrown) => ({ status, code: result?.errors?.[0]?.code, message }),
  );

/** What a registry's token carries, or the sentence of its refusal. */
const tokenOf = async (asked: string, apikey = key) => {
  const query = new URLSearchParams({ service: "de.registry", scope: `repository:checkout/api:${asked}` });
  const answer = await caller(null)("GET", `/oauth/token?${query}`, undefined, basic("iamapikey", apikey));
  if (answer.status !== 200) return answer.body.errors[0].message as string;
  const claims = JSON.parse(Buffer.from(answer.body.token.split(".")[1], "base64url").toString());
  return claims.access.flatMap(({ actions }: { actions: string[] }) => actions) as string[];
};

const given = (role: string, subject = service.iamId) => ({
  type: "access",
  subjects: [{ attributes: [{ name: "iam_id", value: subject }] }],
  roles: [{ role_id: role }],
  resources: [
    {
      attributes: [
        { name: "accountId", value: administrator.accountId },
        { name: "serviceName", value: "container-registry" },
        { name: "resourceType", value: "namespace" },
        { name: "resource", value: "checkout" },
      ],
    },
  ],
});

test("a custom role is made, read, replaced by its ETag, listed and deleted, with whole bodies", async () => {
  const made = await policies.createRole({ ...wanted("ImagePuller"), description: "Pulls only" });
  const { accountId, iamId } = administrator;
  const id = made.result.id as string;
  const whole = {
    id,
    name: "ImagePuller",
    display_name: "The ImagePuller",
    description: "Pulls only",
    actions: [action("image.pull")],
    crn: crn("ImagePuller"),
    account_id: accountId,
    service_name: "container-registry",
    created_at: expect.stringMatching(/^\d{4}-.*Z$/),
    created_by_id: iamId,
    last_modified_at: made.result.created_at,
    last_modified_by_id: iamId,
    href: expect.stringMatching(new RegExp(`^http://.*/v2/roles/${id}$`)),
  };
  expect([made.status, made.result]).toEqual([201, whole]);
  const got = await policies.getRole({ roleId: id });
  expect([got.result, got.headers.etag]).toEqual([whole, made.headers.etag]);

  const changes = { roleId: id, displayName: "Puller and lister" };
  const actions = [action("image.list"), action("image.pull")];
  const ifMatch = String(got.headers.etag);
  const replaced = await policies.replaceRole({ ...changes, actions, ifMatch });
  const { description: _, ...rest } = whole;
  const now = {
    ...rest,
    display_name: "Puller and lister",
    actions,
    last_modified_at: replaced.result.last_modified_at,
  };
  expect(replaced.result).toEqual(now);
  expect(replaced.headers.etag).not.toBe(ifMatch);
  expect(await refusal(policies.replaceRole({ ...changes, actions, ifMatch }))).toMatchObject({
    status: 412,
    code: "precondition_failed",
  });

  const listed = async (more = {}) =>
    (await policies.listRoles({ accountId, ...more })).result.custom_roles.map((role) => role.name);
  expect((await policies.listRoles({ accountId })).result.custom_roles).toEqual([now]);
  expect(await listed({ serviceName: "container-registry", policyType: "access" })).toEqual(["ImagePuller"]);
  expect(await listed({ serviceName: "iam-groups" })).toEqual([]);
  expect(await listed({ policyType: "authorization" })).toEqual([]);
  expect(await listed({ sourceServiceName: "container-registry" })).toEqual([]);

  expect((await policies.deleteRole({ roleId: id })).status).toBe(204);
  expect(await refusal(policies.getRole({ roleId: id }))).toMatchObject({
    status: 404,
    code: "role_not_found",
  });
  expect(await listed()).toEqual([]);
});

describe("refused, with what is wrong named", () => {
  test.each<[string, object, number, string, RegExp]>([
    ["a small first letter", { name: "puller" }, 400, "invalid_body", /name needs a capital letter/],
    ["a space", { name: "Image Puller" }, 400, "invalid_body", /name needs a capital letter/],
    ["31 characters", { name: `P${"x".repeat(30)}` }, 400, "invalid_body", /name is longer than 30/],
    ["a service role's name", { name: "Writer" }, 400, "invalid_body", /name is the name of a role/],
    ["a platform role's name", { name: "Administrator" }, 400, "invalid_body", /name is the name of a role/],
    ["what a role is called", { displayName: "manager" }, 400, "invalid_body", /display_name is what a role/],
    ["a long display name", { displayName: "x".repeat(51) }, 400, "invalid_body", /display_name is longer/],
    ["a long description", { description: "x".repeat(251) }, 400, "invalid_body", /description is longer/],
    ["no action", { actions: [] }, 400, "invalid_body", /actions is empty/],
    [
      "an action twice",
      { actions: [action("image.pull"), action("image.pull")] },
      400,
      "invalid_body",
      /actions names an action twice/,
    ],
    [
      "unknown actions",
      { actions: [action("image.pull"), action("image.sign"), "kms.secrets.read"] },
      400,
      "invalid_body",
      /actions holds "container-registry\.image\.sign", "kms\.secrets\.read", which container-registry doesn't have; it has container-registry\.image\.pull/,
    ],
    [
      "an action on the account",
      { actions: [action("platform.administer")] },
      400,
      "invalid_body",
      /actions holds "container-registry\.platform\.administer"/,
    ],
    ["another service", { serviceName: "kms" }, 400, "invalid_body", /service_name needs container-registry/],
    ["another account", { accountId: "0".repeat(32) }, 404, "role_not_found", /no such account/],
  ])("%s", async (_, change, status, code, message) => {
    expect(await refusal(policies.createRole({ ...wanted("Fine"), ...change }))).toEqual({
      status,
      code,
      message: expect.stringMatching(message),
    });
  });

  test("the same name twice, and only in one account", async () => {
    await policies.createRole(wanted("Taken"));
    expect(await refusal(policies.createRole(wanted("Taken")))).toEqual({
      status: 409,
      code: "role_conflict_error",
      message: expect.stringContaining("name is Taken, a custom role of this account has it already"),
    });
    const other = await portal.createPerson(await portal.createAccount(), "administrator");
    const theirs = await sdkOf(other);
    const made = await theirs.createRole({ ...wanted("Taken"), accountId: other.accountId });
    const roleId = made.result.id as string;
    // A foreign role and a missing one are the same answer.
    const change = { displayName: "x", actions: [action("image.pull")], ifMatch: "*" };
    for (const id of [roleId, "00000000-0000-4000-8000-000000000000", "x"]) {
      const missing = { status: 404, code: "role_not_found" };
      expect(await refusal(policies.getRole({ roleId: id }))).toMatchObject(missing);
      expect(await refusal(policies.replaceRole({ roleId: id, ...change }))).toMatchObject(missing);
      expect(await refusal(policies.deleteRole({ roleId: id }))).toMatchObject(missing);
    }
    for (const role of [crn("Taken", other.accountId), crn("Missing"), crn("Reader")])
      expect(await refusal(policies.createPolicy(given(role)))).toMatchObject({
        status: 400,
        code: "role_not_found",
      });
  });

  test("a member and an auditor change none, and the attempt is recorded", async () => {
    for (const role of ["member", "auditor"] as const) {
      const sdk = await sdkOf(await portal.createPerson(administrator.accountId, role));
      expect(await refusal(sdk.createRole(wanted("Mine")))).toMatchObject({
        status: 403,
        code: "insufficent_permissions",
      });
      expect((await sdk.listRoles({ accountId: administrator.accountId })).status).toBe(200);
    }
    const denied = (await auditOf(portal.runtime.prisma, administrator.accountId)).filter(
      (item) => item.action === "access.denied",
    );
    expect(denied.at(-1)).toMatchObject({
      target: { type: "role" },
      after: { action: "role.create", reason: "forbidden" },
    });
  });
});

test("a registry's token follows a custom role at once: pull granted, push refused, then the other way", async () => {
  const made = await policies.createRole(wanted("Deployer"));
  const roleId = made.result.id as string;
  const policy = await policies.createPolicy(given(crn("Deployer")));
  expect(policy.result.roles).toEqual([{ role_id: crn("Deployer"), display_name: "The Deployer" }]);
  expect(await tokenOf("pull")).toEqual(["pull"]);
  expect(await tokenOf("push,pull")).toMatch(
    "The role on checkout in eu-de is The Deployer, push needs Writer: request Writer on checkout.",
  );

  const change = { roleId, displayName: "Pusher", actions: [action("image.push")], ifMatch: "*" };
  await policies.replaceRole(change);
  expect(await tokenOf("push")).toEqual(["push"]);
  expect(await tokenOf("pull")).toMatch("is Pusher, pull needs Reader");

  expect(await refusal(policies.deleteRole({ roleId }))).toEqual({
    status: 409,
    code: "role_conflict_error",
    message: expect.stringContaining("The custom role Deployer is held by 1 policy"),
  });
  await policies.deletePolicy({ policyId: policy.result.id as string });
  expect(await tokenOf("push")).toMatch("No policy gives access to namespace checkout in eu-de");
  await policies.deleteRole({ roleId });
  expect(
    await refusal(
      policies.updatePolicyState({ policyId: policy.result.id as string, ifMatch: "*", state: "active" }),
    ),
  ).toMatchObject({ status: 400, code: "role_not_found" });
  const { result } = await policies.listPolicies({ accountId: administrator.accountId, state: "deleted" });
  expect(result.policies.map(({ roles }) => roles)).toEqual([[{ role_id: crn("Deployer") }]]);
});

test("version 2 takes and shows custom roles, beside others, with their actions on request", async () => {
  await policies.createRole({ ...wanted("Cleaner", [action("image.delete")]), description: "Cleans up" });
  const reader = "crn:v1:bluemix:public:iam::::serviceRole:Reader";
  const roles = [{ role_id: reader }, { role_id: crn("Cleaner").replace("bluemix", "ibmcloud") }];
  const attribute = (key: string, value: string) => ({ key, operator: "stringEquals", value });
  const { result } = await policies.createV2Policy({
    type: "access",
    subject: { attributes: [attribute("iam_id", service.iamId)] },
    resource: { attributes: [attribute("serviceName", "container-registry")] },
    control: { grant: { roles } },
  });
  expect(result.control).toEqual({ grant: { roles } });
  const shown = await policies.getV2Policy({ id: result.id as string, format: "display" });
  expect(shown.result.control).toMatchObject({
    grant: {
      roles: [
        { role_id: reader, display_name: "Reader" },
        {
          ...roles[1],
          display_name: "The Cleaner",
          description: "Cleans up",
          actions: [
            { id: action("image.delete"), display_name: "Delete images", description: "Delete images." },
          ],
        },
      ],
    },
  });
  expect(await tokenOf("pull,delete")).toEqual(["pull", "delete"]);
  expect(await tokenOf("push")).toMatch("The role on checkout in eu-de is Reader, The Cleaner, push needs");
  await policies.deleteV2Policy({ id: result.id as string });
});

test("who holds a custom role hands on what it gives, and no more", async () => {
  await policies.createRole(wanted("Puller"));
  await policies.createRole(wanted("Pusher", [action("image.pull"), action("image.push")]));
  const member = await portal.createPerson(administrator.accountId, "member");
  await policies.createPolicy(given(crn("Puller"), member.iamId));
  const own = await createServiceId(member, { name: "own" });
  const sdk = await sdkOf(member);
  const reader = "crn:v1:bluemix:public:iam::::serviceRole:Reader";
  for (const role of [crn("Pusher"), "crn:v1:bluemix:public:iam::::serviceRole:Writer"])
    expect(await refusal(sdk.createPolicy(given(role, own.iamId)))).toMatchObject({
      status: 403,
      code: "insufficent_permissions",
    });
  for (const role of [crn("Puller"), reader])
    expect((await sdk.createPolicy(given(role, own.iamId))).status).toBe(201);
});

test("a role that makes namespaces and doesn't delete them does just that", async () => {
  await policies.createRole(wanted("SpaceMaker", [action("namespace.create"), action("namespace.list")]));
  const maker = await createServiceId(administrator, { name: "maker" });
  const policy = given(crn("SpaceMaker"), maker.iamId);
  const everywhere = [{ attributes: policy.resources[0]?.attributes.slice(0, 2) ?? [] }];
  await policies.createPolicy({ ...policy, resources: everywhere });
  const call = caller(await accessTokenOf(await keyOf(administrator, maker.id)));
  expect((await call("PUT", "/api/v1/namespaces/made-by-role?region=eu-de")).status).toBe(201);
  expect((await call("GET", "/api/v1/namespaces")).status).toBe(200);
  expect((await call("DELETE", "/api/v1/namespaces/made-by-role?region=eu-de")).status).toBe(403);
});

test("a role for a service that isn't here is kept and gives nothing", async () => {
  const actions = ["iam-groups.groups.read"];
  await policies.createRole({ ...wanted("GroupReader", actions), serviceName: "iam-groups" });
  const { result } = await policies.createPolicy(given(crn("GroupReader")));
  expect(await tokenOf("pull")).toMatch("pull needs Reader");
  await policies.deletePolicy({ policyId: result.id as string });
});

test("every change is in the audit, with what was so before", async () => {
  const made = await policies.createRole(wanted("Audited"));
  const roleId = made.result.id as string;
  await policies.replaceRole({
    roleId,
    displayName: "The Audited",
    actions: [action("image.push")],
    ifMatch: "*",
  });
  await policies.deleteRole({ roleId });
  const items = await auditOf(portal.runtime.prisma, administrator.accountId);
  const fields = (actions: string[]) => ({
    name: "Audited",
    display_name: "The Audited",
    description: null,
    service_name: "container-registry",
    actions,
  });
  const target = { type: "role", id: roleId, name: "Audited" };
  expect(
    items
      .filter((item) => item.target.id === roleId)
      .map((item) => [item.action, item.target, item.before, item.after]),
  ).toEqual([
    ["role.create", target, null, fields([action("image.pull")])],
    ["role.update", target, { actions: [action("image.pull")] }, { actions: [action("image.push")] }],
    ["role.delete", target, fields([action("image.push")]), null],
  ]);
  expect(verifyChain(items, sha256Hex).ok).toBe(true);
});
