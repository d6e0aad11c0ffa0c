import { beforeAll, describe, expect, test } from "vitest";
import {
  addAccessGroupMembers,
  isAccessGroupMember,
  listAccessGroupMembers,
  removeAccessGroupMember,
} from "@/lib/services/access-group-members";
import {
  createAccessGroup,
  deleteAccessGroup,
  getAccessGroup,
  listAccessGroups,
  updateAccessGroup,
} from "@/lib/services/access-groups";
import type { Actor } from "@/lib/services/actor";
import { listAlertDeliveries } from "@/lib/services/alert-inbox";
import { getAlertSettings, setAlertHook, updateAlertSettings } from "@/lib/services/alert-settings";
import * as apiKeys from "@/lib/services/api-keys";
import { listCheckpoints } from "@/lib/services/audit-checkpoints";
import { exportCredentials } from "@/lib/services/credential-report";
import * as customRoles from "@/lib/services/custom-roles";
import { createAccess } from "@/lib/services/get-access";
import { createInactiveReport } from "@/lib/services/inactive-report";
import * as keyBulk from "@/lib/services/key-bulk";
import * as inventory from "@/lib/services/key-inventory";
import { listNamespacePolicies } from "@/lib/services/namespace-policies";
import * as namespaces from "@/lib/services/namespaces";
import * as policies from "@/lib/services/policies";
import { excessPolicies } from "@/lib/services/policy-excess";
import { suggestPolicySubjects } from "@/lib/services/policy-subjects";
import { watched } from "@/lib/services/refusal";
import * as serviceIdGroups from "@/lib/services/service-id-groups";
import * as serviceIds from "@/lib/services/service-ids";
import { listUsageExports } from "@/lib/services/usage-exports";
import { getUsageRetention, setUsageRetention } from "@/lib/services/usage-retention-settings";
import { suggestUsageFilters } from "@/lib/services/usage-suggestions";
import { deleteUsageView, listUsageViews, renameUsageView, saveUsageView } from "@/lib/services/usage-views";
import { testRuntime } from "@/tests/support/runtime";
import { makeTarget, makeWorld, puller, roles, type Target, type World } from "@/tests/support/two-accounts";
import { expectChain, has, outcomeOf, takenAway } from "@/tests/support/use-cases";

/**
 * Every use case × every role × own and foreign account. One letter a role, in this order:
 * administrator, auditor, member who owns the target, member who doesn't, service ID with Administrator,
 * with Viewer, with nothing, site administrator without a membership.
 */
const portal = testRuntime();
const letters: { [letter: string]: string } = {
  "+": "ok",
  f: "forbidden",
  n: "not-found",
  c: "conflict",
  i: "invalid",
};

let home: World;
let abroad: World;

const never = { expiresAt: null };
const reader = { roles: ["Reader" as const] };

type UseCase = {
  name: string;
  reads: boolean;
  home: string;
  abroad: string;
  run: (actor: Actor, target: Target) => Promise<unknown>;
};

const row =
  (reads: boolean) =>
  (name: string, home: string, abroad: string, run: UseCase["run"]): UseCase => ({
    name,
    reads,
    home,
    abroad,
    run,
  });
const read = row(true);
const write = row(false);

const useCases: UseCase[] = [
  read("listServiceIds", "+++n++ff", "nnnnnnff", (a, t) =>
    has(
      serviceIds.listServiceIds(a, { name: t.name }).then((page) => page.items),
      t.service.id,
    ),
  ),
  read("getServiceId", "+++n++ff", "nnnnnnff", (a, t) => serviceIds.getServiceId(a, t.service.id)),
  write("createServiceId", "+f+++fff", "+f+++fff", (a) => serviceIds.createServiceId(a, { name: "new" })),
  write("createServiceId in a group", "+f+++fff", "nfnnnfff", (a, t) =>
    serviceIds.createServiceId(a, { name: "new", groupId: t.folder.id }),
  ),
  write("createServiceIdWithApiKey", "+f+++fff", "+f+++fff", (a) =>
    serviceIds.createServiceIdWithApiKey(a, { name: "new" }, { name: "new", ...never }),
  ),
  write("updateServiceId", "+f+n+fff", "nfnnnfff", (a, t) =>
    serviceIds.updateServiceId(a, t.service.id, { name: "other" }),
  ),
  write("setServiceIdLocked", "+f+n+fff", "nfnnnfff", (a, t) =>
    serviceIds.setServiceIdLocked(a, t.service.id, true),
  ),
  write("deleteServiceId", "+f+n+fff", "nfnnnfff", (a, t) => serviceIds.deleteServiceId(a, t.service.id)),
  read("listApiKeys", "+++n++ff", "nnnnnnff", (a, t) =>
    has(
      apiKeys.listApiKeys(a, { limit: 100, iamId: t.service.iamId }).then((page) => page.items),
      t.key.key.id,
    ),
  ),
  read("getApiKey of a service ID", "+++n++ff", "nnnnnnff", (a, t) => apiKeys.getApiKey(a, t.key.key.id)),
  read("getApiKey of a person", "+++n++ff", "nnnnnnff", (a, t) => apiKeys.getApiKey(a, t.userKey.key.id)),
  read("findApiKeyByValue", "+++n++ff", "nnnnnnff", (a, t) => apiKeys.findApiKeyByValue(a, t.key.value)),
  read("suggestApiKeyLabel", "++++++ff", "++++++ff", async (a, t) =>
    apiKeys.suggestApiKeyLabel(a, t.service.id, "free"),
  ),
  write("createApiKey for oneself", "++++ffff", "++++ffff", (a) =>
    apiKeys.createApiKey(a, { owner: "me", name: "new", ...never }),
  ),
  write("createApiKey for a service ID", "+f+n+fff", "nfnnnfff", (a, t) =>
    apiKeys.createApiKey(a, { owner: t.service.id, name: "new", ...never }),
  ),
  write("createApiKey for another person", "nfnnnfff", "nfnnnfff", (a, t) =>
    apiKeys.createApiKey(a, {
      owner: t.auditor.iamId === a.iamId ? t.owner.iamId : t.auditor.iamId,
      name: "new",
      ...never,
    }),
  ),
  write("updateApiKey of a service ID", "+f+n+fff", "nnnnnfff", (a, t) =>
    apiKeys.updateApiKey(a, t.key.key.id, { name: "other" }),
  ),
  write("updateApiKey of a person", "+f+n+fff", "nnnnnfff", (a, t) =>
    apiKeys.updateApiKey(a, t.userKey.key.id, { name: "other" }),
  ),
  write("updateApiKey of an auditor", "++nn+fff", "nnnnnfff", (a, t) =>
    apiKeys.updateApiKey(a, t.auditorKey.key.id, { name: "other" }),
  ),
  write("setApiKeyDisabled", "+f+n+fff", "nnnnnfff", (a, t) =>
    apiKeys.setApiKeyDisabled(a, t.key.key.id, true),
  ),
  write("setApiKeyLocked", "+f+n+fff", "nnnnnfff", (a, t) =>
    apiKeys.setApiKeyLocked(a, t.userKey.key.id, true),
  ),
  write("deleteApiKey", "+f+n+fff", "nnnnnfff", (a, t) => apiKeys.deleteApiKey(a, t.key.key.id)),
  read("listPolicies", "+++n++ff", "nnnnnnff", (a, t) =>
    has(policies.listPolicies(a, { iamId: t.service.iamId }), t.policy.id),
  ),
  read("excessPolicies", "+fff+fff", "+fff+fff", (a) => excessPolicies(a, 4)),
  read("pagePolicies", "+++n++ff", "nnnnnnff", (a, t) =>
    has(
      policies.pagePolicies(a, { iamId: t.service.iamId }, {}).then((page) => page.items),
      t.policy.id,
    ),
  ),
  read("listNamespacePolicies", "+++n++ff", "nnnnnnff", (a, t) =>
    has(
      listNamespacePolicies(a, { region: "eu-de", name: t.namespace }, { q: t.name }).then(
        ({ items }) => items,
      ),
      t.policy.id,
    ),
  ),
  read("suggestPolicySubjects", "+f+n+fff", "nfnnnfff", (a, t) =>
    has(suggestPolicySubjects(a, t.service.name), t.service.id),
  ),
  read("getPolicy of a service ID", "+++n++ff", "nnnnnnff", (a, t) => policies.getPolicy(a, t.policy.id)),
  read("getPolicy of a person", "+++n++ff", "nnnnnnff", (a, t) => policies.getPolicy(a, t.userPolicy.id)),
  read("getPolicy of an access group", "+++n++ff", "nnnnnnff", (a, t) =>
    policies.getPolicy(a, t.groupPolicy.id),
  ),
  write("createPolicy for a service ID", "+f+n+fff", "nfnnnfff", (a, t) =>
    policies.createPolicy(a, { subject: { iamId: t.service.iamId }, ...reader, namespace: t.namespace }),
  ),
  write("createPolicy beyond what is held", "+ffn+fff", "nfnnnfff", (a, t) =>
    policies.createPolicy(a, { subject: { iamId: t.service.iamId }, roles: ["Administrator"] }),
  ),
  write("createPolicy for a person", "+fff+fff", "nfffnfff", (a, t) =>
    policies.createPolicy(a, {
      subject: { iamId: t.owner.iamId },
      ...reader,
      namespace: t.name.padEnd(4, "0"),
    }),
  ),
  write("createPolicy for an access group", "+fff+fff", "nfffnfff", (a, t) =>
    policies.createPolicy(a, { subject: { accessGroupId: t.group.id }, ...reader }),
  ),
  write("updatePolicy of a service ID", "+f+n+fff", "nfnnnfff", (a, t) =>
    policies.updatePolicy(a, t.policy.id, { ...t.reach, description: "other" }),
  ),
  write("updatePolicy of a person", "+ffn+fff", "nfnnnfff", (a, t) =>
    policies.updatePolicy(a, t.userPolicy.id, { ...t.reach, description: "other" }),
  ),
  write("deletePolicy of a service ID", "+f+n+fff", "nfnnnfff", (a, t) =>
    policies.deletePolicy(a, t.policy.id),
  ),
  write("deletePolicy of an access group", "+ffn+fff", "nfnnnfff", (a, t) =>
    policies.deletePolicy(a, t.groupPolicy.id),
  ),
  write("restorePolicy of a service ID", "+f+n+fff", "nfnnnfff", async (a, t) => {
    await takenAway(portal.runtime, t.policy.id);
    return policies.restorePolicy(a, t.policy.id);
  }),
  write("restorePolicy of an access group", "+ffn+fff", "nfnnnfff", async (a, t) => {
    await takenAway(portal.runtime, t.groupPolicy.id);
    return policies.restorePolicy(a, t.groupPolicy.id);
  }),
  ...[namespaces.listNamespaces, namespaces.listNamespacePlaces].map((list) =>
    read(list.name, "++++++ff", "nnnnnnff", (a, t) =>
      has(
        list(a).then((all) => all.map(({ name }) => ({ id: name }))),
        t.space.name,
      ),
    ),
  ),
  read("listNamespaceNames", "++++++ff", "nnnnnnff", (a, t) =>
    has(
      namespaces.listNamespaceNames(a).then((names) => names.map((id) => ({ id }))),
      t.space.name,
    ),
  ),
  write("createNamespace", "+fff+fff", "+fff+fff", (a, t) =>
    namespaces.createNamespace(a, { region: "us-south", name: `new-${t.name}` }),
  ),
  write("createNamespace that is there", "cfffcfff", "cfffcfff", (a, t) =>
    namespaces.createNamespace(a, t.space),
  ),
  write("deleteNamespace", "+fff+fff", "nfffnfff", (a, t) => namespaces.deleteNamespace(a, t.space)),
  write("createAccess", "+f+f+fff", "ifiiifff", (a, t) =>
    createAccess(a, { label: "new", namespace: t.namespace, role: "Reader", ...never }),
  ),
  read("listAccessGroups", "+++n++ff", "nnnnnnff", (a, t) => has(listAccessGroups(a), t.group.id)),
  read("getAccessGroup", "+++n++ff", "nnnnnnff", (a, t) => getAccessGroup(a, t.group.id)),
  read("listAccessGroupMembers", "+++n++ff", "nnnnnnff", (a, t) => listAccessGroupMembers(a, t.group.id)),
  read("isAccessGroupMember", "+++n++ff", "nnnnnnff", (a, t) =>
    isAccessGroupMember(a, t.group.id, t.owner.iamId),
  ),
  write("createAccessGroup", "+fff+fff", "+fff+fff", (a, t) =>
    createAccessGroup(a, { name: `new ${t.name}` }),
  ),
  write("updateAccessGroup", "+fff+fff", "nfffnfff", (a, t) =>
    updateAccessGroup(a, t.group.id, { description: "other" }),
  ),
  write("deleteAccessGroup", "+fff+fff", "nfffnfff", (a, t) =>
    deleteAccessGroup(a, t.group.id, { force: true }),
  ),
  write("addAccessGroupMembers", "+fff+fff", "nfffnfff", (a, t) =>
    addAccessGroupMembers(a, t.group.id, [t.service.iamId]),
  ),
  write("removeAccessGroupMember", "+fff+fff", "nfffnfff", (a, t) =>
    removeAccessGroupMember(a, t.group.id, t.owner.iamId),
  ),
  write("createInactiveReport", "++ff++ff", "++ff++ff", (a) => createInactiveReport(a, 24)),
  read("listServiceIdGroups", "++++++ff", "nnnnnnff", (a, t) =>
    has(serviceIdGroups.listServiceIdGroups(a), t.folder.id),
  ),
  read("getServiceIdGroup", "++++++ff", "nnnnnnff", (a, t) =>
    serviceIdGroups.getServiceIdGroup(a, t.folder.id),
  ),
  write("createServiceIdGroup", "+fff+fff", "+fff+fff", (a, t) =>
    serviceIdGroups.createServiceIdGroup(a, { name: `new ${t.name}` }),
  ),
  write("updateServiceIdGroup", "+fff+fff", "nfffnfff", (a, t) =>
    serviceIdGroups.updateServiceIdGroup(a, t.folder.id, { description: "other" }),
  ),
  write("deleteServiceIdGroup", "+fff+fff", "nfffnfff", (a, t) =>
    serviceIdGroups.deleteServiceIdGroup(a, t.folder.id),
  ),
  read("listCustomRoles", "++++++ff", "nnnnnnff", (a, t) => has(customRoles.listCustomRoles(a), t.role.id)),
  read("countPoliciesByRole", "++++++ff", "++++++ff", (a) => customRoles.countPoliciesByRole(a)),
  read("getCustomRole", "++++++ff", "nnnnnnff", (a, t) => customRoles.getCustomRole(a, t.role.id)),
  write("createCustomRole", "+fff+fff", "+fff+fff", (a, t) =>
    customRoles.createCustomRole(a, { name: `New${t.name}`, displayName: "new", ...puller }),
  ),
  write("replaceCustomRole", "+fff+fff", "nfffnfff", (a, t) =>
    customRoles.replaceCustomRole(a, t.role.id, { displayName: "other", actions: puller.actions }),
  ),
  write("deleteCustomRole", "+fff+fff", "nfffnfff", (a, t) => customRoles.deleteCustomRole(a, t.role.id)),
  write("createPolicy with a custom role", "+f+n+fff", "nfnnnfff", (a, t) =>
    policies.createPolicy(a, {
      subject: { iamId: t.service.iamId },
      roles: [t.role.name],
      namespace: t.namespace,
    }),
  ),
  read("listInventory", "+++n++ff", "nnnnnnff", (a, t) =>
    has(
      inventory.listInventory(a, { about: t.key.key.id }).then((page) => page.items),
      t.key.key.id,
    ),
  ),
  read("countInventory", "+++n++ff", "nnnnnnff", async (a, t) => {
    const { all } = await inventory.countInventory(a, { about: t.key.key.id });
    return has(Promise.resolve(all === 1 ? [{ id: "" }] : []), "");
  }),
  read("exportCredentials", "++ff++ff", "++ff++ff", (a) => exportCredentials(a, {}, "csv")),
  read("previewKeyBulk", "+++++fff", "+++++fff", (a, t) =>
    keyBulk.previewKeyBulk(a, { action: "disable", ids: [t.key.key.id] }),
  ),
  read("listKeyBulks", "+++++fff", "+++++fff", (a) => keyBulk.listKeyBulks(a)),
  write("continueKeyBulk", "+n+n+fff", "nnnnnfff", async (a, t) => {
    const bulk = await keyBulk.startKeyBulk(a, { action: "disable", ids: [t.key.key.id, t.userKey.key.id] });
    const { changed } = await keyBulk.continueKeyBulk(a, bulk.id);
    return has(Promise.resolve(changed > 0 ? [{ id: "" }] : []), "");
  }),
  write("undoKeyBulk", "+n+n+fff", "nnnnnfff", async (a, t) => {
    const ids = [t.key.key.id];
    const bulk = await keyBulk.startKeyBulk(a, { action: "expire", ids, expiresAt: new Date(2e12) });
    await keyBulk.continueKeyBulk(a, bulk.id);
    return keyBulk.undoKeyBulk(a, bulk.id);
  }),
  read("suggestUsageFilters", "+++n++ff", "nnnnnnff", (a, t) =>
    has(
      suggestUsageFilters(a, t.name).then((all) => all.map(({ value }) => ({ id: value }))),
      t.key.key.id,
    ),
  ),
  read("listUsageViews", "++++ffff", "++++ffff", (a) => listUsageViews(a)),
  write("saveUsageView", "++++ffff", "++++ffff", (a, t) =>
    saveUsageView(a, { name: `new ${t.name}`, query: "period=7d" }),
  ),
  write("renameUsageView", "nn+nffff", "nnnnffff", (a, t) =>
    renameUsageView(a, { id: t.view.id, name: "other" }),
  ),
  write("deleteUsageView", "nn+nffff", "nnnnffff", (a, t) => deleteUsageView(a, t.view.id)),
  read("getAlertSettings", "+fff+fff", "+fff+fff", (a) => getAlertSettings(a)),
  read("listAlertDeliveries", "+fff+fff", "+fff+fff", (a) => listAlertDeliveries(a)),
  write("updateAlertSettings", "+fff+fff", "+fff+fff", (a, t) =>
    updateAlertSettings(a, { kinds: {}, unusedDays: 1 + Number(t.name.slice(1)), denialsMinimum: 20 }),
  ),
  read("listCheckpoints", "++ff++ff", "++ff++ff", (a) => listCheckpoints(a)),
  read("listUsageExports", "+fff+fff", "+fff+fff", (a) => listUsageExports(a)),
  read("getUsageRetention", "+fff+fff", "+fff+fff", (a) => getUsageRetention(a)),
  read("getUsageRetention of the site", "+ffffff+", "+ffffff+", (a) => getUsageRetention(a, "site")),
  write("setUsageRetention", "+fff+fff", "+fff+fff", (a, t) =>
    setUsageRetention(a, { months: 1 + (Number(t.name.slice(1)) % 100) }),
  ),
  read("getAlertSettings of the site", "+ffffff+", "+ffffff+", (a) => getAlertSettings(a, "site")),
  write("setAlertHook", "+fff+fff", "+fff+fff", (a) =>
    setAlertHook(a, "webhook", "https://hooks.example.com/x"),
  ),
];

beforeAll(async () => {
  home = await makeWorld(portal, portal.administrator, "home");
  abroad = await makeWorld(
    portal,
    await portal.createPerson(await portal.createAccount(), "administrator"),
    "abroad",
  );
});

/** Length of the own, the foreign and the site's chain. */
const chains = async (): Promise<[number, number, number]> => {
  const of = (chain: string) => portal.runtime.prisma.auditEvent.count({ where: { chain } });
  return [await of(home.accountId), await of(abroad.accountId), await of("site")];
};

const lastOf = async (chain: string) => {
  const row = await portal.runtime.prisma.auditEvent.findFirst({
    where: { chain },
    orderBy: { seq: "desc" },
  });
  return (
    row && {
      action: row.action,
      type: row.targetType,
      id: row.targetId,
      after: row.after,
      by: row.actorIamId,
    }
  );
};

/** What pages and APIs do around every change; a minute a use case, since denied attempts are limited by minute. */
const attempted = (actor: Actor, target: Target, reads: boolean, run: UseCase["run"]) =>
  reads
    ? run(actor, target)
    : watched(actor, { action: "policy.update", id: target.policy.id }, () => run(actor, target));

const began = Date.now();
let minutes = 0;

describe.each([
  ["own account", "home"],
  ["foreign account", "abroad"],
] as const)("%s", (_, place) => {
  test.each(useCases)("$name", async ({ name, reads, run, ...useCase }) => {
    const expected = Object.fromEntries(
      roles.map((role, index) => [role, letters[useCase[place][index] ?? ""]]),
    );
    const got: { [role: string]: string } = {};
    portal.setNow(new Date(began + ++minutes * 60_000));
    let target = await makeTarget(place === "home" ? home : abroad);
    for (const role of roles) {
      const before = await chains();
      const actor = home.actors[role];
      const outcome = await outcomeOf(() => attempted(actor, target, reads, run));
      const after = await chains();
      got[role] = outcome;
      const denied = !reads && (outcome === "forbidden" || outcome === "not-found");
      const own = actor.accountId === home.accountId;
      // A change and a denied attempt are recorded in the actor's own chain, a read nowhere, and never abroad.
      expect([name, role, after[0] > before[0], after[1] - before[1], after[2] > before[2]]).toEqual([
        name,
        role,
        !reads && own && (outcome === "ok" || denied),
        0,
        denied && !own,
      ]);
      if (denied)
        expect(await lastOf(own ? home.accountId : "site")).toEqual({
          action: "access.denied",
          type: "policy",
          id: target.policy.id,
          after: { action: "policy.update", reason: outcome },
          by: actor.iamId,
        });
      if (outcome === "ok" && !reads) target = await makeTarget(place === "home" ? home : abroad);
    }
    expect(got).toEqual(expected);
  });
});

test("both accounts' audit chains hold after all of it", async () => {
  expect(await expectChain(portal.runtime.prisma, home.accountId)).toBeGreaterThan(500);
  expect(await expectChain(portal.runtime.prisma, abroad.accountId)).toBeGreaterThan(500);
});

test("the matrix names every use case there is", () => {
  const named = useCases.map(({ name }) => name.split(" ")[0]);
  const exported = [serviceIds, apiKeys, policies, namespaces, serviceIdGroups, customRoles].flatMap(
    (module) =>
      Object.entries(module).flatMap(([name, value]) => (typeof value === "function" ? [name] : [])),
  );
  const inside = [
    "insertServiceId",
    "insertApiKey",
    "ensureNamespace",
    "putNamespace",
    "purgeDeletedApiKeys",
    "purgeDeletedPolicies",
  ];
  expect(exported.filter((name) => !named.includes(name) && !inside.includes(name))).toEqual([]);
});
