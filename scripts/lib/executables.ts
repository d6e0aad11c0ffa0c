import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";

/** The file that a shell would run for this name, or null. */
export const findOnPath = (name: string, searchPath = process.env.PATH ?? ""): string | null => {
  for (const dir of searchPath.split(path.delimiter).filter(Boolean)) {
    const file = path.join(dir, name);
    try {
      accessSync(file, constants.X_OK);
      if (statSync(file).isFile()) return file;
    } catch {
      // not here
    }
  }
  return null;
};
