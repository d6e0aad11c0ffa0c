import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * The command line of a running process, or null when nothing runs under that id. A process that died and was
 * not yet reaped by its parent has none, which is what callers want: to `kill(pid, 0)` it would look alive.
 */
export const commandLineOf = (pid: number): string | null => {
  if (!Number.isSafeInteger(pid) || pid <= 0) return null;
  if (process.platform !== "linux")
    return (
      spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout?.trim() || null
    );
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim() || null;
  } catch {
    return null;
  }
};
