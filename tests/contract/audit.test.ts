import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { verifyChain } from "@/lib/domain/chain-walk";
import type { AuditFilters } from "@/lib/domain/inputs/report";
import { sha256Hex } from "@/lib/platform/secret";
import type { Actor } from "@/lib/services/actor";
import { auditBatches, auditItemAt, listAudit } from "@/lib/services/audit";
import { verifyAuditChain } from "@/lib/services/audit-chain";
import { change } from "@/lib/services/change";
import { asOwner } from "@/tests/support/postgres";
import { personActor, testRuntime } from "@/tests/support/runtime";

const portal = testRuntime();
let people: { [name: string]: Actor };
let account: string;

const noon = new Date("2026-11-22T12:00:00.000Z");
const ownerSql = (sql: string) =>
  asOwner(portal.urls.ownerUrl, sql, new URL(portal.urls.ownerUrl).pathname.slice(1));

beforeAll(async () => {
  account = await portal.createAccount();
  const administrator = await portal.createPerson(account, "administrator", { email: "ada@example.com" });
  const service = (platformRoles: string[]) =>
    personActor(
      { iamId: "iam-ServiceId-s", name: "s", accountId: account, role: "service" },
      { platformRoles },
    );
  people = {
    administrator,
    auditor: await portal.createPerson(account, "auditor"),
    viewer: service(["Viewer"]),
    member: await portal.createPerson(account, "member"),
    service: service([]),
    abroad: portal.administrator,
  };
  const key = { type: "api-key", id: "ApiKey-1", name: "ci" };
  const entries = [
    { action: "api-key.create", target: key, after: { name: "ci", expires_at: null } },
    {
      action: "api-key.update",
      target: key,
      before: { name: "ci" },
      after: { name: "ci-2", tags: ["ä", "\u2028"] },
    },
    {
      action: "policy.create",
      target: { type: "policy", id: "p1", name: "Writer on team-a" },
      after: { roles: ["Writer"] },
    },
    { action: "api-key.delete", target: key, before: { name: "ci-2" } },
  ];
  for (const [hour, entry] of entries.entries()) {
    portal.setNow(new Date(noon.getTime() + hour * 3_600_000));
    await change(
      hour === 2 ? { ...administrator, apikeyId: "ApiKey-9" } : administrator,
      account,
      (_, record) => record(entry),
    );
  }
  portal.setNow(null);
});

const seen = async (actor: Actor, filters: AuditFilters = {}) =>
  (await listAudit(actor, filters)).items.map((item) => item.seq);

describe("who reads which audit", () => {
  test.each(["administrator", "auditor", "viewer"])("%s reads the account's, newest first", async (name) => {
    expect(await seen(people[name] as Actor)).toEqual([4, 3, 2, 1]);
  });

  test.each(["member", "service"])("%s doesn't", async (name) => {
    const actor = people[name] as Actor;
    for (const attempt of [
      () => listAudit(actor, {}),
      () => auditItemAt(actor, 1),
      () => verifyAuditChain(actor),
      () => auditBatches(actor, {}).next(),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: "forbidden" });
  });

  test("another account's administrator finds nothing of it", async () => {
    const items = (await listAudit(people.abroad as Actor, {})).items;
    expect(items.filter((item) => item.actor.iam_id === people.administrator?.iamId)).toEqual([]);
    expect(await auditItemAt(people.abroad as Actor, 4)).toBeNull();
  });

  test("the site's chain is for site administrators", async () => {
    const { items } = await listAudit(people.abroad as Actor, { scope: "site" });
    expect(items.map((item) => item.action)).toContain("region.create");
    await expect(listAudit(people.administrator as Actor, { scope: "site" })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(verifyAuditChain(people.administrator as Actor, { scope: "site" })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

test("an item has the promised shape", async () => {
  const { administrator } = people as { administrator: Actor };
  expect(await auditItemAt(administrator, 2)).toEqual({
    seq: 2,
    at: "2026-11-22T13:00:00.000Z",
    actor: { iam_id: administrator.iamId, name: "ada" },
    action: "api-key.update",
    target: { type: "api-key", id: "ApiKey-1", name: "ci" },
    before: { name: "ci" },
    after: { name: "ci-2", tags: ["ä", "\u2028"] },
    correlation_id: administrator.correlationId,
    ip: "192.0.2.1",
    prev_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect((await auditItemAt(administrator, 3))?.actor).toEqual({
    iam_id: administrator.iamId,
    name: "ada",
    apikey_id: "ApiKey-9",
  });
});

describe("filters and pages", () => {
  test.each<[AuditFilters, number[]]>([
    [{ action: "api-key.update" }, [2]],
    [{ action: "api-key" }, [4, 2, 1]],
    [{ action: "api" }, []],
    [{ target: "ApiKey-1" }, [4, 2, 1]],
    [{ target: "Writer on team-a" }, [3]],
    [{ target: "policy" }, [3]],
    [{ actor: "ada" }, [4, 3, 2, 1]],
    [{ actor: "bob" }, []],
    // By the beginnings of words, of any of them.
    [{ about: "WRIT" }, [3]],
    [{ about: "team-a" }, [3]],
    [{ about: "ada writer" }, [3]],
    [{ about: "riter" }, []],
    [{ about: "ApiKey-1" }, [4, 2, 1]],
    [{ about: "192.0.2.1" }, [4, 3, 2, 1]],
    [{ about: "!&| '" }, []],
    [{ about: "writer", actor: "bob" }, []],
    [{ from: "2026-11-22T13:00Z", to: "2026-11-22T15:00Z" }, [3, 2]],
  ])("%j", async (filters, expected) => {
    expect(await seen(people.administrator as Actor, filters)).toEqual(expected);
  });

  test("an event is found by its correlation id, and by nobody else's account", async () => {
    const { administrator, abroad } = people as { administrator: Actor; abroad: Actor };
    const about = administrator.correlationId;
    expect(await seen(administrator, { about })).toEqual([4, 3, 2, 1]);
    expect(await seen(abroad, { about })).toEqual([]);
  });

  test("pages go there and back", async () => {
    const actor = people.administrator as Actor;
    const first = await listAudit(actor, {}, { limit: 2 });
    const second = await listAudit(actor, {}, { limit: 2, cursor: first.next ?? "" });
    expect([first.previous, second.items.map((item) => item.seq), second.next]).toEqual([null, [2, 1], null]);
    expect(await listAudit(actor, {}, { limit: 2, cursor: second.previous ?? "" })).toEqual(first);
    await expect(listAudit(actor, {}, { cursor: "o1'" })).rejects.toMatchObject({
      code: "invalid",
      field: "cursor",
    });
  });

  test("all of it comes oldest first and follows from its beginning", async () => {
    const items = [];
    for await (const batch of auditBatches(people.administrator as Actor, {})) items.push(...batch);
    expect(verifyChain(items, sha256Hex)).toEqual({ ok: true, count: 4 });
  });
});

describe("the chain", () => {
  test("is verified to its last item, again when it has grown", async () => {
    const actor = people.auditor as Actor;
    expect(await verifyAuditChain(actor)).toMatchObject({ ok: true, seq: 4 });
    await change(people.administrator as Actor, account, (_, record) =>
      record({ action: "x.y", target: { type: "x", id: "1", name: "" } }),
    );
    expect(await verifyAuditChain(actor)).toMatchObject({ ok: true, seq: 5 });
    expect(await verifyAuditChain(portal.administrator, { scope: "site" })).toMatchObject({ ok: true });
  });

  test("of thousands is verified in chunks, and concurrent changes leave no gap in it", async () => {
    const other = await portal.createAccount();
    const actor = await portal.createPerson(other, "administrator");
    const add = (count: number) =>
      change(actor, other, async (_, record) => {
        for (let i = 0; i < count; i++)
          await record({ action: "x.y", target: { type: "x", id: randomUUID(), name: "" } });
      });
    await Promise.all(Array.from({ length: 8 }, () => add(25)));
    for (let round = 0; round < 4; round++) await add(250);
    expect(await verifyAuditChain(actor)).toMatchObject({ ok: true, seq: 1200 });
  });

  test.each([
    [
      "an item that was altered",
      "UPDATE audit_event SET after = '{}' WHERE chain = $$ AND seq = 3",
      { seq: 3, problem: "hash" },
    ],
    [
      "an item that was removed",
      "DELETE FROM audit_event WHERE chain = $$ AND seq = 2",
      { seq: 2, problem: "gap" },
    ],
    [
      "a tail that was cut off",
      "DELETE FROM audit_event WHERE chain = $$ AND seq = 4",
      { seq: 4, problem: "gap" },
    ],
  ])("shows %s by whoever owns the database", async (_, sql, expected) => {
    const other = await portal.createAccount();
    const actor = await portal.createPerson(other, "administrator");
    for (let i = 0; i < 4; i++)
      await change(actor, other, (_tx, record) =>
        record({ action: "x.y", target: { type: "x", id: `${i}`, name: "" }, after: { i } }),
      );
    expect(await verifyAuditChain(actor)).toMatchObject({ ok: true, seq: 4 });
    await ownerSql(
      `BEGIN; ALTER TABLE audit_event DISABLE TRIGGER USER; ${sql.replace("$$", `'${other}'`)}; ALTER TABLE audit_event ENABLE TRIGGER USER; COMMIT`,
    );
    expect(await verifyAuditChain(actor, { whole: true })).toMatchObject({ ok: false, ...expected });
  });

  test("the portal's role can't switch the trigger off, nor the owner change a row with it on", async () => {
    const { pool } = portal.runtime;
    for (const sql of ["UPDATE audit_event SET ip = ''", "DELETE FROM audit_event", "TRUNCATE audit_event"]) {
      await expect(pool.query(sql)).rejects.toThrow("permission denied for table audit_event");
      await expect(ownerSql(sql)).rejects.toThrow(
        /audit_event is append-only: (UPDATE|DELETE|TRUNCATE) refused/,
      );
    }
    await expect(pool.query("ALTER TABLE audit_event DISABLE TRIGGER USER")).rejects.toThrow(
      "must be owner of table audit_event",
    );
    await expect(pool.query("DROP TABLE audit_event")).rejects.toThrow("must be owner of table audit_event");
  });
});
