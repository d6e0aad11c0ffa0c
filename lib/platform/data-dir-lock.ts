import { mkdirSync } from "node:fs";
import path from "node:path";
import { type FileLock, lockFile } from "./file-lock";

/**
 * Makes this process the only Wharfkey on a data directory, which is made when missing. The lock ends with the
 * process, also by `kill -9`; release() gives it back earlier.
 * @throws Error with one line when another process has it
 */
export const lockDataDir = (dir: string): FileLock => {
  mkdirSync(dir, { recursive: true });
  const lock = lockFile(path.join(dir, "lock"));
  if ("release" in lock) return lock;
  throw new Error(`another Wharfkey (pid ${lock.heldBy ?? "unknown"}) uses ${dir}`);
};

/** The pid of the Wharfkey that has a data directory now; null when nobody has it. */
export const dataDirHolder = (dir: string): string | null => {
  const lock = lockFile(path.join(dir, "lock"));
  if ("release" in lock) {
    lock.release();
    return null;
  }
  return String(lock.heldBy ?? "unknown");
};
