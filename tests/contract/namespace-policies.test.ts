import { beforeAll, expect, test } from "vitest";
import { isRegistryRole } from "@/lib/domain/role";
import { addAccessGroupMembers } from "@/lib/services/access-group-members";
import { createAccessGroup } from "@/lib/services/access-groups";
import type { Actor } from "@/lib/services/actor";
import { createCustomRole } from "@/lib/services/custom-roles";
import { listNamespacePolicies } from "@/lib/services/namespace-policies";
import { createPolicy, deletePolicy, listPolicies } from "@/lib/services/policies";
import { suggestPolicySubjects } from "@/lib/services/policy-subjects";
import { createServiceId } from "@/lib/services/service-ids";
import { testRuntime } from "@/tests/support/runtime";

const portal = testRuntime();
const place = { region: "eu-de", name: "checkout" };
let administrator: Actor;
let foreign: Actor;
let member: Actor;

beforeAll(async () => {
  administrator = portal.administrator;
  member = await portal.createPerson(administrator.accountId, "member", { email: "mara@reach.example" });
  foreign = await portal.createPerson(await portal.createAccount(), "administrator");
  const group = await createAccessGroup(administrator, { name: "builders" });
  await addAccessGroupMembers(administrator, group.id, [member.iamId]);
  await createCustomRole(administrator, {
    ...{ name: "Puller", displayName: "Puller", serviceName: "container-registry" },
    actions: ["container-registry.image.pull"],
  });
  const reach = [
    { roles: ["Reader"], namespace: "checkout" },
    { roles: ["Puller"] },
    { roles: ["Viewer"] },
    { roles: ["Writer"], region: "eu-de", namespace: "checkout" },
    { roles: ["Reader"], region: "us-south", namespace: "checkout" },
    { roles: ["Reader"], namespace: "elsewhere" },
    { roles: ["Manager"], region: "eu-de" },
  ];
  for (let at = 0; at < 12; at++) {
    const { iamId } = await createServiceId(at % 3 === 0 ? member : administrator, { name: `robot-${at}` });
    for (const one of reach) await createPolicy(administrator, { subject: { iamId }, ...one });
  }
  await createPolicy(administrator, { subject: { accessGroupId: group.id }, roles: ["Reader"] });
  await createPolicy(administrator, {
    subject: { iamId: member.iamId },
    roles: ["Reader"],
    namespace: "checkout",
  });
  const { iamId } = await createServiceId(foreign, { name: "robot-abroad" });
  await createPolicy(foreign, { subject: { iamId }, roles: ["Reader"], namespace: "checkout" });
});

/** Those of the whole list that reach it, those that name it first. */
const reaching = async (actor: Actor) => {
  const all = (await listPolicies(actor)).filter(
    ({ roles, region, namespace }) =>
      roles.some(isRegistryRole) &&
      (region ?? "eu-de") === "eu-de" &&
      (namespace ?? "checkout") === "checkout",
  );
  return [...all.filter(({ namespace }) => namespace), ...all.filter(({ namespace }) => !namespace)];
};

const pages = async (actor: Actor, q?: string) => {
  const found = [await listNamespacePolicies(actor, place, { q })];
  for (let next = found[0]?.next; next; next = found.at(-1)?.next)
    found.push(await listNamespacePolicies(actor, place, { q, cursor: next }));
  return found;
};

test("everyone sees exactly the policies they find that reach a namespace, page by page, there and back", async () => {
  const auditor = await portal.createPerson(administrator.accountId, "auditor");
  for (const [actor, count] of [
    [administrator, 50],
    [auditor, 50],
    [member, 18],
    [foreign, 1],
  ] as const) {
    const expected = await reaching(actor);
    expect(expected).toHaveLength(count);
    const forth = await pages(actor);
    expect(forth.flatMap(({ items }) => items)).toEqual(expected);
    expect(forth.map(({ items, total }) => [items.length <= 25, total])).toEqual(
      forth.map(() => [true, count]),
    );
    const back = [forth.at(-1)];
    for (let previous = back[0]?.previous; previous; previous = back[0]?.previous)
      back.unshift(await listNamespacePolicies(actor, place, { cursor: previous }));
    expect(back).toEqual(forth);
  }
});

test("a search finds policies by the name of whom they are for", async () => {
  const found = async (actor: Actor, q: string) => {
    const all = await pages(actor, q);
    expect(all[0]?.total).toBe(all.flatMap(({ items }) => items).length);
    return [...new Set(all.flatMap(({ items }) => items.map(({ subject }) => subject.name)))];
  };
  expect(await found(administrator, "BOT-1")).toEqual(["robot-1", "robot-10", "robot-11"]);
  expect(await found(administrator, "build")).toEqual(["builders"]);
  expect(await found(administrator, "mara@reach")).toEqual([member.name]);
  expect(await found(administrator, "%")).toEqual([]);
  expect(await found(administrator, "abroad")).toEqual([]);
  expect(await found(member, "robot-1")).toEqual([]);
  expect(await found(member, "robot-3")).toEqual(["robot-3"]);
});

test("a page whose policies went meanwhile begins anew, and a cursor of no page is refused", async () => {
  const owner = await portal.createPerson(await portal.createAccount(), "administrator");
  const made = [];
  for (let at = 0; at < 26; at++) {
    const { iamId } = await createServiceId(owner, { name: `robot-${at}` });
    made.push(await createPolicy(owner, { subject: { iamId }, roles: ["Reader"] }));
  }
  const { next } = await listNamespacePolicies(owner, place);
  await deletePolicy(owner, made.at(-1)?.id ?? "");
  const first = await listNamespacePolicies(owner, place, { cursor: next ?? "" });
  expect(first).toMatchObject({ total: 25, next: null, previous: null });
  expect(first.items.map(({ id }) => id)).toEqual(made.slice(0, 25).map(({ id }) => id));
  for (const cursor of ["x", Buffer.from("n 2026-99-99T00:00:00Z x f").toString("base64url")])
    await expect(listNamespacePolicies(owner, place, { cursor })).rejects.toMatchObject({ code: "invalid" });
});

test("every service ID of the account can be chosen by its name, members choose among their own", async () => {
  for (let at = 0; at < 25; at++) await createServiceId(administrator, { name: `a-many-${at}` });
  const names = async (actor: Actor, text: string) =>
    (await suggestPolicySubjects(actor, text)).map(({ name }) => name);
  expect(await names(administrator, "Robot-1")).toEqual(["robot-1", "robot-10", "robot-11"]);
  expect(await names(administrator, "mara@")).toEqual([member.name]);
  expect((await names(administrator, "")).slice(0, 2)).toEqual([member.name, "a-many-24"]);
  expect(await names(administrator, "")).toHaveLength(21);
  expect(await names(administrator, "_")).toEqual([]);
  expect(await names(member, "")).toEqual(["robot-9", "robot-6", "robot-3", "robot-0"]);
  expect(await names(member, "robot-1")).toEqual([]);
  expect(await names(foreign, "robot")).toEqual(["robot-abroad"]);
});

test("who is called just so, or has this id, is chosen before all that are called alike, and told apart from them", async () => {
  const owner = await portal.createPerson(await portal.createAccount(), "administrator");
  for (let at = 10; at < 35; at++) await createServiceId(owner, { name: `api-worker-${at}` });
  const [one, other] = [
    await createServiceId(owner, { name: "worker" }),
    await createServiceId(owner, { name: "worker" }),
  ];
  const found = async (text: string) =>
    (await suggestPolicySubjects(owner, text)).map(({ name, detail }) => [name, detail]);
  expect(await found("Worker")).toEqual([
    ...[one.id, other.id].sort().map((id) => ["worker", id]),
    ...Array.from({ length: 20 }, (_, index) => [`api-worker-${10 + index}`, undefined]),
  ]);
  expect(await found(other.id)).toEqual([["worker", other.id]]);
  expect(await found("api-worker-34")).toEqual([["api-worker-34", undefined]]);
});
