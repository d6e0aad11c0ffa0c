import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { localDateText, localTimeOf } from "@/lib/domain/local-time";
import type { UsageMetric } from "@/lib/domain/usage";
import { usageDimensions } from "@/lib/domain/usage";
import { floorTo } from "@/lib/domain/usage-unit";
import { insertUsageRows } from "@/lib/platform/usage-committer";
import type { Actor } from "@/lib/services/actor";
import { sparkline, usageBy, usageSeries, usageSplit, usageTotals } from "@/lib/services/usage-figures";
import { countUsagePieces } from "@/lib/services/usage-pieces";
import { rollUpUsage } from "@/lib/services/usage-rollup";
import { testRuntime } from "@/tests/support/runtime";
import {
  conditions,
  countOf,
  filters,
  forgetCounts,
  type Narrowed,
  type Row,
  rowsNow,
  storedRow,
  usageRow,
  valueIn,
} from "@/tests/support/usage-rows";

const context = testRuntime();
const now = rowsNow;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const readers: Record<string, Reader> = {};

beforeAll(async () => {
  const { administrator } = context;
  const member = await context.createPerson(administrator.accountId, "member");
  await context.runtime.prisma.serviceId.create({
    data: {
      ...{ id: "ServiceId-1", iamId: "iam-1", name: "theirs", createdBy: member.iamId, entityTag: "1-x" },
      ...{ accountId: administrator.accountId, uniqueInstanceCrns: [] },
    },
  });
  readers.administrator = { actor: administrator, sees: () => true };
  readers.site = { actor: administrator, scope: "site", sees: () => true };
  readers.member = { actor: member, sees: ({ identity }) => identity === "iam-1" };
});

beforeEach(async () => {
  context.setNow(now);
  await context.runtime.pool.query("DELETE FROM usage_event");
});

/** Who reads, and what of it is theirs: a member sees what their own service ID did. */
type Reader = { actor: Actor; scope?: "site"; sees: (one: Row) => boolean };

/** Sums by name, without those of nothing. */
const summed = (pairs: (readonly [string, number])[]): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const [name, count] of pairs) if (count > 0) sums[name] = (sums[name] ?? 0) + count;
  return sums;
};
const counted = (rows: Row[], metric: UsageMetric, nameOf: (one: Row) => string) =>
  summed(rows.map((one) => [nameOf(one), countOf([one], metric)]));

/** Everything that the figures say, against the rows that were written. */
const expectExact = async (
  rows: Row[],
  { actor, scope, sees }: Reader,
  narrow: Narrowed,
  span: [number, number],
) => {
  const chosen = { ...narrow, ...(scope && { scope }) };
  const [newest, oldest] = [...span].sort((a, b) => a - b) as [number, number];
  const period = {
    from: new Date(now.getTime() - oldest * 60_000),
    to: new Date(now.getTime() - newest * 60_000),
  };
  const matching = rows.filter(
    (one) =>
      sees(one) &&
      one.minutesAgo <= oldest &&
      one.minutesAgo > newest &&
      (chosen.region === undefined || one.region === chosen.region) &&
      (chosen.client === undefined || one.client === chosen.client) &&
      (chosen.namespace === undefined || one.namespaces.includes(chosen.namespace as "team-a")) &&
      (chosen.repository === undefined || valueIn.repository(one) === chosen.repository) &&
      (chosen.ip === undefined || one.ip === chosen.ip) &&
      (chosen.iam_id === undefined || one.identity === chosen.iam_id) &&
      (chosen.apikey_id === undefined || one.key === chosen.apikey_id),
  );
  const totals = await usageTotals(actor, chosen, period);
  for (const zone of ["UTC", "Europe/Berlin", "Asia/Kolkata", "Asia/Kathmandu"])
    for (const unit of ["day", "week", "month"] as const) {
      const bucketOf = (one: Row) =>
        localDateText(
          localTimeOf(floorTo(unit, new Date(now.getTime() - one.minutesAgo * 60_000), zone), zone),
        );
      const series = await usageSeries(actor, chosen, period, unit, zone);
      for (const metric of Object.keys(conditions) as UsageMetric[]) {
        expect(totals[metric]).toBe(countOf(matching, metric));
        expect(summed(series.map(({ bucket, [metric]: count }) => [bucket, count]))).toEqual(
          counted(matching, metric, bucketOf),
        );
      }
      for (const dimension of ["client", "namespace", "identity"] as const) {
        const ask = { dimension, keys: ["docker", "team-a", "iam-1"], metric: "pulls" as const };
        const split = await usageSplit(actor, chosen, period, unit, zone, ask);
        const kept = matching.filter((one) => ask.keys.includes(valueIn[dimension](one) ?? ""));
        expect(summed(split.map(({ bucket, key, count }) => [`${bucket} ${key}`, count]))).toEqual(
          counted(kept, "pulls", (one) => `${bucketOf(one)} ${valueIn[dimension](one)}`),
        );
      }
    }
  await expectSparkline(rows, { actor, ...(scope && { scope }), sees });
  for (const dimension of usageDimensions) {
    const largest = await usageBy(actor, { ...chosen, ...period }, dimension, "denials", 100);
    for (const { key, count } of largest)
      expect(count).toBe(
        countOf(
          matching.filter((one) => valueIn[dimension](one) === key),
          "denials",
        ),
      );
    expect(largest.reduce((sum, { count }) => sum + count, 0)).toBe(
      countOf(
        matching.filter((one) => valueIn[dimension](one) !== null && valueIn[dimension](one) !== undefined),
        "denials",
      ),
    );
  }
};

/** Each key's days, of UTC, against the rows; they are the account's alone. */
const expectSparkline = async (rows: Row[], { actor, scope, sees }: Reader) => {
  const ids = ["ApiKey-1", "ApiKey-2"];
  const drawn = await sparkline(actor, ids, 5);
  const day = (minutesAgo: number) => Math.floor((now.getTime() - minutesAgo * 60_000) / (24 * hourMs));
  for (const id of ids) {
    const of = (index: number) =>
      rows.filter(
        (one) => !scope && sees(one) && one.key === id && day(one.minutesAgo) === day(0) - 4 + index,
      );
    const count = (some: Row[]) =>
      some.filter(({ repeated }) => !repeated).reduce((sum, one) => sum + one.count, 0);
    expect(drawn.get(id)).toEqual(
      Array.from({ length: 5 }, (_, index) => ({
        count: count(of(index).filter(({ outcome }) => outcome !== "denied")),
        denied: count(of(index).filter(({ outcome }) => outcome === "denied")),
      })),
    );
  }
};

describe("rollups", () => {
  test("say what the rows say: before, between and after being counted, with late rows", {
    timeout: 240_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(usageRow, { minLength: 10, maxLength: 60 }),
        fc.array(usageRow, { maxLength: 15 }),
        filters,
        fc.tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 1500, max: 9 * 24 * 60 })),
        fc.constantFrom("administrator", "member", "site" as const),
        fc.integer({ min: 0, max: 180 }),
        async (first, late, chosen, span, who, lag) => {
          const { pool } = context.runtime;
          const reader = readers[who] as Reader;
          await pool.query("DELETE FROM usage_event");
          await forgetCounts(pool);
          const insert = (rows: Row[]) =>
            rows.length > 0 &&
            insertUsageRows(
              pool,
              rows.map((one) => storedRow(one, reader.scope ? null : reader.actor.accountId)),
            );
          await insert(first);
          await expectExact(first, reader, chosen, span);
          context.setNow(new Date(now.getTime() - lag * 60_000));
          await rollUpUsage();
          context.setNow(now);
          await countUsagePieces();
          await expectExact(first, reader, chosen, span);
          await insert(late);
          await expectExact([...first, ...late], reader, chosen, span);
          await countUsagePieces();
          await expectExact([...first, ...late], reader, chosen, span);
          await rollUpUsage();
          await countUsagePieces();
          await expectExact([...first, ...late], reader, chosen, span);
        },
      ),
      { numRuns: 40 },
    );
  });

  test("counted hours are what the figures are made of", async () => {
    const { pool } = context.runtime;
    await insertUsageRows(pool, [
      storedRow({ ...sample, minutesAgo: 3 * 60 }, context.administrator.accountId),
    ]);
    await rollUpUsage();
    await pool.query("UPDATE usage_hour SET pulls = 77 WHERE dimension = 'total'");
    const period = { from: new Date(now.getTime() - 24 * hourMs), to: now };
    const series = await usageSeries(context.administrator, {}, period, "hour");
    expect(series.map(({ pulls }) => pulls)).toEqual([77]);
  });

  test("counted pieces are what figures of the newest minutes are made of, until a late row comes", async () => {
    const { pool } = context.runtime;
    await forgetCounts(pool);
    const use = (minutesAgo: number) =>
      insertUsageRows(pool, [storedRow({ ...sample, minutesAgo }, context.administrator.accountId)]);
    for (const minutesAgo of [120, 20, 19, 8, 1]) await use(minutesAgo);
    await rollUpUsage();
    expect(await countUsagePieces()).toBe(5);
    const period = { from: new Date(now.getTime() - hourMs), to: now };
    const pulls = async () => (await usageTotals(context.administrator, {}, period)).pulls;
    expect(await pulls()).toBe(4);
    await pool.query("UPDATE usage_piece SET pulls = 77 WHERE dimension = 'total' AND at = $1", [
      new Date(now.getTime() - 20 * 60_000),
    ]);
    expect(await pulls()).toBe(79);
    expect(await countUsagePieces()).toBe(0);
    expect(await pulls()).toBe(79);
    await use(18);
    expect(await pulls()).toBe(5);
    expect(await countUsagePieces()).toBe(1);
    expect(await pulls()).toBe(5);
  });

  test("pieces are kept for a day, and counted anew where the hours went past them", async () => {
    const { pool } = context.runtime;
    await forgetCounts(pool);
    await insertUsageRows(pool, [storedRow({ ...sample, minutesAgo: 20 }, context.administrator.accountId)]);
    await rollUpUsage();
    expect(await countUsagePieces()).toBe(5);
    const later = (minutes: number) => context.setNow(new Date(now.getTime() + minutes * 60_000));
    later(3 * 60);
    await rollUpUsage();
    expect(await countUsagePieces()).toBe(5);
    const kept = async () =>
      (await pool.query("SELECT count(*)::int AS n FROM usage_piece WHERE dimension = 'total'")).rows[0].n;
    expect(await kept()).toBe(1);
    later(25 * 60);
    await countUsagePieces();
    expect(await kept()).toBe(0);
  });

  test("where days begin within hours, counted halves of these are what the figures are made of", async () => {
    const { pool } = context.runtime;
    await forgetCounts(pool);
    const begins = new Date(Math.floor(now.getTime() / dayMs) * dayMs - 5.5 * hourMs);
    const minutesAgo = (now.getTime() - begins.getTime()) / 60_000;
    await insertUsageRows(
      pool,
      [minutesAgo + 1, minutesAgo - 1, minutesAgo - 2].map((ago) =>
        storedRow({ ...sample, minutesAgo: ago }, context.administrator.accountId),
      ),
    );
    const period = { from: new Date(begins.getTime() - dayMs), to: now };
    const pullsOf = async () =>
      (await usageSeries(context.administrator, {}, period, "day", "Asia/Kolkata")).map(({ pulls }) => pulls);
    await rollUpUsage();
    expect(await pullsOf()).toEqual([1, 2]);
    await pool.query("UPDATE usage_hour SET pulls = pulls - 1 WHERE dimension = 'total.half'");
    expect(await pullsOf()).toEqual([2, 1]);
    // An older portal, which counts no halves, removed them with the hours that it counted anew.
    await pool.query("DELETE FROM usage_hour WHERE dimension LIKE '%.half' OR dimension = 'halves'");
    expect(await pullsOf()).toEqual([1, 2]);
  });

  test("a day that isn't over counts once: as it was counted, but only for who reads until the same hour", async () => {
    const { pool } = context.runtime;
    await forgetCounts(pool);
    const rows = [{ minutesAgo: 3 * 60 }, { minutesAgo: 5 }, { minutesAgo: 30 * 60 }];
    const used = { ...sample, key: "ApiKey-1" };
    await insertUsageRows(
      pool,
      rows.map((one) => storedRow({ ...used, ...one }, context.administrator.accountId)),
    );
    await rollUpUsage();
    const period = { from: new Date(now.getTime() - 48 * hourMs), to: now };
    const pullsOf = async () => [
      (await usageTotals(context.administrator, {}, period)).pulls,
      (await usageBy(context.administrator, period, "key", "pulls"))[0]?.count,
    ];
    expect(await pullsOf()).toEqual([3, 3]);
    const begun = "at = date_trunc('day', $1::timestamptz, 'UTC')";
    const more = [
      `UPDATE usage_day SET pulls = pulls + 70 WHERE ${begun} AND dimension <> 'until'`,
      `UPDATE usage_top SET count = count + 70 WHERE ${begun} AND metric = 'pulls'`,
    ];
    for (const text of more) await pool.query(text, [now]);
    expect(await pullsOf()).toEqual([73, 73]);
    // Another portal counted on meanwhile.
    await pool.query("UPDATE usage_rollup SET until = until - interval '1 hour'");
    expect(await pullsOf()).toEqual([3, 3]);
    await pool.query("UPDATE usage_rollup SET until = until + interval '1 hour'");
    // An older portal, which counts no such day, removed its counts.
    await pool.query(`DELETE FROM usage_day WHERE ${begun}`, [now]);
    expect(await pullsOf()).toEqual([3, 3]);
  });

  test("a day that is counted on between what a reader learns and what it reads counts once", async () => {
    const { pool } = context.runtime;
    await forgetCounts(pool);
    await insertUsageRows(pool, [
      storedRow({ ...sample, key: "ApiKey-1", minutesAgo: 3 * 60 }, context.administrator.accountId),
    ]);
    await rollUpUsage();
    const period = { from: new Date(now.getTime() - 48 * hourMs), to: now };
    const readers = {
      usage_hour: async () => (await usageTotals(context.administrator, {}, period)).pulls,
      usage_top: async () => (await usageBy(context.administrator, period, "key", "pulls"))[0]?.count,
    };
    for (const [table, pulls] of Object.entries(readers)) {
      const client = await pool.connect();
      await client.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
      const read = pulls();
      await vi.waitUntil(async () => {
        const { rows } = await client.query(
          "SELECT FROM pg_locks WHERE relation = $1::regclass AND NOT granted",
          [table],
        );
        return rows.length === 1;
      });
      const begun = "at = date_trunc('day', $1::timestamptz, 'UTC')";
      await client.query(
        `UPDATE usage_day SET value = value::bigint + 1 WHERE ${begun} AND dimension = 'until'`,
        [now],
      );
      await client.query(`UPDATE usage_day SET pulls = 70 WHERE ${begun} AND dimension <> 'until'`, [now]);
      await client.query(`UPDATE usage_top SET count = 70 WHERE ${begun} AND metric = 'pulls'`, [now]);
      await client.query("COMMIT");
      client.release();
      expect(await read, table).toBe(1);
      await pool.query("INSERT INTO usage_stale (hour) VALUES (date_trunc('day', $1::timestamptz, 'UTC'))", [
        now,
      ]);
      await rollUpUsage();
    }
  });

  test.each([
    ["the hours", 4 * 60, rollUpUsage],
    ["the pieces", 20, countUsagePieces],
  ])(
    "a row that is on its way when %s go on is in the figures at every moment",
    async (_, minutesAgo, count) => {
      const { pool } = context.runtime;
      await forgetCounts(pool);
      const use = (over: typeof pool, ago: number) =>
        insertUsageRows(over, [storedRow({ ...sample, minutesAgo: ago }, context.administrator.accountId)]);
      await use(pool, 26 * 60);
      if (count !== rollUpUsage) await rollUpUsage();
      const client = await pool.connect();
      await client.query("BEGIN");
      await use(client as unknown as typeof pool, minutesAgo);
      const counting = count();
      await vi.waitUntil(async () => {
        const { rows } = await pool.query("SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
        return rows.length > 0;
      });
      await client.query("COMMIT");
      client.release();
      await counting;
      const period = { from: new Date(now.getTime() - 48 * hourMs), to: now };
      expect((await usageTotals(context.administrator, {}, period)).pulls).toBe(2);
      await count();
      expect((await usageTotals(context.administrator, {}, period)).pulls).toBe(2);
    },
  );
});

const sample: Row = {
  minutesAgo: 0,
  action: "pull",
  outcome: "granted",
  key: null,
  identity: null,
  region: "eu-de",
  namespaces: [],
  client: "docker",
  ip: "192.0.2.1",
  count: 1,
  repeated: false,
};
