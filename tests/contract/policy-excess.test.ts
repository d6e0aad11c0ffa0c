import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { addAccessGroupMembers } from "@/lib/services/access-group-members";
import { createAccessGroup } from "@/lib/services/access-groups";
import { createCustomRole } from "@/lib/services/custom-roles";
import { createNamespace, listNamespaces } from "@/lib/services/namespaces";
import { createPolicy, deletePolicy, listPolicies, updatePolicy } from "@/lib/services/policies";
import { excessPolicies } from "@/lib/services/policy-excess";
import { createServiceId } from "@/lib/services/service-ids";
import { testRuntime } from "@/tests/support/runtime";

const portal = testRuntime();
/** Writes behind the portal's back, as another portal or an administrator with psql would. */
let elsewhere: pg.Client;

beforeAll(async () => {
  elsewhere = new pg.Client({ connectionString: portal.urls.appUrl });
  await elsewhere.connect();
});
afterAll(() => elsewhere?.end());

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

test("policies are told apart by all that they give", async () => {
  const administrator = await portal.createPerson(await portal.createAccount(), "administrator");
  const giver = await portal.createPerson(administrator.accountId, "member");
  const condition = {
    pattern: "time-based-conditions:weekly:custom-hours",
    rule: {
      operator: "and" as const,
      conditions: [
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
  const place = { region: "eu-de", namespace: "told-apart", repositoryPattern: "app/*" };
  const kinds = [
    place,
    { ...place, region: "us-south" },
    { ...place, namespace: "another" },
    { ...place, repositoryPattern: "web/*" },
    { ...place, condition },
    { ...place, tags: [{ name: "project", value: "x" }] },
  ];
  for (const kind of [...kinds, ...kinds]) {
    const { iamId } = await createServiceId(giver, { name: "robot" });
    const { id } = await createPolicy(administrator, { subject: { iamId }, roles: ["Reader"], ...kind });
    await portal.runtime.prisma.policy.update({ where: { id }, data: { modifiedBy: giver.iamId } });
  }
  for (const kind of kinds) {
    const held = await createPolicy(administrator, {
      subject: { iamId: giver.iamId },
      roles: ["Reader"],
      ...kind,
    });
    const beyond = (await listPolicies(administrator)).filter(({ excess }) => excess);
    expect(await excessPolicies(administrator, 12)).toEqual({ count: beyond.length, oldest: beyond });
    expect(await excessPolicies(administrator, 3)).toEqual({
      count: beyond.length,
      oldest: beyond.slice(0, 3),
    });
    await deletePolicy(administrator, held.id);
  }
});

test("they are worked out once, and anew as soon as something changes that decides about them", async () => {
  const administrator = await portal.createPerson(await portal.createAccount(), "administrator");
  const { accountId } = administrator;
  const giver = await portal.createPerson(accountId, "member");
  const { iamId } = await createServiceId(giver, { name: "robot" });
  const group = await createAccessGroup(administrator, { name: "builders" });
  await createCustomRole(administrator, {
    ...{ name: "Puller", displayName: "Puller", serviceName: "container-registry" },
    actions: ["container-registry.image.pull"],
  });
  await addAccessGroupMembers(administrator, group.id, [giver.iamId]);
  await createPolicy(administrator, { subject: { accessGroupId: group.id }, roles: ["Puller"] });
  await createPolicy(administrator, {
    subject: { iamId: giver.iamId },
    roles: ["Writer"],
    namespace: "build",
  });
  await createPolicy(giver, { subject: { iamId }, roles: ["Puller"] });
  await createPolicy(giver, { subject: { iamId }, roles: ["Writer"], namespace: "build" });

  const readings = async () => {
    const query = vi.spyOn(portal.runtime.pool, "query");
    const found = await excessPolicies(administrator, 4);
    const count = query.mock.calls.length;
    query.mockRestore();
    return { found, count };
  };
  expect((await readings()).count).toBeGreaterThan(1);
  expect(await readings()).toEqual({ found: { count: 0, oldest: [] }, count: 1 });

  const steps: [sql: string, count: number][] = [
    [`DELETE FROM access_group_member WHERE iam_id = '${giver.iamId}'`, 1],
    [`UPDATE membership SET role = 'administrator' WHERE user_id = '${giver.iamId}'`, 0],
    [`UPDATE membership SET role = 'member' WHERE user_id = '${giver.iamId}'`, 1],
    [`DELETE FROM policy WHERE subject_iam_id = '${giver.iamId}'`, 2],
    [`UPDATE custom_role SET actions = '{container-registry.image.list}' WHERE name = 'Puller'`, 1],
    [`UPDATE "user" SET name = 'Newly named' WHERE id = '${giver.iamId}'`, 1],
    [`UPDATE service_id SET name = 'newly named' WHERE iam_id = '${iamId}'`, 1],
    [`DELETE FROM policy WHERE subject_iam_id = '${iamId}'`, 0],
  ];
  for (const [sql, count] of steps) {
    await elsewhere.query(sql);
    const beyond = (await listPolicies(administrator)).filter(({ excess }) => excess);
    expect(await excessPolicies(administrator, 4)).toEqual({ count, oldest: beyond });
    expect((await readings()).count).toBe(1);
  }
});

test("how many policies reach a namespace is counted anew as soon as one comes or a role changes", async () => {
  const administrator = await portal.createPerson(await portal.createAccount(), "administrator");
  await createNamespace(administrator, { region: "eu-de", name: "counted-anew" });
  const counted = async () => (await listNamespaces(administrator)).map(({ policyCount }) => policyCount);
  expect([await counted(), await counted()]).toEqual([[0], [0]]);
  await elsewhere.query(
    `INSERT INTO policy (id, account_id, subject_iam_id, roles, created_by, modified_by, entity_tag)
     VALUES (gen_random_uuid(), $1, $2, '{Own}', $2, $2, '1')`,
    [administrator.accountId, administrator.iamId],
  );
  expect(await counted()).toEqual([0]);
  await createCustomRole(administrator, {
    ...{ name: "Own", displayName: "Own", serviceName: "container-registry" },
    actions: ["container-registry.image.pull"],
  });
  expect(await counted()).toEqual([1]);
  await elsewhere.query("DELETE FROM policy WHERE account_id = $1", [administrator.accountId]);
  expect(await counted()).toEqual([0]);
});

test("where policies beyond their giver are alike in nothing, the oldest of all are shown", async () => {
  const administrator = await portal.createPerson(await portal.createAccount(), "administrator");
  const giver = await portal.createPerson(administrator.accountId, "administrator");
  const { iamId } = await createServiceId(administrator, { name: "ci" });
  const made: string[] = [];
  for (const namespace of ["team-c", "team-a", "team-d", "team-b"])
    for (const roles of [["Reader" as const], ["Manager" as const]])
      made.push((await createPolicy(giver, { subject: { iamId }, roles, namespace })).id);
  await portal.runtime.prisma.membership.deleteMany({ where: { userId: giver.iamId } });
  const { count, oldest } = await excessPolicies(administrator, 3);
  expect([count, oldest.map(({ id }) => id)]).toEqual([8, made.slice(0, 3)]);
});
