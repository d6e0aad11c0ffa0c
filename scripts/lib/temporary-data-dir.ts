import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/**
 * A new data directory that its maker removes in the end. Unlike mkdtemp's own it can be passed through, so that
 * root's database stays inside it and goes with it (see lib/platform/postgres-place.ts).
 */
export const temporaryDataDir = (name: string): string => {
  const dir = mkdtempSync(path.join(tmpdir(), `wharfkey-${name}-`));
  chmodSync(dir, 0o711);
  return dir;
};
