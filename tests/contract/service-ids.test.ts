import { beforeAll, describe, expect, test } from "vitest";
import { addAccessGroupMembers, listAccessGroupMembers } from "@/lib/services/access-group-members";
import { createAccessGroup, deleteAccessGroup, updateAccessGroup } from "@/lib/services/access-groups";
import type { Actor } from "@/lib/services/actor";
import { createApiKey, setApiKeyLocked } from "@/lib/services/api-keys";
import { createPolicy } from "@/lib/services/policies";
import {
  createServiceIdGroup,
  deleteServiceIdGroup,
  updateServiceIdGroup,
} from "@/lib/services/service-id-groups";
import {
  createServiceId,
  deleteServiceId,
  getServiceId,
  listServiceIds,
  setServiceIdLocked,
  updateServiceId,
} from "@/lib/services/service-ids";
import { testRuntime } from "@/tests/support/runtime";
import { auditOf, expectChain, refusalOf } from "@/tests/support/use-cases";

const portal = testRuntime();
let owner: Actor;
let administrator: Actor;

beforeAll(async () => {
  administrator = portal.administrator;
  owner = await portal.createPerson(administrator.accountId, "member");
});

describe("service IDs", () => {
  test("belong to who made them, may share a name, and tell their keys, policies and uses", async () => {
    const first = await createServiceId(owner, { name: "  checkout-ci ", description: "builds" });
    const second = await createServiceId(owner, { name: "checkout-ci" });
    expect(first).toMatchObject({
      id: expect.stringMatching(/^ServiceId-[0-9a-f-]{36}$/),
      iamId: `iam-${first.id}`,
      crn: `crn:v1:wharfkey:public:iam-identity::a/${owner.accountId}::serviceid:${first.id}`,
      name: "checkout-ci",
      description: "builds",
      createdBy: owner.iamId,
      createdByName: owner.name,
      locked: false,
      keyCount: 0,
      policyCount: 0,
      lastAuthn: null,
      mayChange: true,
    });
    const { key } = await createApiKey(owner, { owner: first.id, name: "ci", expiresAt: null });
    await createPolicy(administrator, { subject: { iamId: first.iamId }, roles: ["Reader"] });
    const used = new Date("2026-01-02T03:04:05Z");
    await portal.runtime.prisma.apiKeyActivity.create({
      data: { apiKeyId: key.id, lastAuthn: used, authnCount: 3 },
    });
    const detail = await getServiceId(owner, first.id);
    expect(detail).toMatchObject({ keyCount: 1, policyCount: 1, lastAuthn: used, authnCount: 3 });
    expect(detail.keys.map(({ id, status }) => [id, status])).toEqual([[key.id, "active"]]);
    expect(detail.policies.map(({ roles, excess }) => [roles, excess])).toEqual([[["Reader"], false]]);
    const listed = await listServiceIds(owner, { name: "checkout-ci" });
    expect(listed.items.map(({ id, keyCount }) => [id, keyCount])).toEqual([
      [first.id, 1],
      [second.id, 0],
    ]);
  });

  test("locked ones refuse change and deletion, with one code; unlocked again they take both", async () => {
    const made = await createServiceId(owner, { name: "locked" });
    const locked = await setServiceIdLocked(owner, made.id, true);
    expect(await refusalOf(updateServiceId(owner, made.id, { name: "x" }))).toMatchObject({
      code: "locked",
      reason: "service-id-locked",
    });
    expect((await refusalOf(deleteServiceId(administrator, made.id))).code).toBe("locked");
    expect((await setServiceIdLocked(owner, made.id, true)).entityTag).toBe(locked.entityTag);
    await setServiceIdLocked(owner, made.id, false);
    const saved = await updateServiceId(owner, made.id, { name: "free", description: null });
    expect(
      (await refusalOf(updateServiceId(owner, made.id, { name: "y" }, { ifMatch: made.entityTag }))).code,
    ).toBe("stale");
    expect((await refusalOf(deleteServiceId(owner, made.id, { ifMatch: made.entityTag }))).code).toBe(
      "stale",
    );
    expect(saved.history.map(({ action }) => action)).toEqual(["create", "lock", "unlock", "update"]);
    await deleteServiceId(owner, made.id, { ifMatch: saved.entityTag });
  });

  test("deleting one takes its keys, policies and memberships along, unless a key is locked", async () => {
    const { prisma } = portal.runtime;
    const made = await createServiceId(owner, { name: "doomed" });
    const { key } = await createApiKey(owner, {
      owner: made.id,
      name: "kept",
      expiresAt: null,
      locked: true,
    });
    await createPolicy(administrator, {
      subject: { iamId: made.iamId },
      roles: ["Writer"],
      namespace: "checkout",
    });
    const group = await createAccessGroup(administrator, { name: "pipelines" });
    await addAccessGroupMembers(administrator, group.id, [made.iamId]);

    const before = await expectChain(prisma, owner.accountId);
    expect(await refusalOf(deleteServiceId(owner, made.id))).toMatchObject({
      code: "locked",
      reason: "api-key-locked",
    });
    expect(await expectChain(prisma, owner.accountId)).toBe(before);
    await setApiKeyLocked(owner, key.id, false);
    await deleteServiceId(owner, made.id);

    expect((await refusalOf(getServiceId(owner, made.id))).code).toBe("not-found");
    expect((await prisma.apiKey.findUniqueOrThrow({ where: { id: key.id } })).deletedAt).not.toBeNull();
    expect(await prisma.policy.count({ where: { subjectIamId: made.iamId } })).toBe(0);
    expect(await listAccessGroupMembers(administrator, group.id)).toEqual([]);
    const actions = (await auditOf(prisma, owner.accountId)).slice(-4).map(({ action }) => action);
    expect(actions).toEqual(["api-key.unlock", "api-key.delete", "policy.delete", "service-id.delete"]);
  });

  test.each([
    ["name", { name: " " }],
    ["name", { name: "x".repeat(256) }],
    ["name", { name: "line\nbreak" }],
    ["description", { description: "\u0000" }],
    ["uniqueInstanceCrns.0", { uniqueInstanceCrns: ["has space"] }],
  ])("a wrong %s is refused (%#)", async (field, wrong) => {
    expect(await refusalOf(createServiceId(owner, { name: "fine", ...wrong }))).toMatchObject({
      code: "invalid",
      field,
    });
  });
});

describe("groups", () => {
  test("service ID groups hold service IDs, which outlive them", async () => {
    const group = await createServiceIdGroup(administrator, { name: "team a" });
    expect((await refusalOf(createServiceIdGroup(administrator, { name: "team a" }))).code).toBe("conflict");
    const renamed = await updateServiceIdGroup(
      administrator,
      group.id,
      { name: "team b" },
      { ifMatch: group.entityTag },
    );
    expect(renamed).toMatchObject({ name: "team b", entityTag: expect.stringMatching(/^2-/) });
    const made = await createServiceId(owner, { name: "grouped", groupId: group.id });
    expect((await listServiceIds(owner, { groupId: group.id })).items.map(({ id }) => id)).toEqual([made.id]);
    expect((await refusalOf(createServiceId(owner, { name: "x", groupId: "nowhere" }))).code).toBe(
      "not-found",
    );
    await deleteServiceIdGroup(administrator, group.id);
    expect((await getServiceId(owner, made.id)).groupId).toBeNull();
  });

  test("access groups with members are deleted only by force, and take their policies along", async () => {
    const group = await createAccessGroup(administrator, { name: "readers" });
    await addAccessGroupMembers(administrator, group.id, [owner.iamId, owner.iamId]);
    await createPolicy(administrator, { subject: { accessGroupId: group.id }, roles: ["Reader"] });
    expect((await refusalOf(updateAccessGroup(administrator, group.id, { name: "pipelines" }))).code).toBe(
      "conflict",
    );
    expect(await refusalOf(deleteAccessGroup(administrator, group.id))).toMatchObject({ code: "in-use" });
    await deleteAccessGroup(administrator, group.id, { force: true });
    expect(await portal.runtime.prisma.policy.count({ where: { accessGroupId: group.id } })).toBe(0);
    await expectChain(portal.runtime.prisma, owner.accountId);
  });
});
