import type pg from "pg";
import { runtime } from "@/lib/platform/runtime";

/** The same number stands in the migration's trigger: rows on their way hold it shared. */
const watermarkLock = 72707372;
const jobLock = 72707373;
/** How long the newest rows are counted one by one: events come a little late, and clocks differ. */
const settleMinutes = 15;

/** What is counted, by column; `conditionOf` says which rows. */
export const rollupColumns = ["logins", "tokens", "pulls", "pushes", "mounts", "deletes", "denials"] as const;
export type RollupColumn = (typeof rollupColumns)[number];

const actionOf = {
  logins: "login",
  tokens: "token",
  pulls: "pull",
  pushes: "push",
  mounts: "mount",
  deletes: "delete",
};

/** The rows `e` that a column counts. */
export const conditionOf = (column: RollupColumn): string =>
  column === "denials"
    ? "e.outcome = 'denied'"
    : `e.action = '${actionOf[column]}' AND e.outcome <> 'denied'`;

const sums = rollupColumns
  .map((column) => `coalesce(sum(e.count) FILTER (WHERE ${conditionOf(column)}), 0) AS ${column}`)
  .join(", ");
const names = `account_id, dimension, value, at, region, client_name, ${rollupColumns.join(", ")}`;

/**
 * Counts the usage rows of whole hours or days. Each row counts once in each dimension; in `reach` once for each
 * namespace that it asked for. What has many values is counted by day alone, or there were more counts than rows.
 */
const countText = (table: string, unit: "hour" | "day", dimensions: string): string => `
INSERT INTO ${table} (${names})
SELECT coalesce(e.account_id, ''), f.dimension, f.value, date_trunc('${unit}', e.at, 'UTC'), e.region, e.client_name, ${sums}
FROM usage_event e
CROSS JOIN LATERAL (
  VALUES ('all', ''), ('namespace', e.namespace)${dimensions}
  UNION ALL SELECT DISTINCT 'reach', n FROM unnest(e.namespaces) AS n
) AS f(dimension, value)
WHERE e.repeat_of IS NULL AND f.value IS NOT NULL AND e.at >= $2 AND e.at < $3
  AND date_trunc('${unit}', e.at, 'UTC') = ANY($1::timestamptz[])
GROUP BY 1, 2, 3, 4, 5, 6`;

export const hourDimensions: readonly string[] = ["all", "namespace", "reach"];
export const dayDimensions: readonly string[] = [...hourDimensions, "key", "identity", "repository"];
const hoursText = countText("usage_hour", "hour", "");
const daysText = countText(
  "usage_day",
  "day",
  ", ('key', e.apikey_id), ('identity', e.iam_id), ('repository', e.repository)",
);

/**
 * Brings the hours and days up to date. One portal at a time; idempotent, and an interruption loses at most the
 * piece it was at. A reader always sees rows and rollups of one moment.
 * @returns how many hours were counted
 * @see docs/decisions/007-usage-is-rolled-up-behind-a-watermark.md
 */
export const rollUpUsage = async (progress: (hoursCounted: number) => void = () => {}): Promise<number> => {
  const client = await runtime().pool.connect();
  try {
    const { rows } = await client.query("SELECT pg_try_advisory_lock($1) AS taken", [jobLock]);
    if (!rows[0].taken) return 0;
    try {
      await advance(client, runtime().clock.now());
      let counted = 0;
      for (;;) {
        const hours = await rollUpSome(client);
        if (hours === 0) return counted;
        counted += hours;
        progress(counted);
      }
    } finally {
      await client.query("SELECT pg_advisory_unlock($1)", [jobLock]);
    }
  } finally {
    client.release();
  }
};

/** Moves the watermark; its new hours begin as stale ones. Waits for rows that are on their way, and they for it. */
const advance = (client: pg.PoolClient, now: Date): Promise<void> =>
  inTransaction(client, "READ COMMITTED", async () => {
    await client.query("SELECT pg_advisory_xact_lock($1)", [watermarkLock]);
    await client.query(
      `WITH moved AS (
         SELECT coalesce(until, (SELECT date_trunc('hour', min(at), 'UTC') FROM usage_event)) AS before,
           date_trunc('hour', $1::timestamptz - make_interval(mins => $2), 'UTC') AS after
         FROM usage_rollup
       ), marked AS (
         INSERT INTO usage_stale (hour)
         SELECT hour FROM moved, generate_series(before, after - interval '1 hour', interval '1 hour') AS hour
       )
       UPDATE usage_rollup SET until = after FROM moved WHERE until IS NULL OR until < after`,
      [now, settleMinutes],
    );
  });

/** A day's work is a transaction. One snapshot reads marks and rows, so a row that it doesn't see has a mark that stays. */
const rollUpSome = (client: pg.PoolClient): Promise<number> =>
  inTransaction(client, "REPEATABLE READ", async () => {
    const { rows } = await client.query<{ hour: Date }>(
      `DELETE FROM usage_stale
       WHERE hour < (SELECT date_trunc('day', min(hour), 'UTC') + interval '1 day' FROM usage_stale) RETURNING hour`,
    );
    const hours = [...new Set(rows.map(({ hour }) => hour.getTime()))].sort((a, b) => a - b);
    if (hours.length === 0) return 0;
    const times = hours.map((hour) => new Date(hour));
    const day = new Date(Math.floor((hours[0] as number) / dayMs) * dayMs);
    await client.query("DELETE FROM usage_hour WHERE at = ANY($1)", [times]);
    await client.query(hoursText, [times, ...spanOf(times, hourMs)]);
    await client.query("DELETE FROM usage_day WHERE at = $1", [day]);
    // A day that isn't over has no counts: its hours are read.
    const { rows: over } = await client.query("SELECT until >= $1 AS yes FROM usage_rollup", [
      new Date(day.getTime() + dayMs),
    ]);
    if (over[0]?.yes) await client.query(daysText, [[day], ...spanOf([day], dayMs)]);
    return hours.length;
  });

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** So that only the partitions of these times are read. */
const spanOf = (sorted: Date[], lengthMs: number): [from: Date, to: Date] => [
  sorted[0] as Date,
  new Date((sorted.at(-1) as Date).getTime() + lengthMs),
];

const inTransaction = async <T>(
  client: pg.PoolClient,
  isolation: string,
  work: () => Promise<T>,
): Promise<T> => {
  await client.query(`BEGIN ISOLATION LEVEL ${isolation}`);
  try {
    const result = await work();
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    throw error;
  }
};
