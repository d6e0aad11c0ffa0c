import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { LRUCache } from "lru-cache";
import { type Clock, systemClock } from "@/lib/platform/clock";
import { type Config, ConfigError } from "@/lib/platform/config";
import { makeDataDir } from "@/lib/platform/data-dir";
import { lockDataDir } from "@/lib/platform/data-dir-lock";
import { openDatabase } from "@/lib/platform/db";
import { startEmbeddedPostgres } from "@/lib/platform/embedded-postgres";
import { createLog, type Log } from "@/lib/platform/log";
import { createMailer } from "@/lib/platform/mailer";
import { createMetrics } from "@/lib/platform/metrics";
import { createOverflow } from "@/lib/platform/overflow";
import { createFailureCounter } from "@/lib/platform/rate-limit";
import { type Runtime, setRuntime } from "@/lib/platform/runtime";
import { createSecretKit, randomBase62 } from "@/lib/platform/secret";
import { Secret } from "@/lib/platform/secret-type";
import { createSigningKeyring } from "@/lib/platform/signing-keyring";
import { createSmallHeap } from "@/lib/platform/small-heap";
import { createUsageCommitter } from "@/lib/platform/usage-committer";
import { createUsageSignal } from "@/lib/platform/usage-signal";
import { checkSecret, ensureUsagePartitions, firstStart, writeFirstLogin } from "@/lib/services/first-start";
import { recordManyRefusals, refusalsPerMinuteMax } from "@/lib/services/refusal";
import { writeRegistryFiles } from "@/lib/services/registry-files";
import { rotateSigningKeys } from "@/lib/services/signing-keys";
import { migrate } from "@/prisma/migrate";

export type StartedRuntime = { runtime: Runtime; log: Log; stop(): Promise<void> };

/** Some 2 kB each, and 0.4 kB for each policy: who holds many of them fills no memory by asking for many places. */
const keyringSizeMax = 20_000;
const keyringWeightMax = 100_000;
/** Some kB each. */
const workedOutMax = 300;

/** Every window has ended by then. */
const endOfTime = new Date(8.64e15);

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

/** A database that isn't there or lets nobody in, as a line that names its variable; anything else as it is. */
const databaseProblem = (config: Config, error: Error & { code?: string }): Error => {
  const problems = [
    "ECONNREFUSED",
    "ENOTFOUND",
    "EAI_AGAIN",
    "ETIMEDOUT",
    "EHOSTUNREACH",
    "28P01",
    "28000",
    "3D000",
  ];
  if (!problems.includes(error.code ?? "")) return error;
  const name = config.databaseMigrationUrl ? "DATABASE_MIGRATION_URL or DATABASE_URL" : "DATABASE_URL";
  const { host, pathname } = new URL(config.databaseMigrationUrl ?? config.databaseUrl ?? "");
  // The rest of the value is a password.
  return new ConfigError(
    `${name} leads to ${host}${pathname}, it needs a PostgreSQL that lets the portal in (${error.code})`,
  );
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
    makeDataDir(config.dataDir);
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
    const migration = await migrate(urls.ownerUrl, urls.appUrl).catch((error: Error) => {
      throw config.databaseUrl ? databaseProblem(config, error) : error;
    });
    for (const name of migration.applied) log.info({ migration: name }, "migration applied");
    if (migration.portalRoleIsOwner)
      log.warn(
        "one database role owns the schema and runs the portal: set DATABASE_MIGRATION_URL to an owner role, so that the audit record is protected by grants too",
      );

    const database = openDatabase(urls.appUrl, log);
    stops.push(() => database.close());
    const usageSignal = createUsageSignal(urls.appUrl, database.pool, log);
    stops.push(() => usageSignal.close());
    const usage = createUsageCommitter(database.credentialPool, usageSignal.committed);
    stops.push(() => usage.drain());
    const mailer = config.smtpUrl ? createMailer(config.smtpUrl, config.mailFrom) : null;
    stops.push(() => mailer?.close());
    const runtime: Runtime = {
      config,
      log,
      clock: options.clock ?? systemClock,
      secrets: createSecretKit(config.secret ?? generatedSecret(config.dataDir)),
      credentialPool: database.credentialPool,
      pool: database.pool,
      prisma: database.prisma,
      signingKeys: createSigningKeyring(),
      keyring: new LRUCache({ max: keyringSizeMax, maxSize: keyringWeightMax }),
      workedOut: new LRUCache({ max: workedOutMax }),
      usage,
      usageSignal,
      metrics: createMetrics(database.credentialPool),
      mailer,
      signInAttempts: createFailureCounter(15 * 60),
      refusals: createOverflow(refusalsPerMinuteMax, 60),
      smallHeap: createSmallHeap(),
    };
    setRuntime(runtime);
    stops.push(() =>
      recordManyRefusals(endOfTime).catch((error: Error) =>
        log.error({ err: error.message }, "denied attempts beyond the limit were not recorded"),
      ),
    );

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

    return { runtime, log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
