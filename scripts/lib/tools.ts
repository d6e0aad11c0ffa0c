import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { Failure } from "./cli";
import { isDebian, unpackDebianPackage } from "./debian-tools";
import { findOnPath } from "./executables";

const execute = promisify(execFile);

/** Runs `registry:3` in a container and otherwise behaves like the binary. */
const registryInDocker = path.join(import.meta.dirname, "registry-in-docker.sh");

const answers = (file: string, args: string[]) =>
  execute(file, args, { timeout: 10_000 }).then(
    ({ stdout, stderr }) => stdout + stderr,
    () => "",
  );

/**
 * A program that `<program> serve <configuration>` makes a registry (CNCF Distribution 2.8 or 3): from PATH, from
 * Debian's package, or a Docker engine's `registry:3`.
 * @throws Failure that says what to install
 */
export const registryBinary = async (dataDir: string): Promise<string> => {
  const installed = findOnPath("docker-registry");
  if (installed) return installed;
  let reason = "";
  if (isDebian())
    try {
      const unpacked = path.join(dataDir, "tools/docker-registry");
      await unpackDebianPackage(["docker-registry"], unpacked);
      return path.join(unpacked, "usr/bin/docker-registry");
    } catch (error) {
      reason = ` (${(error as Error).message})`;
    }
  const registry = findOnPath("registry");
  if (registry && (await answers(registry, ["--version"])).includes("distribution")) return registry;
  const docker = findOnPath("docker");
  if (docker && (await answers(docker, ["version", "--format", "{{.Server.Version}}"])).match(/^\d/))
    return registryInDocker;
  throw new Failure(
    `No registry to run${reason}: install Debian's package docker-registry, put CNCF Distribution's \`registry\` on PATH, or start Docker`,
  );
};

/**
 * The docker command: from PATH, or unpacked from Debian. It logs in and copies manifests without an engine.
 * @returns null where there is none to be had
 */
export const dockerBinary = async (dataDir: string): Promise<string | null> => {
  const installed = findOnPath("docker");
  if (installed || !isDebian()) return installed;
  const unpacked = path.join(dataDir, "tools/docker");
  // Debian 12 has it in the engine's package, later ones in its own.
  return unpackDebianPackage(["docker-cli", "docker.io"], unpacked).then(
    () => path.join(unpacked, "usr/bin/docker"),
    () => null,
  );
};
