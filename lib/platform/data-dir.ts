import { accessSync, constants, existsSync, mkdirSync, statSync } from "node:fs";
import path from "node:path";
import { ConfigError } from "./config";

/**
 * Makes the data directory where it is missing. Not 0700: as root, PostgreSQL runs under another uid and has to
 * pass. What is secret in it is 0600 itself.
 * @throws ConfigError when it can't be made, isn't a directory or can't be written
 */
export const makeDataDir = (dir: string): void => {
  try {
    // One by one: Node's `recursive` never ends where a parent takes no directory (/proc).
    const missing: string[] = [];
    for (let at = dir; !existsSync(at); at = path.dirname(at)) missing.unshift(at);
    for (const at of missing) mkdirSync(at, { mode: 0o711 });
    if (!statSync(dir).isDirectory()) throw Object.assign(new Error(), { code: "ENOTDIR" });
    accessSync(dir, constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigError(
      `WHARFKEY_DATA_DIR is ${JSON.stringify(dir)}, it needs a directory that this user can make and write (${code})`,
    );
  }
};
