import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { usageRef } from "@/lib/domain/usage";
import { insertUsageRows, type NewUsageRow } from "@/lib/platform/usage-committer";
import type { Actor } from "@/lib/services/actor";
import { createApiKey } from "@/lib/services/api-keys";
import { createServiceId } from "@/lib/services/service-ids";
import { listUsageItems, usageNeighbours } from "@/lib/services/usage";
import { usageItemAt } from "@/lib/services/usage-item";
import { readableIdentity, suggestUsageFilters } from "@/lib/services/usage-suggestions";
import { deleteUsageView, listUsageViews, renameUsageView, saveUsageView } from "@/lib/services/usage-views";
import { testRuntime } from "@/tests/support/runtime";
import { serviceActor } from "@/tests/support/use-cases";

const portal = testRuntime();
const now = new Date("2026-11-22T12:00:00.000Z");
const never = { expiresAt: null };

let admin: Actor;
let member: Actor;
let other: Actor;
let robot: Actor;
let abroad: Actor;
let keyId: string;
let rows: NewUsageRow[];

const refOf = ({ at, id }: NewUsageRow) => usageRef({ at: at.toISOString(), id });
const at = (index: number) => rows[index] as NewUsageRow;

beforeAll(async () => {
  portal.setNow(now);
  admin = portal.administrator;
  member = await portal.createPerson(admin.accountId, "member", { email: "mia@example.com" });
  other = await portal.createPerson(admin.accountId, "member", { email: "otto@example.com" });
  abroad = await portal.createPerson(await portal.createAccount(), "administrator");
  const service = await createServiceId(member, { name: "edge-mirror" });
  robot = serviceActor(service, []);
  keyId = (await createApiKey(member, { owner: service.id, name: "jp-sync", ...never })).key.id;
  const use = (minutesAgo: number, changes: Partial<NewUsageRow>): NewUsageRow => ({
    id: randomUUID(),
    at: new Date(now.getTime() - minutesAgo * 60_000),
    source: "portal",
    action: "token",
    outcome: "granted",
    accountId: admin.accountId,
    clientName: "skopeo",
    clientVersion: "1.16.1",
    userAgent: "skopeo/1.16.1",
    ip: "10.9.4.2",
    ...changes,
  });
  const mine = { apikeyId: keyId, iamId: service.iamId };
  rows = [
    use(10, {
      ...mine,
      outcome: "denied",
      reason: "role-too-low",
      detail: { code: "role-too-low", region: "eu-de", namespace: "edge", action: "push" },
      region: "eu-de",
      namespace: "edge",
      namespaces: ["edge"],
      repository: "edge/proxy",
      requested: ["repository:edge/proxy:pull,push"],
      granted: ["repository:edge/proxy:pull"],
      username: "iamapikey",
      requestId: "request-1",
      repeatOf: "00000000-0000-4000-8000-000000000002",
    }),
    use(20, { ...mine, tokenId: "00000000-0000-4000-8000-000000000001", region: "eu-de" }),
    use(30, { iamId: other.iamId, clientName: "buildah", ip: "10.3.9.17", repository: "store_front/web" }),
    use(40, { accountId: abroad.accountId, iamId: abroad.iamId, repository: "edge/foreign", ip: "10.9.9.9" }),
    use(50, { accountId: null, outcome: "denied", reason: "unknown-key", ip: "10.9.7.7" }),
  ];
  await insertUsageRows(portal.runtime.pool, rows);
});

describe("a single use", () => {
  test("has every field of its row, and its names", async () => {
    const item = await usageItemAt(admin, refOf(at(0)));
    const listed = await listUsageItems(admin, { apikey_id: keyId, outcome: "denied" });
    expect(item).toEqual(listed.items[0]);
    expect(item).toMatchObject({
      requested: ["repository:edge/proxy:pull,push"],
      granted: ["repository:edge/proxy:pull"],
      username: "iamapikey",
      user_agent: "skopeo/1.16.1",
      request_id: "request-1",
      repeat_of: "00000000-0000-4000-8000-000000000002",
      detail: { code: "role-too-low" },
      keyName: "jp-sync",
      ownerName: "edge-mirror",
    });
  });

  test("is there for whoever sees it in the list; a foreign one and a missing one are the same", async () => {
    const seen = async (actor: Actor) =>
      Promise.all(rows.map(async (row) => (await usageItemAt(actor, refOf(row))) !== null));
    expect(await seen(admin)).toEqual([true, true, true, false, false]);
    expect(await seen(member)).toEqual([true, true, false, false, false]);
    expect(await seen(robot)).toEqual([true, true, false, false, false]);
    expect(await seen(other)).toEqual([false, false, true, false, false]);
    expect(await seen(abroad)).toEqual([false, false, false, true, false]);
    expect(await usageItemAt(admin, refOf({ ...at(0), id: randomUUID() }))).toBeNull();
    expect(await usageItemAt(admin, refOf({ ...at(0), at: now }))).toBeNull();
    for (const ref of ["", "x", at(0).id, `${refOf(at(0))}'`])
      expect(await usageItemAt(admin, ref)).toBeNull();
  });

  test("of no account is for site administrators", async () => {
    expect((await usageItemAt(admin, refOf(at(4)), "site"))?.reason).toBe("unknown-key");
    expect(await usageItemAt(admin, refOf(at(0)), "site")).toBeNull();
    await expect(usageItemAt(member, refOf(at(4)), "site")).rejects.toMatchObject({ code: "forbidden" });
  });

  test("has neighbours among what matches", async () => {
    expect(await usageNeighbours(admin, {}, refOf(at(1)))).toEqual({
      newer: refOf(at(0)),
      older: refOf(at(2)),
    });
    expect(await usageNeighbours(admin, { apikey_id: keyId }, refOf(at(1)))).toEqual({
      newer: refOf(at(0)),
      older: null,
    });
    expect(await usageNeighbours(member, {}, refOf(at(1)))).toEqual({ newer: refOf(at(0)), older: null });
  });
});

describe("what is typed", () => {
  const found = async (actor: Actor, text: string, scope?: "site") =>
    (await suggestUsageFilters(actor, text, scope)).map(({ filter, label }) => `${filter} ${label}`);

  test("finds keys, identities, clients, repositories and addresses", async () => {
    expect(await found(admin, "edge")).toEqual([
      "apikey_id edge-mirror / jp-sync",
      "iam_id edge-mirror",
      "repository edge/proxy",
    ]);
    expect(await found(admin, "JP-SYNC")).toEqual(["apikey_id edge-mirror / jp-sync"]);
    expect(await found(admin, "build")).toEqual(["client buildah"]);
    expect(await found(admin, "10.")).toEqual(["ip 10.3.9.17", "ip 10.9.4.2"]);
    expect(await found(admin, "otto")).toEqual(["iam_id otto"]);
    expect(await found(admin, "store_f")).toEqual(["repository store_front/web"]);
    expect(await found(admin, "st%")).toEqual([]);
    expect(await found(admin, " ")).toEqual([]);
  });

  test("is taken at its word where it is an address or a repository", async () => {
    expect(await found(admin, "192.0.2.99")).toEqual(["ip 192.0.2.99"]);
    expect(await found(admin, "2001:db8::1")).toEqual(["ip 2001:db8::1"]);
    expect(await found(admin, "some/old/image")).toEqual(["repository some/old/image"]);
  });

  test("finds a member only its own, and nobody what is another account's", async () => {
    expect(await found(member, "edge")).toEqual(await found(admin, "edge"));
    expect(await found(other, "edge")).toEqual([]);
    expect(await found(other, "10.")).toEqual(["ip 10.3.9.17"]);
    expect(await found(other, "mia")).toEqual([]);
    expect(await found(other, "otto")).toEqual(["iam_id otto"]);
    expect(await found(abroad, "edge")).toEqual(["repository edge/foreign"]);
    expect(await found(admin, "10.9", "site")).toEqual(["ip 10.9.7.7"]);
    await expect(suggestUsageFilters(member, "10.9", "site")).rejects.toMatchObject({ code: "forbidden" });
    await expect(suggestUsageFilters(robot, "edge")).rejects.toMatchObject({ code: "forbidden" });
  });

  test("an identity has a name for those who find it", async () => {
    expect(await readableIdentity(admin, robot.iamId)).toBe("edge-mirror");
    expect(await readableIdentity(other, robot.iamId)).toBeNull();
    expect(await readableIdentity(abroad, member.iamId)).toBeNull();
    expect(await readableIdentity(other, member.iamId)).toBeNull();
    expect(await readableIdentity(member, member.iamId)).toBe("mia");
  });
});

describe("named views", () => {
  const query = "period=7d&metric=pulls";

  test("are kept, renamed and deleted by the person, and audited", async () => {
    const { id } = await saveUsageView(member, { name: " Weekly pulls ", query });
    await saveUsageView(member, { name: "Another", query: "period=24h" });
    await renameUsageView(member, { id, name: "Pulls, weekly" });
    expect((await listUsageViews(member)).map(({ name }) => name)).toEqual(["Another", "Pulls, weekly"]);
    await deleteUsageView(member, id);
    expect((await listUsageViews(member)).map((view) => [view.name, view.query])).toEqual([
      ["Another", "period=24h"],
    ]);
    const audited = await portal.runtime.prisma.auditEvent.findMany({
      where: { targetType: "usage-view", targetId: id },
      orderBy: { seq: "asc" },
    });
    expect(audited.map(({ action, targetName }) => [action, targetName])).toEqual([
      ["usage-view.create", "Weekly pulls"],
      ["usage-view.update", "Pulls, weekly"],
      ["usage-view.delete", "Pulls, weekly"],
    ]);
  });

  test("are nobody else's, in no other account; foreign and missing are the same", async () => {
    const { id } = await saveUsageView(member, { name: "Mine", query });
    const elsewhere = { ...member, accountId: abroad.accountId };
    for (const actor of [admin, other, abroad, elsewhere]) {
      expect((await listUsageViews(actor)).map(({ name }) => name)).not.toContain("Mine");
      for (const one of [id, randomUUID(), "none"]) {
        await expect(deleteUsageView(actor, one)).rejects.toMatchObject({ code: "not-found" });
        await expect(renameUsageView(actor, { id: one, name: "x" })).rejects.toMatchObject({
          code: "not-found",
        });
      }
    }
    await expect(listUsageViews(member)).resolves.toHaveLength(2);
    await expect(listUsageViews(robot)).rejects.toMatchObject({ code: "forbidden" });
  });

  test("need a name of their own and an address's query, and are at most 50", async () => {
    await saveUsageView(other, { name: "One", query });
    await expect(saveUsageView(other, { name: "One", query })).rejects.toMatchObject({
      code: "conflict",
      field: "name",
    });
    const two = await saveUsageView(other, { name: "Two", query });
    await expect(renameUsageView(other, { id: two.id, name: "One" })).rejects.toMatchObject({
      code: "conflict",
      field: "name",
    });
    for (const bad of [
      { name: " ", query },
      { name: "x".repeat(101), query },
    ])
      await expect(saveUsageView(other, bad)).rejects.toMatchObject({ code: "invalid", field: "name" });
    for (const bad of ["", "a b", "x\n", "//evil.example", "a#b", "a=1".repeat(700)])
      await expect(saveUsageView(other, { name: "y", query: bad })).rejects.toMatchObject({
        code: "invalid",
        field: "query",
      });
    for (let count = 3; count <= 50; count++) await saveUsageView(other, { name: `View ${count}`, query });
    await expect(saveUsageView(other, { name: "View 51", query })).rejects.toMatchObject({
      code: "invalid",
      field: "name",
      reason: "too-many-views",
    });
  });

  test("go with the membership", async () => {
    const leaver = await portal.createPerson(admin.accountId, "member");
    await saveUsageView(leaver, { name: "Gone", query });
    await portal.runtime.prisma.membership.delete({
      where: { accountId_userId: { accountId: leaver.accountId, userId: leaver.iamId } },
    });
    expect(await portal.runtime.prisma.usageView.count({ where: { userId: leaver.iamId } })).toBe(0);
  });
});
