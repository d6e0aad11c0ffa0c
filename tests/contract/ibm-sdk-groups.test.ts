import IamAccessGroupsV2 from "@ibm-cloud/platform-services/iam-access-groups/v2";
import { IamAuthenticator } from "ibm-cloud-sdk-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/services/actor";
import { createServiceId } from "@/lib/services/service-ids";
import { keyOf, protocolServer } from "@/tests/support/rest";
import { testRuntime } from "@/tests/support/runtime";

/** What access groups have of members, rules and settings, through IBM's SDK with only its URL changed. */
const portal = testRuntime();
const server = protocolServer();
let administrator: Actor;
let groups: IamAccessGroupsV2;
let accountId: string;

const sdkOf = async (person: Actor) =>
  new IamAccessGroupsV2({
    authenticator: new IamAuthenticator({ apikey: await keyOf(person), url: server.url }),
    serviceUrl: server.url,
  });

beforeAll(async () => {
  administrator = portal.administrator;
  accountId = administrator.accountId;
  groups = await sdkOf(administrator);
});

const refusal = async (attempt: Promise<unknown>) =>
  attempt.then(
    () => ({ status: 0, message: "not refused" }),
    ({ status, message }: { status: number; message: string }) => ({ status, message }),
  );

const groupOf = async (name: string) =>
  (await groups.createAccessGroup({ accountId, name })).result.id as string;

describe("members", () => {
  test("are added each with a trace: whose, since when and by whom, or why not", async () => {
    const accessGroupId = await groupOf("Outcomes");
    const service = await createServiceId(administrator, { name: "robot", description: "builds" });
    const members = [
      { iam_id: administrator.iamId, type: "user" },
      { iam_id: "iam-Profile-94497d0d-2ac3-41bf-a993-a49d1b14627c", type: "profile" },
      { iam_id: service.iamId, type: "service" },
      { iam_id: "IBMid-user1", type: "user" },
    ];
    const { status, result, headers } = await groups.addMembersToAccessGroup({ accessGroupId, members });
    const trace = headers["x-request-id"];
    const added = {
      status_code: 200,
      trace,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      created_by_id: administrator.iamId,
    };
    const missing = (what: string) => ({
      status_code: 404,
      trace,
      errors: [{ code: "not_found", message: `There is no such ${what} in this account.` }],
    });
    expect(status).toBe(207);
    expect(result.members).toEqual([
      { ...members[0], ...added },
      { ...members[1], ...missing("trusted profile") },
      { ...members[2], ...added },
      { ...members[3], ...missing("person or service ID") },
    ]);
    const again = await groups.addMembersToAccessGroup({ accessGroupId, members: members.slice(0, 1) });
    expect(again.result.members?.[0]?.created_at).toBe(result.members?.[0]?.created_at);

    const everywhere = { accountId, iamId: service.iamId };
    const many = await groups.addMemberToMultipleAccessGroups({
      ...everywhere,
      type: "service",
      groups: [accessGroupId],
    });
    expect(many.result.groups).toEqual([
      { access_group_id: accessGroupId, status_code: 200, trace: many.headers["x-request-id"] },
    ]);
    const removed = await groups.removeMembersFromAccessGroup({ accessGroupId, members: ["x"] });
    expect(removed.result.members).toEqual([
      { iam_id: "x", ...missing("member"), trace: removed.headers["x-request-id"] },
    ]);
    const gone = await groups.removeMemberFromAllAccessGroups(everywhere);
    expect(gone.result.groups).toEqual([
      { access_group_id: accessGroupId, status_code: 204, trace: gone.headers["x-request-id"] },
    ]);
  });

  test("are sorted by id, name or email, either way, and shown with their words to readers of the account", async () => {
    const accessGroupId = await groupOf("Sorted");
    const service = await createServiceId(administrator, { name: "middle", description: "builds" });
    const people = [
      await portal.createPerson(accountId, "member", { email: "zoe@example.com" }),
      await portal.createPerson(accountId, "member", { email: "amy@example.com" }),
    ];
    const members = [
      ...people.map(({ iamId }) => ({ iam_id: iamId, type: "user" })),
      { iam_id: service.iamId, type: "service" },
    ];
    await groups.addMembersToAccessGroup({ accessGroupId, members });
    const listed = async (sort?: string) =>
      (await groups.listAccessGroupMembers({ accessGroupId, verbose: true, ...(sort ? { sort } : {}) }))
        .result.members ?? [];
    const names = async (sort?: string) => (await listed(sort)).map(({ name }) => name);
    expect(await names()).toEqual(["amy", "middle", "zoe"]);
    expect(await names("-name")).toEqual(["zoe", "middle", "amy"]);
    expect(await names("email")).toEqual(["middle", "amy", "zoe"]);
    const ids = members.map(({ iam_id }) => iam_id).sort();
    expect((await listed("id")).map(({ iam_id }) => iam_id)).toEqual(ids);
    expect((await listed("-id")).map(({ iam_id }) => iam_id)).toEqual(ids.reverse());
    const words = (await listed()).map(({ name, email, description }) => [name, email, description]);
    expect(words).toEqual([
      ["amy", "amy@example.com", undefined],
      ["middle", undefined, "builds"],
      ["zoe", "zoe@example.com", undefined],
    ]);
    expect(await refusal(groups.listAccessGroupMembers({ accessGroupId, sort: "age" }))).toEqual({
      status: 400,
      message: "sort needs id, name or email, with - before it for descending",
    });
    const own = await sdkOf(people[0] as Actor);
    const seen = (await own.listAccessGroupMembers({ accessGroupId, verbose: true })).result.members;
    expect(seen?.map(({ email }) => email)).toEqual([undefined, undefined, undefined]);
  });
});

test("groups sorted by is_federated are by name, since none is; dynamic members are in none", async () => {
  for (const name of ["Beta", "Alpha"]) await groupOf(name);
  const names = async (query: object) =>
    (await groups.listAccessGroups({ accountId, search: "a", ...query })).result.groups?.map(
      ({ name }) => name,
    );
  expect(await names({ sort: "is_federated", search: "name:a" })).toEqual(["Alpha", "Beta"]);
  const { iamId } = administrator;
  expect(await names({ iamId, membershipType: "dynamic" })).toEqual([]);
});

describe("what is not offered says so", () => {
  test("dynamic rules: none are listed, found or made; of another account's group nothing is said", async () => {
    const accessGroupId = await groupOf("Rules");
    const rule = {
      expiration: 12,
      realmName: "https://idp.example.org/SAML2a",
      conditions: [{ claim: "isManager", operator: "EQUALS", value: "true" }],
    };
    expect((await groups.listAccessGroupRules({ accessGroupId })).result).toEqual({ rules: [] });
    expect(await refusal(groups.addAccessGroupRule({ accessGroupId, ...rule }))).toEqual({
      status: 400,
      message: "Dynamic rules are not offered here: add the members themselves.",
    });
    const one = { accessGroupId, ruleId: "ClaimRule-1" };
    const none = { status: 404, message: "There is no such rule in this account." };
    expect(await refusal(groups.getAccessGroupRule(one))).toEqual(none);
    expect(
      await refusal(groups.replaceAccessGroupRule({ ...one, ...rule, ifMatch: "*", name: "x" })),
    ).toEqual(none);
    expect(await refusal(groups.removeAccessGroupRule(one))).toEqual(none);
    const foreign = { accessGroupId: "AccessGroupId-none" };
    for (const attempt of [
      () => groups.listAccessGroupRules(foreign),
      () => groups.addAccessGroupRule({ ...foreign, ...rule }),
      () => groups.getAccessGroupRule({ ...one, ...foreign }),
    ])
      expect(await refusal(attempt())).toEqual({
        status: 404,
        message: "There is no such access group in this account.",
      });
  });

  test("public access: it is off, and stays off", async () => {
    const off = { account_id: accountId, public_access_enabled: false };
    expect((await groups.getAccountSettings({ accountId })).result).toEqual(off);
    expect((await groups.updateAccountSettings({ accountId, publicAccessEnabled: false })).result).toEqual(
      off,
    );
    expect(await refusal(groups.updateAccountSettings({ accountId, publicAccessEnabled: true }))).toEqual({
      status: 400,
      message:
        "public_access_enabled is not offered here, it can only be false: nobody has access without signing in",
    });
    const auditor = await sdkOf(await portal.createPerson(accountId, "auditor"));
    expect((await auditor.getAccountSettings({ accountId })).result).toEqual(off);
    expect((await refusal(auditor.updateAccountSettings({ accountId }))).status).toBe(403);
    expect((await refusal(groups.getAccountSettings({ accountId: "0".repeat(32) }))).status).toBe(404);
  });
});
