import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { insertUsageRows, type NewUsageRow } from "@/lib/platform/usage-committer";
import { usageDimensions } from "@/lib/services/usage-facts";
import { type UsageMetric, usageBy, usageSeries, usageTotals } from "@/lib/services/usage-figures";
import { rollUpUsage } from "@/lib/services/usage-rollup";
import { testRuntime } from "@/tests/support/runtime";

const context = testRuntime();
const now = new Date("2026-11-22T12:30:00Z");
const hourMs = 3_600_000;

beforeEach(async () => {
  context.setNow(now);
  await context.runtime.pool.query("DELETE FROM usage_event");
});

const row = fc.record({
  minutesAgo: fc.oneof(fc.integer({ min: 0, max: 5 * 24 * 60 }), fc.integer({ min: 1500, max: 1700 })),
  action: fc.constantFrom("login", "token", "pull", "push", "mount", "delete"),
  outcome: fc.constantFrom("granted", "reduced", "denied" as const),
  key: fc.constantFrom("ApiKey-1", "ApiKey-2", null),
  identity: fc.constantFrom("iam-1", "iam-2", null),
  region: fc.constantFrom("eu-de", "us-south", null),
  namespaces: fc.uniqueArray(fc.constantFrom("team-a", "team-b"), { maxLength: 2 }),
  client: fc.constantFrom("docker", "podman"),
  ip: fc.constantFrom("192.0.2.1", "192.0.2.2"),
  count: fc.integer({ min: 1, max: 9 }),
  repeated: fc.boolean(),
});
type Row = typeof row extends fc.Arbitrary<infer T> ? T : never;

const stored = (one: Row): NewUsageRow => ({
  id: randomUUID(),
  at: new Date(now.getTime() - one.minutesAgo * 60_000),
  source: "registry",
  action: one.action,
  outcome: one.outcome as "granted",
  apikeyId: one.key,
  iamId: one.identity,
  accountId: context.administrator.accountId,
  region: one.region,
  namespace: one.namespaces[0] ?? null,
  repository: one.namespaces[0] ? `${one.namespaces[0]}/app` : null,
  namespaces: one.namespaces,
  clientName: one.client,
  clientVersion: "1",
  userAgent: "",
  ip: one.ip,
  count: one.count,
  repeatOf: one.repeated ? randomUUID() : null,
});

const conditions: Record<UsageMetric, (one: Row) => boolean> = {
  pulls: (one) => one.action === "pull" && one.outcome !== "denied",
  pushes: (one) => one.action === "push" && one.outcome !== "denied",
  logins: (one) => ["login", "token"].includes(one.action) && one.outcome !== "denied",
  deletes: (one) => one.action === "delete" && one.outcome !== "denied",
  denials: (one) => one.outcome === "denied",
};
const countOf = (rows: Row[], metric: UsageMetric) =>
  rows.filter((one) => !one.repeated && conditions[metric](one)).reduce((sum, one) => sum + one.count, 0);
const valueIn = {
  region: (one: Row) => one.region,
  client: (one: Row) => one.client,
  namespace: (one: Row) => one.namespaces[0] ?? null,
  key: (one: Row) => one.key,
  identity: (one: Row) => one.identity,
  repository: (one: Row) => one.namespaces[0] && `${one.namespaces[0]}/app`,
  address: (one: Row) => one.ip,
};
const narrowed = fc.record(
  {
    region: fc.constantFrom("eu-de", "us-south"),
    client: fc.constantFrom("docker", "podman"),
    namespace: fc.constantFrom("team-a", "team-b"),
    apikey_id: fc.constantFrom("ApiKey-1", "ApiKey-2"),
  },
  { requiredKeys: [] },
);

/** Half of the time none, since most filters at once are counted from the rows anyway. */
const filters = fc.oneof(
  fc.constant({}),
  fc.record({ namespace: fc.constantFrom("team-a", "team-b") }),
  narrowed,
) as typeof narrowed;

/** Everything that the figures say, against the rows that were written. */
const expectExact = async (
  rows: Row[],
  chosen: typeof filters extends fc.Arbitrary<infer T> ? T : never,
  span: [number, number],
) => {
  const [newest, oldest] = [...span].sort((a, b) => a - b) as [number, number];
  const period = {
    from: new Date(now.getTime() - oldest * 60_000),
    to: new Date(now.getTime() - newest * 60_000),
  };
  const matching = rows.filter(
    (one) =>
      one.minutesAgo <= oldest &&
      one.minutesAgo > newest &&
      (chosen.region === undefined || one.region === chosen.region) &&
      (chosen.client === undefined || one.client === chosen.client) &&
      (chosen.namespace === undefined || one.namespaces.includes(chosen.namespace)) &&
      (chosen.apikey_id === undefined || one.key === chosen.apikey_id),
  );
  const actor = context.administrator;
  const totals = await usageTotals(actor, chosen, period);
  for (const zone of ["Europe/Berlin", "Asia/Kolkata"]) {
    const series = await usageSeries(actor, chosen, period, "day", zone);
    for (const metric of Object.keys(conditions) as UsageMetric[]) {
      expect(totals[metric]).toBe(countOf(matching, metric));
      const days = new Map<string, number>();
      for (const one of series) days.set(one.bucket, (days.get(one.bucket) ?? 0) + one[metric]);
      const day = (one: Row) =>
        new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(now.getTime() - one.minutesAgo * 60_000);
      for (const [name, count] of days)
        expect(count).toBe(
          countOf(
            matching.filter((one) => day(one) === name),
            metric,
          ),
        );
      expect([...days.values()].reduce((sum, count) => sum + count, 0)).toBe(totals[metric]);
    }
  }
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

describe("rollups", () => {
  test("say what the rows say: before, between and after being counted, with late rows", {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 10, maxLength: 60 }),
        fc.array(row, { maxLength: 15 }),
        filters,
        fc.tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 1500, max: 7200 })),
        async (first, late, chosen, span) => {
          const { pool } = context.runtime;
          await pool.query("DELETE FROM usage_event");
          for (const table of ["usage_hour", "usage_day", "usage_stale"])
            await pool.query(`DELETE FROM ${table}`);
          await pool.query("UPDATE usage_rollup SET until = NULL");
          if (first.length > 0) await insertUsageRows(pool, first.map(stored));
          await expectExact(first, chosen, span);
          await rollUpUsage();
          await expectExact(first, chosen, span);
          if (late.length > 0) await insertUsageRows(pool, late.map(stored));
          await expectExact([...first, ...late], chosen, span);
          await rollUpUsage();
          await expectExact([...first, ...late], chosen, span);
        },
      ),
      { numRuns: 25 },
    );
  });

  test("counted hours are what the figures are made of", async () => {
    const { pool } = context.runtime;
    await insertUsageRows(pool, [stored({ ...sample, minutesAgo: 3 * 60 })]);
    await rollUpUsage();
    await pool.query("UPDATE usage_hour SET pulls = 77 WHERE dimension = 'all'");
    const period = { from: new Date(now.getTime() - 24 * hourMs), to: now };
    const series = await usageSeries(context.administrator, {}, period, "hour");
    expect(series.map(({ pulls }) => pulls)).toEqual([77]);
  });

  test("a row that is on its way when the watermark passes is in the figures at every moment", async () => {
    const { pool } = context.runtime;
    await pool.query("UPDATE usage_rollup SET until = NULL");
    await insertUsageRows(pool, [stored({ ...sample, minutesAgo: 26 * 60 })]);
    const client = await pool.connect();
    await client.query("BEGIN");
    await insertUsageRows(client as unknown as typeof pool, [stored({ ...sample, minutesAgo: 4 * 60 })]);
    const rolled = rollUpUsage();
    await client.query("COMMIT");
    client.release();
    await rolled;
    const period = { from: new Date(now.getTime() - 48 * hourMs), to: now };
    expect((await usageTotals(context.administrator, {}, period)).pulls).toBe(2);
    await rollUpUsage();
    expect((await usageTotals(context.administrator, {}, period)).pulls).toBe(2);
  });
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
