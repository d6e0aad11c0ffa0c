import IamPolicyManagementV1 from "@ibm-cloud/platform-services/iam-policy-management/v1";
import { IamAuthenticator } from "ibm-cloud-sdk-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/services/actor";
import { createPolicy, updatePolicy } from "@/lib/services/policies";
import { createServiceId, type ServiceIdView, setServiceIdLocked } from "@/lib/services/service-ids";
import { keyOf, protocolServer } from "@/tests/support/rest";
import { testRuntime } from "@/tests/support/runtime";

/** IBM's own SDK, unchanged, with only its URL changed. */
const portal = testRuntime();
const server = protocolServer();
let administrator: Actor;
let service: ServiceIdView;
let policies: IamPolicyManagementV1;

const optionsOf = async (person: Actor) => ({
  authenticator: new IamAuthenticator({ apikey: await keyOf(person), url: server.url }),
  serviceUrl: server.url,
});

beforeAll(async () => {
  administrator = portal.administrator;
  service = await createServiceId(administrator, { name: "pipeline" });
  policies = new IamPolicyManagementV1(await optionsOf(administrator));
});

type Thrown = { status: number; message: string; result: { errors: { code: string }[] } };
const refusal = async (attempt: Promise<unknown>) =>
  attempt.then(
    () => ({ status: 0, code: "not refused" }),
    (thrown: Thrown) => ({ status: thrown.status, code: thrown.result?.errors?.[0]?.code }),
  );

const role = (name: string, kind = "serviceRole") => ({
  role_id: `crn:v1:bluemix:public:iam::::${kind}:${name}`,
});
const subject = () => ({ attributes: [{ name: "iam_id", value: service.iamId }] });
const place = (...more: { name: string; value: string; operator?: string }[]) => ({
  attributes: [
    { name: "accountId", value: administrator.accountId },
    { name: "serviceName", value: "container-registry" },
    ...more,
  ],
});
const access = (resource: object, roles = [role("Reader")]) => ({
  type: "access",
  subjects: [subject()],
  roles,
  resources: [resource as ReturnType<typeof place>],
});

describe("policies, version 1", () => {
  test("are made, echoed exactly, replaced with the ETag, and deleted", async () => {
    const resource = place(
      { name: "region", value: "eu-central" },
      { name: "resourceType", value: "repository" },
      { name: "resource", value: "team-a/web-*", operator: "stringMatch" },
    );
    const sent = access(resource, [role("Writer"), role("Viewer", "role")].slice(0, 1));
    const created = await policies.createPolicy({ ...sent, description: "for builds" });
    expect(created.status).toBe(201);
    const id = created.result.id as string;
    expect(created.result).toEqual({
      id,
      type: "access",
      description: "for builds",
      subjects: sent.subjects,
      roles: [
        { ...role("Writer"), display_name: "Writer", description: "Pulls, pushes and deletes images." },
      ],
      resources: [resource],
      href: `http://localhost:3000/v1/policies/${id}`,
      created_at: expect.any(String),
      created_by_id: administrator.iamId,
      last_modified_at: expect.any(String),
      last_modified_by_id: administrator.iamId,
      state: "active",
    });
    const row = await portal.runtime.prisma.policy.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({
      region: "eu-de",
      namespace: "team-a",
      repositoryPattern: "web-*",
      roles: ["Writer"],
    });

    const got = await policies.getPolicy({ policyId: id });
    expect(got.result).toEqual(created.result);
    const ifMatch = got.headers.etag as string;
    expect(ifMatch).toBe(row.entityTag);
    const wider = access(
      place({ name: "resourceType", value: "namespace" }, { name: "resource", value: "team-a" }),
    );
    const replaced = await policies.replacePolicy({ policyId: id, ifMatch, ...wider });
    expect(replaced.result).toMatchObject({ resources: wider.resources, roles: [role("Reader")] });
    expect(replaced.headers.etag).not.toBe(ifMatch);
    expect(await refusal(policies.replacePolicy({ policyId: id, ifMatch, ...wider }))).toMatchObject({
      status: 412,
    });
    expect(
      await refusal(policies.updatePolicyState({ policyId: id, ifMatch, state: "active" })),
    ).toMatchObject({ status: 412 });
    const confirmed = await policies.updatePolicyState({
      policyId: id,
      ifMatch: replaced.headers.etag as string,
      state: "active",
    });
    expect(confirmed.result.state).toBe("active");
    expect((await policies.deletePolicy({ policyId: id })).status).toBe(204);
    expect(await refusal(policies.getPolicy({ policyId: id }))).toEqual({
      status: 404,
      code: "policy_not_found",
    });
  });

  test("made in the portal, they read the same way, and a change there replaces what was sent", async () => {
    const own = await createPolicy(administrator, {
      subject: { iamId: service.iamId },
      roles: ["Manager"],
      region: "us-south",
      namespace: "own1",
      repositoryPattern: "x/*",
    });
    const { result } = await policies.getPolicy({ policyId: own.id });
    const named = Object.fromEntries(
      result.resources[0]?.attributes.map(({ name, value }) => [name, value]) ?? [],
    );
    expect(named).toEqual({
      accountId: administrator.accountId,
      serviceName: "container-registry",
      region: "us-south",
      resourceType: "repository",
      resource: "own1/x/*",
    });
    const sent = await policies.createPolicy(access(place({ name: "region", value: "eu-gb" })));
    await updatePolicy(administrator, sent.result.id as string, { roles: ["Reader"], region: "jp-tok" });
    const changed = await policies.getPolicy({ policyId: sent.result.id as string });
    expect(changed.result.resources[0]?.attributes.find(({ name }) => name === "region")?.value).toBe(
      "jp-tok",
    );
  });

  test("are listed by account and subject, by pages where a limit is given", async () => {
    const target = await createServiceId(administrator, { name: "listed" });
    for (const namespace of ["aaaa", "bbbb", "cccc"])
      await createPolicy(administrator, { subject: { iamId: target.iamId }, roles: ["Reader"], namespace });
    const { accountId } = administrator;
    const all = await policies.listPolicies({ accountId, iamId: target.iamId });
    expect(all.result.policies).toHaveLength(3);
    const pager = new IamPolicyManagementV1.PoliciesPager(policies, {
      accountId,
      iamId: target.iamId,
      limit: 2,
    });
    expect((await pager.getAll()).map(({ id }) => id)).toEqual(all.result.policies.map(({ id }) => id));
    const newest = await policies.listPolicies({ accountId, iamId: target.iamId, sort: "-created_at" });
    expect(newest.result.policies.map(({ id }) => id)).toEqual(
      all.result.policies.map(({ id }) => id).reverse(),
    );
    for (const nothing of [
      { type: "authorization" },
      { state: "deleted", iamId: target.iamId },
      { tagName: "x" },
      { iamId: "nobody" },
    ])
      expect((await policies.listPolicies({ accountId, ...nothing })).result.policies).toEqual([]);
    expect(await refusal(policies.listPolicies({ accountId: "0".repeat(32) }))).toMatchObject({
      status: 404,
    });
  });

  test.each([
    ["role_not_found", () => access(place(), [role("Owner")])],
    [
      "role_not_found",
      () =>
        access(place(), [{ role_id: "crn:v1:bluemix:public:cloud-object-storage::::serviceRole:Reader" }]),
    ],
    ["invalid_body", () => access(place({ name: "colour", value: "red" }))],
    ["invalid_body", () => access(place({ name: "region", value: "mars" }))],
    ["invalid_body", () => access(place({ name: "region", value: "eu-*", operator: "stringMatch" }))],
    ["invalid_body", () => access(place({ name: "resource", value: "team-a" }))],
    [
      "invalid_body",
      () =>
        access(place({ name: "resourceType", value: "repository" }, { name: "resource", value: "team-a" })),
    ],
    ["invalid_body", () => access(place({ name: "serviceName", value: "container-registry" }))],
    ["invalid_body", () => access({ attributes: [{ name: "serviceName", value: "kms" }] })],
    ["invalid_body", () => access(place(), [])],
    ["invalid_body", () => access(place({ name: "region", value: "eu-de" }), [role("Viewer", "role")])],
    ["invalid_body", () => ({ ...access(place()), type: "authorization" })],
    ["invalid_body", () => ({ ...access(place()), subjects: [subject(), subject()] })],
    ["invalid_body", () => access({ ...place(), tags: [{ name: "env" }] })],
  ])("refuse what they can't mean with 400 %s (%#)", async (code, body) => {
    const before = await portal.runtime.prisma.policy.count();
    expect(await refusal(policies.createPolicy(body()))).toEqual({ status: 400, code });
    expect(await portal.runtime.prisma.policy.count()).toBe(before);
  });

  test("a namespace by a pattern is refused with the operator's name and what to do instead", async () => {
    const pattern = place(
      { name: "resourceType", value: "namespace" },
      { name: "resource", value: "team-*", operator: "stringMatch" },
    );
    await expect(policies.createPolicy(access(pattern))).rejects.toMatchObject({
      status: 400,
      message:
        'resources compares resource with stringMatch to "team-*", but a namespace is named in full: use stringEquals with one namespace, leave resourceType and resource out for every namespace, or use resourceType repository with NAMESPACE/PATTERN',
    });
    const named = place(
      { name: "resourceType", value: "namespace" },
      { name: "resource", value: "team-match", operator: "stringMatch" },
    );
    expect((await policies.createPolicy(access(named))).result.resources).toEqual([named]);
  });

  test("say who is asked for what: conflicts, foreign accounts, rights, locks", async () => {
    const sent = access(place({ name: "region", value: "au-syd" }));
    await policies.createPolicy(sent);
    expect(await refusal(policies.createPolicy(sent))).toEqual({
      status: 409,
      code: "policy_conflict_error",
    });
    const foreign = access({
      attributes: [
        { name: "accountId", value: "0".repeat(32) },
        { name: "serviceName", value: "container-registry" },
      ],
    });
    expect(await refusal(policies.createPolicy(foreign))).toMatchObject({ status: 404 });
    const nobody = {
      ...sent,
      subjects: [
        { attributes: [{ name: "iam_id", value: "iam-ServiceId-00000000-0000-4000-8000-000000000000" }] },
      ],
    };
    expect(await refusal(policies.createPolicy(nobody))).toMatchObject({ status: 404 });

    const member = await portal.createPerson(administrator.accountId, "member");
    const own = await createServiceId(member, { name: "own" });
    const asMember = new IamPolicyManagementV1(await optionsOf(member));
    const beyond = { ...sent, subjects: [{ attributes: [{ name: "iam_id", value: own.iamId }] }] };
    expect(await refusal(asMember.createPolicy(beyond))).toEqual({
      status: 403,
      code: "insufficent_permissions",
    });
    await setServiceIdLocked(member, own.id, true);
    expect(await refusal(policies.createPolicy(beyond))).toEqual({ status: 409, code: "locked" });
  });
});

describe("policies, version 2, and roles", () => {
  test("mean the same in another shape", async () => {
    const sent = {
      type: "access",
      subject: { attributes: [{ key: "iam_id", operator: "stringEquals", value: service.iamId }] },
      control: {
        grant: { roles: [{ role_id: "crn:v1:bluemix:public:container-registry::::serviceRole:Manager" }] },
      },
      resource: {
        attributes: [
          { key: "accountId", operator: "stringEquals", value: administrator.accountId },
          { key: "serviceName", operator: "stringEquals", value: "container-registry" },
          { key: "resourceType", operator: "stringEquals", value: "namespace" },
          { key: "resource", operator: "stringEquals", value: "team-b" },
        ],
      },
    };
    const created = await policies.createV2Policy({ ...sent, description: "v2" });
    const id = created.result.id as string;
    expect(created.result).toMatchObject({
      ...sent,
      description: "v2",
      state: "active",
      href: `http://localhost:3000/v2/policies/${id}`,
    });
    const v1 = await policies.getPolicy({ policyId: id });
    expect(v1.result.resources[0]?.attributes[3]).toEqual({
      name: "resource",
      operator: "stringEquals",
      value: "team-b",
    });
    const got = await policies.getV2Policy({ id });
    expect(got.result).toEqual(created.result);
    const roles = [{ role_id: role("Reader").role_id }];
    const replaced = await policies.replaceV2Policy({
      id,
      ifMatch: got.headers.etag as string,
      ...sent,
      control: { grant: { roles } },
    });
    expect(replaced.result.control).toEqual({ grant: { roles } });
    const rule = {
      key: "{{environment.attributes.day_of_week}}",
      operator: "dayOfWeekAnyOf",
      value: ["1+00:00"],
    };
    expect(await refusal(policies.createV2Policy({ ...sent, rule } as never))).toEqual({
      status: 400,
      code: "invalid_body",
    });
    const other = {
      ...sent,
      subject: { attributes: [{ key: "iam_id", operator: "stringEquals", value: administrator.iamId }] },
    };
    expect(await refusal(policies.replaceV2Policy({ id, ifMatch: "*", ...other }))).toMatchObject({
      status: 400,
    });
    const { accountId } = administrator;
    const pager = new IamPolicyManagementV1.V2PoliciesPager(policies, {
      accountId,
      iamId: service.iamId,
      limit: 1,
    });
    expect((await pager.getAll()).map((policy) => policy.id)).toContain(id);
    await policies.deleteV2Policy({ id });
    expect(await refusal(policies.getV2Policy({ id }))).toMatchObject({ status: 404 });
  });

  test("roles name IBM's CRNs and actions", async () => {
    const { result } = await policies.listRoles({
      accountId: administrator.accountId,
      serviceName: "container-registry",
    });
    expect(result.custom_roles).toEqual([]);
    expect(result.service_roles.map(({ display_name, crn }) => [display_name, crn])).toEqual(
      ["Reader", "Writer", "Manager"].map((name) => [name, role(name).role_id]),
    );
    expect(result.service_roles[1]?.actions).toEqual(
      ["pull", "push", "delete"].map((one) => `container-registry.image.${one}`),
    );
    expect(result.system_roles.map(({ crn }) => crn)).toContain(role("Administrator", "role").role_id);
  });
});
