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

const download = async (name: string, folder: string): Promise<void> => {
  const get = (dirs: string[]) =>
    execute("apt-get", [...options, ...dirs, "download", name], { cwd: folder });
  try {
    await get([]);
  } catch {
    const dirs = await privateLists(path.join(folder, "apt"));
    await get(dirs).catch((error: { stderr?: string }) => {
      const reason = error.stderr?.split("\n").find((line) => line.startsWith("E:"));
      throw new Error(`apt-get download ${name}: ${reason?.slice(3) ?? "failed"}`);
    });
  }
};

/**
 * Unpacks a Debian package into `<toolsDir>/<name>` unless it is there: nothing is installed or started, and root
 * is not needed.
 * @returns that directory
 * @throws Error with apt's own reason
 */
export const unpackDebianPackage = async (name: string, toolsDir: string): Promise<string> => {
  const target = path.join(toolsDir, name);
  if (existsSync(target)) return target;
  mkdirSync(toolsDir, { recursive: true });
  const work = mkdtempSync(path.join(toolsDir, ".unpacking-"));
  try {
    await download(name, work);
    const archive = readdirSync(work).find((file) => file.endsWith(".deb"));
    if (!archive) throw new Error(`apt-get download ${name} brought no package`);
    const unpacked = path.join(work, "unpacked");
    await execute("dpkg-deb", ["-x", path.join(work, archive), unpacked]);
    // Complete, or not there at all. Another process may have been faster: then its copy serves.
    if (!existsSync(target)) renameSync(unpacked, target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return target;
};
