import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { insertUsageRows } from "@/lib/platform/usage-committer";
import { usageBy } from "@/lib/services/usage-figures";
import { countUsagePieces } from "@/lib/services/usage-pieces";
import { rollUpUsage } from "@/lib/services/usage-rollup";
import { largestByDays } from "@/lib/services/usage-top";
import { testRuntime } from "@/tests/support/runtime";
import { forgetCounts, type Row, rowsNow, storedRow } from "@/tests/support/usage-rows";

const context = testRuntime();
const dayMinutes = 24 * 60;

beforeEach(async () => {
  context.setNow(rowsNow);
  const { pool } = context.runtime;
  await pool.query("DELETE FROM usage_event");
  await forgetCounts(pool);
});

const pull = (key: number, minutesAgo: number, count: number): Row => ({
  ...{
    minutesAgo,
    action: "pull",
    outcome: "granted",
    key: `ApiKey-${key}`,
    identity: null,
    region: "eu-de",
  },
  ...{ namespaces: [], client: "docker", ip: "192.0.2.1", count, repeated: false },
});

const insert = (rows: Row[]) =>
  insertUsageRows(
    context.runtime.pool,
    rows.map((one) => storedRow(one, context.administrator.accountId)),
  );

const period = (days: number) => ({
  from: new Date(rowsNow.getTime() - days * dayMinutes * 60_000),
  to: rowsNow,
});

/** What usageBy must say, from the rows. */
const largestOf = (rows: Row[], days: number, limit: number) => {
  const sums = new Map<string, number>();
  for (const { key, count, minutesAgo } of rows)
    if (minutesAgo > 0 && minutesAgo <= days * dayMinutes)
      sums.set(key ?? "", (sums.get(key ?? "") ?? 0) + count);
  return [...sums]
    .map(([key, count]) => ({ key, count }))
    .sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1))
    .slice(0, limit);
};

/** More keys a day than a day's largest are, some of them much larger than the others, or hardly. */
const uses = (share: number) =>
  fc
    .array(fc.record({ key: fc.nat(150), minutesAgo: fc.integer({ min: 1, max: 4 * dayMinutes }) }), {
      minLength: 200,
      maxLength: 500,
    })
    .map((all) =>
      all.map(({ key, minutesAgo }) => pull(key, minutesAgo, key < 12 ? 1 + share * (12 - key) : 1)),
    );

test("the largest by the days' largest are those of the rows, at every moment, ties and all", {
  timeout: 240_000,
}, async () => {
  let proven = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(0, 1, 20).chain((share) => fc.tuple(uses(share), uses(share))),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 12 }),
      async ([first, late], days, limit) => {
        const { pool } = context.runtime;
        await pool.query("DELETE FROM usage_event");
        await rollUpUsage();
        const expectExact = async (rows: Row[]) => {
          const ask = [context.administrator, period(days), "key", "pulls", limit] as const;
          const found = await largestByDays(...ask);
          if (found) proven++;
          if (found) expect(found).toEqual(largestOf(rows, days, limit));
          expect(await usageBy(...ask)).toEqual(largestOf(rows, days, limit));
        };
        await insert(first);
        await expectExact(first);
        await rollUpUsage();
        await countUsagePieces();
        await expectExact(first);
        await insert(late);
        await expectExact([...first, ...late]);
        await rollUpUsage();
        await countUsagePieces();
        await expectExact([...first, ...late]);
      },
    ),
    { numRuns: 25 },
  );
  expect(proven).toBeGreaterThan(25);
});

test("where many keys are alike, the days' largest tell nothing, and all are counted", async () => {
  const rows = Array.from({ length: 400 }, (_, index) => pull(index % 100, dayMinutes + index * 2, 1));
  await insert(rows);
  await rollUpUsage();
  const ask = [context.administrator, period(3), "key", "pulls", 5] as const;
  expect(await largestByDays(...ask)).toBeNull();
  expect(await usageBy(...ask)).toEqual(largestOf(rows, 3, 5));
});

test("where the first of each day tell nothing, more of each day are read", async () => {
  const { pool } = context.runtime;
  // Each of 40 alike keys in one day, and one that is larger by a little: 20 of a day hide as much as it has.
  await insert([
    ...Array.from({ length: 40 }, (_, index) => pull(index, 30 * 60, 10)),
    pull(41, 30 * 60, 9),
    pull(41, 3, 3),
  ]);
  await rollUpUsage();
  const ask = [context.administrator, period(3), "key", "pulls", 2] as const;
  expect(await largestByDays(...ask)).toEqual([
    { key: "ApiKey-41", count: 12 },
    { key: "ApiKey-0", count: 10 },
  ]);
  await pool.query("DELETE FROM usage_top WHERE place > 20");
  expect(await largestByDays(...ask)).toEqual([
    { key: "ApiKey-0", count: 10 },
    { key: "ApiKey-1", count: 10 },
  ]);
});

test("what the days' largest are made of is theirs alone: without them a large one isn't found", async () => {
  const { pool } = context.runtime;
  await insert([pull(1, 30 * 60, 90), pull(2, 30 * 60, 80), pull(3, 30 * 60, 70)]);
  await rollUpUsage();
  await pool.query("DELETE FROM usage_top WHERE value = 'ApiKey-1'");
  const found = await usageBy(context.administrator, period(3), "key", "pulls", 2);
  expect(found).toEqual([
    { key: "ApiKey-2", count: 80 },
    { key: "ApiKey-3", count: 70 },
  ]);
});

test("a day holds at most 50 by each metric, and none once its rows are gone", async () => {
  const { pool } = context.runtime;
  await insert(Array.from({ length: 70 }, (_, index) => pull(index, 30 * 60, 1 + index)));
  await rollUpUsage();
  const held = async () =>
    (
      await pool.query(
        `SELECT count(*)::int AS n, min(count)::int AS least, count(DISTINCT place)::int AS places,
           max(place) AS last FROM usage_top WHERE dimension = 'key'`,
      )
    ).rows[0];
  expect(await held()).toEqual({ n: 50, least: 21, places: 50, last: 50 });
  await pool.query("DELETE FROM usage_event");
  await rollUpUsage();
  expect(await held()).toEqual({ n: 0, least: null, places: 0, last: null });
});
