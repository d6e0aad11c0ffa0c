import path from "node:path";
import { isDebian } from "@/scripts/lib/debian-tools";
import { findOnPath } from "@/scripts/lib/executables";
import { clientsAreRequired, type TestClient } from "@/scripts/lib/test-clients";

const unpacked: Partial<Record<TestClient, string>> = {
  docker: path.resolve(import.meta.dirname, "../../.data/tools/docker/usr/bin"),
};

/**
 * The file of a real client that a test drives, for `describe.skipIf(!client("skopeo"))`.
 * @returns null, with a line that says so, where it is missing and can't be installed
 * @throws Error where `npm test` installs it: on Debian as root
 */
export const client = (name: TestClient): string | null => {
  const found = findOnPath(name) ?? findOnPath(name, unpacked[name] ?? "");
  if (found) return found;
  if (clientsAreRequired()) throw new Error(`${name} is missing: npm test installs it`);
  console.warn(
    `Skipped what needs ${name}: it is not installed${isDebian() ? ", and only root can install it" : ""}`,
  );
  return null;
};
