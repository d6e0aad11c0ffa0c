import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { NewUsageRow } from "@/lib/platform/usage-committer";
import { ensureUsagePartitions } from "@/lib/services/first-start";
import { listUsage } from "@/lib/services/usage";
import { asOwner } from "@/tests/support/postgres";
import { testRuntime } from "@/tests/support/runtime";

const portal = testRuntime();
const ownerSql = (sql: string) =>
  asOwner(portal.urls.ownerUrl, sql, new URL(portal.urls.ownerUrl).pathname.slice(1));

const row = (at: Date): NewUsageRow => ({
  id: randomUUID(),
  at,
  source: "portal",
  action: "login",
  outcome: "granted",
  accountId: portal.administrator.accountId,
  clientName: "docker",
  clientVersion: "28",
  userAgent: "",
  ip: "192.0.2.1",
});

const partitions = async (): Promise<string[]> => {
  const { rows } = await portal.runtime.pool.query(
    "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'usage_event'::regclass ORDER BY 1",
  );
  return rows.map(({ name }) => name);
};

/** Where each row lies. */
const places = async (ids: string[]): Promise<string[]> => {
  const { rows } = await portal.runtime.pool.query(
    "SELECT tableoid::regclass::text AS place FROM usage_event WHERE id = ANY($1) ORDER BY at",
    [ids],
  );
  return rows.map(({ place }) => place);
};

const commit = async (...moments: string[]): Promise<string[]> => {
  const rows = moments.map((at) => row(new Date(at)));
  await Promise.all(rows.map((one) => portal.runtime.usage.commit(one)));
  return rows.map(({ id }) => id);
};

describe("usage over a month's end", () => {
  test("partitions are made three months ahead, a second time nothing", async () => {
    portal.setNow(new Date("2027-01-31T23:59:59Z"));
    await ensureUsagePartitions();
    const made = await partitions();
    expect(made).toEqual(
      expect.arrayContaining([
        "usage_event_2027_01",
        "usage_event_2027_02",
        "usage_event_2027_03",
        "usage_event_2027_04",
      ]),
    );
    expect(made).not.toContain("usage_event_2027_05");
    await Promise.all([ensureUsagePartitions(), ensureUsagePartitions()]);
    expect(await partitions()).toEqual(made);
  });

  test("rows land on both sides of it, each in its month", async () => {
    const ids = await commit("2027-01-31T23:59:59.999Z", "2027-02-01T00:00:00.000Z");
    expect(await places(ids)).toEqual(["usage_event_2027_01", "usage_event_2027_02"]);
  });

  test("without partitions nothing fails, and the rows move to their month when it is made", async () => {
    portal.setNow(new Date("2027-09-30T23:59:00Z"));
    const ids = await commit("2027-09-30T23:59:00Z", "2027-10-01T00:01:00Z", "2029-01-01T00:00:00Z");
    expect(await places(ids)).toEqual(["usage_event_default", "usage_event_default", "usage_event_default"]);
    const before = await listUsage(portal.administrator, { from: "2027-09-01" });
    await ensureUsagePartitions();
    expect(await places(ids)).toEqual(["usage_event_2027_09", "usage_event_2027_10", "usage_event_default"]);
    expect(await listUsage(portal.administrator, { from: "2027-09-01" })).toEqual(before);
    expect(before.items).toHaveLength(3);
  });

  test("rows that arrive while partitions are made are all kept", async () => {
    portal.setNow(new Date("2028-03-31T23:59:59Z"));
    const arriving = Array.from({ length: 20 }, (_, i) =>
      commit(`2028-03-31T23:59:${10 + i}Z`, `2028-04-01T00:00:${10 + i}Z`),
    );
    const [ids] = await Promise.all([Promise.all(arriving), ensureUsagePartitions()]);
    const found = await places(ids.flat());
    expect(found.toSorted()).toEqual([
      ...Array(20).fill("usage_event_2028_03"),
      ...Array(20).fill("usage_event_2028_04"),
    ]);
  });

  test("a month is a month of UTC, whatever the session's time zone is", async () => {
    await ownerSql(
      `ALTER ROLE ${new URL(portal.urls.appUrl).username} IN DATABASE ${new URL(portal.urls.appUrl).pathname.slice(1)} SET timezone = 'Asia/Tokyo'`,
    );
    portal.setNow(new Date("2030-05-31T16:00:00Z"));
    await ensureUsagePartitions();
    const ids = await commit("2030-05-31T23:59:59Z", "2030-06-01T00:00:00Z");
    expect(await places(ids)).toEqual(["usage_event_2030_05", "usage_event_2030_06"]);
    expect(await partitions()).not.toContain("usage_event_2030_04");
  });

  test("the portal's role reads and writes the partitions that are made later, and can't drop them", async () => {
    const { pool } = portal.runtime;
    await expect(pool.query("SELECT count(*) FROM usage_event_2027_01")).resolves.toBeDefined();
    await expect(pool.query("DROP TABLE usage_event_2027_01")).rejects.toThrow(
      "must be owner of table usage_event_2027_01",
    );
  });
});
