import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/services/actor";
import { createAccess } from "@/lib/services/get-access";
import { createNamespace } from "@/lib/services/namespaces";
import { createPolicy } from "@/lib/services/policies";
import { testRuntime } from "@/tests/support/runtime";
import { auditOf, expectChain, refusalOf } from "@/tests/support/use-cases";

const portal = testRuntime();
let administrator: Actor;
let member: Actor;

beforeAll(async () => {
  administrator = portal.administrator;
  member = await portal.createPerson(administrator.accountId, "member");
  await createNamespace(administrator, { region: "eu-de", name: "checkout" });
  await createPolicy(administrator, {
    subject: { iamId: member.iamId },
    roles: ["Writer"],
    namespace: "checkout",
  });
});

const wanted = { label: "checkout-ci", namespace: "checkout", role: "Writer" as const, expiresAt: null };

/** Everything that a refused attempt may not leave behind. */
const counts = async () => {
  const { prisma } = portal.runtime;
  return [
    await prisma.serviceId.count(),
    await prisma.apiKey.count(),
    await prisma.policy.count(),
    await prisma.namespace.count(),
    await expectChain(prisma, member.accountId),
  ];
};

describe("quick access", () => {
  test("makes service ID, policy and key; the second time it reuses what is there", async () => {
    const first = await createAccess(member, {
      ...wanted,
      region: "eu-central",
      pattern: "app/*",
      description: "builds",
    });
    expect(first).toMatchObject({
      serviceIdCreated: true,
      namespaceCreated: false,
      serviceId: { name: "checkout-ci", createdBy: member.iamId, keyCount: 1, policyCount: 1 },
      key: {
        name: "checkout-ci",
        description: "builds",
        owner: { kind: "service-id", id: first.serviceId.id },
      },
      policy: { roles: ["Writer"], region: "eu-de", namespace: "checkout", repositoryPattern: "app/*" },
    });
    const { prisma } = portal.runtime;
    const actions = (await auditOf(prisma, member.accountId)).slice(-3).map(({ action }) => action);
    expect(actions).toEqual(["service-id.create", "policy.create", "api-key.create"]);

    const narrower = { ...wanted, role: "Reader" as const, region: "eu-de", pattern: "app/web" };
    const second = await createAccess(member, { ...narrower, expiresAt: "2099-01-01T00:00Z" });
    expect(second).toMatchObject({
      serviceIdCreated: false,
      policy: null,
      serviceId: { id: first.serviceId.id, keyCount: 2 },
    });
    expect(second.key.name).toBe("checkout-ci-2");
    expect((await createAccess(member, { ...wanted, label: "Checkout-CI" })).serviceIdCreated).toBe(true);
  });

  test("never reuses another person's service ID", async () => {
    const mine = await createAccess(administrator, wanted);
    expect(mine).toMatchObject({ serviceIdCreated: true, serviceId: { createdBy: administrator.iamId } });
  });

  test("makes the namespace on request, for who may, and not twice", async () => {
    const fresh = { ...wanted, label: "fresh", namespace: "fresh", region: "eu-de", createNamespace: true };
    const before = await counts();
    expect(await refusalOf(createAccess(member, fresh))).toMatchObject({ code: "forbidden" });
    expect(await counts()).toEqual(before);
    expect(await createAccess(administrator, fresh)).toMatchObject({
      namespaceCreated: true,
      policy: { namespace: "fresh" },
    });
    expect(await createAccess(administrator, fresh)).toMatchObject({ namespaceCreated: false, policy: null });
  });

  test.each([
    ["forbidden", "beyond-own", { role: "Manager" as const }],
    ["invalid", "no-namespace", { namespace: "missing" }],
    ["invalid", "no-namespace", { region: "us-south" }],
    ["invalid", "unknown-region", { region: "mars" }],
    ["invalid", "past", { expiresAt: "2020-01-01T00:00Z" }],
    ["invalid", "too_small", { label: "" }],
    ["invalid", "control-character", { label: "a\u0007" }],
    ["invalid", "region-needed", { createNamespace: true }],
    ["invalid", "namespace-characters", { namespace: "Checkout" }],
  ])("refused with %s (%s), it leaves nothing half done (%#)", async (code, reason, wrong) => {
    const before = await counts();
    expect(await refusalOf(createAccess(member, { ...wanted, label: "nothing", ...wrong }))).toMatchObject({
      code,
      reason,
    });
    expect(await counts()).toEqual(before);
  });

  test("another account's namespace is as missing as one that isn't there", async () => {
    const foreign = await portal.createPerson(await portal.createAccount(), "administrator");
    await createNamespace(foreign, { region: "eu-gb", name: "foreign" });
    const one = await refusalOf(
      createAccess(administrator, { ...wanted, region: "eu-gb", namespace: "foreign" }),
    );
    const other = await refusalOf(
      createAccess(administrator, { ...wanted, region: "eu-gb", namespace: "missing" }),
    );
    expect({ ...one, message: one.message.replaceAll("foreign", "missing") }).toEqual(other);
  });
});
