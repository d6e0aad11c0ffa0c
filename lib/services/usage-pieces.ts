import type pg from "pg";
import { pieceMs } from "@/lib/domain/usage-spans";
import { runtime } from "@/lib/platform/runtime";
import { type Counting, countFewText, countManyText, countReachText } from "./usage-counting";
import { asTheOnlyOne, inTransaction, moveOn } from "./usage-job";

const jobLock = 72707374;
/** Registries tell of a use within seconds. */
const settleMs = 2 * 60_000;
/** A reader that began before the hours went on still reads what they hold now. */
const keptMs = 24 * 3_600_000;

const ofPieces: Counting = {
  table: "usage_piece",
  at: "date_bin('5 minutes', e.at, 'epoch')",
  rows: `e.repeat_of IS NULL AND e.at >= $2 AND e.at < $3 AND date_bin('5 minutes', e.at, 'epoch') = ANY($1::timestamptz[])`,
};

/**
 * Counts what no hour holds yet in pieces of five minutes, so that the newest uses, too, are read as counts however many
 * they are. One portal at a time; idempotent.
 * @returns how many pieces were counted
 * @see docs/decisions/007-usage-is-rolled-up-behind-a-watermark.md
 */
export const countUsagePieces = (): Promise<number> =>
  asTheOnlyOne(jobLock, async (client) => {
    const now = runtime().clock.now().getTime();
    const after = Math.floor((now - settleMs) / pieceMs) * pieceMs;
    const { rows } = await client.query<{ due: boolean }>(
      "SELECT EXISTS (SELECT FROM usage_rollup WHERE greatest(until, pieces_until) < $1) AS due",
      [new Date(after)],
    );
    if (rows[0]?.due) await moveOn(client, advanceText, [new Date(after)]);
    return countStale(client, new Date(now - keptMs));
  });

/** Its new pieces begin as stale ones. What hours hold already needs none. */
const advanceText = `
WITH moved AS (
  SELECT greatest(until, pieces_until) AS before, $1::timestamptz AS after FROM usage_rollup WHERE until IS NOT NULL
), marked AS (
  INSERT INTO usage_stale_piece (at)
  SELECT at FROM moved, generate_series(before, after - interval '5 minutes', interval '5 minutes') AS at
)
UPDATE usage_rollup SET pieces_until = after FROM moved WHERE before < after`;

/** One snapshot reads marks and rows, so a row that it doesn't see has a mark that stays. */
const countStale = (client: pg.PoolClient, oldest: Date): Promise<number> =>
  inTransaction(client, "REPEATABLE READ", async () => {
    const { rows } = await client.query<{ at: Date }>("DELETE FROM usage_stale_piece RETURNING at");
    const pieces = [...new Set(rows.map(({ at }) => at.getTime()))].sort((a, b) => a - b);
    const [first] = pieces;
    if (first === undefined) return 0;
    const times = pieces.map((at) => new Date(at));
    const end = new Date((pieces.at(-1) as number) + pieceMs);
    await client.query("DELETE FROM usage_piece WHERE at = ANY($1) OR at < $2", [times, oldest]);
    for (const text of [countFewText, countReachText, countManyText])
      await client.query(text(ofPieces), [times, new Date(first), end]);
    return pieces.length;
  });
