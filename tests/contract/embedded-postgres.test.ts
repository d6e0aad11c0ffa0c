import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockDataDir } from "@/lib/platform/data-dir-lock";
import { findEmbeddedPostgres, startEmbeddedPostgres } from "@/lib/platform/embedded-postgres";
import { createLog } from "@/lib/platform/log";
import { findPostmaster } from "@/lib/platform/postgres-place";
import { commandLineOf } from "@/lib/platform/process-info";
import { temporaryDataDir } from "@/scripts/lib/temporary-data-dir";

const log = createLog("silent");
const isRoot = process.getuid?.() === 0;
let dataDir: string;
let children: ChildProcess[];

beforeEach(() => {
  dataDir = temporaryDataDir("pg");
  children = [];
});

afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
  const postmaster = findPostmaster(dataDir);
  if (postmaster) process.kill(postmaster.pid, "SIGKILL");
  const pointer = path.join(dataDir, "postgres/location");
  if (existsSync(pointer)) rmSync(readFileSync(pointer, "utf8").trim(), { recursive: true });
  rmSync(dataDir, { recursive: true, force: true });
});

const query = async (url: string, sql: string) => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

/** A process of its own that holds the lock and the database, so that it can be killed. */
const startElsewhere = async (): Promise<{ child: ChildProcess; appUrl: string; ownerUrl: string }> => {
  const script = path.join(import.meta.dirname, "../support/hold-database.ts");
  const child = spawn(process.execPath, ["--import", "tsx", script, dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const [line] = await once(child.stdout as NonNullable<typeof child.stdout>, "data");
  return { child, ...JSON.parse(String(line)) };
};
const kill = async (child: ChildProcess) => {
  child.kill("SIGKILL");
  await once(child, "exit");
};

test("a first start makes an owner who is superuser and an app role that is not", async () => {
  const database = await startEmbeddedPostgres({ dataDir, log });
  const who =
    "SELECT current_user AS user, current_database() AS database, rolsuper AS super FROM pg_roles WHERE rolname = current_user";
  expect(await query(database.ownerUrl, who)).toEqual([
    { user: "wharfkey_owner", database: "wharfkey", super: true },
  ]);
  expect(await query(database.appUrl, who)).toEqual([
    { user: "wharfkey", database: "wharfkey", super: false },
  ]);
  await expect(query(database.appUrl, "CREATE TABLE public.mine ()")).rejects.toThrow(
    "permission denied for schema public",
  );
  await database.stop();
});

test("it listens on 127.0.0.1 only, wants a password and writes every commit through", async () => {
  const database = await startEmbeddedPostgres({ dataDir, log });
  const settings =
    "SELECT name, setting FROM pg_settings WHERE name IN ('listen_addresses', 'unix_socket_directories', 'fsync', 'synchronous_commit', 'max_connections') ORDER BY name";
  expect(
    Object.fromEntries(
      (await query(database.ownerUrl, settings)).map(({ name, setting }) => [name, setting]),
    ),
  ).toEqual({
    fsync: "on",
    listen_addresses: "127.0.0.1",
    max_connections: "100",
    synchronous_commit: "on",
    unix_socket_directories: "",
  });
  await expect(query(database.appUrl.replace(/:[0-9a-f]{48}@/, ":wrong@"), "SELECT 1")).rejects.toThrow(
    "password authentication failed",
  );
  await database.stop();
});

test("passwords are readable by their owner alone", async () => {
  await (await startEmbeddedPostgres({ dataDir, log })).stop();
  for (const role of ["wharfkey", "wharfkey_owner"])
    expect(statSync(path.join(dataDir, `postgres/${role}.password`)).mode & 0o777).toBe(0o600);
  expect(existsSync(path.join(dataDir, "postgres/initdb.password"))).toBe(false);
});

test("stop ends the server, and the next start finds the data", async () => {
  const first = await startEmbeddedPostgres({ dataDir, log });
  await query(first.ownerUrl, "CREATE TABLE kept AS SELECT 42 AS value");
  await first.stop();
  expect(findPostmaster(dataDir)).toBeNull();
  const second = await startEmbeddedPostgres({ dataDir, log });
  expect(await query(second.ownerUrl, "SELECT value FROM kept")).toEqual([{ value: 42 }]);
  await second.stop();
});

test("an initdb that was cut off is made anew", async () => {
  const unfinished = path.join(dataDir, "postgres/cluster.new");
  mkdirSync(unfinished, { recursive: true });
  writeFileSync(path.join(unfinished, "PG_VERSION"), "18\n");
  const database = await startEmbeddedPostgres({ dataDir, log });
  expect(await query(database.appUrl, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  expect(existsSync(unfinished)).toBe(false);
  await database.stop();
});

test("after kill -9 of the process alone the next start works and no commit is lost", async () => {
  const held = await startElsewhere();
  await query(held.ownerUrl, "CREATE TABLE kept AS SELECT 1 AS value");
  await kill(held.child);
  const database = await startEmbeddedPostgres({ dataDir, log });
  expect(await query(database.ownerUrl, "SELECT value FROM kept")).toEqual([{ value: 1 }]);
  await database.stop();
});

test("after kill -9 of process and server the next start works and no commit is lost", async () => {
  const held = await startElsewhere();
  await query(held.ownerUrl, "CREATE TABLE kept AS SELECT 1 AS value");
  process.kill(findPostmaster(dataDir)?.pid ?? 0, "SIGKILL");
  await kill(held.child);
  const database = await startEmbeddedPostgres({ dataDir, log });
  expect(await query(database.ownerUrl, "SELECT value FROM kept")).toEqual([{ value: 1 }]);
  await database.stop();
});

test("a stale pid file whose pid is another program's by now does not stop the start", async () => {
  await (await startEmbeddedPostgres({ dataDir, log })).stop();
  const identity = isRoot ? { uid: 65534, gid: 65534 } : {};
  const stranger = spawn("/bin/sleep", ["60"], { ...identity, stdio: "ignore" });
  children.push(stranger);
  const cluster = path.join(dataDir, "postgres/cluster");
  writeFileSync(
    path.join(cluster, "postmaster.pid"),
    `${stranger.pid}\n${cluster}\n1\n5432\n\n127.0.0.1\n0 0\nready\n`,
  );
  const database = await startEmbeddedPostgres({ dataDir, log });
  expect(await query(database.appUrl, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  expect(commandLineOf(stranger.pid ?? 0)).toBe("/bin/sleep 60");
  await database.stop();
});

test("a server that dies while we run is started again on the same port", async () => {
  const database = await startEmbeddedPostgres({ dataDir, log });
  await query(database.ownerUrl, "CREATE TABLE kept AS SELECT 1 AS value");
  process.kill(findPostmaster(dataDir)?.pid ?? 0, "SIGKILL");
  await expect
    .poll(() => query(database.ownerUrl, "SELECT value FROM kept").catch(() => []), { timeout: 20_000 })
    .toEqual([{ value: 1 }]);
  await database.stop();
  expect(findPostmaster(dataDir)).toBeNull();
});

test("a second process on the data directory is refused by one line with the first one's pid", async () => {
  const { child } = await startElsewhere();
  expect(() => lockDataDir(dataDir)).toThrow(
    new Error(`another Wharfkey (pid ${child.pid}) uses ${dataDir}`),
  );
});

test("the data directory's lock ends with its process, even by kill -9", async () => {
  const { child } = await startElsewhere();
  await kill(child);
  const lock = lockDataDir(dataDir);
  expect(readFileSync(path.join(dataDir, "lock"), "utf8")).toBe(`${process.pid}\n`);
  lock.release();
  lockDataDir(dataDir).release();
});

test("a command beside a running portal finds its database", async () => {
  expect(findEmbeddedPostgres(dataDir)).toBeNull();
  const held = await startElsewhere();
  expect(findEmbeddedPostgres(dataDir)).toEqual({ ownerUrl: held.ownerUrl, appUrl: held.appUrl });
});

test.runIf(isRoot)(
  "a directory that only root can enter keeps its mode; the cluster lives in /var/lib/wharfkey",
  async () => {
    chmodSync(dataDir, 0o700);
    const first = await startEmbeddedPostgres({ dataDir, log });
    await query(first.ownerUrl, "CREATE TABLE kept AS SELECT 1 AS value");
    await first.stop();
    const home = readFileSync(path.join(dataDir, "postgres/location"), "utf8").trim();
    expect(home).toMatch(/^\/var\/lib\/wharfkey\/[0-9a-f]{16}-[0-9a-f]{6}$/);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(statSync(home).mode & 0o007).toBe(0);
    expect(statSync(path.join(home, "cluster")).uid).toBe(65534);
    const second = await startEmbeddedPostgres({ dataDir, log });
    expect(await query(second.ownerUrl, "SELECT value FROM kept")).toEqual([{ value: 1 }]);
    await second.stop();
  },
);
