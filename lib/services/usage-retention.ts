import { randomUUID } from "node:crypto";
import { runtime } from "@/lib/platform/runtime";
import { systemActor } from "./actor";
import { change, siteChain } from "./change";
import { writeUsageExport } from "./usage-exports";
import { type KeptUsage, siteUsageRetention } from "./usage-retention-settings";
import { type StoredUsage, usageRow } from "./usage-view";

const jobLock = 72707374;
const batchRows = 5_000;

/**
 * Deletes what accounts don't keep any longer: whole months (UTC) that ended `months` months before this one began.
 * One portal at a time; an interruption loses nothing, and the next call goes on. Where an account wants it, each
 * month is first written to `<data>/exports`. What belongs to no account follows the site's setting. Rollups go
 * with their rows. At the end a partition that nobody keeps
 * and that holds nothing more is dropped.
 */
export const applyUsageRetention = async (): Promise<void> => {
  const { pool } = runtime();
  const client = await pool.connect();
  try {
    const { rows } = await client.query("SELECT pg_try_advisory_lock($1) AS taken", [jobLock]);
    if (!rows[0].taken) return;
    try {
      const keepers = await allKeepers();
      for (const keeper of keepers) if (keeper.months > 0) await expire(keeper);
      await dropEmptyMonths(keepers);
    } finally {
      await client.query("SELECT pg_advisory_unlock($1)", [jobLock]);
    }
  } finally {
    client.release();
  }
};

/** Whose usage it is: an account, or (`id` null) nobody's. */
type Keeper = KeptUsage & { id: string | null; name: string };

const allKeepers = async (): Promise<Keeper[]> => {
  const { prisma } = runtime();
  const accounts = await prisma.account.findMany({ orderBy: { id: "asc" } });
  return [
    ...accounts.map(({ id, name, usageRetentionMonths: months, usageExportFirst: exportFirst }) => ({
      ...{ id, name, months, exportFirst },
    })),
    { id: null, name: "Wharfkey", ...(await siteUsageRetention(prisma)) },
  ];
};

/** A keeper's rows; its id is the first value. */
const rowsOf = ({ id }: Keeper): string =>
  id === null ? "account_id IS NULL AND $1::text IS NULL" : "account_id = $1";

const expire = async (keeper: Keeper): Promise<void> => {
  const { pool, clock } = runtime();
  const cutoff = monthOf(clock.now(), -keeper.months);
  for (;;) {
    const { rows } = await pool.query<{ at: Date | null }>(
      `SELECT min(at) AS at FROM usage_event WHERE ${rowsOf(keeper)} AND at < $2`,
      [keeper.id, cutoff],
    );
    const oldest = rows[0]?.at;
    if (!oldest) return;
    await expireMonth(keeper, monthOf(oldest), monthOf(oldest, 1));
  }
};

const expireMonth = async (keeper: Keeper, from: Date, to: Date): Promise<void> => {
  const { pool } = runtime();
  const place = keeper.id ?? siteChain;
  const file = keeper.exportFirst ? await writeUsageExport(place, from, linesOf(keeper, from, to)) : null;
  const { rows: counted } = await pool.query<{ rows: number }>(
    `SELECT count(*)::float8 AS rows FROM usage_event WHERE ${rowsOf(keeper)} AND at >= $2 AND at < $3`,
    [keeper.id, from, to],
  );
  // Said before it is done: after an interruption what is missing has an entry, at worst two.
  await change(systemActor(randomUUID()), place, (_tx, record) =>
    record({
      action: "usage.expire",
      target: { type: keeper.id ? "account" : "site", id: place, name: keeper.name },
      before: { from: from.toISOString(), to: to.toISOString(), rows: counted[0]?.rows ?? 0, file },
    }),
  );
  let deleted: number;
  do {
    const result = await pool.query(
      `DELETE FROM usage_event WHERE at >= $2 AND at < $3 AND (at, id) IN (
         SELECT at, id FROM usage_event WHERE ${rowsOf(keeper)} AND at >= $2 AND at < $3 LIMIT ${batchRows})`,
      [keeper.id, from, to],
    );
    deleted = result.rowCount ?? 0;
  } while (deleted > 0);
};

async function* linesOf(keeper: Keeper, from: Date, to: Date): AsyncGenerator<string> {
  let after: { at: Date; id: string } = { at: from, id: "00000000-0000-0000-0000-000000000000" };
  for (;;) {
    const { rows } = await runtime().pool.query<StoredUsage>(
      `SELECT * FROM usage_event WHERE ${rowsOf(keeper)} AND at >= $2 AND at < $3 AND (at, id) > ($2, $4::uuid)
       ORDER BY at, id LIMIT 1000`,
      [keeper.id, after.at, to, after.id],
    );
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((row) => `${JSON.stringify(usageRow(row))}\n`).join("");
    after = last;
  }
}

const dropEmptyMonths = async (keepers: readonly Keeper[]): Promise<void> => {
  const { pool, clock } = runtime();
  if (keepers.some(({ months }) => months === 0)) return;
  const { rows } = await pool.query<{ month: string }>(
    `SELECT substring(relname FROM '\\d{4}_\\d{2}$') AS month FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
     WHERE inhparent = 'usage_event'::regclass AND relname ~ '^usage_event_\\d{4}_\\d{2}$' ORDER BY 1`,
  );
  const limit = monthOf(clock.now(), -Math.max(...keepers.map(({ months }) => months)));
  for (const { month } of rows) {
    const from = new Date(`${month.replace("_", "-")}-01T00:00:00Z`);
    if (from >= limit) return;
    await change(systemActor(randomUUID()), "site", async (tx, record) => {
      const [done] = await tx.$queryRaw<
        { dropped: boolean }[]
      >`SELECT drop_usage_partition(${from}) AS dropped`;
      if (done?.dropped)
        await record({
          action: "usage.drop-month",
          target: { type: "usage", id: month.replace("_", "-"), name: month.replace("_", "-") },
        });
    });
  }
};

/** The first moment of a month in UTC, `add` months on. */
const monthOf = (at: Date, add = 0): Date =>
  new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + add, 1));
