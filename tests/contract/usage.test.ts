import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import type { UsageFilters } from "@/lib/domain/inputs/report";
import type { UsageMetric } from "@/lib/domain/usage";
import { insertUsageRows, type NewUsageRow } from "@/lib/platform/usage-committer";
import type { Actor } from "@/lib/services/actor";
import { listUsage, listUsageItems, usageBatches } from "@/lib/services/usage";
import { denialsByCause } from "@/lib/services/usage-denials";
import {
  lastUses,
  sparkline,
  usageBy,
  usageSeries,
  usageSplit,
  usageTotals,
} from "@/lib/services/usage-figures";
import { personActor, testRuntime } from "@/tests/support/runtime";

const portal = testRuntime();
const now = new Date("2026-11-22T12:00:00.000Z");
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

const use = (label: string, changes: Partial<NewUsageRow>): NewUsageRow => ({
  id: randomUUID(),
  at: now,
  source: "portal",
  action: "token",
  outcome: "granted",
  clientName: "docker",
  clientVersion: "28.2.2",
  userAgent: "Docker-Client/28.2.2 (linux)",
  ip: "192.0.2.7",
  requestId: label,
  ...changes,
});

const key = async (
  id: string,
  owner: { userId: string } | { serviceIdId: string },
  iamId: string,
  accountId: string,
) =>
  portal.runtime.prisma.apiKey.create({
    data: {
      id,
      iamId,
      accountId,
      ...owner,
      digest: Buffer.from(id),
      name: `key ${id}`,
      createdBy: iamId,
      entityTag: "1-x",
    },
  });

const serviceId = async (name: string, accountId: string, createdBy: string) => {
  const iamId = `iam-ServiceId-${name}`;
  await portal.runtime.prisma.serviceId.create({
    data: { id: `ServiceId-${name}`, iamId, accountId, name, createdBy, entityTag: "1-x" },
  });
  return personActor({ iamId, name, accountId, role: "service" });
};

/** The rows' labels, newest first. */
const seen = async (actor: Actor, filters: UsageFilters = {}): Promise<string[]> =>
  (await listUsage(actor, filters)).items.map((row) => row.request_id ?? "");

let people: { [name: string]: Actor };

beforeAll(async () => {
  portal.setNow(now);
  const admin = portal.administrator;
  const mine = admin.accountId;
  const foreign = await portal.createAccount();
  const member = await portal.createPerson(mine, "member");
  const other = await portal.createPerson(mine, "member");
  const robot = await serviceId("robot", mine, member.iamId);
  const viewer = await serviceId("viewer", mine, admin.iamId);
  const abroad = await portal.createPerson(foreign, "administrator");
  people = {
    admin,
    auditor: await portal.createPerson(mine, "auditor"),
    member,
    other,
    robot,
    viewer: { ...viewer, platformRoles: ["Viewer"] },
    abroad,
    // The same person in the other account.
    memberAbroad: { ...member, accountId: foreign },
  };
  await key("member-key", { userId: member.iamId }, member.iamId, mine);
  await key("robot-key", { serviceIdId: "ServiceId-robot" }, robot.iamId, mine);
  await key("other-key", { userId: other.iamId }, other.iamId, mine);
  await key("abroad-key", { userId: abroad.iamId }, abroad.iamId, foreign);
  const of = (apikeyId: string, actor: Actor) => ({
    apikeyId,
    iamId: actor.iamId,
    accountId: actor.accountId,
  });
  await insertUsageRows(portal.runtime.pool, [
    use("member", { ...of("member-key", member), at: hoursAgo(1), action: "login", region: "eu-de" }),
    use("robot", {
      ...of("robot-key", robot),
      at: hoursAgo(2),
      region: "us-south",
      namespace: "team-a",
      repository: "team-a/app",
      namespaces: ["team-a", "team-b"],
      requested: ["repository:team-a/app:push,pull", "repository:team-b/base:pull"],
      granted: ["repository:team-a/app:pull"],
      outcome: "reduced",
      reason: "role-too-low",
      tokenId: "00000000-0000-4000-8000-000000000001",
      username: "iamapikey",
    }),
    use("other", {
      ...of("other-key", other),
      at: hoursAgo(3),
      source: "registry",
      action: "pull",
      region: "eu-de",
      clientName: "containerd",
      namespace: "team-b",
      namespaces: ["team-b"],
    }),
    use("denied", {
      ...of("other-key", other),
      at: hoursAgo(30),
      outcome: "denied",
      reason: "no-policy",
      region: "eu-de",
      repository: "x/y",
      detail: { code: "no-policy" },
    }),
    use("denied again", {
      ...of("other-key", other),
      at: hoursAgo(29),
      outcome: "denied",
      reason: "no-policy",
      region: "eu-de",
      repository: "x/y",
      detail: { code: "no-policy" },
    }),
    use("repeat", {
      ...of("other-key", other),
      at: hoursAgo(29),
      outcome: "denied",
      reason: "no-policy",
      region: "eu-de",
      repository: "x/y",
      repeatOf: randomUUID(),
    }),
    use("abroad", { ...of("abroad-key", abroad), at: hoursAgo(4) }),
    use("nobody", { at: hoursAgo(5), outcome: "denied", reason: "unknown-key", count: 40 }),
  ]);
});

describe("who sees which usage", () => {
  const all = ["member", "robot", "other", "denied again", "repeat", "denied"];

  test.each<[string, string[]]>([
    ["admin", all],
    ["auditor", all],
    ["viewer", all],
    ["member", ["member", "robot"]],
    ["other", ["other", "denied again", "repeat", "denied"]],
    ["robot", ["robot"]],
    ["abroad", ["abroad"]],
    ["memberAbroad", []],
  ])("%s", async (name, expected) => {
    expect((await seen(people[name] as Actor)).toSorted()).toEqual(expected.toSorted());
  });

  test("a filter never widens it", async () => {
    expect(await seen(people.member as Actor, { iam_id: people.other?.iamId })).toEqual([]);
    expect(await seen(people.member as Actor, { apikey_id: "other-key" })).toEqual([]);
    expect(await seen(people.abroad as Actor, { apikey_id: "member-key" })).toEqual([]);
  });

  test("a service ID without a platform role gets the same refusal for others, there or not", async () => {
    const robot = people.robot as Actor;
    expect(await seen(robot, { apikey_id: "robot-key", iam_id: robot.iamId })).toEqual(["robot"]);
    for (const filters of [
      { apikey_id: "other-key" },
      { apikey_id: "none" },
      { iam_id: people.other?.iamId },
      { iam_id: "none" },
    ])
      await expect(listUsage(robot, filters)).rejects.toMatchObject({
        code: "forbidden",
        message: "A service ID reads its own usage; all of the account's only with the platform role Viewer.",
      });
  });

  test("what belongs to no account is for site administrators", async () => {
    expect(await seen(people.admin as Actor, { scope: "site" })).toEqual(["nobody"]);
    for (const name of ["auditor", "member", "robot", "viewer", "abroad"])
      await expect(listUsage(people[name] as Actor, { scope: "site" })).rejects.toMatchObject({
        code: "forbidden",
      });
  });
});

describe("filters", () => {
  const admin = () => people.admin as Actor;

  test.each<[UsageFilters, string[]]>([
    [{ apikey_id: "robot-key" }, ["robot"]],
    [{ region: "eu-de", outcome: "granted" }, ["member", "other"]],
    [{ region: "eu-central", outcome: "granted" }, ["member", "other"]],
    [{ namespace: "team-b" }, ["robot", "other"]],
    [{ action: "pull" }, ["other"]],
    [{ outcome: "reduced" }, ["robot"]],
    [{ from: "2026-11-22T10:00Z", to: "2026-11-22T11:00:00.000Z" }, ["robot"]],
    [{ to: "2026-11-21" }, []],
    [{ from: "2026-11-22T11:00:00+01:00" }, ["member", "robot"]],
    [{ from: "2026-11-22T11:00:00 01:00" }, ["member", "robot"]],
  ])("%j", async (filters, expected) => {
    expect(await seen(admin(), filters)).toEqual(expected);
  });

  test.each([
    [
      { region: "mars" },
      "region",
      `region is "mars", it needs one of jp-tok, au-syd, eu-de, eu-gb, us-south`,
    ],
    [{ action: "fetch" }, "action", "action needs one of login, token, pull, push, mount, delete"],
    [{ outcome: "ok" }, "outcome", "outcome needs one of granted, reduced, denied"],
    [{ from: "yesterday" }, "from", "from needs a time such as 2026-11-22T10:00Z, or a date"],
    [{ from: "2026-02-30" }, "from", "from needs a time such as 2026-11-22T10:00Z, or a date"],
    [{ from: "2026-11-22", to: "2026-11-21" }, "to", "to is before from"],
    [{ iam_id: "a\u0000b" }, "iam_id", "iam_id needs text without control characters"],
  ])("%j is refused by name", async (filters, field, message) => {
    await expect(listUsage(admin(), filters as UsageFilters)).rejects.toMatchObject({
      code: "invalid",
      field,
      message,
    });
  });
});

test("a row has the promised shape", async () => {
  const { items } = await listUsage(people.robot as Actor, {});
  expect(items).toEqual([
    {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      at: "2026-11-22T10:00:00.000Z",
      source: "portal",
      action: "token",
      outcome: "reduced",
      reason: "role-too-low",
      apikey_id: "robot-key",
      iam_id: "iam-ServiceId-robot",
      account_id: people.admin?.accountId,
      region: "us-south",
      namespace: "team-a",
      repository: "team-a/app",
      tag: null,
      digest: null,
      requested: ["repository:team-a/app:push,pull", "repository:team-b/base:pull"],
      granted: ["repository:team-a/app:pull"],
      username: "iamapikey",
      client: { name: "docker", version: "28.2.2" },
      user_agent: "Docker-Client/28.2.2 (linux)",
      ip: "192.0.2.7",
      token_id: "00000000-0000-4000-8000-000000000001",
      request_id: "robot",
      repeat_of: null,
      count: 1,
    },
  ]);
  const named = await listUsageItems(people.member as Actor, { apikey_id: "robot-key" });
  expect(named.items).toEqual([
    { ...items[0], detail: null, keyName: "key robot-key", ownerName: "robot", serviceId: "ServiceId-robot" },
  ]);
});

describe("pages", () => {
  test.each(["admin", "other"])("of %s go there and back, each row once", async (name) => {
    const actor = people[name] as Actor;
    const whole = await seen(actor);
    const first = await listUsage(actor, {}, { limit: 2 });
    expect(first.previous).toBeNull();
    const second = await listUsage(actor, {}, { limit: 2, cursor: first.next ?? "" });
    expect([...first.items, ...second.items].map((row) => row.request_id)).toEqual(whole.slice(0, 4));
    const back = await listUsage(actor, {}, { limit: 2, cursor: second.previous ?? "" });
    expect([back.items, back.previous, back.next]).toEqual([first.items, null, first.next]);
    if (whole.length === 4) expect(second.next).toBeNull();
  });

  test("a limit or cursor that isn't one is refused by name", async () => {
    for (const limit of [0, 1001, 1.5, "x" as unknown as number])
      await expect(listUsage(people.admin as Actor, {}, { limit })).rejects.toMatchObject({
        code: "invalid",
        field: "limit",
      });
    for (const cursor of ["x", "o1.x", "nzzzzzzzzzz.00000000-0000-4000-8000-000000000001", ""])
      await expect(listUsage(people.admin as Actor, {}, { cursor })).rejects.toMatchObject({
        code: "invalid",
        field: "cursor",
      });
  });

  test("batches give all of it", async () => {
    const rows = [];
    for await (const batch of usageBatches(people.admin as Actor, {})) rows.push(...batch);
    expect(rows.map((row) => row.request_id)).toEqual(await seen(people.admin as Actor));
  });
});

describe("figures", () => {
  const period = { from: hoursAgo(48), to: now };

  test("count by day or hour and region; a repeated attempt never", async () => {
    const none = { pulls: 0, pushes: 0, deletes: 0, logins: 0, tokens: 0, denials: 0 };
    const admin = people.admin as Actor;
    expect(await usageSeries(admin, {}, period, "day", "Europe/Berlin")).toEqual([
      { ...none, bucket: "2026-11-21", region: "eu-de", denials: 2 },
      { ...none, bucket: "2026-11-22", region: "eu-de", pulls: 1, logins: 1 },
      { ...none, bucket: "2026-11-22", region: "us-south", tokens: 1 },
    ]);
    expect(await usageSeries(people.member as Actor, {}, period, "hour")).toEqual([
      { ...none, bucket: "2026-11-22T10:00:00.000Z", region: "us-south", tokens: 1 },
      { ...none, bucket: "2026-11-22T11:00:00.000Z", region: "eu-de", logins: 1 },
    ]);
    expect(await usageTotals(admin, {}, period)).toEqual({
      ...none,
      pulls: 1,
      logins: 1,
      tokens: 1,
      denials: 2,
    });
    expect(await usageTotals(admin, { scope: "site" }, period)).toEqual({ ...none, denials: 40 });
    expect(await usageTotals(people.memberAbroad as Actor, {}, period)).toEqual(none);
  });

  test("are split by the values that are named", async () => {
    const of = (name: string, dimension: "identity" | "client", keys: string[]) =>
      usageSplit(people[name] as Actor, {}, period, "month", "Europe/Berlin", {
        dimension,
        keys,
        metric: "tokens",
      });
    const robot = people.robot?.iamId as string;
    const expected = [{ bucket: "2026-11-01", key: robot, count: 1 }];
    expect(await of("admin", "identity", [robot, people.member?.iamId as string])).toEqual(expected);
    expect(await of("member", "identity", [robot])).toEqual(expected);
    expect(await of("other", "identity", [robot])).toEqual([]);
    expect(await of("admin", "client", ["docker"])).toEqual([
      { bucket: "2026-11-01", key: "docker", count: 1 },
    ]);
    expect(await of("admin", "client", [])).toEqual([]);
  });

  test("compare regions, clients and namespaces", async () => {
    const by = (dimension: "region" | "client" | "namespace", metric: UsageMetric) =>
      usageBy(people.admin as Actor, period, dimension, metric);
    expect(await by("region", "logins")).toEqual([{ key: "eu-de", count: 1 }]);
    expect(await by("client", "pulls")).toEqual([{ key: "containerd", count: 1 }]);
    expect(await by("namespace", "tokens")).toEqual([{ key: "team-a", count: 1 }]);
  });

  test("a key's last days end today, and another's key has none", async () => {
    const of = async (name: string) =>
      (await sparkline(people[name] as Actor, ["other-key", "robot-key"], 3)).get("other-key");
    const expected = [
      { count: 0, denied: 0 },
      { count: 0, denied: 2 },
      { count: 1, denied: 0 },
    ];
    expect(await of("admin")).toEqual(expected);
    expect(await of("other")).toEqual(expected);
    expect(await of("member")).toEqual(Array(3).fill({ count: 0, denied: 0 }));
  });

  test("the last uses of a key tell client and address", async () => {
    expect(await lastUses(people.member as Actor, ["robot-key", "other-key"], hoursAgo(24))).toEqual([
      {
        apikeyId: "robot-key",
        at: hoursAgo(2),
        client: "docker 28.2.2",
        ip: "192.0.2.7",
        region: "us-south",
        count: 1,
      },
    ]);
  });

  test("denials of one cause are one line", async () => {
    const causes = await denialsByCause(people.admin as Actor, {});
    expect(
      causes.map(({ newest, count }) => [newest.request_id, newest.keyName, newest.detail, count]),
    ).toEqual([["denied again", "key other-key", { code: "no-policy" }, 2]]);
    expect(await denialsByCause(people.member as Actor, {})).toEqual([]);
  });

  test("a cause that lies behind a thousand denials of another is a line all the same", async () => {
    const admin = people.admin as Actor;
    const period = { from: hoursAgo(24 * 400), to: hoursAgo(24 * 300) };
    const denied = (label: string, hours: number) =>
      use(label, {
        ...{ at: hoursAgo(24 * 350 + hours), outcome: "denied", reason: label, accountId: admin.accountId },
      });
    await portal.runtime.pool.query("SELECT ensure_usage_partitions($1, 1)", [hoursAgo(24 * 350)]);
    await insertUsageRows(portal.runtime.pool, [
      denied("unknown-key", 9),
      ...Array.from({ length: 1001 }, () => denied("no-policy", 1)),
    ]);
    const causes = await denialsByCause(admin, period);
    expect(causes.map(({ newest, count }) => [newest.reason, count])).toEqual([
      ["no-policy", 1001],
      ["unknown-key", 1],
    ]);
  });
});
