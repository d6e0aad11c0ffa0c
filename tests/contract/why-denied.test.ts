import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { addAccessGroupMembers, removeAccessGroupMember } from "@/lib/services/access-group-members";
import { createAccessGroup } from "@/lib/services/access-groups";
import type { Actor } from "@/lib/services/actor";
import { createApiKey, deleteApiKey, setApiKeyDisabled, updateApiKey } from "@/lib/services/api-keys";
import { createCustomRole, deleteCustomRole, replaceCustomRole } from "@/lib/services/custom-roles";
import { createNamespace, deleteNamespace } from "@/lib/services/namespaces";
import { changeRole, removeMember } from "@/lib/services/people";
import { createPolicy, deletePolicy, updatePolicy } from "@/lib/services/policies";
import { issueRegistryToken } from "@/lib/services/registry-token";
import { createServiceId, deleteServiceId } from "@/lib/services/service-ids";
import { explainDenial, requestIdIn } from "@/lib/services/why-denied";
import { testRuntime } from "@/tests/support/runtime";
import { makeWorld, roles, type World } from "@/tests/support/two-accounts";
import { outcomeOf, refusalOf } from "@/tests/support/use-cases";

const portal = testRuntime();
let administrator: Actor;
let world: World;
let foreign: World;
let count = 0;

beforeAll(async () => {
  administrator = portal.administrator;
  world = await makeWorld(portal, administrator, "team-a");
  const accountId = await portal.createAccount();
  foreign = await makeWorld(portal, await portal.createPerson(accountId, "administrator"), "team-z");
});

/** A service ID of the owner with one key. */
const robot = async (owner: Actor = world.actors.owner) => {
  const service = await createServiceId(owner, { name: `robot-${++count}` });
  const { key, value } = await createApiKey(owner, { owner: service.id, name: "ci", expiresAt: null });
  return { ...service, key, value: value.reveal() };
};
type Robot = { value: string };

/** Asks as docker does; gives the request id and the sentence of the refusal. */
const ask = async (
  { value }: Robot,
  scope: string | null,
  { service = "de.registry", username = "iamapikey" } = {},
) => {
  const requestId = randomUUID();
  const answer = await issueRegistryToken({
    ...{ username, password: value, service, scopes: scope ? [scope] : [], offlineToken: false },
    caller: { ip: "10.2.0.7", userAgent: "docker/27.3.1", requestId },
  });
  return { requestId, ok: answer.ok, message: answer.ok ? "" : answer.message };
};
const push = "repository:team-a/api:pull,push";
const pull = "repository:team-a/api:pull";

const explained = async (robotOrKey: Robot, scope: string | null, options?: Parameters<typeof ask>[2]) => {
  const { requestId, ok } = await ask(robotOrKey, scope, options);
  expect(ok).toBe(false);
  return explainDenial(administrator, requestId);
};

describe("which rule decided, and who changed it", () => {
  test("a role that was lowered: the policy as it was, who lowered it, from what", async () => {
    const { actors } = world;
    const ci = await robot();
    const policy = await createPolicy(actors.owner, {
      subject: { iamId: ci.iamId },
      ...{ roles: ["Writer"], region: "eu-de", namespace: "team-a" },
    });
    await updatePolicy(administrator, policy.id, { roles: ["Reader"], region: "eu-de", namespace: "team-a" });
    const why = await explained(ci, push);
    expect(why.use).toMatchObject({
      reason: "role-too-low",
      requested: [push],
      keyName: "ci",
      ip: "10.2.0.7",
      client: { name: "docker", version: "27.3.1" },
    });
    expect(why.use.detail).toMatchObject({
      heldRole: "Reader",
      neededRole: "Writer",
      policyIds: [policy.id],
    });
    expect(why.rules).toMatchObject([
      {
        grant: { policyId: policy.id, roles: ["Reader"], region: "eu-de", namespace: "team-a" },
        group: null,
        changed: {
          by: administrator.name,
          action: "policy.update",
          before: { roles: ["Writer"] },
          after: { roles: ["Reader"] },
        },
        now: "same",
      },
    ]);
    expect(why.lost?.seq).toBe(why.rules[0]?.changed?.seq);
    expect(why.allowedNow).toBe(false);
    expect(why.administrators).toEqual([administrator.name]);
  });

  test("a custom role that was narrowed: the policy as the role was then, and who narrowed it", async () => {
    const ci = await robot();
    const actions = (...names: string[]) => names.map((name) => `container-registry.image.${name}`);
    const role = await createCustomRole(administrator, {
      ...{ name: "Deployer", displayName: "The Deployer", serviceName: "container-registry" },
      actions: actions("pull", "push"),
    });
    const policy = await createPolicy(administrator, {
      subject: { iamId: ci.iamId },
      ...{ roles: ["Deployer"], region: "eu-de", namespace: "team-a" },
    });
    const narrow = { displayName: "The Deployer", actions: actions("pull") };
    await replaceCustomRole(administrator, role.id, narrow);
    const { requestId } = await ask(ci, push);
    await replaceCustomRole(administrator, role.id, { ...narrow, actions: actions("push") });
    const why = await explainDenial(administrator, requestId);
    expect(why.use.detail).toMatchObject({ heldRole: "The Deployer", policyIds: [policy.id] });
    expect(why.rules).toMatchObject([
      {
        grant: { policyId: policy.id, roles: [{ name: "Deployer", actions: actions("pull") }] },
        changed: {
          by: administrator.name,
          action: "role.update",
          target: "Deployer",
          before: { roles: [{ actions: actions("pull", "push") }] },
          after: { roles: [{ actions: actions("pull") }] },
        },
        now: "changed",
      },
    ]);
    expect(why.lost?.seq).toBe(why.rules[0]?.changed?.seq);
    expect(why.allowedNow).toBe(true);
    await deletePolicy(administrator, policy.id);
    await deleteCustomRole(administrator, role.id);
  });

  test("the policy as it was then, also after it was changed again or removed", async () => {
    const ci = await robot();
    const reach = { region: "eu-de", namespace: "team-a" };
    const policy = await createPolicy(administrator, {
      subject: { iamId: ci.iamId },
      roles: ["Reader"],
      ...reach,
    });
    const { requestId } = await ask(ci, push);
    await updatePolicy(administrator, policy.id, { roles: ["Writer"], ...reach });
    const changed = await explainDenial(administrator, requestId);
    expect(changed.rules).toMatchObject([
      { grant: { roles: ["Reader"] }, changed: { action: "policy.create" }, now: "changed" },
    ]);
    expect([changed.lost, changed.allowedNow]).toEqual([null, true]);
    await deletePolicy(administrator, policy.id);
    const removed = await explainDenial(administrator, requestId);
    expect(removed.rules).toMatchObject([{ grant: { roles: ["Reader"] }, now: "removed" }]);
    expect([removed.lost, removed.allowedNow]).toEqual([null, false]);
  });

  test("no policy: who removed the one that sufficed", async () => {
    const ci = await robot();
    const policy = await createPolicy(administrator, {
      subject: { iamId: ci.iamId },
      ...{ roles: ["Writer"], namespace: "team-a" },
    });
    expect((await ask(ci, push)).ok).toBe(true);
    await deletePolicy(world.actors.owner, policy.id);
    const why = await explained(ci, push);
    expect(why.use.reason).toBe("no-policy");
    expect(why.rules).toEqual([]);
    expect(why.lost).toMatchObject({
      by: world.actors.owner.name,
      action: "policy.delete",
      target: "Writer on */team-a",
      before: { roles: ["Writer"], region: null, namespace: "team-a" },
      after: null,
    });
  });

  test("no policy ever: nobody took anything away, also where a policy of others was removed", async () => {
    const [ci, other] = [await robot(), await robot()];
    const policy = await createPolicy(administrator, {
      subject: { iamId: other.iamId },
      ...{ roles: ["Writer"], namespace: "team-a" },
    });
    await deletePolicy(administrator, policy.id);
    const why = await explained(ci, pull);
    expect([why.use.reason, why.rules, why.lost]).toEqual(["no-policy", [], null]);
  });

  test("a policy that wouldn't have sufficed wasn't lost", async () => {
    const ci = await robot();
    const policy = await createPolicy(administrator, {
      subject: { iamId: ci.iamId },
      ...{ roles: ["Reader"], namespace: "team-a", repositoryPattern: "web*" },
    });
    await deletePolicy(administrator, policy.id);
    expect((await explained(ci, pull)).lost).toBeNull();
  });

  test("an access group that was left, and one whose policy decides", async () => {
    const ci = await robot();
    const group = await createAccessGroup(administrator, { name: `builders-${count}` });
    await createPolicy(administrator, {
      subject: { accessGroupId: group.id },
      ...{ roles: ["Reader"], region: "eu-de", namespace: "team-a" },
    });
    await addAccessGroupMembers(administrator, group.id, [ci.iamId]);
    expect((await explained(ci, push)).rules).toMatchObject([
      { group: group.name, grant: { roles: ["Reader"] } },
    ]);
    await removeAccessGroupMember(administrator, group.id, ci.iamId);
    const why = await explained(ci, pull);
    expect(why.use.reason).toBe("no-policy");
    expect(why.lost).toMatchObject({ action: "access-group.remove-member", target: group.name });
  });

  test("another region and another repository name the policies that came near", async () => {
    const ci = await robot();
    const elsewhere = await createPolicy(administrator, {
      subject: { iamId: ci.iamId },
      ...{ roles: ["Reader"], region: "us-south", namespace: "team-a" },
    });
    const region = await explained(ci, pull);
    expect([region.use.reason, region.rules.map(({ grant }) => grant.policyId)]).toEqual([
      "wrong-region",
      [elsewhere.id],
    ]);
    const pattern = await createPolicy(administrator, {
      subject: { iamId: ci.iamId },
      ...{ roles: ["Writer"], region: "eu-de", namespace: "team-a", repositoryPattern: "web*" },
    });
    const repository = await explained(ci, pull);
    expect([repository.use.reason, repository.rules.map(({ grant }) => grant)]).toMatchObject([
      "repository-not-covered",
      [{ policyId: pattern.id, repositoryPattern: "web*" }],
    ]);
  });

  test("a namespace that was deleted: by whom", async () => {
    const ci = await robot();
    const place = { region: "eu-de", name: `gone-${++count}` };
    await createNamespace(administrator, place);
    await deleteNamespace(administrator, place);
    const why = await explained(ci, `repository:${place.name}/api:pull`);
    expect(why.use.reason).toBe("no-namespace");
    expect(why.lost).toMatchObject({
      action: "namespace.delete",
      by: administrator.name,
      target: place.name,
    });
    await createNamespace(administrator, place);
    expect((await explainDenial(administrator, why.use.request_id ?? "")).allowedNow).toBe(false);
  });

  test("an administrator who became a member", async () => {
    const person = await portal.createPerson(administrator.accountId, "administrator");
    const { value } = await createApiKey(person, { owner: "me", name: "laptop", expiresAt: null });
    const key = { value: value.reveal() };
    expect((await ask(key, push)).ok).toBe(true);
    await changeRole(administrator, person.iamId, "member");
    expect((await explained(key, push)).lost).toMatchObject({
      action: "membership.update",
      by: administrator.name,
    });
  });
});

describe("a key that is refused", () => {
  test("disabled: by whom, and whether it works again", async () => {
    const ci = await robot();
    await setApiKeyDisabled(administrator, ci.key.id, true);
    const why = await explained(ci, null);
    expect(why.use.reason).toBe("disabled");
    expect(why.keyChange).toMatchObject({ action: "api-key.disable", by: administrator.name, target: "ci" });
    expect(why.allowedNow).toBe(false);
    await setApiKeyDisabled(administrator, ci.key.id, false);
    expect((await explainDenial(administrator, why.use.request_id ?? "")).allowedNow).toBe(true);
  });

  test("deleted: by whom, alone or with its service ID", async () => {
    const [first, second] = [await robot(), await robot()];
    await deleteApiKey(administrator, first.key.id);
    await deleteServiceId(world.actors.owner, second.id);
    expect((await explained(first, null)).keyChange).toMatchObject({
      action: "api-key.delete",
      by: administrator.name,
    });
    expect((await explained(second, null)).keyChange).toMatchObject({
      action: "api-key.delete",
      by: world.actors.owner.name,
    });
  });

  test("expired: who set the end, and when it was", async () => {
    const ci = await robot();
    const expiresAt = new Date(Date.now() + 3_600_000);
    expiresAt.setMilliseconds(0);
    await updateApiKey(administrator, ci.key.id, { expiresAt });
    portal.setNow(new Date(expiresAt.getTime() + 60_000));
    try {
      const why = await explained(ci, null);
      expect(why.use.reason).toBe("expired");
      expect(why.keyExpiresAt).toEqual(expiresAt);
      expect(why.keyChange).toMatchObject({ action: "api-key.update", by: administrator.name });
    } finally {
      portal.setNow(null);
    }
  });

  test("of a person who left: who ended it", async () => {
    const person = await portal.createPerson(administrator.accountId, "member");
    const { value } = await createApiKey(person, { owner: "me", name: "laptop", expiresAt: null });
    await removeMember(administrator, person.iamId);
    const why = await explained({ value: value.reveal() }, null);
    expect(why.use.reason).toBe("membership-ended");
    expect(why.keyChange).toMatchObject({ action: "membership.delete", by: administrator.name });
  });

  test("a wrong user name is the client's to change", async () => {
    const ci = await robot();
    const why = await explained(ci, null, { username: "mara" });
    expect([why.use.reason, why.keyChange, why.allowedNow]).toEqual(["wrong-username", null, null]);
  });
});

describe("who gets an explanation", () => {
  test("owner, administrators and auditors; everyone else the answer for what isn't there", async () => {
    const { requestId } = await ask(await robot(), push);
    const answers = async ({ actors }: World) =>
      Object.fromEntries(
        await Promise.all(
          roles.map(async (role) => [role, await outcomeOf(() => explainDenial(actors[role], requestId))]),
        ),
      );
    expect(await answers(world)).toEqual({
      administrator: "ok",
      auditor: "ok",
      owner: "ok",
      stranger: "not-found",
      "service:Administrator": "ok",
      "service:Viewer": "ok",
      "service:none": "not-found",
      site: "not-found",
    });
    expect(new Set(Object.values(await answers(foreign)))).toEqual(new Set(["not-found"]));
  });

  test("a foreign request and one that never was are the same answer", async () => {
    const { requestId } = await ask(await robot(), push);
    const { administrator: other } = foreign.actors;
    expect(await refusalOf(explainDenial(other, requestId))).toEqual(
      await refusalOf(explainDenial(other, randomUUID())),
    );
  });

  test("what was granted has no explanation", async () => {
    const { requestId, ok } = await ask(await robot(), null);
    expect(ok).toBe(true);
    expect(await outcomeOf(() => explainDenial(administrator, requestId))).toBe("not-found");
  });

  test("an unknown key belongs to no account: site administrators alone", async () => {
    const { requestId } = await ask({ value: "not-a-key" }, null);
    expect(await outcomeOf(() => explainDenial(world.actors.auditor, requestId))).toBe("not-found");
    const why = await explainDenial(world.actors.site, requestId);
    expect([why.use.account_id, why.administrators, why.rules]).toEqual([null, [], []]);
  });
});

test("every refusal names the request id, whoever is refused", async () => {
  const ci = await robot();
  await setApiKeyDisabled(administrator, ci.key.id, true);
  const refusals = [
    await ask(ci, null),
    await ask({ value: "not-a-key" }, null),
    await ask(await robot(), push),
    await ask(await robot(), "nonsense"),
    await ask(await robot(), null, { service: "no.registry" }),
  ];
  for (const { message, requestId } of refusals) expect(requestIdIn(message)).toBe(requestId);
});

test("the request id is found in the whole sentence that a client prints", async () => {
  const { requestId, message } = await ask(await robot(), push);
  expect(message).toContain(requestId);
  expect(requestIdIn(`Error response from daemon: ${message}\n`)).toBe(requestId);
  expect(requestIdIn(requestId.toUpperCase())).toBe(requestId);
  expect(requestIdIn("denied: requested access to the resource is denied")).toBeNull();
});
