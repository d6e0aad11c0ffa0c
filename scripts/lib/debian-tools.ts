import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { findOnPath } from "./executables";

const execute = promisify(execFile);

export const isDebian = (): boolean => Boolean(findOnPath("apt-get") && findOnPath("dpkg-deb"));

const patience = [
  "-o",
  "Acquire::http::Timeout=20",
  "-o",
  "Acquire::https::Timeout=20",
  "-o",
  "Acquire::Retries=2",
];
/** As root, apt hands the download to a user of its own, who can't write here. */
const options = [...patience, "-o", "APT::Sandbox::User=root"];

/** Package lists of our own: root is not needed, and the system's may be missing (container images) or stale. */
const privateLists = async (folder: string): Promise<string[]> => {
  for (const name of ["state/lists/partial", "cache/archives/partial"])
    mkdirSync(path.join(folder, name), { recursive: true });
  const dirs = [
    ...["-o", `Dir::State=${folder}/state`, "-o", "Dir::State::status=/var/lib/dpkg/status"],
    ...["-o", `Dir::Cache=${folder}/cache`, "-o", "Acquire::Languages=none"],
  ];
  // A source that doesn't answer is not our matter: whether the package came is what counts.
  await execute("apt-get", [...options, ...dirs, "update"]).catch(() => {});
  return dirs;
};

/** Downloads the first of these packages that there is. */
const download = async (names: readonly string[], folder: string): Promise<void> => {
  let reason = "";
  const getAny = async (dirs: string[]) => {
    for (const name of names)
      try {
        await execute("apt-get", [...options, ...dirs, "download", name], { cwd: folder });
        return true;
      } catch (error) {
        const line = (error as { stderr?: string }).stderr?.split("\n").find((text) => text.startsWith("E:"));
        reason = line?.slice(3) ?? (error as Error).message;
      }
    return false;
  };
  if ((await getAny([])) || (await getAny(await privateLists(path.join(folder, "apt"))))) return;
  throw new Error(`apt-get download ${names.join(" or ")}: ${reason}`);
};

/**
 * Unpacks the first of these Debian packages that there is into `target` unless that stands: nothing is installed
 * or started, and root is not needed.
 * @throws Error with apt's own reason
 */
export const unpackDebianPackage = async (names: readonly string[], target: string): Promise<void> => {
  if (existsSync(target)) return;
  mkdirSync(path.dirname(target), { recursive: true });
  const work = mkdtempSync(path.join(path.dirname(target), ".unpacking-"));
  try {
    await download(names, work);
    const archive = readdirSync(work).find((file) => file.endsWith(".deb"));
    if (!archive) throw new Error(`apt-get download ${names.join(" or ")} brought no package`);
    const unpacked = path.join(work, "unpacked");
    await execute("dpkg-deb", ["-x", path.join(work, archive), unpacked]);
    // Complete, or not there at all. Another process may have been faster: then its copy serves.
    if (!existsSync(target)) renameSync(unpacked, target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};
