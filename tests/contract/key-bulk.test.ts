import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { createProtocols } from "@/lib/protocols/app";
import type { Actor } from "@/lib/services/actor";
import { credentialBatches, exportCredentials } from "@/lib/services/credential-report";
import {
  type BulkProgress,
  continueKeyBulk,
  listKeyBulks,
  previewKeyBulk,
  startKeyBulk,
  undoKeyBulk,
  undoMs,
} from "@/lib/services/key-bulk";
import { createServiceKey } from "@/tests/support/credentials";
import { accessTokenOf, keyOf } from "@/tests/support/rest";
import { testRuntime } from "@/tests/support/runtime";
import { auditOf, expectChain, refusalOf } from "@/tests/support/use-cases";

const portal = testRuntime();
let administrator: Actor;
let member: Actor;

beforeAll(async () => {
  ({ administrator } = portal);
  member = await portal.createPerson(administrator.accountId, "member");
});

const make = async (names: string[], owner = member): Promise<string[]> => {
  const ids: string[] = [];
  for (const name of names) ids.push((await createServiceKey(portal.runtime, owner, name, [])).id);
  return ids;
};
const row = (id: string) => portal.runtime.prisma.apiKey.findUniqueOrThrow({ where: { id } });

const run = async (actor: Actor, begun: BulkProgress): Promise<BulkProgress> => {
  let now = begun;
  while (!now.ended) now = await continueKeyBulk(actor, begun.id);
  return now;
};

test("a preview counts what would be changed and why the rest isn't, and changes nothing", async () => {
  const [free, locked, off] = (await make(["free", "locked", "off"])) as [string, string, string];
  const { prisma, clock } = portal.runtime;
  await prisma.apiKey.update({ where: { id: locked }, data: { lockedAt: clock.now() } });
  await prisma.apiKey.update({ where: { id: off }, data: { disabledAt: clock.now() } });
  await prisma.apiKeyActivity.create({ data: { apiKeyId: free, lastAuthn: clock.now() } });
  const ids = [free, locked, off];
  expect(await previewKeyBulk(administrator, { action: "disable", ids })).toEqual({
    matched: 3,
    changes: 1,
    locked: 1,
    notYours: 0,
    alreadySo: 1,
    usedLately: 1,
    sample: ["free"],
  });
  expect((await row(free)).disabledAt).toBeNull();
  const auditor = await portal.createPerson(administrator.accountId, "auditor");
  expect(await previewKeyBulk(auditor, { action: "delete", ids })).toMatchObject({ notYours: 3, changes: 0 });
});

test("all that match are disabled in batches, each audited under one correlation id, and enabled again", async () => {
  const label = `many-${randomUUID()}`;
  // In the order in which they are changed.
  const ids = (await make(Array.from({ length: 105 }, () => label))).sort();
  const begun = await startKeyBulk(administrator, { action: "disable", filters: { about: label } });
  expect(begun).toMatchObject({ total: 105, changed: 0, ended: false });
  // Stopped after one batch: the others are as they were.
  expect(await continueKeyBulk(administrator, begun.id)).toMatchObject({ changed: 100, ended: false });
  const disabled = () =>
    portal.runtime.prisma.apiKey.count({ where: { id: { in: ids }, disabledAt: { not: null } } });
  expect(await disabled()).toBe(100);
  // A key that comes meanwhile isn't touched.
  const [later] = (await make([label])) as [string];
  expect(await run(administrator, begun)).toMatchObject({ changed: 105, ended: true, undoable: true });
  expect(await disabled()).toBe(105);
  expect((await row(later)).disabledAt).toBeNull();
  const items = (await auditOf(portal.runtime.prisma, administrator.accountId)).filter(
    (item) => item.correlation_id === begun.id,
  );
  expect(items.map(({ action }) => action)).toEqual(Array(105).fill("api-key.disable"));
  expect(new Set(items.map(({ target }) => target.id))).toEqual(new Set(ids));

  // One was changed by someone else since: it keeps that.
  const changed = ids[7] as string;
  await portal.runtime.prisma.apiKey.update({ where: { id: changed }, data: { entityTag: "9-other" } });
  expect(await undoKeyBulk(administrator, begun.id)).toEqual({ restored: 99, left: 1, ended: false });
  expect(await undoKeyBulk(administrator, begun.id)).toEqual({ restored: 5, left: 0, ended: true });
  expect(await disabled()).toBe(1);
  expect(await continueKeyBulk(administrator, begun.id)).toMatchObject({ changed: 105 });
  expect(await disabled()).toBe(1);
});

test("a set expiry goes back to each key's own", async () => {
  const ids = await make(["a", "b"]);
  const former = new Date("2030-01-01T00:00:00Z");
  await portal.runtime.prisma.apiKey.update({ where: { id: ids[0] as string }, data: { expiresAt: former } });
  const expiresAt = new Date("2031-05-06T07:08:09Z");
  const begun = await startKeyBulk(administrator, { action: "expire", ids, expiresAt });
  await run(administrator, begun);
  for (const id of ids) expect((await row(id)).expiresAt).toEqual(expiresAt);
  await undoKeyBulk(administrator, begun.id);
  expect((await row(ids[0] as string)).expiresAt).toEqual(former);
  expect((await row(ids[1] as string)).expiresAt).toBeNull();
  const never = await startKeyBulk(administrator, { action: "expire", ids, expiresAt: null });
  expect((await run(administrator, never)).changed).toBe(1);
});

test("what is half done or can be taken back is listed for its maker, until it is over", async () => {
  const maker = await portal.createPerson(administrator.accountId, "administrator");
  const other = await portal.createPerson(administrator.accountId, "administrator");
  const label = `listed-${randomUUID()}`;
  await make(Array.from({ length: 105 }, () => label));
  const filters = { about: label };
  expect((await previewKeyBulk(maker, { action: "disable", filters })).sample).toEqual(Array(5).fill(label));
  const begun = await startKeyBulk(maker, { action: "disable", filters });
  await continueKeyBulk(maker, begun.id);
  const half = { id: begun.id, action: "disable", total: 105, changed: 100, left: 100, ended: false };
  expect(await listKeyBulks(maker)).toMatchObject([{ ...half, undoable: true, undone: false }]);
  expect(await listKeyBulks(other)).toEqual([]);
  await run(maker, begun);
  expect(await listKeyBulks(maker)).toMatchObject([{ changed: 105, left: 105, ended: true, undoable: true }]);
  await undoKeyBulk(maker, begun.id);
  expect(await listKeyBulks(maker)).toMatchObject([{ left: 5, undone: true, ended: true, undoable: true }]);
  await undoKeyBulk(maker, begun.id);
  expect(await listKeyBulks(maker)).toEqual([]);

  const gone = await startKeyBulk(maker, { action: "delete", filters });
  await continueKeyBulk(maker, gone.id);
  portal.setNow(new Date(Date.now() + undoMs));
  expect(await listKeyBulks(maker)).toMatchObject([{ action: "delete", changed: 100, undoable: false }]);
  await run(maker, gone);
  expect(await listKeyBulks(maker)).toEqual([]);
  portal.setNow(null);
});

test("deleted keys are gone and stay gone", async () => {
  const ids = await make(["gone"]);
  const begun = await startKeyBulk(administrator, { action: "delete", ids });
  expect(await run(administrator, begun)).toMatchObject({ changed: 1, undoable: false });
  expect((await row(ids[0] as string)).deletedAt).not.toBeNull();
  expect((await refusalOf(undoKeyBulk(administrator, begun.id))).code).toBe("not-found");
});

test("an owner is notified once a day for a key, in the app alone", async () => {
  const ids = await make(["look"]);
  for (const changed of [1, 0])
    expect(
      await run(administrator, await startKeyBulk(administrator, { action: "notify", ids })),
    ).toMatchObject({ changed, ended: true });
  const deliveries = await portal.runtime.prisma.alertDelivery.findMany({
    where: { alert: { subjectId: ids[0] as string } },
  });
  expect(deliveries).toMatchObject([{ channel: "in-app", iamId: member.iamId, state: "sent" }]);
});

describe("nobody changes what isn't theirs", () => {
  test("members their own only, other people's and other accounts' keys never", async () => {
    const other = await portal.createPerson(administrator.accountId, "member");
    const abroad = await portal.createPerson(await portal.createAccount(), "administrator");
    const ids = [
      ...(await make(["mine"])),
      ...(await make(["theirs"], other)),
      ...(await make(["far"], abroad)),
    ];
    const begun = await startKeyBulk(member, { action: "disable", ids });
    expect(begun).toMatchObject({ total: 1 });
    expect((await run(member, begun)).changed).toBe(1);
    expect((await row(ids[1] as string)).disabledAt).toBeNull();
    expect((await row(ids[2] as string)).disabledAt).toBeNull();
    for (const attempt of [continueKeyBulk, undoKeyBulk])
      expect((await refusalOf(attempt(other, begun.id))).code).toBe("not-found");
  });

  test("auditors, who see all keys, change none but their own", async () => {
    const auditor = await portal.createPerson(administrator.accountId, "auditor");
    const ids = await make(["seen"]);
    const begun = await startKeyBulk(auditor, { action: "delete", ids });
    expect(await continueKeyBulk(auditor, begun.id)).toMatchObject({ changed: 0, ended: true });
    expect((await row(ids[0] as string)).deletedAt).toBeNull();
  });

  test("an undo comes too late after an hour", async () => {
    const begun = await startKeyBulk(administrator, { action: "disable", ids: await make(["late"]) });
    await run(administrator, begun);
    portal.setNow(new Date(Date.now() + undoMs));
    expect((await refusalOf(undoKeyBulk(administrator, begun.id))).code).toBe("not-found");
    portal.setNow(null);
  });

  test("a request names keys or a filter, and an expiry that lies ahead", async () => {
    const refuse = (input: object) => refusalOf(previewKeyBulk(administrator, input as never));
    expect((await refuse({ action: "disable" })).field).toBe("ids");
    expect((await refuse({ action: "disable", ids: ["x"], filters: {} })).field).toBe("ids");
    expect((await refuse({ action: "expire", ids: ["x"] })).field).toBe("expiresAt");
    expect((await refuse({ action: "expire", ids: ["x"], expiresAt: new Date(0) })).field).toBe("expiresAt");
  });
});

describe("the credential report", () => {
  const read = async (filters: object, actor = administrator) => {
    const rows = [];
    for await (const batch of credentialBatches(actor, filters)) rows.push(...batch);
    return rows;
  };

  test("has every key once, and without a filter every person", async () => {
    const keys = await portal.runtime.prisma.apiKey.count({
      where: { accountId: administrator.accountId, deletedAt: null },
    });
    const rows = await read({});
    expect(rows.filter(({ type }) => type === "api-key")).toHaveLength(keys);
    expect(rows.find(({ id }) => id === member.iamId)).toMatchObject({ type: "person", role: "member" });
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect((await read({ findings: "disabled" })).every(({ status }) => status === "disabled")).toBe(true);
  });

  test("no cell of the CSV is a formula, and no value or digest is in it", async () => {
    await make(["=HYPERLINK(1)"]);
    const text = await new Response(await exportCredentials(administrator, {}, "csv")).text();
    expect(text).toContain(",'=HYPERLINK(1),");
    expect(text.split("\r\n")[0]).toMatch(/^type,id,name,prefix,status,/);
    expect(text).not.toMatch(/digest|wfk_[0-9A-Za-z]{10}_/);
  });

  test("comes over the API as NDJSON or CSV, for whoever may read the audit there", async () => {
    const app = createProtocols();
    const get = async (actor: Actor, query = "", accept = "application/x-ndjson") =>
      app.request(`http://localhost/api/v1/credential-report${query}`, {
        headers: { authorization: `Bearer ${await accessTokenOf(await keyOf(actor))}`, accept },
      });
    const lines = (await (await get(administrator)).text()).trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line).type)).toContain("person");
    const csv = await get(administrator, "?findings=disabled,never-used", "text/csv");
    expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
    expect((await csv.text()).split("\r\n")[1]).toMatch(/^api-key,/);
    expect((await get(member)).status).toBe(403);
    expect((await get(administrator, "?findings=pretty")).status).toBe(400);
    expect((await get(administrator, "?limit=1")).status).toBe(400);
    expect((await app.request("http://localhost/api/v1/credential-report")).status).toBe(401);
    expect((await app.request("http://localhost/api/v1/credential-report", { method: "POST" })).status).toBe(
      405,
    );
  });

  test("is for whoever reads the account", async () => {
    expect((await refusalOf(exportCredentials(member, {}, "csv"))).code).toBe("forbidden");
  });
});

test("the audit chain holds after all of it", async () => {
  expect(await expectChain(portal.runtime.prisma, administrator.accountId)).toBeGreaterThan(200);
});
