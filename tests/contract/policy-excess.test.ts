import { expect, test } from "vitest";
import { createPolicy, listPolicies, updatePolicy } from "@/lib/services/policies";
import { excessPolicies } from "@/lib/services/policy-excess";
import { createServiceId } from "@/lib/services/service-ids";
import { testRuntime } from "@/tests/support/runtime";

const portal = testRuntime();

test("policies beyond their givers are counted, and the oldest shown, as the list says of each", async () => {
  const { administrator } = portal;
  const owner = await portal.createPerson(administrator.accountId, "member");
  const keeper = await portal.createPerson(administrator.accountId, "member");
  const given = await createPolicy(administrator, {
    ...{ subject: { iamId: owner.iamId }, roles: ["Writer"], namespace: "checkout" },
  });
  await createPolicy(administrator, {
    ...{ subject: { iamId: keeper.iamId }, roles: ["Writer"], namespace: "checkout" },
  });
  for (const person of [owner, keeper, owner, administrator, owner]) {
    const { iamId } = await createServiceId(person, { name: "ci" });
    for (const roles of [["Reader" as const], ["Writer" as const]])
      await createPolicy(person, { subject: { iamId }, roles, namespace: "checkout" });
  }
  expect(await excessPolicies(administrator, 4)).toEqual({ count: 0, oldest: [] });

  // Still holds Reader there.
  await updatePolicy(administrator, given.id, { roles: ["Reader"], namespace: "checkout" });
  const beyond = (await listPolicies(administrator)).filter(({ excess }) => excess);
  expect(beyond.map(({ createdBy, roles }) => [createdBy, roles])).toEqual(
    Array.from({ length: 3 }, () => [owner.iamId, ["Writer"]]),
  );
  expect(await excessPolicies(administrator, 2)).toEqual({ count: 3, oldest: beyond.slice(0, 2) });

  await portal.runtime.prisma.membership.deleteMany({ where: { userId: owner.iamId } });
  const all = (await listPolicies(administrator)).filter(({ excess }) => excess);
  expect(await excessPolicies(administrator, 4)).toEqual({ count: 6, oldest: all.slice(0, 4) });
  await expect(excessPolicies(keeper, 4)).rejects.toMatchObject({ code: "forbidden" });
});
