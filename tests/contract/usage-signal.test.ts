import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createUsageCommitter, type NewUsageRow } from "@/lib/platform/usage-committer";
import { createUsageSignal, type UsageSignal } from "@/lib/platform/usage-signal";
import { testRuntime } from "@/tests/support/runtime";

const shared = testRuntime();
let listener: pg.Client;
/** One connection, so that what it sends arrives in this order. */
let pool: pg.Pool;
let signal: UsageSignal;
let heard: string[] = [];

beforeAll(async () => {
  listener = new pg.Client({ connectionString: shared.urls.appUrl });
  await listener.connect();
  listener.on("notification", ({ payload = "" }) => heard.push(payload));
  await listener.query("LISTEN wharfkey_usage");
  pool = new pg.Pool({ connectionString: shared.urls.appUrl, max: 1 });
  signal = createUsageSignal(shared.urls.appUrl, pool, shared.runtime.log);
});
afterAll(async () => {
  await signal?.close();
  await pool?.end();
  await listener?.end();
});

const rowOf = (apikeyId: string): NewUsageRow => ({
  ...{ id: randomUUID(), at: new Date(), source: "registry", action: "pull", outcome: "granted", apikeyId },
  ...{ clientName: "docker", clientVersion: "28.0", userAgent: "docker/28.0", ip: "192.0.2.1" },
});

/** Commits one row of each key, and gives the keys of each group beside each NOTIFY's words. */
const commit = async (apikeyIds: string[]) => {
  heard = [];
  const groups: string[][] = [];
  const committer = createUsageCommitter(shared.runtime.pool, (rows) => {
    groups.push(rows.map(({ apikeyId }) => apikeyId ?? ""));
    signal.committed(rows);
  });
  await Promise.all(apikeyIds.map((id) => committer.commit(rowOf(id))));
  await pool.query("SELECT pg_notify('wharfkey_usage', 'that is all')");
  await expect.poll(() => heard.at(-1)).toBe("that is all");
  return { groups, notified: heard.slice(0, -1) };
};

/** Watches keys; `woken` holds those whose watcher was woken since. */
const watch = (apikeyIds: string[]) => {
  const woken = new Set<string>();
  const unwatch = apikeyIds.map((id) => signal.watch(id, () => woken.add(id)));
  return { woken, unwatch: () => unwatch.forEach((one) => void one()) };
};
const names = (count: number) => Array.from({ length: count }, (_, i) => `ApiKey-${i}-${randomUUID()}`);

test("a commit group sends one NOTIFY at most, and only of keys that someone watches", async () => {
  const [first = "", second = "", unwatched = ""] = names(3);
  expect(await commit([first, second, unwatched])).toMatchObject({ notified: [] });

  const { woken, unwatch } = watch([first, second]);
  const mixed = Array.from({ length: 600 }, (_, i) => [unwatched, first, second][i % 3] ?? "");
  const { groups, notified } = await commit(mixed);
  expect(groups.flat().sort()).toEqual([...mixed].sort());
  expect(notified).toEqual(
    groups
      .map((group) => [...new Set(group)].filter((id) => id !== unwatched).join(","))
      .filter((payload) => payload !== ""),
  );
  await expect.poll(() => [...woken].sort()).toEqual([first, second].sort()); // it hears for itself
  expect((await commit(Array(50).fill(unwatched))).notified).toEqual([]);
  unwatch();
});

test("also more watched keys than one NOTIFY can name are one, and each of their watchers wakes", async () => {
  const ids = names(400);
  const { woken, unwatch } = watch(ids);
  const { groups, notified } = await commit(ids);
  expect(Math.max(...groups.map((group) => group.length))).toBeGreaterThan(150);
  expect(notified.length).toBe(groups.length);
  await expect.poll(() => woken.size).toBe(400);
  unwatch();
});

test("ends also while its connection is still being made", async () => {
  const { log } = shared.runtime;
  const left = async () => {
    const { rows } = await shared.runtime.pool.query(
      "SELECT count(*)::int AS left FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'wharfkey-listen'",
    );
    return rows[0]?.left;
  };
  await expect.poll(left).toBe(2); // the runtime's own, and this file's
  await createUsageSignal(shared.urls.appUrl, shared.runtime.pool, log).close();
  expect(await left()).toBe(2);
});
