import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "@/lib/platform/embedded-postgres";
import { createLog } from "@/lib/platform/log";
import { migrate } from "@/prisma/migrate";
import { temporaryDataDir } from "@/scripts/lib/temporary-data-dir";

declare module "vitest" {
  export interface ProvidedContext {
    postgres: { ownerUrl: string; appUrl: string };
  }
}

export const templateDatabase = "wharfkey_template";

/** The same URL with another database. */
export const urlOfDatabase = (url: string, database: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
};

/** Runs SQL as the cluster's owner, in `database`. */
export const asOwner = async (
  ownerUrl: string,
  sql: string,
  database = "postgres",
): Promise<pg.QueryResult> => {
  const client = new pg.Client({ connectionString: urlOfDatabase(ownerUrl, database) });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
};

/** One real PostgreSQL for the whole run, with a migrated template that every test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = temporaryDataDir("tests");
  const postgres = await startEmbeddedPostgres({ dataDir, log: createLog("silent") });
  await asOwner(postgres.ownerUrl, `CREATE DATABASE ${templateDatabase}`);
  await migrate(
    urlOfDatabase(postgres.ownerUrl, templateDatabase),
    urlOfDatabase(postgres.appUrl, templateDatabase),
  );
  project.provide("postgres", { ownerUrl: postgres.ownerUrl, appUrl: postgres.appUrl });
  return async () => {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

/** A fresh, migrated database; `drop` removes it. */
export const createTestDatabase = async (cluster: { ownerUrl: string; appUrl: string }) => {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await asOwner(cluster.ownerUrl, `CREATE DATABASE ${name} TEMPLATE ${templateDatabase}`);
  return {
    ownerUrl: urlOfDatabase(cluster.ownerUrl, name),
    appUrl: urlOfDatabase(cluster.appUrl, name),
    drop: async () => {
      await asOwner(cluster.ownerUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
};
