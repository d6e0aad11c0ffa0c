import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "@/prisma/generated/client";
import type { Log } from "./log";

export type Database = {
  credentialPool: pg.Pool;
  pool: pg.Pool;
  prisma: PrismaClient;
  close(): Promise<void>;
};

const connectionTimeoutMs = 5_000;

/**
 * Opens the portal's connections: `credentialPool` for the credential path, so that neither pages nor regular work can
 * take the tokens' connections, and `pool` and Prisma's own for these.
 */
export const openDatabase = (url: string, log: Log): Database => {
  const options = {
    connectionString: url,
    connectionTimeoutMillis: connectionTimeoutMs,
    application_name: "wharfkey",
  };
  const [credentialPool, pool] = [8, 8].map((max) => {
    const opened = new pg.Pool({ ...options, max });
    return opened.on("error", (error) => log.warn({ err: error.message }, "a database connection ended"));
  }) as [pg.Pool, pg.Pool];
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
    credentialPool,
    pool,
    prisma,
    async close() {
      await prisma.$disconnect();
      await Promise.all([credentialPool.end(), pool.end()]);
    },
  };
};
