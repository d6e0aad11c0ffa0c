import type pg from "pg";
import { runtime } from "@/lib/platform/runtime";
import {
  type Counting,
  countFewText,
  countManyText,
  countNames,
  countReachText,
  hourDimensions,
  noCounts,
  rollupColumns,
} from "./usage-counting";
import { asTheOnlyOne, inTransaction, moveOn } from "./usage-job";

const jobLock = 72707373;
/** How long the newest rows belong to no hour: events come a little late, and clocks differ. */
const settleMinutes = 15;

/** The dimension that says that an hour's halves are counted; older portals remove it with the counts. */
export const halvesDimension = "halves";

/** The hours `$1`, the first of which is `$2`; the last ends at `$3`. */
const ofHours: Counting = {
  table: "usage_hour",
  at: "date_trunc('hour', e.at, 'UTC')",
  rows: "e.repeat_of IS NULL AND e.at >= $2 AND e.at < $3 AND date_trunc('hour', e.at, 'UTC') = ANY($1::timestamptz[])",
};
const ofHalves: Counting = {
  ...ofHours,
  rows: `${ofHours.rows} AND date_part('minute', e.at) >= 30`,
  half: true,
};

const halvesText = `
INSERT INTO usage_hour (${countNames})
SELECT '', '${halvesDimension}', '', hour, NULL, '', ${noCounts} FROM unnest($1::timestamptz[]) AS hour`;

/** A day of what is counted by hour: the sum of its hours, as many as are counted. */
const dayOfHoursText = `
INSERT INTO usage_day (${countNames})
SELECT account_id, dimension, value, $1::timestamptz, region, client_name, ${rollupColumns.map((column) => `sum(${column})`).join(", ")}, namespaces
FROM usage_hour WHERE at >= $1::timestamptz AND at < $1::timestamptz + interval '1 day'
  AND dimension IN (${hourDimensions.map((dimension) => `'${dimension}'`).join(", ")}) GROUP BY 1, 2, 3, 5, 6, namespaces`;

/** What has many values is counted by day alone, or there were more counts than rows; until `$2`. */
const dayText = countManyText({
  table: "usage_day",
  at: "$1::timestamptz",
  rows: "e.repeat_of IS NULL AND e.at >= $1::timestamptz AND e.at < $2",
});

/** The dimension that says until when a day that isn't over is counted; older portals remove it with the counts. */
export const untilDimension = "until";

/** Its value: milliseconds since 1970. */
const untilText = `
INSERT INTO usage_day (${countNames})
SELECT '', '${untilDimension}', (extract(epoch FROM $2::timestamptz) * 1000)::bigint::text, $1::timestamptz, NULL, '',
  ${noCounts}`;

/**
 * Brings the hours and days up to date. One portal at a time; idempotent, and an interruption loses at most the
 * piece it was at. A reader counts each row once at every moment.
 * @returns how many hours were counted
 * @see docs/decisions/007-usage-is-rolled-up-behind-a-watermark.md
 */
export const rollUpUsage = (progress: (hoursCounted: number) => void = () => {}): Promise<number> =>
  asTheOnlyOne(jobLock, async (client) => {
    await moveOn(client, advanceText, [runtime().clock.now(), settleMinutes]);
    let counted = 0;
    for (const day of await staleDays(client)) {
      counted += await rollUpDay(client, day);
      progress(counted);
    }
    return counted;
  });

/** Its new hours begin as stale ones. */
const advanceText = `
WITH moved AS (
  SELECT coalesce(until, (SELECT date_trunc('hour', min(at), 'UTC') FROM usage_event)) AS before,
    date_trunc('hour', $1::timestamptz - make_interval(mins => $2), 'UTC') AS after
  FROM usage_rollup
), marked AS (
  INSERT INTO usage_stale (hour)
  SELECT hour FROM moved, generate_series(before, after - interval '1 hour', interval '1 hour') AS hour
)
UPDATE usage_rollup SET until = after FROM moved WHERE until IS NULL OR until < after`;

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
    for (const counting of [ofHours, ofHalves])
      for (const text of [countFewText, countReachText]) await client.query(text(counting), [times, ...span]);
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
