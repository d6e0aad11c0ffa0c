import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";

/** Prisma's own lock number, so that `prisma migrate deploy` and this runner exclude each other. */
const migrationLock = 72707369;

const migrationsTable = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`;

const readMigrations = (folder: string) =>
  readdirSync(folder)
    .sort()
    .filter((name) => existsSync(path.join(folder, name, "migration.sql")))
    .map((name) => {
      const sql = readFileSync(path.join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** What the portal's role may do: everything but change the audit record or the schema. */
const grants = (role: string): string => `
  GRANT USAGE ON SCHEMA public TO ${role};
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role};
  REVOKE UPDATE, DELETE, TRUNCATE ON audit_event, audit_checkpoint FROM ${role};
  REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON "_prisma_migrations" FROM ${role};
  ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${role};
  GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO ${role};`;

export type MigrationResult = { applied: string[]; portalRoleIsOwner: boolean };

/**
 * Applies what is missing, each migration in a transaction of its own, under an advisory lock, in the table
 * and with the checksums that Prisma uses. Then grants the portal's role its rights.
 * @param ownerUrl role that owns the schema; `portalUrl` names the role that runs (may be the same)
 * @throws when an applied migration's text differs from the file, or SQL fails (nothing of it is kept)
 */
export const migrate = async (
  ownerUrl: string,
  portalUrl: string,
  folder = path.join(process.cwd(), "prisma/migrations"),
): Promise<MigrationResult> => {
  const portalRole = await roleOf(portalUrl);
  const client = new pg.Client({ connectionString: ownerUrl, application_name: "wharfkey-migrate" });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [migrationLock]);
    await client.query(migrationsTable);
    const { rows } = await client.query<{ migration_name: string; checksum: string }>(
      `SELECT migration_name, checksum FROM "_prisma_migrations" WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
    );
    const done = new Map(rows.map((row) => [row.migration_name, row.checksum]));
    const applied: string[] = [];
    for (const { name, sql, checksum } of readMigrations(folder)) {
      const known = done.get(name);
      if (known !== undefined && known !== checksum)
        throw new Error(`migration ${name} was changed after it was applied`);
      if (known !== undefined) continue;
      await client.query("BEGIN");
      try {
        await client.query(sql);
        await client.query(
          `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
           VALUES ($1, $2, $3, now(), now(), 1)`,
          [randomUUID(), checksum, name],
        );
        await client.query("COMMIT");
      } catch (error) {
        await client.query("ROLLBACK");
        throw new Error(`migration ${name} failed and was rolled back: ${(error as Error).message}`);
      }
      applied.push(name);
    }
    const owner = (await client.query<{ owner: string }>("SELECT current_user AS owner")).rows[0]?.owner;
    if (owner !== portalRole) await client.query(grants(quoted(portalRole)));
    return { applied, portalRoleIsOwner: owner === portalRole };
  } finally {
    await client.end();
  }
};

const roleOf = async (url: string): Promise<string> => {
  const client = new pg.Client({ connectionString: url, application_name: "wharfkey-migrate" });
  await client.connect();
  try {
    return (await client.query<{ role: string }>("SELECT current_user AS role")).rows[0]?.role ?? "";
  } finally {
    await client.end();
  }
};
