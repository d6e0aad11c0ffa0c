import { beforeAll, expect, test } from "vitest";
import { verifyAuditChain } from "@/lib/services/audit-chain";
import { countInventory } from "@/lib/services/key-inventory";
import { reviewKeys } from "@/lib/services/key-review";
import { gatherKeyUses } from "@/lib/services/key-uses";
import { seedAudit } from "@/scripts/lib/seed/audit";
import { seedEvents } from "@/scripts/lib/seed/events";
import { analyze, keepLastUses } from "@/scripts/lib/seed/finish";
import { seedKeys } from "@/scripts/lib/seed/keys";
import { seedState } from "@/scripts/lib/seed/state";
import { testRuntime } from "@/tests/support/runtime";

const context = testRuntime();
const [keys, events] = [600, 3_000];
const quiet = () => {};

const seed = async (keysInAll: number, eventsInAll: number): Promise<void> => {
  const { pool } = context.runtime;
  const state = await seedState(pool);
  const client = await pool.connect();
  try {
    await seedKeys(client, state.keys, keysInAll, quiet);
    await seedAudit(client, state.audited, keysInAll, quiet);
  } finally {
    client.release();
  }
  await seedEvents(keysInAll, eventsInAll - state.events, quiet);
};

beforeAll(async () => {
  await seed(keys / 2, events / 2);
  await seed(keys, events); // as after an interruption
  await keepLastUses();
  await gatherKeyUses();
  await reviewKeys();
});

const one = async (sql: string): Promise<unknown> =>
  Object.values((await context.runtime.pool.query(sql)).rows[0])[0];

test("makes exactly as many keys and uses as are asked for, and knows them for its own", async () => {
  expect(await seedState(context.runtime.pool)).toEqual({ keys, audited: keys, events, real: false });
  expect(await one(`SELECT count(*)::int FROM api_key WHERE public_id LIKE 'S%'`)).toBe(keys);
  expect(await one("SELECT count(*)::int FROM usage_event")).toBe(events);
  expect(await one("SELECT count(*)::int FROM usage_event_default")).toBe(0);
  expect(await one("SELECT count(*)::int FROM usage_event u JOIN api_key k ON k.id = u.apikey_id")).toBe(
    events,
  );
});

test("the inventory finds a share of everything that is worth a look, and an owner for most keys", async () => {
  const counts = await countInventory(context.administrator, {});
  expect(counts.all).toBe(360);
  for (const finding of [
    "unused",
    "never-used",
    "expiring",
    "expired",
    "disabled",
    "broader",
    "no-expiry",
  ] as const)
    expect([finding, counts[finding]]).toEqual([finding, expect.toSatisfy((n: number) => n > 2 && n < 300)]);
  expect(counts["owner-gone"]).toBeGreaterThan(2);
  expect(counts["owner-gone"]).toBeLessThan(40);
});

test("the audit chains that it makes are whole, and tell of every key", async () => {
  const { pool } = context.runtime;
  const { rows: accounts } = await pool.query<{ id: string }>("SELECT id FROM account");
  for (const { id } of accounts)
    expect(
      await verifyAuditChain({ ...context.administrator, accountId: id, role: "auditor" }, { whole: true }),
    ).toMatchObject({ ok: true });
  expect(
    await one(`SELECT count(*)::int FROM api_key k WHERE public_id LIKE 'S%' AND EXISTS (
      SELECT FROM audit_event e WHERE e.chain = k.account_id AND e.target_id = k.id AND e.action = 'api-key.create')`),
  ).toBe(keys);
});

test("the planner's figures are there afterwards", async () => {
  await analyze();
  expect(await one("SELECT reltuples::int FROM pg_class WHERE relname = 'usage_event'")).toBe(events);
});
