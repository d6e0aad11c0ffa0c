import { spawnSync } from "node:child_process";
import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";

export type FileLock = { release(): void };

/**
 * Node has no flock(2), but such a lock belongs to the open file, not to the process that asked for it: a child
 * that gets our descriptor as its third locks it for us, and the lock stays until we close it or die.
 */
const lockers: readonly [string, (wait: boolean) => string[]][] = [
  ["flock", (wait) => (wait ? ["3"] : ["-n", "3"])],
  ["perl", (wait) => ["-e", `open(my $f, "<&=", 3) or exit 2; flock($f, ${wait ? 2 : 6}) or exit 1`]],
];

/**
 * Takes the operating system's exclusive lock on a file, which is made when missing and then holds our process
 * id. It ends with the process however that dies, so nothing stale can be left, and a recycled id fools nobody.
 * @returns the lock, or `{ heldBy }` (process id, null when unknown) when another process has it; with `wait`
 * it waits for that one instead.
 * @throws when the file can't be opened or the system has no means to lock it
 */
export const lockFile = (file: string, wait = false): FileLock | { heldBy: number | null } => {
  // Node opens with O_CLOEXEC: children don't inherit the lock.
  const descriptor = openSync(file, "a", 0o600);
  for (const [command, args] of lockers) {
    const run = spawnSync(command, args(wait), { stdio: ["ignore", "ignore", "ignore", descriptor] });
    if (run.error) continue;
    if (run.status === 0) {
      ftruncateSync(descriptor, 0);
      writeSync(descriptor, `${process.pid}\n`);
      let isOurs = true;
      return {
        release() {
          // Once only: by a second time the number may be another open file's.
          if (isOurs) closeSync(descriptor);
          isOurs = false;
        },
      };
    }
    if (run.status !== 1) continue;
    closeSync(descriptor);
    return { heldBy: Number.parseInt(readFileSync(file, "utf8"), 10) || null };
  }
  closeSync(descriptor);
  throw new Error(`${file} can't be locked: install flock (package util-linux) or perl`);
};
