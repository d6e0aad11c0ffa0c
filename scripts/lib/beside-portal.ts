import { readFileSync } from "node:fs";
import path from "node:path";
import { readConfig } from "@/lib/platform/config";
import { findEmbeddedPostgres } from "@/lib/platform/embedded-postgres";
import { createLog } from "@/lib/platform/log";
import { type StartedRuntime, startRuntime } from "./start-runtime";

/**
 * The runtime for a command beside the portal: on DATABASE_URL, or on the embedded database of the data
 * directory, whether a portal runs on it at this moment or not.
 */
export const startBesidePortal = (): Promise<StartedRuntime> => {
  const config = readConfig();
  const running = config.databaseUrl ? null : findEmbeddedPostgres(config.dataDir);
  const environment = running
    ? {
        ...process.env,
        DATABASE_URL: running.appUrl,
        DATABASE_MIGRATION_URL: running.ownerUrl,
        WHARFKEY_SECRET:
          process.env.WHARFKEY_SECRET ?? readFileSync(path.join(config.dataDir, "secret"), "utf8").trim(),
      }
    : process.env;
  return startRuntime(readConfig(environment), { log: createLog("warn") });
};
