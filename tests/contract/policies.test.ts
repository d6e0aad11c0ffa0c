import { beforeAll, describe, expect, test } from "vitest";
import { addAccessGroupMembers } from "@/lib/services/access-group-members";
import { createAccessGroup } from "@/lib/services/access-groups";
import type { Actor } from "@/lib/services/actor";
import { grantsOf, platformRolesOf } from "@/lib/services/grants";
import { createPolicy, deletePolicy, getPolicy, listPolicies, updatePolicy } from "@/lib/services/policies";
import { grantsOfServiceIds } from "@/lib/services/service-id-grants";
import { createServiceId } from "@/lib/services/service-ids";
import { testRuntime } from "@/tests/support/runtime";
import { auditOf, expectChain, refusalOf } from "@/tests/support/use-cases";

const portal = testRuntime();
let administrator: Actor;
let owner: Actor;
let service: { id: string; iamId: string };

beforeAll(async () => {
  administrator = portal.administrator;
  owner = await portal.createPerson(administrator.accountId, "member");
  service = await createServiceId(owner, { name: "checkout-ci" });
});

const toService = () => ({ subject: { iamId: service.iamId } });
const given = async (reach: object) =>
  createPolicy(administrator, { subject: { iamId: owner.iamId }, roles: ["Writer"], ...reach });

describe("what is given", () => {
  test("is kept as it was meant: region by its id, former names too, and told with names", async () => {
    const policy = await createPolicy(administrator, {
      ...toService(),
      roles: ["Writer", "Writer", "Reader"],
      region: "eu-central",
      namespace: "told",
      repositoryPattern: "team-a/*",
      description: "for builds",
    });
    expect(policy).toMatchObject({
      subject: { kind: "service-id", id: service.iamId, name: "checkout-ci" },
      roles: ["Writer", "Reader"],
      region: "eu-de",
      namespace: "told",
      repositoryPattern: "team-a/*",
      description: "for builds",
      createdBy: administrator.iamId,
      createdByName: administrator.name,
      excess: false,
      document: null,
    });
    expect(await getPolicy(owner, policy.id)).toEqual(policy);
    const last = (await auditOf(portal.runtime.prisma, administrator.accountId)).at(-1);
    expect(last).toMatchObject({
      action: "policy.create",
      target: { type: "policy", id: policy.id, name: "Writer, Reader on eu-de/told/team-a/*" },
      after: { subject: service.iamId, roles: ["Writer", "Reader"], region: "eu-de", namespace: "told" },
    });
  });

  test("is not given twice to one subject, whatever the order of roles", async () => {
    const first = await createPolicy(administrator, {
      ...toService(),
      roles: ["Reader", "Manager"],
      namespace: "twice",
    });
    const twin = createPolicy(administrator, {
      ...toService(),
      roles: ["Manager", "Reader"],
      namespace: "twice",
    });
    expect(await refusalOf(twin)).toMatchObject({ code: "conflict", reason: "policy-exists" });
    const other = await createPolicy(administrator, {
      ...toService(),
      roles: ["Reader"],
      namespace: "twice",
    });
    const become = updatePolicy(administrator, other.id, {
      roles: ["Reader", "Manager"],
      namespace: "twice",
    });
    expect((await refusalOf(become)).code).toBe("conflict");
    await deletePolicy(administrator, first.id);
    await updatePolicy(administrator, other.id, { roles: ["Reader", "Manager"], namespace: "twice" });
  });

  test.each([
    ["roles", { roles: [] }],
    ["roles.0", { roles: ["owner"] }],
    ["roles", { roles: ["Owner"] }],
    ["roles", { roles: ["Viewer"], namespace: "checkout" }],
    ["roles", { roles: ["Reader", "Administrator"], region: "eu-de" }],
    ["region", { region: "mars" }],
    ["namespace", { namespace: "No" }],
    ["repositoryPattern", { repositoryPattern: "*" }],
    ["repositoryPattern", { namespace: "checkout", repositoryPattern: "UPPER" }],
    ["description", { description: "\u0000" }],
    ["subject", { subject: {} }],
  ])("a wrong %s is refused and changes nothing (%#)", async (field, wrong) => {
    const before = await expectChain(portal.runtime.prisma, administrator.accountId);
    const input = { ...toService(), roles: ["Reader"], ...wrong } as Parameters<typeof createPolicy>[1];
    expect(await refusalOf(createPolicy(administrator, input))).toMatchObject({ code: "invalid", field });
    expect(await expectChain(portal.runtime.prisma, administrator.accountId)).toBe(before);
  });

  test("a changed policy needs the current entity tag, when one is named", async () => {
    const policy = await createPolicy(administrator, {
      ...toService(),
      roles: ["Reader"],
      namespace: "tagged",
    });
    const saved = await updatePolicy(
      administrator,
      policy.id,
      { roles: ["Writer"], namespace: "tagged" },
      { ifMatch: policy.entityTag },
    );
    expect(saved).toMatchObject({
      roles: ["Writer"],
      entityTag: expect.stringMatching(/^2-/),
      modifiedBy: administrator.iamId,
    });
    expect(
      (
        await refusalOf(
          updatePolicy(administrator, policy.id, { roles: ["Reader"] }, { ifMatch: policy.entityTag }),
        )
      ).code,
    ).toBe("stale");
    expect(
      (await refusalOf(deletePolicy(administrator, policy.id, { ifMatch: policy.entityTag }))).code,
    ).toBe("stale");
    await deletePolicy(administrator, policy.id, { ifMatch: saved.entityTag });
    expect((await refusalOf(getPolicy(administrator, policy.id))).code).toBe("not-found");
  });
});

describe("a member", () => {
  test("gives its service ID at most what it holds; a later excess is flagged, not cut", async () => {
    const wanted = { ...toService(), roles: ["Writer" as const], region: "eu-de", namespace: "checkout" };
    expect(await refusalOf(createPolicy(owner, wanted))).toMatchObject({
      code: "forbidden",
      reason: "beyond-own",
    });
    const held = await given({ namespace: "checkout" });
    const policy = await createPolicy(owner, wanted);
    expect(policy.excess).toBe(false);
    expect((await refusalOf(createPolicy(owner, { ...wanted, roles: ["Manager"] }))).reason).toBe(
      "beyond-own",
    );
    expect((await refusalOf(createPolicy(owner, { ...wanted, namespace: null }))).reason).toBe("beyond-own");
    expect((await refusalOf(updatePolicy(owner, policy.id, { roles: ["Writer"] }))).reason).toBe(
      "beyond-own",
    );

    await updatePolicy(administrator, held.id, { roles: ["Reader"], namespace: "checkout" });
    expect((await getPolicy(owner, policy.id)).excess).toBe(true);
    expect(
      (await grantsOf(portal.runtime.prisma, owner.accountId, service.iamId)).map(({ policyId }) => policyId),
    ).toContain(policy.id);
    await updatePolicy(owner, policy.id, { roles: ["Reader"], region: "eu-de", namespace: "checkout" });
    expect((await getPolicy(owner, policy.id)).excess).toBe(false);
    await deletePolicy(administrator, held.id);
    expect((await getPolicy(owner, policy.id)).excess).toBe(true);
    await deletePolicy(owner, policy.id);
  });

  test("who left, or became an auditor, covers nothing any more", async () => {
    const leaver = await portal.createPerson(administrator.accountId, "member");
    const own = await createServiceId(leaver, { name: "left-behind" });
    await createPolicy(administrator, {
      subject: { iamId: leaver.iamId },
      roles: ["Reader"],
      namespace: "checkout",
    });
    const policy = await createPolicy(leaver, {
      subject: { iamId: own.iamId },
      roles: ["Reader"],
      namespace: "checkout",
    });
    const membership = { accountId_userId: { accountId: leaver.accountId, userId: leaver.iamId } };
    const excessAs = async (role: "auditor" | "administrator" | "member") => {
      await portal.runtime.prisma.membership.update({ where: membership, data: { role } });
      return (await getPolicy(administrator, policy.id)).excess;
    };
    expect([await excessAs("member"), await excessAs("auditor"), await excessAs("administrator")]).toEqual([
      false,
      true,
      false,
    ]);
    await portal.runtime.prisma.membership.delete({ where: membership });
    expect((await getPolicy(administrator, policy.id)).excess).toBe(true);
  });

  test("sees policies of its own, of its service IDs and of its groups, and changes those of its service IDs alone", async () => {
    const stranger = await portal.createPerson(administrator.accountId, "member");
    const group = await createAccessGroup(administrator, { name: "everyone" });
    await addAccessGroupMembers(administrator, group.id, [stranger.iamId, service.iamId]);
    const grouped = await createPolicy(administrator, {
      subject: { accessGroupId: group.id },
      roles: ["Reader"],
      namespace: "shared",
    });
    const personal = await createPolicy(administrator, {
      subject: { iamId: stranger.iamId },
      roles: ["Reader"],
      namespace: "mine",
    });
    expect((await listPolicies(stranger)).map(({ id }) => id)).toEqual([grouped.id, personal.id]);
    expect((await refusalOf(deletePolicy(stranger, personal.id))).code).toBe("forbidden");
    expect((await refusalOf(deletePolicy(owner, personal.id))).code).toBe("not-found");
    const reaching = await grantsOf(portal.runtime.prisma, owner.accountId, service.iamId);
    expect(reaching.map(({ policyId }) => policyId)).toContain(grouped.id);
    const effective = await listPolicies(administrator, { iamId: service.iamId, effective: true });
    expect(effective.map(({ id }) => id)).toContain(grouped.id);
    expect((await listPolicies(administrator, { iamId: service.iamId })).map(({ id }) => id)).not.toContain(
      grouped.id,
    );
    // What the owner sees of the service ID's access is what counts when it logs in; a stranger sees none of it.
    const seen = await grantsOfServiceIds(owner, [service.iamId, owner.iamId]);
    expect([...seen.keys()]).toEqual([service.iamId]);
    expect(seen.get(service.iamId)).toEqual(expect.arrayContaining(reaching));
    expect(seen.get(service.iamId)).toHaveLength(reaching.length);
    expect(await grantsOfServiceIds(stranger, [service.iamId])).toEqual(new Map());
  });
});

test("platform roles count for the whole account or not at all", () => {
  const grant = {
    policyId: "",
    roles: ["Administrator" as const],
    region: null,
    namespace: null,
    repositoryPattern: null,
  };
  expect(platformRolesOf([grant, { ...grant, roles: ["Viewer", "Reader"] }])).toEqual([
    "Administrator",
    "Viewer",
  ]);
  expect(platformRolesOf([{ ...grant, region: "eu-de" }])).toEqual([]);
  expect(platformRolesOf([{ ...grant, namespace: "checkout" }])).toEqual([]);
});
