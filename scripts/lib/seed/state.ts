import type pg from "pg";

/** What the seed has made here so far: it makes what is missing. */
export type SeedState = { keys: number; audited: number; events: number };

/** Who made its accounts and namespaces, and where its people can be written to: how the seed knows its own. */
export const seedMaker = "db-seed";
export const seedMail = "seed.invalid";

/** Within the transaction that made something, so that an interruption loses nothing. */
export const addToState = async (client: pg.PoolClient, made: Partial<SeedState>): Promise<void> => {
  const { keys = 0, audited = 0, events = 0 } = made;
  await client.query(
    `INSERT INTO setting AS s (name, value)
     VALUES ('db-seed', jsonb_build_object('keys', $1::bigint, 'audited', $2::bigint, 'events', $3::bigint))
     ON CONFLICT (name) DO UPDATE SET value = jsonb_build_object('keys', (s.value->>'keys')::bigint + $1,
       'audited', (s.value->>'audited')::bigint + $2, 'events', (s.value->>'events')::bigint + $3)`,
    [keys, audited, events],
  );
};

/** So far, and whether people use this database. */
export const seedState = async (db: pg.Pool): Promise<SeedState & { real: boolean }> => {
  const { rows } = await db.query<{ made: SeedState | null; real: boolean }>(
    `SELECT (SELECT value FROM setting WHERE name = 'db-seed') AS made,
       (SELECT count(*) > 1 FROM account WHERE created_by <> $1) OR EXISTS (
         SELECT FROM api_key WHERE created_by NOT IN (SELECT id FROM "user" WHERE email LIKE '%@' || $2) OFFSET 1
       ) AS real`,
    [seedMaker, seedMail],
  );
  const { keys = 0, audited = 0, events = 0 } = rows[0]?.made ?? {};
  return { keys, audited, events, real: rows[0]?.real ?? false };
};

/** Runs in a transaction of its own. */
export const inTransaction = async (client: pg.PoolClient, work: () => Promise<void>): Promise<void> => {
  await client.query("BEGIN");
  try {
    await work();
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    throw error;
  }
};
