import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "@/prisma/generated/client";
import type { Log } from "./log";

export type Database = { pool: pg.Pool; prisma: PrismaClient; close(): Promise<void> };

const connectionTimeoutMs = 5_000;

/**
 * Opens the portal's connections: `pool` for the credential path, its own pool for Prisma behind the pages,
 * so that pages can't take the tokens' connections.
 */
export const openDatabase = (url: string, log: Log): Database => {
  const options = {
    connectionString: url,
    connectionTimeoutMillis: connectionTimeoutMs,
    application_name: "wharfkey",
  };
  const pool = new pg.Pool({ ...options, max: 8 });
  pool.on("error", (error) => log.warn({ err: error.message }, "a database connection ended"));
  const statementNames = new Map<string, string>();
  const prisma = new PrismaClient({
    adapter: new PrismaPg(
      { ...options, max: 10 },
      {
        onPoolError: (error) => log.warn({ err: error.message }, "a database connection ended"),
        onConnectionError: (error) => log.warn({ err: error.message }, "a database connection ended"),
        // Prepared statements: Prisma's SQL texts are few.
        statementNameGenerator: ({ sql }: { sql: string }) => {
          const name = statementNames.get(sql) ?? `p${statementNames.size}`;
          if (statementNames.size < 2000) statementNames.set(sql, name);
          return statementNames.has(sql) ? name : "";
        },
      },
    ),
  });
  return {
    pool,
    prisma,
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
};
