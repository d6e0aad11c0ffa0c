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

const names = `account_id, dimension, value, at, region, client_name, ${rollupColumns.join(", ")}`;
const sums = rollupColumns
  .map((column) => `coalesce(sum(e.count) FILTER (WHERE ${conditionOf(column)}), 0)`)
  .join(", ");
/** The rows that count, of the hours `$1`, the first of which is `$2`; the last ends at `$3`. */
const counted = `e.repeat_of IS NULL AND e.at >= $2 AND e.at < $3 AND date_trunc('hour', e.at, 'UTC') = ANY($1::timestamptz[])`;

export const hourDimensions: readonly string[] = ["total", "all", "namespace", "reach"];
const columnOfDay = { key: "apikey_id", identity: "iam_id", repository: "repository", address: "ip" };
export const dayDimensions: readonly string[] = [...hourDimensions, ...Object.keys(columnOfDay)];

const each = (text: (name: string, column: string) => string, between: string): string =>
  Object.entries(columnOfDay)
    .map(([name, column]) => text(name, column))
    .join(between);

/** What of an hour's second half is counted too, since in some zones a day begins there. @param dimension of the hour */
export const halfOf = (dimension: string): string => `${dimension}.half`;
/** The dimension that says that an hour's halves are counted; older portals remove it with the counts. */
export const halvesDimension = "halves";
type Part = "hour" | "half";
const ofHalf = (part: Part) => (part === "half" ? "AND date_part('minute', e.at) >= 30" : "");

/** Each row counts once in each of them; `total` adds up its clients. One reading for all. */
const hoursText = (part: Part) => `
INSERT INTO usage_hour (${names})
SELECT coalesce(e.account_id, ''),
  CASE WHEN grouping(e.client_name) = 1 THEN 'total' WHEN grouping(e.namespace) = 1 THEN 'all' ELSE 'namespace' END${part === "half" ? ` || '${halfOf("")}'` : ""},
  coalesce(e.namespace, ''), date_trunc('hour', e.at, 'UTC'), e.region, coalesce(e.client_name, ''), ${sums}
FROM usage_event e WHERE ${counted} ${ofHalf(part)}
GROUP BY e.account_id, date_trunc('hour', e.at, 'UTC'), e.region, GROUPING SETS ((), (e.client_name), (e.client_name, e.namespace))
HAVING grouping(e.namespace) = 1 OR e.namespace IS NOT NULL`;

/** `reach`: once for each namespace that a row asked for. */
const reachText = (part: Part) => `
INSERT INTO usage_hour (${names})
SELECT coalesce(e.account_id, ''), '${part === "half" ? halfOf("reach") : "reach"}', n, date_trunc('hour', e.at, 'UTC'), e.region, e.client_name, ${sums}
FROM usage_event e CROSS JOIN LATERAL unnest(
  CASE WHEN cardinality(e.namespaces) < 2 THEN e.namespaces ELSE ARRAY(SELECT DISTINCT unnest(e.namespaces)) END) AS n
WHERE ${counted} ${ofHalf(part)} GROUP BY 1, 3, 4, 5, 6`;

const halvesText = `
INSERT INTO usage_hour (${names})
SELECT '', '${halvesDimension}', '', hour, NULL, '', ${rollupColumns.map(() => "0").join(", ")} FROM unnest($1::timestamptz[]) AS hour`;

/** A day of what is counted by hour: the sum of its hours, as many as are counted. */
const dayOfHoursText = `
INSERT INTO usage_day (${names})
SELECT account_id, dimension, value, $1::timestamptz, region, client_name, ${rollupColumns.map((column) => `sum(${column})`).join(", ")}
FROM usage_hour WHERE at >= $1::timestamptz AND at < $1::timestamptz + interval '1 day'
  AND dimension IN (${hourDimensions.map((dimension) => `'${dimension}'`).join(", ")}) GROUP BY 1, 2, 3, 5, 6`;

/** What has many values is counted by day alone, or there were more counts than rows; until `$2`. */
const dayText = `
INSERT INTO usage_day (${names})
SELECT coalesce(e.account_id, ''),
  CASE ${each((name, column) => `WHEN grouping(e.${column}) = 0 THEN '${name}'`, " ")} END,
  coalesce(${each((_, column) => `e.${column}`, ", ")}), $1::timestamptz, e.region, e.client_name, ${sums}
FROM usage_event e WHERE e.repeat_of IS NULL AND e.at >= $1::timestamptz AND e.at < $2
GROUP BY e.account_id, e.region, e.client_name, GROUPING SETS (${each((_, column) => `(e.${column})`, ", ")})
HAVING coalesce(${each((_, column) => `e.${column}`, ", ")}) IS NOT NULL
ORDER BY 1, 2, 3`; // as its index has them

/** The dimension that says until when a day that isn't over is counted; older portals remove it with the counts. */
export const untilDimension = "until";

/** Its value: milliseconds since 1970. */
const untilText = `
INSERT INTO usage_day (${names})
SELECT '', '${untilDimension}', (extract(epoch FROM $2::timestamptz) * 1000)::bigint::text, $1::timestamptz, NULL, '',
  ${rollupColumns.map(() => "0").join(", ")}`;

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
      for (const day of await staleDays(client)) {
        counted += await rollUpDay(client, day);
        progress(counted);
      }
      return counted;
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

/** Newest first: what people look at. */
const staleDays = async (client: pg.PoolClient): Promise<Date[]> => {
  const { rows } = await client.query<{ day: Date }>(
    "SELECT DISTINCT date_trunc('day', hour, 'UTC') AS day FROM usage_stale ORDER BY 1 DESC",
  );
  return rows.map(({ day }) => day);
};

/** A day's work is a transaction. One snapshot reads marks and rows, so a row that it doesn't see has a mark that stays. */
const rollUpDay = (client: pg.PoolClient, day: Date): Promise<number> =>
  inTransaction(client, "REPEATABLE READ", async () => {
    const { rows } = await client.query<{ hour: Date }>(
      "DELETE FROM usage_stale WHERE hour >= $1 AND hour < $1::timestamptz + interval '1 day' RETURNING hour",
      [day],
    );
    const hours = [...new Set(rows.map(({ hour }) => hour.getTime()))].sort((a, b) => a - b);
    if (hours.length === 0) return 0;
    const times = hours.map((hour) => new Date(hour));
    const span = [times[0], new Date((hours.at(-1) as number) + hourMs)];
    // Sorting what a day holds would go to disk with the usual 4 MB.
    await client.query("SET LOCAL work_mem = '64MB'");
    await client.query("DELETE FROM usage_hour WHERE at = ANY($1)", [times]);
    for (const part of ["hour", "half"] as const) {
      await client.query(hoursText(part), [times, ...span]);
      await client.query(reachText(part), [times, ...span]);
    }
    await client.query(halvesText, [times]);
    await client.query("DELETE FROM usage_day WHERE at = $1", [day]);
    const {
      rows: [mark],
    } = await client.query<{ until: Date }>("SELECT until FROM usage_rollup");
    const end = new Date(Math.min(day.getTime() + dayMs, mark?.until.getTime() ?? 0));
    await client.query(dayOfHoursText, [day]);
    await client.query(dayText, [day, end]);
    if (end.getTime() < day.getTime() + dayMs) await client.query(untilText, [day, end]);
    return hours.length;
  });

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

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
