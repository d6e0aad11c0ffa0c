import type pg from "pg";
import { runtime } from "@/lib/platform/runtime";

/** The same number stands in the migration's trigger: rows on their way hold it shared. */
const watermarkLock = 72707372;
const jobLock = 72707373;
/** How long the newest rows are counted one by one: events come a little late, and clocks differ. */
const settleMinutes = 15;
/** A transaction's work: so much can be lost by an interruption. */
const hoursMax = 24;

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

/** Each row counts once in each dimension; in `reach` once for each namespace that it asked for. */
const hoursText = `
INSERT INTO usage_hour (${names})
SELECT coalesce(e.account_id, ''), f.dimension, f.value, date_trunc('hour', e.at, 'UTC'), e.region, e.client_name, ${sums}
FROM usage_event e
CROSS JOIN LATERAL (
  VALUES ('all', ''), ('namespace', e.namespace), ('key', e.apikey_id), ('identity', e.iam_id),
    ('repository', e.repository), ('address', e.ip)
  UNION ALL SELECT DISTINCT 'reach', n FROM unnest(e.namespaces) AS n
) AS f(dimension, value)
WHERE e.repeat_of IS NULL AND f.value IS NOT NULL AND e.at >= $2 AND e.at < $3
  AND date_trunc('hour', e.at, 'UTC') = ANY($1::timestamptz[])
GROUP BY 1, 2, 3, 4, 5, 6`;

const daysText = `
INSERT INTO usage_day (${names})
SELECT account_id, dimension, value, date_trunc('day', at, 'UTC'), region, client_name,
  ${rollupColumns.map((column) => `sum(${column})`).join(", ")}
FROM usage_hour WHERE at >= $2 AND at < $3 AND date_trunc('day', at, 'UTC') = ANY($1::timestamptz[])
GROUP BY 1, 2, 3, 4, 5, 6`;

/**
 * Brings the hours and days up to date. One portal at a time; idempotent, and an interruption loses at most the
 * piece it was at. A reader always sees rows and rollups of one moment.
 * @returns how many hours were counted
 * @see docs/decisions/007-usage-is-rolled-up-behind-a-watermark.md
 */
export const rollUpUsage = async (progress: (hoursLeft: number) => void = () => {}): Promise<number> => {
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
        progress((await client.query("SELECT count(DISTINCT hour)::int AS n FROM usage_stale")).rows[0].n);
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

/** One snapshot reads marks and rows, so a row that it doesn't see has a mark that stays. */
const rollUpSome = (client: pg.PoolClient): Promise<number> =>
  inTransaction(client, "REPEATABLE READ", async () => {
    const { rows } = await client.query<{ hour: Date }>(
      `WITH wanted AS (SELECT DISTINCT hour FROM usage_stale ORDER BY hour LIMIT $1)
       DELETE FROM usage_stale USING wanted WHERE usage_stale.hour = wanted.hour RETURNING usage_stale.hour`,
      [hoursMax],
    );
    const hours = [...new Set(rows.map(({ hour }) => hour.getTime()))].sort((a, b) => a - b);
    if (hours.length === 0) return 0;
    const times = hours.map((hour) => new Date(hour));
    const days = [...new Set(hours.map((hour) => Math.floor(hour / dayMs) * dayMs))].map(
      (day) => new Date(day),
    );
    await client.query("DELETE FROM usage_hour WHERE at = ANY($1)", [times]);
    await client.query(hoursText, [times, ...spanOf(times, hourMs)]);
    await client.query("DELETE FROM usage_day WHERE at = ANY($1)", [days]);
    await client.query(daysText, [days, ...spanOf(days, dayMs)]);
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
