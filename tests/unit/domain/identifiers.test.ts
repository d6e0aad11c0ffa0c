import { expect, test } from "vitest";
import {
  accountIdOf,
  apiKeyIdOf,
  crnOfApiKey,
  crnOfRole,
  crnOfServiceId,
  iamIdOfServiceId,
  isAccountId,
  isApiKeyId,
  isServiceId,
  isUserIamId,
  isUuid,
  roleNameOfCrn,
  serviceIdOf,
  serviceIdOfIamId,
  userIamIdOf,
} from "@/lib/domain/identifiers";
import { roles } from "@/lib/domain/role";
import { puller } from "@/tests/support/custom-roles";

const uuid = "3f1c9a20-77d4-4a0e-9d51-0c2b8f6e1a77";
const account = "3f1c9a2077d44a0e9d510c2b8f6e1a77";

test("ids have IBM's forms", () => {
  expect(apiKeyIdOf(uuid)).toBe(`ApiKey-${uuid}`);
  expect(serviceIdOf(uuid)).toBe(`ServiceId-${uuid}`);
  expect(userIamIdOf(uuid)).toBe(`wharfkey-${uuid}`);
  expect(accountIdOf(uuid)).toBe(account);
  expect(iamIdOfServiceId(`ServiceId-${uuid}`)).toBe(`iam-ServiceId-${uuid}`);
  expect(crnOfApiKey(account, apiKeyIdOf(uuid))).toBe(
    `crn:v1:wharfkey:public:iam-identity::a/${account}::apikey:ApiKey-${uuid}`,
  );
  expect(crnOfServiceId(account, serviceIdOf(uuid))).toBe(
    `crn:v1:wharfkey:public:iam-identity::a/${account}::serviceid:ServiceId-${uuid}`,
  );
});

test("each id is recognised as what it is and as nothing else", () => {
  const ids = [
    uuid,
    account,
    apiKeyIdOf(uuid),
    serviceIdOf(uuid),
    userIamIdOf(uuid),
    `iam-ServiceId-${uuid}`,
    "",
  ];
  expect(ids.filter(isUuid)).toEqual([uuid]);
  expect(ids.filter(isAccountId)).toEqual([account]);
  expect(ids.filter(isApiKeyId)).toEqual([apiKeyIdOf(uuid)]);
  expect(ids.filter(isServiceId)).toEqual([serviceIdOf(uuid)]);
  expect(ids.filter(isUserIamId)).toEqual([userIamIdOf(uuid)]);
  expect(isUuid(uuid.toUpperCase())).toBe(false);
  expect(isApiKeyId(`ApiKey-${uuid}\n`)).toBe(false);
});

test("a service ID is found in its iam_id, and only there", () => {
  expect(serviceIdOfIamId(`iam-ServiceId-${uuid}`)).toBe(`ServiceId-${uuid}`);
  for (const other of [`wharfkey-${uuid}`, `ServiceId-${uuid}`, "iam-ServiceId-x", "iam-", ""])
    expect(serviceIdOfIamId(other)).toBeNull();
});

test("role CRNs are IBM's and come back as their role", () => {
  expect(crnOfRole("Reader", account)).toBe("crn:v1:bluemix:public:iam::::serviceRole:Reader");
  expect(crnOfRole("Viewer", account)).toBe("crn:v1:bluemix:public:iam::::role:Viewer");
  for (const role of roles) expect(roleNameOfCrn(crnOfRole(role, account), account)).toBe(role);
  const own = `crn:v1:bluemix:public:iam-access-management::a/${account}::customRole:Puller`;
  expect(crnOfRole(puller, account)).toBe(own);
  for (const crn of [own, own.replace("bluemix", "ibmcloud")])
    expect(roleNameOfCrn(crn, account)).toBe("Puller");
  expect(roleNameOfCrn("crn:v1:bluemix:public:container-registry::::serviceRole:Writer", account)).toBe(
    "Writer",
  );
});

test.each([
  "crn:v1:bluemix:public:iam::::role:Reader",
  "crn:v1:bluemix:public:iam::::serviceRole:Administrator",
  "crn:v1:bluemix:public:iam::::serviceRole:reader",
  "crn:v1:bluemix:public:iam::::serviceRole:constructor",
  "crn:v1:bluemix:public:cloud-object-storage::::serviceRole:Reader",
  "crn:v1:bluemix:public:iam::::serviceRole:Reader:",
  `crn:v1:bluemix:public:iam-access-management::a/${"0".repeat(32)}::customRole:Puller`,
  `crn:v1:bluemix:public:iam-access-management::a/${account}::customRole:Reader`,
  `crn:v1:bluemix:public:iam-access-management::a/${account}::customRole:Puller:`,
  `crn:v1:bluemix:public:iam-access-management::a/${account}::serviceRole:Reader`,
  "Reader",
  "",
])("%j names no role", (crn) => {
  expect(roleNameOfCrn(crn, account)).toBeNull();
});
