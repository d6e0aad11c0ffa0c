import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Outcome, runIbmExamples } from "@/tests/support/ibm-examples";
import { type Portal, startPortal } from "@/tests/support/portal";
import { keyOf } from "@/tests/support/rest";
import { testRuntime, testSecret } from "@/tests/support/runtime";

/** IBM's public example suites, as its SDK ships them, against the real server with only the URL changed. */
const shared = testRuntime();
let portal: Portal;

beforeAll(async () => {
  const { administrator, runtime, urls } = shared;
  const { accountId, iamId } = administrator;
  portal = await startPortal({
    DATABASE_URL: urls.appUrl,
    DATABASE_MIGRATION_URL: urls.ownerUrl,
    WHARFKEY_SECRET: testSecret,
  });
  // The examples' own identity is a person of the account.
  const id = "IBMid-user1";
  const email = "user1@example.com";
  await runtime.prisma.user.create({
    data: {
      id,
      email,
      name: "User 1",
      entityTag: "1",
      memberships: { create: { accountId, role: "member" } },
    },
  });
  const apikey = await keyOf(administrator);
  for (const [name, value] of [
    ["URL", portal.url],
    ["AUTH_URL", portal.url],
    ["AUTHTYPE", "iam"],
    ["APIKEY", apikey],
    ["ACCOUNT_ID", accountId],
    ["TEST_ACCOUNT_ID", accountId],
    ["TEST_TARGET_ACCOUNT_ID", accountId],
    ["IAM_ID", iamId],
    ["TEST_PROFILE_ID", "iam-Profile-94497d0d-2ac3-41bf-a993-a49d1b14627c"],
  ] as const)
    for (const service of ["IAM_IDENTITY", "IAM_ACCESS_GROUPS", "IAM_POLICY_MANAGEMENT"])
      vi.stubEnv(`${service}_${name}`, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await portal?.stop();
});

const namesOf = (outcomes: Outcome[], wanted: string) =>
  outcomes.filter(([, outcome]) => outcome === wanted).map(([name]) => name);

/** What builds on something that isn't offered has nothing to ask for: the SDK sends no request without an id. */
const others = (outcomes: Outcome[]) =>
  Object.fromEntries(outcomes.filter(([, outcome]) => outcome !== "done" && outcome !== "not sent"));

test("identity: API keys, service IDs and their groups, settings and the report work; the rest says what is missing", async () => {
  const outcomes = await runIbmExamples("iam-identity.v1");
  expect(namesOf(outcomes, "done")).toEqual([
    ...["createApiKey", "listApiKeys", "getApiKeysDetails", "getApiKey", "updateApiKey", "lockApiKey"],
    ...["unlockApiKey", "disableApiKey", "enableApiKey", "deleteApiKey"],
    ...["createServiceId", "getServiceId", "listServiceIds", "updateServiceId", "lockServiceId"],
    ...["unlockServiceId", "deleteServiceId"],
    ...["createServiceIdGroup", "getServiceIdGroup", "listServiceIdGroup", "updateServiceIdGroup"],
    "deleteServiceIdGroup",
    ...["getAccountSettings", "updateAccountSettings", "getEffectiveAccountSettings"],
    ...["createReport", "getReport"],
  ]);
  expect(others(outcomes)).toEqual({
    createProfile: "404 not_supported",
    listProfiles: "404 not_supported",
    createMfaReport: "404 not_supported",
    getMfaReport: "404 not_supported",
    getMfaStatus: "404 not_supported",
    scenarioProfileTemplateEx: "404 not_supported",
    scenarioAccountSettingsTemplateEx: "404 not_supported",
    getAccountLimits: "404 not_supported",
    bulkListAccountEntityConsumption: "404 not_supported",
  });
  expect(outcomes.length).toBe(58);
});

test("access groups: groups, members and settings work; rules, public access and templates say that they don't", async () => {
  const outcomes = await runIbmExamples("iam-access-groups.v2");
  expect(namesOf(outcomes, "done")).toEqual([
    ...["createAccessGroup", "getAccessGroup", "updateAccessGroup", "listAccessGroups"],
    ...["addMembersToAccessGroup", "isMemberOfAccessGroup", "listAccessGroupMembers"],
    ...["removeMemberFromAccessGroup", "removeMembersFromAccessGroup", "removeMembersFromAccessGroup"],
    ...["addMemberToMultipleAccessGroups", "removeMemberFromAllAccessGroups"],
    ...["listAccessGroupRules", "getAccountSettings", "deleteAccessGroup"],
  ]);
  expect(others(outcomes)).toEqual({
    addAccessGroupRule: "400 not_supported",
    updateAccountSettings: "400 invalid_parameter",
    createTemplate: "404 not_supported",
    listTemplates: "404 not_supported",
    listAssignments: "404 not_supported",
  });
  expect(outcomes.length).toBe(35);
});

test("policies: both versions and custom roles work; templates and settings say that they don't", async () => {
  const outcomes = await runIbmExamples("iam-policy-management.v1");
  expect(namesOf(outcomes, "done")).toEqual([
    ...["createPolicy", "getPolicy", "replacePolicy", "updatePolicyState", "listPolicies", "deletePolicy"],
    ...["createV2Policy", "getV2Policy", "replaceV2Policy", "listV2Policies", "deleteV2Policy"],
    ...["createRole", "getRole", "replaceRole", "listRoles", "deleteRole"],
  ]);
  expect(others(outcomes)).toEqual(
    Object.fromEntries(
      [
        ...["createPolicyS2STemplate", "listPolicyTemplates", "createPolicyTemplateAssignment"],
        ...["listPolicyAssignments", "createActionControlTemplate", "listActionControlTemplates"],
        ...["createActionControlTemplateAssignment", "listActionControlAssignments", "getSettings"],
        ...["createRoleTemplate", "listRoleTemplates", "createRolePolicyTemplate"],
        ...["createRoleTemplateAssignment", "listRoleAssignments"],
      ].map((name) => [name, "404 not_supported"]),
    ),
  );
  expect(outcomes.length).toBe(66);
});
