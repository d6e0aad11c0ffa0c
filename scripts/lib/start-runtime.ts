import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Clock, systemClock } from "@/lib/platform/clock";
import type { Config } from "@/lib/platform/config";
import { lockDataDir } from "@/lib/platform/data-dir-lock";
import { openDatabase } from "@/lib/platform/db";
import { startEmbeddedPostgres } from "@/lib/platform/embedded-postgres";
import { createLog, type Log } from "@/lib/platform/log";
import { createMailer } from "@/lib/platform/mailer";
import { createMetrics } from "@/lib/platform/metrics";
import { createFailureCounter } from "@/lib/platform/rate-limit";
import { type Runtime, setRuntime } from "@/lib/platform/runtime";
import { createSecretKit, randomBase62 } from "@/lib/platform/secret";
import { Secret } from "@/lib/platform/secret-type";
import { createSigningKeyring } from "@/lib/platform/signing-keyring";
import { createUsageCommitter } from "@/lib/platform/usage-committer";
import { createUsageSignal } from "@/lib/platform/usage-signal";
import {
  checkAuditChains,
  checkDenials,
  checkExpiringKeys,
  checkKeyOrigins,
  checkRegistries,
  checkUnusedKeys,
} from "@/lib/services/alert-checks";
import { deliverAlerts } from "@/lib/services/alert-delivery";
import { purgeDeletedApiKeys } from "@/lib/services/api-keys";
import { makeDueCheckpoints } from "@/lib/services/audit-checkpoints";
import { checkSecret, ensureUsagePartitions, firstStart, writeFirstLogin } from "@/lib/services/first-start";
import { reviewKeys } from "@/lib/services/key-review";
import { purgeRefreshTokens } from "@/lib/services/refresh-tokens";
import { purgeRegistryEvents } from "@/lib/services/registry-events";
import { writeRegistryFiles } from "@/lib/services/registry-files";
import { rotateSigningKeys } from "@/lib/services/signing-keys";
import { applyUsageRetention } from "@/lib/services/usage-retention";
import { rollUpUsage } from "@/lib/services/usage-rollup";
import { migrate } from "@/prisma/migrate";

export type StartedRuntime = { runtime: Runtime; log: Log; stop(): Promise<void> };

const hourMs = 3_600_000;
const minuteMs = 60_000;

/** The master secret of an embedded installation: made once, readable by this user alone. */
const generatedSecret = (dataDir: string): Secret => {
  const file = path.join(dataDir, "secret");
  try {
    return new Secret(readFileSync(file, "utf8").trim());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    const value = randomBase62(48);
    writeFileSync(file, `${value}\n`, { mode: 0o600, flag: "wx" });
    return new Secret(value);
  }
};

/** Each step is harmless to repeat and to run in several portals. */
const upkeep = async (): Promise<void> => {
  await rotateSigningKeys();
  await ensureUsagePartitions();
  await writeRegistryFiles();
  await purgeDeletedApiKeys();
  await purgeRefreshTokens();
  await purgeRegistryEvents();
};

/** What finds alerts and sends them, counts usage and lets old usage go; each by itself, so that one that fails holds up no other. */
const regularWork = [
  { name: "expiring keys", everyMs: hourMs, work: checkExpiringKeys },
  { name: "unused keys", everyMs: hourMs, work: checkUnusedKeys },
  { name: "review of keys", everyMs: hourMs, work: reviewKeys },
  { name: "audit chains", everyMs: hourMs, work: checkAuditChains },
  { name: "audit checkpoints", everyMs: hourMs, work: makeDueCheckpoints },
  { name: "use of keys", everyMs: 5 * minuteMs, work: checkKeyOrigins },
  { name: "denials", everyMs: 5 * minuteMs, work: checkDenials },
  { name: "registries", everyMs: 5 * minuteMs, work: checkRegistries },
  { name: "usage by hour and day", everyMs: 5 * minuteMs, work: () => rollUpUsage() },
  { name: "usage retention", everyMs: hourMs, work: applyUsageRetention },
  { name: "deliveries", everyMs: minuteMs, work: deliverAlerts },
];

/** Runs again and again, never twice at once. @returns what ends it, after the present run */
const repeat = (name: string, everyMs: number, work: () => Promise<unknown>, log: Log) => {
  let running: Promise<unknown> | null = null;
  const timer = setInterval(() => {
    running ??= work()
      .catch((error: Error) => log.error({ err: error.message }, `${name} failed; it is tried again later`))
      .finally(() => {
        running = null;
      });
  }, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
};

/**
 * Everything behind the web server, in order: data directory, database, migrations, secret, first start,
 * signing keys. Sets the process-wide runtime.
 * @throws with one clear line when it cannot
 */
export const startRuntime = async (
  config: Config,
  options: { clock?: Clock; log?: Log } = {},
): Promise<StartedRuntime> => {
  const log = options.log ?? createLog(config.logLevel);
  const stops: (() => Promise<void> | void)[] = [];
  const stop = async () => {
    for (const step of stops.splice(0).reverse()) await step();
  };
  try {
    // Not 0700: as root, PostgreSQL runs under another uid and has to pass. What is secret in it is 0600 itself.
    mkdirSync(config.dataDir, { recursive: true, mode: 0o711 });
    let urls = {
      ownerUrl: config.databaseMigrationUrl ?? config.databaseUrl ?? "",
      appUrl: config.databaseUrl ?? "",
    };
    if (!config.databaseUrl) {
      const lock = lockDataDir(config.dataDir);
      stops.push(() => lock.release());
      const embedded = await startEmbeddedPostgres({ dataDir: config.dataDir, log });
      stops.push(() => embedded.stop());
      urls = embedded;
    }
    const migration = await migrate(urls.ownerUrl, urls.appUrl);
    for (const name of migration.applied) log.info({ migration: name }, "migration applied");
    if (migration.portalRoleIsOwner)
      log.warn(
        "one database role owns the schema and runs the portal: set DATABASE_MIGRATION_URL to an owner role, so that the audit record is protected by grants too",
      );

    const database = openDatabase(urls.appUrl, log);
    stops.push(() => database.close());
    const usageSignal = createUsageSignal(urls.appUrl, database.pool, log);
    stops.push(() => usageSignal.close());
    const usage = createUsageCommitter(database.pool, usageSignal.committed);
    stops.push(() => usage.drain());
    const mailer = config.smtpUrl ? createMailer(config.smtpUrl, config.mailFrom) : null;
    stops.push(() => mailer?.close());
    const runtime: Runtime = {
      config,
      log,
      clock: options.clock ?? systemClock,
      secrets: createSecretKit(config.secret ?? generatedSecret(config.dataDir)),
      pool: database.pool,
      prisma: database.prisma,
      signingKeys: createSigningKeyring(),
      usage,
      usageSignal,
      metrics: createMetrics(database.pool),
      mailer,
      signInAttempts: createFailureCounter(15 * 60),
    };
    setRuntime(runtime);

    await checkSecret();
    await ensureUsagePartitions();
    const first = await firstStart();
    // At once: whatever fails later, the account that now exists can be signed into.
    if (first?.generatedPassword) {
      if (process.stdout.isTTY)
        console.log(`First sign-in: ${first.email} with password ${first.generatedPassword.reveal()}`);
      else writeFirstLogin(first.email, first.generatedPassword);
    }
    await rotateSigningKeys();
    await writeRegistryFiles();

    stops.push(repeat("upkeep", hourMs, upkeep, log));
    for (const { name, everyMs, work } of regularWork) stops.push(repeat(name, everyMs, work, log));
    return { runtime, log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
