import type pg from "pg";
import { runtime } from "@/lib/platform/runtime";

/** The same number stands in the migration's trigger: rows on their way hold it shared. */
const watermarkLock = 72707372;

/** Runs `work` unless another portal holds that lock: then there is nothing to do. */
export const asTheOnlyOne = async (
  lock: number,
  work: (client: pg.PoolClient) => Promise<number>,
): Promise<number> => {
  const client = await runtime().pool.connect();
  try {
    const { rows } = await client.query("SELECT pg_try_advisory_lock($1) AS taken", [lock]);
    if (!rows[0].taken) return 0;
    try {
      return await work(client);
    } finally {
      await client.query("SELECT pg_advisory_unlock($1)", [lock]);
    }
  } finally {
    client.release();
  }
};

/** Moves until when something is counted. Waits for rows that are on their way, and they for it. */
export const moveOn = (client: pg.PoolClient, text: string, values: unknown[]): Promise<void> =>
  inTransaction(client, "READ COMMITTED", async () => {
    await client.query("SELECT pg_advisory_xact_lock($1)", [watermarkLock]);
    await client.query(text, values);
  });

/** All of `work`, or nothing. */
export const inTransaction = async <T>(
  client: pg.PoolClient,
  isolation: "READ COMMITTED" | "REPEATABLE READ",
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
