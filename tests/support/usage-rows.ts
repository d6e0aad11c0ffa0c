import { randomUUID } from "node:crypto";
import fc from "fast-check";
import type pg from "pg";
import type { UsageMetric } from "@/lib/domain/usage";
import type { NewUsageRow } from "@/lib/platform/usage-committer";

/** Made-up uses of the days before this moment, and what figures of them must say. */
export const rowsNow = new Date("2026-11-22T12:30:00Z");

export const usageRow = fc.record({
  minutesAgo: fc.oneof(
    fc.integer({ min: 0, max: 9 * 24 * 60 }),
    fc.integer({ min: 1500, max: 1700 }),
    fc.integer({ min: 0, max: 200 }),
  ),
  action: fc.constantFrom("login", "token", "pull", "push", "mount", "delete"),
  outcome: fc.constantFrom("granted", "reduced", "denied" as const),
  key: fc.constantFrom<string | null>("ApiKey-1", "ApiKey-2", null),
  identity: fc.constantFrom("iam-1", "iam-2", null),
  region: fc.constantFrom("eu-de", "us-south", null),
  namespaces: fc.uniqueArray(fc.constantFrom("team-a", "team-b"), { maxLength: 2 }),
  client: fc.constantFrom("docker", "podman"),
  ip: fc.constantFrom("192.0.2.1", "192.0.2.2"),
  count: fc.integer({ min: 1, max: 9 }),
  repeated: fc.boolean(),
});
export type Row = typeof usageRow extends fc.Arbitrary<infer T> ? T : never;

export const storedRow = (one: Row, accountId: string | null): NewUsageRow => ({
  id: randomUUID(),
  at: new Date(rowsNow.getTime() - one.minutesAgo * 60_000),
  source: "registry",
  action: one.action,
  outcome: one.outcome as "granted",
  apikeyId: one.key,
  iamId: one.identity,
  accountId,
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

/** As if nothing had been counted yet; before any row. */
export const forgetCounts = async (pool: pg.Pool): Promise<void> => {
  for (const table of ["usage_hour", "usage_day", "usage_piece", "usage_stale", "usage_stale_piece"])
    await pool.query(`DELETE FROM ${table}`);
  await pool.query("UPDATE usage_rollup SET until = NULL, pieces_until = NULL");
};

export const conditions: Record<UsageMetric, (one: Row) => boolean> = {
  pulls: (one) => one.action === "pull" && one.outcome !== "denied",
  pushes: (one) => one.action === "push" && one.outcome !== "denied",
  logins: (one) => one.action === "login" && one.outcome !== "denied",
  tokens: (one) => one.action === "token" && one.outcome !== "denied",
  deletes: (one) => one.action === "delete" && one.outcome !== "denied",
  denials: (one) => one.outcome === "denied",
};
export const countOf = (rows: Row[], metric: UsageMetric) =>
  rows.filter((one) => !one.repeated && conditions[metric](one)).reduce((sum, one) => sum + one.count, 0);
export const valueIn = {
  region: (one: Row) => one.region,
  client: (one: Row) => one.client,
  namespace: (one: Row) => one.namespaces[0] ?? null,
  key: (one: Row) => one.key,
  identity: (one: Row) => one.identity,
  repository: (one: Row) => one.namespaces[0] && `${one.namespaces[0]}/app`,
  address: (one: Row) => one.ip,
};
const narrowedBy = {
  region: fc.constantFrom("eu-de", "us-south"),
  client: fc.constantFrom("docker", "podman"),
  namespace: fc.constantFrom("team-a", "team-b"),
  repository: fc.constantFrom("team-a/app", "team-b/app"),
  ip: fc.constantFrom("192.0.2.1", "192.0.2.2"),
  apikey_id: fc.constantFrom("ApiKey-1", "ApiKey-2"),
  iam_id: fc.constantFrom("iam-1", "iam-2"),
};
export type Narrowed = { [Name in keyof typeof narrowedBy]?: string };

const byOne: fc.Arbitrary<Narrowed> = fc.oneof(
  ...Object.entries(narrowedBy).map(([name, values]) => values.map((value) => ({ [name]: value }))),
);

/** Mostly one, or a namespace and another one: what more values narrow is counted from the rows anyway. */
export const filters: fc.Arbitrary<Narrowed> = fc.oneof(
  fc.constant({}),
  byOne,
  fc.tuple(byOne, narrowedBy.namespace).map(([one, namespace]) => ({ ...one, namespace })),
  fc.record(narrowedBy, { requiredKeys: [] }),
);
