import { randomUUID } from "node:crypto";
import IamPolicyManagementV1 from "@ibm-cloud/platform-services/iam-policy-management/v1";
import { IamAuthenticator } from "ibm-cloud-sdk-core";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/services/actor";
import { createApiKey } from "@/lib/services/api-keys";
import { authenticateBearer } from "@/lib/services/iam-token";
import { createNamespace } from "@/lib/services/namespaces";
import { createPolicy, listPolicies, purgeDeletedPolicies, updatePolicy } from "@/lib/services/policies";
import { issueRegistryToken } from "@/lib/services/registry-token";
import { createServiceId, deleteServiceId, setServiceIdLocked } from "@/lib/services/service-ids";
import { explainDenial } from "@/lib/services/why-denied";
import { accessTokenOf, keyOf, protocolServer } from "@/tests/support/rest";
import { testRuntime } from "@/tests/support/runtime";
import { auditOf, expectChain, refusalOf } from "@/tests/support/use-cases";

/** What limits a policy — times, tags, foreign subjects, deletion —, driven through IBM's SDK. */
const portal = testRuntime();
const server = protocolServer();
let administrator: Actor;
let accountId: string;
let sdk: IamPolicyManagementV1;

const sdkOf = async (person: Actor) =>
  new IamPolicyManagementV1({
    authenticator: new IamAuthenticator({ apikey: await keyOf(person), url: server.url }),
    serviceUrl: server.url,
  });

beforeAll(async () => {
  administrator = portal.administrator;
  accountId = administrator.accountId;
  sdk = await sdkOf(administrator);
  await createNamespace(administrator, { region: "eu-de", name: "team-a" });
});
afterEach(() => portal.setNow(null));

let count = 0;
const robot = async (owner: Actor = administrator) => {
  const service = await createServiceId(owner, { name: `robot-${++count}` });
  const { value } = await createApiKey(owner, { owner: service.id, name: "ci", expiresAt: null });
  return { ...service, apikey: value.reveal() };
};
type Robot = Awaited<ReturnType<typeof robot>>;

const ask = async ({ apikey }: Robot, actions = "pull") => {
  const requestId = randomUUID();
  const answer = await issueRegistryToken({
    ...{ username: "iamapikey", password: apikey, service: "de.registry" },
    ...{ scopes: [`repository:team-a/api:${actions}`], offlineToken: false },
    caller: { ip: "10.2.0.7", userAgent: "docker/27.3.1", requestId },
  });
  return { ok: answer.ok, requestId, message: answer.ok ? "" : answer.message };
};

type Thrown = { status: number; message: string; result: { errors: { code: string }[] } };
const refusal = async (attempt: Promise<unknown>) =>
  attempt.then(
    () => ({ status: 0, code: "not refused", message: "" }),
    ({ status, message, result }: Thrown) => ({ status, code: result?.errors?.[0]?.code, message }),
  );

const role = (name: string, kind = "serviceRole") => `crn:v1:bluemix:public:iam::::${kind}:${name}`;
const v2 = (iamId: string, roleId = role("Reader"), more: object = {}) => ({
  type: "access",
  subject: { attributes: [{ key: "iam_id", operator: "stringEquals", value: iamId }] },
  resource: {
    attributes: [
      { key: "accountId", operator: "stringEquals", value: accountId },
      { key: "serviceName", operator: "stringEquals", value: "container-registry" },
    ],
  },
  control: { grant: { roles: [{ role_id: roleId }] } },
  ...more,
});
const v1 = (iamId: string, tags?: { name: string; value: string; operator?: string }[]) => ({
  type: "access",
  subjects: [{ attributes: [{ name: "iam_id", value: iamId }] }],
  roles: [{ role_id: role("Reader") }],
  resources: [
    {
      attributes: [
        { name: "accountId", value: accountId },
        { name: "serviceName", value: "container-registry" },
      ],
      ...(tags && { tags }),
    },
  ],
});
/** IBM's example: Monday to Friday, 9 to 17. */
const office = {
  pattern: "time-based-conditions:weekly:custom-hours",
  rule: {
    operator: "and",
    conditions: [
      {
        key: "{{environment.attributes.day_of_week}}",
        operator: "dayOfWeekAnyOf",
        value: ["1+00:00", "2+00:00", "3+00:00", "4+00:00", "5+00:00"],
      },
      {
        key: "{{environment.attributes.current_time}}",
        operator: "timeGreaterThanOrEquals",
        value: "09:00:00+00:00",
      },
      {
        key: "{{environment.attributes.current_time}}",
        operator: "timeLessThanOrEquals",
        value: "17:00:00+00:00",
      },
    ],
  },
};
const friday = (time: string) => new Date(`2026-11-27T${time}Z`);

describe("time conditions", () => {
  test("decide every registry token, are echoed exactly, and a denial says when", async () => {
    const ci = await robot();
    const created = await sdk.createV2Policy(v2(ci.iamId, role("Writer"), office));
    const id = created.result.id as string;
    expect(created.result).toMatchObject(office);
    const got = await sdk.getV2Policy({ id });
    expect([got.result.rule, got.result.pattern]).toEqual([office.rule, office.pattern]);

    for (const [time, ok] of [
      ["08:59:59.999", false],
      ["09:00:00", true],
      ["17:00:00", true],
      ["17:00:00.001", false],
    ] as const) {
      portal.setNow(friday(time));
      expect([time, (await ask(ci)).ok]).toEqual([time, ok]);
    }
    portal.setNow(new Date("2026-11-28T12:00:00Z"));
    const denied = await ask(ci, "push");
    expect(denied.message).toContain(
      "The policy on team-a in eu-de holds only Mon–Fri, from 09:00, until 17:00 (UTC): push then, or request Writer for other times.",
    );
    const why = await explainDenial(administrator, denied.requestId);
    expect(why.use.detail).toMatchObject({ code: "other-time", policyIds: [id] });
    expect([why.rules.map(({ grant }) => grant.policyId), why.lost, why.allowedNow]).toEqual([
      [id],
      null,
      false,
    ]);
    portal.setNow(friday("12:00:00"));
    expect((await explainDenial(administrator, denied.requestId)).allowedNow).toBe(true);
  });

  test("decide platform roles and namespaces too", async () => {
    const ci = await robot();
    await sdk.createV2Policy(v2(ci.iamId, role("Administrator", "role"), office));
    await sdk.createV2Policy(v2(ci.iamId, role("Manager"), office));
    const actorAt = async (time: string) => {
      portal.setNow(friday(time));
      return authenticateBearer(`Bearer ${await accessTokenOf(ci.apikey)}`, {
        ...{ ip: "192.0.2.1", userAgent: "test", requestId: "test" },
      });
    };
    expect((await actorAt("12:00:00")).platformRoles).toEqual(["Administrator"]);
    const late = await actorAt("18:00:00");
    expect(late.platformRoles).toEqual([]);
    expect(await refusalOf(createNamespace(late, { region: "eu-de", name: "at-night" }))).toMatchObject({
      code: "forbidden",
    });
    await createNamespace(await actorAt("12:00:00"), { region: "eu-de", name: "by-day" });
  });

  test("can't be left behind: who holds access at times gives it at these times alone", async () => {
    const member = await portal.createPerson(accountId, "member");
    await sdk.createV2Policy(v2(member.iamId, role("Writer"), office));
    const own = await createServiceId(member, { name: "own" });
    portal.setNow(friday("12:00:00"));
    const asMember = await sdkOf(member);
    const beyond = { status: 403, code: "insufficent_permissions" };
    expect(await refusal(asMember.createV2Policy(v2(own.iamId, role("Reader"))))).toMatchObject(beyond);
    const longer = structuredClone(office);
    longer.rule.conditions[2] = { ...longer.rule.conditions[2], value: "23:00:00+00:00" } as never;
    expect(await refusal(asMember.createV2Policy(v2(own.iamId, role("Reader"), longer)))).toMatchObject(
      beyond,
    );
    const given = await asMember.createV2Policy(v2(own.iamId, role("Reader"), office));
    // Out of hours nobody is told that the giver lost it.
    portal.setNow(friday("18:00:00"));
    const [policy] = await listPolicies(administrator, { iamId: own.iamId });
    expect([policy?.id, policy?.excess]).toEqual([given.result.id, false]);
  });

  test("stay when a form or version 1 changes the policy, and go when version 2 leaves them out", async () => {
    const ci = await robot();
    const id = (await sdk.createV2Policy(v2(ci.iamId, role("Reader"), office))).result.id as string;
    await updatePolicy(administrator, id, { roles: ["Writer"] });
    expect((await sdk.getV2Policy({ id })).result).toMatchObject(office);
    await sdk.replacePolicy({ policyId: id, ifMatch: "*", ...v1(ci.iamId) });
    expect((await sdk.getV2Policy({ id })).result).toMatchObject(office);
    const always = await sdk.replaceV2Policy({ id, ifMatch: "*", ...v2(ci.iamId) });
    expect(always.result).not.toHaveProperty("rule");
    expect(always.result).not.toHaveProperty("pattern");
    portal.setNow(new Date("2026-11-28T12:00:00Z"));
    expect((await ask(ci)).ok).toBe(true);
  });

  test("are no twins of the policy without them", async () => {
    const ci = await robot();
    await sdk.createV2Policy(v2(ci.iamId));
    await sdk.createV2Policy(v2(ci.iamId, role("Reader"), office));
    expect(await refusal(sdk.createV2Policy(v2(ci.iamId, role("Reader"), office)))).toMatchObject({
      status: 409,
      code: "policy_conflict_error",
    });
  });

  test.each([
    ["rule.key", { rule: { key: "{{resource.attributes.path}}", operator: "stringMatch", value: "a*" } }],
    [
      "rule.conditions.0.value",
      { rule: { operator: "or", conditions: [{ ...office.rule.conditions[0], value: ["9+00:00"] }] } },
    ],
    [
      "rule.conditions.1.operator",
      {
        rule: {
          ...office.rule,
          conditions: office.rule.conditions.map((one) => ({ ...one, operator: "dayOfWeekAnyOf" })),
        },
      },
    ],
    ["rule.operator", { rule: { operator: "not", conditions: office.rule.conditions } }],
    ["pattern", { pattern: "attribute-based-condition:resource:literal-and-wildcard" }],
    ["pattern", { pattern: undefined }],
    ["rule", { rule: undefined }],
  ])("that can't be evaluated are refused by name: %s (%#)", async (field, wrong) => {
    const before = await portal.runtime.prisma.policy.count();
    const refused = await refusal(
      sdk.createV2Policy(v2(administrator.iamId, role("Reader"), { ...office, ...wrong }) as never),
    );
    expect(refused).toMatchObject({ status: 400, code: "invalid_body" });
    expect(refused.message.startsWith(field.split(".")[0] as string)).toBe(true);
    expect(await portal.runtime.prisma.policy.count()).toBe(before);
  });
});

describe("tags and foreign subjects give nothing", () => {
  test("a policy that asks for tags is kept, echoed in both versions, found by them, and matches nothing", async () => {
    const ci = await robot();
    const tags = [{ name: "project", operator: "stringEquals", value: "prototype" }];
    const created = await sdk.createPolicy(v1(ci.iamId, tags));
    const id = created.result.id as string;
    expect(created.result.resources[0]?.tags).toEqual(tags);
    expect((await sdk.getV2Policy({ id })).result.resource?.tags).toEqual([
      { key: "project", operator: "stringEquals", value: "prototype" },
    ]);
    expect((await ask(ci)).ok).toBe(false);
    const listed = await sdk.listPolicies({ accountId, tagName: "project", tagValue: "prototype" });
    expect(listed.result.policies.map((policy) => policy.id)).toEqual([id]);
    expect((await sdk.listPolicies({ accountId, tagName: "projects" })).result.policies).toEqual([]);
    const [view] = await listPolicies(administrator, { iamId: ci.iamId });
    expect([view?.inert, view?.excess]).toEqual(["tags", false]);
    // A form that changes it leaves the tags: it doesn't begin to give something.
    await updatePolicy(administrator, id, { roles: ["Writer"] });
    expect((await ask(ci)).ok).toBe(false);
    await sdk.replacePolicy({ policyId: id, ifMatch: "*", ...v1(ci.iamId) });
    expect((await ask(ci)).ok).toBe(true);
  });

  test("a tagged Administrator administers nothing", async () => {
    const ci = await robot();
    const everything = v2(ci.iamId, role("Administrator", "role"));
    const tags = [{ key: "env", operator: "stringEquals", value: "prod" }];
    await sdk.createV2Policy({ ...everything, resource: { ...everything.resource, tags } });
    const actor = await authenticateBearer(`Bearer ${await accessTokenOf(ci.apikey)}`, {
      ...{ ip: "192.0.2.1", userAgent: "test", requestId: "test" },
    });
    expect(actor.platformRoles).toEqual([]);
  });

  test("an iam_id of another realm is kept without effect; unknown ones of ours are not there", async () => {
    const created = await sdk.createPolicy(v1("IBMid-user1"));
    expect(created.result.subjects).toEqual(v1("IBMid-user1").subjects);
    const listed = await sdk.listPolicies({ accountId, iamId: "IBMid-user1" });
    expect(listed.result.policies.map(({ id }) => id)).toEqual([created.result.id]);
    const [view] = await listPolicies(administrator, { iamId: "IBMid-user1" });
    expect(view?.inert).toBe("foreign-subject");
    for (const nobody of [
      `wharfkey-${randomUUID()}`,
      "wharfkey-x",
      `iam-ServiceId-${randomUUID()}`,
      "iam-ServiceId-x",
    ])
      expect([nobody, (await refusal(sdk.createPolicy(v1(nobody)))).status]).toEqual([nobody, 404]);
    const member = await portal.createPerson(accountId, "member");
    const asMember = await sdkOf(member);
    expect((await refusal(asMember.createPolicy(v1("IBMid-user2")))).status).toBe(403);
  });
});

describe("a deleted policy", () => {
  test("gives nothing, is listed as deleted alone, and is restored under its id, audited", async () => {
    const ci = await robot();
    const created = await sdk.createV2Policy(v2(ci.iamId, role("Reader"), office));
    const id = created.result.id as string;
    portal.setNow(friday("12:00:00"));
    expect((await ask(ci)).ok).toBe(true);
    portal.setNow(null);
    const { etag } = (await sdk.getV2Policy({ id })).headers;
    await sdk.deleteV2Policy({ id });
    portal.setNow(friday("12:00:00"));
    expect((await ask(ci)).ok).toBe(false);
    portal.setNow(null);
    const list = async (state: string) =>
      (await sdk.listV2Policies({ accountId, iamId: ci.iamId, state })).result.policies;
    expect(await list("active")).toEqual([]);
    expect(await list("deleted")).toEqual([
      {
        ...created.result,
        state: "deleted",
        last_modified_at: expect.any(String),
        last_modified_by_id: administrator.iamId,
      },
    ]);
    expect(await refusal(sdk.getV2Policy({ id }))).toMatchObject({ status: 404, code: "policy_not_found" });
    const stale = sdk.updatePolicyState({ policyId: id, ifMatch: "4-0", state: "active" });
    expect((await refusal(stale)).status).toBe(412);
    const back = await sdk.updatePolicyState({ policyId: id, ifMatch: etag as string, state: "active" });
    expect(back.result).toMatchObject({ id, state: "active" });
    expect(back.headers.etag).not.toBe(etag);
    expect((await sdk.getV2Policy({ id })).result).toMatchObject({ ...office, id, state: "active" });
    expect(await list("deleted")).toEqual([]);
    portal.setNow(friday("12:00:00"));
    expect((await ask(ci)).ok).toBe(true);
    const audit = (await auditOf(portal.runtime.prisma, accountId)).filter(({ target }) => target.id === id);
    expect(audit.map(({ action }) => action)).toEqual(["policy.create", "policy.delete", "policy.restore"]);
    expect(audit.at(-1)?.after).toEqual(audit[0]?.after);
    await expectChain(portal.runtime.prisma, accountId);
  });

  test("comes back by the rules for giving it anew", async () => {
    const member = await portal.createPerson(accountId, "member");
    const ci = await robot(member);
    const held = await createPolicy(administrator, { subject: { iamId: member.iamId }, roles: ["Reader"] });
    const asMember = await sdkOf(member);
    const restore = (by: IamPolicyManagementV1, policyId: string) =>
      refusal(by.updatePolicyState({ policyId, ifMatch: "*", state: "active" }));
    const id = (await asMember.createPolicy(v1(ci.iamId))).result.id as string;
    await asMember.deletePolicy({ policyId: id });
    await sdk.deletePolicy({ policyId: held.id });
    expect(await restore(asMember, id)).toMatchObject({ status: 403, code: "insufficent_permissions" });
    // Nor does a member bring back its own.
    expect((await restore(asMember, held.id)).status).toBe(403);
    const stranger = await portal.createPerson(accountId, "member");
    expect((await restore(await sdkOf(stranger), id)).status).toBe(404);
    const elsewhere = await portal.createPerson(await portal.createAccount(), "administrator");
    expect((await restore(await sdkOf(elsewhere), id)).status).toBe(404);

    const twin = (await sdk.createPolicy(v1(ci.iamId))).result.id as string;
    expect(await restore(sdk, id)).toMatchObject({ status: 409, code: "policy_conflict_error" });
    await sdk.deletePolicy({ policyId: twin });
    await setServiceIdLocked(administrator, ci.id, true);
    expect(await restore(sdk, id)).toMatchObject({ status: 409, code: "locked" });
    await setServiceIdLocked(administrator, ci.id, false);
    await deleteServiceId(administrator, ci.id);
    expect((await restore(sdk, id)).status).toBe(404);
  });

  test("is forgotten after 30 days", async () => {
    const ci = await robot();
    const id = (await sdk.createPolicy(v1(ci.iamId))).result.id as string;
    await sdk.deletePolicy({ policyId: id });
    const day = 86_400_000;
    portal.setNow(new Date(Date.now() + 29 * day));
    await purgeDeletedPolicies();
    expect(await listPolicies(administrator, { iamId: ci.iamId, deleted: true })).toHaveLength(1);
    portal.setNow(new Date(Date.now() + 30 * day + 1000));
    expect(await purgeDeletedPolicies()).toBeGreaterThan(0);
    expect(await listPolicies(administrator, { iamId: ci.iamId, deleted: true })).toEqual([]);
    portal.setNow(null);
    const gone = sdk.updatePolicyState({ policyId: id, ifMatch: "*", state: "active" });
    expect((await refusal(gone)).status).toBe(404);
  });
});

const grantOf = ({ control }: IamPolicyManagementV1.V2PolicyTemplateMetaData) =>
  (control as IamPolicyManagementV1.ControlResponseControl).grant;

describe("format", () => {
  test("display shows the roles' actions", async () => {
    const ci = await robot();
    const id = (await sdk.createPolicy(v1(ci.iamId))).result.id as string;
    const pull = {
      id: "container-registry.image.pull",
      display_name: "Pull images",
      description: "Pull images.",
    };
    const shown = (await sdk.listPolicies({ accountId, iamId: ci.iamId, format: "display" })).result
      .policies[0];
    expect(shown?.roles[0]).toMatchObject({ role_id: role("Reader"), display_name: "Reader" });
    expect(shown?.roles[0]).toHaveProperty("actions", expect.arrayContaining([pull]));
    const one = (await sdk.getV2Policy({ id, format: "display" })).result;
    expect(grantOf(one).roles[0]).toMatchObject({ role_id: role("Reader"), display_name: "Reader" });
    expect(grantOf(one).roles[0]).toHaveProperty("actions", expect.arrayContaining([pull]));
    expect(grantOf((await sdk.getV2Policy({ id })).result).roles).toEqual([{ role_id: role("Reader") }]);
    expect((await refusal(sdk.listPolicies({ accountId, format: "everything" }))).status).toBe(400);
  });

  test("include_last_permit tells what usage knows, and sorts by it", async () => {
    const often = await robot();
    const never = await robot();
    const id = (await sdk.createPolicy(v1(often.iamId))).result.id as string;
    const unused = (await sdk.createPolicy(v1(never.iamId))).result.id as string;
    await ask(often);
    await ask(often);
    await ask(never, "push");
    const format = "include_last_permit";
    const used = (await sdk.getV2Policy({ id, format })).result;
    expect(used.last_permit_frequency).toBe(2);
    expect(Date.now() - Date.parse(used.last_permit_at as string)).toBeLessThan(60_000);
    expect((await sdk.getV2Policy({ id: unused, format })).result).not.toHaveProperty("last_permit_at");
    expect((await sdk.getV2Policy({ id })).result).not.toHaveProperty("last_permit_at");
    const sorted = await sdk.listV2Policies({ accountId, format, sort: "-last_permit_at" });
    const order = sorted.result.policies.map((policy) => policy.id);
    expect(order.indexOf(id)).toBeLessThan(order.indexOf(unused));
    const pager = new IamPolicyManagementV1.V2PoliciesPager(sdk, {
      accountId,
      format,
      sort: "-last_permit_frequency",
      limit: 3,
    });
    const paged = (await pager.getAll()).map((policy) => policy.id);
    expect(new Set(paged).size).toBe(sorted.result.policies.length);
    const bare = await refusal(sdk.listV2Policies({ accountId, sort: "last_permit_at" }));
    expect(bare).toMatchObject({
      status: 400,
      message: "sort by the last permit needs format=include_last_permit",
    });
  });
});
