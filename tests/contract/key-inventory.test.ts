import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import type { KeyFilters } from "@/lib/domain/inputs/key-inventory";
import { insertUsageRows } from "@/lib/platform/usage-committer";
import type { Actor } from "@/lib/services/actor";
import { countInventory, listInventory } from "@/lib/services/key-inventory";
import { reviewKeys } from "@/lib/services/key-review";
import { gatherKeyUses, type NewOrigin } from "@/lib/services/key-uses";
import { createNamespaceRow, createServiceKey, type TestPolicy } from "@/tests/support/credentials";
import { testRuntime } from "@/tests/support/runtime";
import { refusalOf } from "@/tests/support/use-cases";

const portal = testRuntime();
const now = new Date("2026-11-22T12:00:00.000Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

let member: Actor;
let leaver: Actor;
let elsewhere: Actor;

/** A key with a past. `used`: days ago, with the scopes that were granted. */
const make = async (
  name: string,
  options: {
    owner?: Actor;
    createdDays?: number;
    expiresDays?: number;
    disabled?: boolean;
    policies?: TestPolicy[];
    used?: { days: number; granted?: string[]; region?: string; ip?: string; client?: string }[];
  } = {},
): Promise<string> => {
  const { prisma, pool } = portal.runtime;
  const { owner = member, createdDays = 200, expiresDays, disabled, policies = [], used = [] } = options;
  const key = await createServiceKey(portal.runtime, owner, name, policies, {
    ...(expiresDays !== undefined && { expiresAt: daysAgo(-expiresDays) }),
    ...(disabled && { disabledAt: daysAgo(1) }),
  });
  await prisma.apiKey.update({ where: { id: key.id }, data: { createdAt: daysAgo(createdDays) } });
  await prisma.policy.updateMany({
    where: { subjectIamId: key.iamId },
    data: { modifiedAt: daysAgo(createdDays) },
  });
  await insertUsageRows(
    pool,
    used.map(({ days, granted = [], region = "eu-de", ip = "192.0.2.7", client = "docker" }) => ({
      id: randomUUID(),
      at: daysAgo(days),
      source: "portal" as const,
      action: "token",
      outcome: "granted" as const,
      apikeyId: key.id,
      iamId: key.iamId,
      accountId: key.accountId,
      region,
      granted,
      clientName: client,
      clientVersion: "27.3.1",
      userAgent: client,
      ip,
    })),
  );
  return key.id;
};

const writer = (namespace: string): TestPolicy => ({ roles: ["Writer"], region: "eu-de", namespace });
const pulled = { days: 3, granted: ["repository:checkout/api:pull"] };

beforeAll(async () => {
  portal.setNow(now);
  const { accountId } = portal.administrator;
  member = await portal.createPerson(accountId, "member", { email: "mara@example.com" });
  leaver = await portal.createPerson(accountId, "member", { email: "gone@example.com" });
  await createNamespaceRow(portal.runtime, member, "eu-de", "checkout");
  await make("fine", {
    policies: [writer("checkout")],
    expiresDays: 200,
    used: [{ days: 3, granted: ["repository:checkout/api:push,pull"] }],
  });
  await make("idle", { expiresDays: 200 });
  await make("wide", { policies: [writer("checkout")], expiresDays: 200, used: [pulled] });
  await make("fresh", { policies: [writer("checkout")], createdDays: 10, expiresDays: 200, used: [pulled] });
  await make("ending", { expiresDays: 5, used: [{ days: 1 }] });
  await make("ended", { expiresDays: -5, used: [{ days: 100 }] });
  await make("off", { disabled: true, expiresDays: 5, used: [{ days: 1 }] });
  await make("forever", { used: [{ days: 1, ip: "2001:db8::7" }] });
  await make("orphan", { owner: leaver, expiresDays: 200, used: [{ days: 1 }] });
  await portal.runtime.prisma.membership.delete({
    where: { accountId_userId: { accountId, userId: leaver.iamId } },
  });
  elsewhere = await portal.createPerson(await portal.createAccount(), "administrator");
  await createNamespaceRow(portal.runtime, elsewhere, "eu-gb", "tills");
  const webs = { roles: ["Reader" as const], region: "eu-gb", namespace: "tills", pattern: "web-*" };
  const pulledFrom = (...paths: string[]) => {
    const granted = paths.map((path) => `repository:tills/${path}:pull`);
    return { owner: elsewhere, policies: [webs], used: [{ days: 3, region: "eu-gb", granted }] };
  };
  await make("needs it", pulledFrom("api", "web-shop"));
  await make("needs another", pulledFrom("api", "zeta"));
  await gatherKeyUses();
  await reviewKeys();
});

const names = async (filters: KeyFilters, actor = portal.administrator): Promise<string[]> =>
  (await listInventory(actor, filters)).items.map(({ name }) => name).sort();

describe("each finding finds exactly its keys", () => {
  test.each<[string, KeyFilters, string[]]>([
    ["unused", { findings: ["unused"] }, ["ended", "idle"]],
    ["unused 2 days", { findings: ["unused"], unused_days: 2 }, ["ended", "fine", "fresh", "idle", "wide"]],
    ["never used", { findings: ["never-used"] }, ["idle"]],
    ["expiring", { findings: ["expiring"] }, ["ending"]],
    ["expiring in 4 days", { findings: ["expiring"], expiring_days: 4 }, []],
    ["expired", { findings: ["expired"] }, ["ended"]],
    ["disabled", { findings: ["disabled"] }, ["off"]],
    ["broader than used", { findings: ["broader"] }, ["wide"]],
    ["owner gone", { findings: ["owner-gone"] }, ["orphan"]],
    ["no expiry", { findings: ["no-expiry"] }, ["forever"]],
    ["both must hold", { findings: "unused,never-used" }, ["idle"]],
    ["by label", { about: "FIN" }, ["fine"]],
    ["by its owner's address", { about: "gone@" }, ["orphan"]],
    ["a % is a character", { about: "%" }, []],
    ["people's keys", { owner: "user" }, []],
  ])("%s", async (_, filters, expected) => {
    expect(await names(filters)).toEqual(expected);
  });

  test("a key that a text names in several ways is there once", async () => {
    const { prisma } = portal.runtime;
    const key = await prisma.apiKey.findFirstOrThrow({ where: { name: "fine" } });
    const service = { where: { id: key.serviceIdId as string } };
    await prisma.serviceId.update({ ...service, data: { name: "finest" } });
    for (const about of ["fin", "FINE"]) {
      expect(await names({ about })).toEqual(["fine"]);
      expect((await countInventory(portal.administrator, { about })).all).toBe(1);
    }
    expect(await names({ about: "finest" })).toEqual(["fine"]);
  });

  test("a key's first use counts at once, before the regular work has taken it up", async () => {
    const { prisma } = portal.runtime;
    const key = await prisma.apiKey.findFirstOrThrow({ where: { name: "idle" } });
    await prisma.apiKeyActivity.create({ data: { apiKeyId: key.id, lastAuthn: now } });
    expect(await names({ findings: ["never-used"] })).toEqual([]);
    expect((await countInventory(portal.administrator, {}))["never-used"]).toBe(0);
    await prisma.apiKeyActivity.delete({ where: { apiKeyId: key.id } });
  });

  test("counts agree with the lists", async () => {
    expect(await countInventory(portal.administrator, {})).toEqual({
      all: 9,
      unused: 2,
      "never-used": 1,
      expiring: 1,
      expired: 1,
      disabled: 1,
      broader: 1,
      "owner-gone": 1,
      "no-expiry": 1,
    });
  });
});

test("owners are gone when they are disabled, and service IDs that made others when they are deleted", async () => {
  const { prisma } = portal.runtime;
  const accountId = await portal.createAccount();
  const boss = await portal.createPerson(accountId, "administrator");
  const off = await portal.createPerson(accountId, "member");
  await make("of a disabled person", { owner: off });
  const { iamId, serviceIdId } = await createServiceKey(portal.runtime, boss, "maker", []);
  await make("made by a service ID", { owner: { ...boss, iamId } });
  const gone = () => names({ findings: ["owner-gone"] }, boss);
  expect(await gone()).toEqual([]);
  await prisma.user.update({ where: { id: off.iamId }, data: { disabledAt: now } });
  expect(await gone()).toEqual(["of a disabled person"]);
  await prisma.serviceId.update({ where: { id: serviceIdId }, data: { deletedAt: now } });
  expect(await gone()).toEqual(["made by a service ID", "of a disabled person"]);
});

test("a key that is broader than used names what it didn't need", async () => {
  const [wide] = (await listInventory(portal.administrator, { about: "wide" })).items;
  expect(wide?.unneeded).toMatchObject([
    { roles: ["Writer"], namespace: "checkout", actions: ["push", "delete"], enough: "Reader" },
  ]);
  expect(wide?.person).toEqual({ iamId: member.iamId, name: "mara", gone: false });
});

test("a policy for some repositories of a namespace is judged by what was used of those, not of others", async () => {
  expect(await names({ findings: ["broader"] }, elsewhere)).toEqual(["needs another"]);
  expect(await names({}, elsewhere)).toEqual(["needs another", "needs it"]);
});

test("gathering and reviewing again changes nothing, and hears of nothing new", async () => {
  const uses = () => portal.runtime.prisma.apiKeyUse.findMany({ orderBy: { apiKeyId: "asc" } });
  const before = await uses();
  const heard: NewOrigin[] = [];
  await portal.runtime.prisma.setting.delete({ where: { name: "key-uses" } });
  await gatherKeyUses(async (_client, origins) => {
    heard.push(...origins);
  });
  expect(heard).toEqual([]);
  expect(await uses()).toEqual(before);
  expect(await reviewKeys()).toBe(0);
});

test.each(["created", "name", "expires", "last-used"] as const)(
  "pages by %s hold every key once, in both directions, and lead back",
  async (sort) => {
    for (const order of ["asc", "desc"] as const) {
      const whole = (await listInventory(portal.administrator, {}, { sort, order, limit: 100 })).items;
      const paged: string[] = [];
      let cursor: string | null = null;
      let back: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof listInventory>> = await listInventory(
          portal.administrator,
          {},
          cursor ? { cursor, limit: 2 } : { sort, order, limit: 2 },
        );
        paged.push(...page.items.map(({ name }) => name));
        cursor = page.next;
        back = page.previous;
      } while (cursor);
      expect(paged).toEqual(whole.map(({ name }) => name));
      const before = await listInventory(portal.administrator, {}, { cursor: back ?? "", limit: 2 });
      expect(before.items.map(({ name }) => name)).toEqual(paged.slice(-3, -1));
    }
  },
);

test("members see their own keys, auditors all, and another account none", async () => {
  const auditor = await portal.createPerson(portal.administrator.accountId, "auditor");
  const stranger = await portal.createPerson(await portal.createAccount(), "administrator");
  expect(await names({}, member)).toEqual([
    "ended",
    "ending",
    "fine",
    "forever",
    "fresh",
    "idle",
    "off",
    "wide",
  ]);
  expect((await countInventory(member, {})).all).toBe(8);
  expect(await names({ findings: ["owner-gone"] }, auditor)).toEqual(["orphan"]);
  expect(await names({}, stranger)).toEqual([]);
});

test("what isn't a filter or cursor is refused by name", async () => {
  const list = (filters: unknown, cursor?: string) =>
    refusalOf(listInventory(portal.administrator, filters as KeyFilters, cursor ? { cursor } : {}));
  expect((await list({ findings: ["pretty"] })).field).toBe("findings.0");
  expect((await list({ unused_days: 0 })).field).toBe("unused_days");
  expect((await list({}, "nonsense")).field).toBe("cursor");
});
