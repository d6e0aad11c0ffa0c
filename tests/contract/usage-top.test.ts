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

type Where = Pick<Row, "region" | "client" | "namespaces">;

const pull = (
  key: number,
  minutesAgo: number,
  count: number,
  where: Where = { region: "eu-de", client: "docker", namespaces: [] },
): Row => ({
  ...{ minutesAgo, action: "pull", outcome: "granted", key: `ApiKey-${key}`, identity: null },
  ...{ ip: "192.0.2.1", count, repeated: false },
  ...where,
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

type Narrowed = { region?: string; client?: string; namespace?: string };

/** What usageBy must say, from the rows. */
const largestOf = (rows: Row[], days: number, limit: number, narrow: Narrowed = {}) => {
  const { region, client, namespace } = narrow;
  const sums = new Map<string, number>();
  for (const { key, count, minutesAgo, ...one } of rows)
    if (
      minutesAgo > 0 &&
      minutesAgo <= days * dayMinutes &&
      (region === undefined || one.region === region) &&
      (client === undefined || one.client === client) &&
      (namespace === undefined || one.namespaces.includes(namespace as "team-a"))
    )
      sums.set(key ?? "", (sums.get(key ?? "") ?? 0) + count);
  return [...sums]
    .map(([key, count]) => ({ key, count }))
    .sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1))
    .slice(0, limit);
};

const someWhere: fc.Arbitrary<Where> = fc.record({
  region: fc.constantFrom("eu-de", "eu-de", "us-south", null),
  client: fc.constantFrom("docker", "docker", "podman"),
  namespaces: fc.uniqueArray(fc.constantFrom("team-a", "team-b"), { maxLength: 2 }),
});

const narrows: Narrowed[] = [
  {},
  { region: "eu-de" },
  { region: "us-south" },
  { client: "docker" },
  { client: "podman" },
  { namespace: "team-a" },
  { region: "eu-de", client: "docker" },
];

/** More keys a day than a day's largest are, some of them much larger than the others, or hardly. */
const uses = (share: number) =>
  fc
    .array(
      fc.record({
        key: fc.nat(150),
        minutesAgo: fc.integer({ min: 1, max: 4 * dayMinutes }),
        where: someWhere,
      }),
      { minLength: 200, maxLength: 500 },
    )
    .map((all) =>
      all.map(({ key, minutesAgo, where }) =>
        pull(key, minutesAgo, key < 12 ? 1 + share * (12 - key) : 1, where),
      ),
    );

test("the largest by the days' largest are those of the rows, at every moment, ties and all", {
  timeout: 240_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(0, 1, 20).chain((share) => fc.tuple(uses(share), uses(share))),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 12 }),
      fc.constantFrom(...narrows),
      async ([first, late], days, limit, narrow) => {
        const { pool } = context.runtime;
        await pool.query("DELETE FROM usage_event");
        await rollUpUsage();
        const expectExact = async (rows: Row[]) => {
          const ask = [context.administrator, { ...narrow, ...period(days) }, "key", "pulls", limit] as const;
          const found = await largestByDays(...ask);
          if (found) expect(found).toEqual(largestOf(rows, days, limit, narrow));
          expect(await usageBy(...ask)).toEqual(largestOf(rows, days, limit, narrow));
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
    { numRuns: 40 },
  );
});

test.each(narrows)(
  "a few large ones are proven by the days' largest alone, narrowed by %j",
  async (narrow) => {
    const here: Where = { region: "eu-de", client: "docker", namespaces: ["team-a"] };
    const there: Where = { region: "us-south", client: "podman", namespaces: ["team-b", "team-a"] };
    const rows = [1, 2, 3].flatMap((day) =>
      Array.from({ length: 60 }, (_, key) => [
        pull(key, day * dayMinutes, key < 5 ? 1000 - key : 1, here),
        pull(key, day * dayMinutes, key >= 5 && key < 10 ? 2000 - key : 1, there),
      ]).flat(),
    );
    await insert(rows);
    await rollUpUsage();
    const ask = [context.administrator, { ...narrow, ...period(4) }, "key", "pulls", 5] as const;
    expect(await largestByDays(...ask)).toEqual(largestOf(rows, 4, 5, narrow));
  },
);

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
  expect((await largestByDays(...ask))?.map(({ count }) => count)).toEqual([10, 10]);
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

test("a day holds at most 50 by each metric, 20 of what is narrowed, of a namespace where it has many, and none once its rows are gone", async () => {
  const { pool } = context.runtime;
  const where = (namespaces: Row["namespaces"]): Where => ({ region: "eu-de", client: "docker", namespaces });
  await insert([
    ...Array.from({ length: 41 }, (_, index) => pull(index, 30 * 60, 1 + index, where(["team-a"]))),
    ...Array.from({ length: 29 }, (_, index) => pull(41 + index, 30 * 60, 42 + index, where(["team-b"]))),
  ]);
  await rollUpUsage();
  const held = async () =>
    (
      await pool.query(
        `SELECT narrow, count(*)::int AS n, min(count)::int AS least, count(DISTINCT place)::int AS places,
           max(place) AS last FROM usage_top WHERE dimension = 'key' GROUP BY narrow ORDER BY narrow`,
      )
    ).rows;
  expect(await held()).toEqual([
    { narrow: "", n: 50, least: 21, places: 50, last: 50 },
    { narrow: "client docker", n: 20, least: 51, places: 20, last: 20 },
    { narrow: "namespace team-a", n: 20, least: 22, places: 20, last: 20 },
    { narrow: "region eu-de", n: 20, least: 51, places: 20, last: 20 },
    { narrow: "region eu-de client docker", n: 20, least: 51, places: 20, last: 20 },
  ]);
  await pool.query("DELETE FROM usage_event");
  await rollUpUsage();
  expect(await held()).toEqual([]);
});
