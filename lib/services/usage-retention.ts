import { randomUUID } from "node:crypto";
import { createWriteStream, existsSync, mkdirSync, renameSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { UsageRetention } from "@/lib/domain/inputs/usage-retention";
import { runtime } from "@/lib/platform/runtime";
import { nextEntityTag } from "@/lib/platform/secret";
import { type Actor, systemActor } from "./actor";
import { change } from "./change";
import { checked } from "./checked";
import { requireAdministrator } from "./reach";
import { type StoredUsage, usageRow } from "./usage-view";

const jobLock = 72707374;
const batchRows = 5_000;

type Kept = { months: number; exportFirst: boolean };

/** For administrators. @throws forbidden */
export const getUsageRetention = async (actor: Actor): Promise<Kept> => {
  requireAdministrator(actor);
  const row = await runtime().prisma.account.findUniqueOrThrow({ where: { id: actor.accountId } });
  return { months: row.usageRetentionMonths, exportFirst: row.usageExportFirst };
};

/** Changes how long usage is kept; what is older goes with the next upkeep. @throws forbidden, invalid (field) */
export const setUsageRetention = async (actor: Actor, input: UsageRetention): Promise<void> => {
  requireAdministrator(actor);
  const { months, exportFirst } = checked(UsageRetention, input);
  await change(actor, actor.accountId, async (tx, record) => {
    const row = await tx.account.findUniqueOrThrow({ where: { id: actor.accountId } });
    if (row.usageRetentionMonths === months && row.usageExportFirst === exportFirst) return;
    await tx.account.update({
      where: { id: row.id },
      data: {
        usageRetentionMonths: months,
        usageExportFirst: exportFirst,
        entityTag: nextEntityTag(row.entityTag),
      },
    });
    await record({
      action: "account.update",
      target: { type: "account", id: row.id, name: row.name },
      before: { usage_retention_months: row.usageRetentionMonths, usage_export_first: row.usageExportFirst },
      after: { usage_retention_months: months, usage_export_first: exportFirst },
    });
  });
};

/**
 * Deletes what accounts don't keep any longer: whole months (UTC) that ended `months` months before this one began.
 * One portal at a time; an interruption loses nothing, and the next call goes on. Where an account wants it, each
 * month is first written to `<data>/exports`. Rollups go with their rows. At the end a partition that nobody keeps
 * and that holds nothing more is dropped.
 */
export const applyUsageRetention = async (): Promise<void> => {
  const { pool } = runtime();
  const client = await pool.connect();
  try {
    const { rows } = await client.query("SELECT pg_try_advisory_lock($1) AS taken", [jobLock]);
    if (!rows[0].taken) return;
    try {
      const accounts = await runtime().prisma.account.findMany({
        where: { usageRetentionMonths: { gt: 0 } },
      });
      for (const account of accounts) await expireAccount(account);
      await dropEmptyMonths();
    } finally {
      await client.query("SELECT pg_advisory_unlock($1)", [jobLock]);
    }
  } finally {
    client.release();
  }
};

type Expiring = { id: string; name: string; usageRetentionMonths: number; usageExportFirst: boolean };

const expireAccount = async (account: Expiring): Promise<void> => {
  const { pool, clock } = runtime();
  const cutoff = monthOf(clock.now(), -account.usageRetentionMonths);
  for (;;) {
    const { rows } = await pool.query<{ at: Date | null }>(
      "SELECT min(at) AS at FROM usage_event WHERE account_id = $1 AND at < $2",
      [account.id, cutoff],
    );
    const oldest = rows[0]?.at;
    if (!oldest) return;
    await expireMonth(account, monthOf(oldest), monthOf(oldest, 1));
  }
};

const expireMonth = async (account: Expiring, from: Date, to: Date): Promise<void> => {
  const { pool } = runtime();
  const file = account.usageExportFirst ? await exportMonth(account.id, from, to) : null;
  const { rows: counted } = await pool.query<{ rows: number }>(
    "SELECT count(*)::float8 AS rows FROM usage_event WHERE account_id = $1 AND at >= $2 AND at < $3",
    [account.id, from, to],
  );
  // Said before it is done: after an interruption what is missing has an entry, at worst two.
  await change(systemActor(randomUUID()), account.id, (_tx, record) =>
    record({
      action: "usage.expire",
      target: { type: "account", id: account.id, name: account.name },
      before: { from: from.toISOString(), to: to.toISOString(), rows: counted[0]?.rows ?? 0, file },
    }),
  );
  let deleted: number;
  do {
    const result = await pool.query(
      `DELETE FROM usage_event WHERE at >= $2 AND at < $3 AND (at, id) IN (
         SELECT at, id FROM usage_event WHERE account_id = $1 AND at >= $2 AND at < $3 LIMIT ${batchRows})`,
      [account.id, from, to],
    );
    deleted = result.rowCount ?? 0;
  } while (deleted > 0);
};

/** Once there, a month's file stays: rows that are missing by then are in it. */
const exportMonth = async (accountId: string, from: Date, to: Date): Promise<string> => {
  const folder = path.join(runtime().config.dataDir, "exports");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const name = `usage-${accountId}-${from.toISOString().slice(0, 7)}.ndjson.gz`;
  const file = path.join(folder, name);
  if (!existsSync(file)) {
    const part = `${file}.part`;
    await pipeline(
      Readable.from(linesOf(accountId, from, to)),
      createGzip(),
      createWriteStream(part, { mode: 0o600 }),
    );
    renameSync(part, file);
  }
  return name;
};

async function* linesOf(accountId: string, from: Date, to: Date): AsyncGenerator<string> {
  let after: { at: Date; id: string } = { at: from, id: "00000000-0000-0000-0000-000000000000" };
  for (;;) {
    const { rows } = await runtime().pool.query<StoredUsage>(
      `SELECT * FROM usage_event WHERE account_id = $1 AND at >= $2 AND at < $3 AND (at, id) > ($2, $4::uuid)
       ORDER BY at, id LIMIT 1000`,
      [accountId, after.at, to, after.id],
    );
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((row) => `${JSON.stringify(usageRow(row))}\n`).join("");
    after = last;
  }
}

/** Only the site's own rows, which belong to no account, can still be in them. */
const dropEmptyMonths = async (): Promise<void> => {
  const { pool, clock, prisma } = runtime();
  const longest = await prisma.account.aggregate({
    _max: { usageRetentionMonths: true },
    _min: { usageRetentionMonths: true },
  });
  if (longest._min.usageRetentionMonths === 0) return;
  const { rows } = await pool.query<{ month: string }>(
    `SELECT substring(relname FROM '\\d{4}_\\d{2}$') AS month FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
     WHERE inhparent = 'usage_event'::regclass AND relname ~ '^usage_event_\\d{4}_\\d{2}$' ORDER BY 1`,
  );
  const limit = monthOf(clock.now(), -(longest._max.usageRetentionMonths ?? 1));
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
