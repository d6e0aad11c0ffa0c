import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { say } from "./cli";
import { isDebian } from "./debian-tools";
import { findOnPath } from "./executables";
import { dockerBinary } from "./tools";

/** The programs that tests drive, and the Debian package of each. */
const packages = {
  chromium: "chromium",
  skopeo: "skopeo",
  podman: "podman",
  buildah: "buildah",
  containerd: "containerd",
  ctr: "containerd",
  kubectl: "kubernetes-client",
  curl: "curl",
  git: "git",
  jq: "jq",
  fish: "fish",
  zsh: "zsh",
} as const;

export type TestClient = keyof typeof packages | "docker";

const canInstall = () => isDebian() && process.getuid?.() === 0;

const policyFile = "/usr/sbin/policy-rc.d";
const savedPolicy = `${policyFile}.before-wharfkey`;
const ourPolicy =
  "#!/bin/sh\n# Made by Wharfkey's tests while they install their clients: no service may start.\nexit 101\n";

/**
 * Debian asks this file before it starts a service. What stood there comes back afterwards, also when we are
 * interrupted: then only once apt, which may still be installing, has ended.
 */
const withoutServices = async (work: () => Promise<void>) => {
  const restore = () => {
    if (existsSync(policyFile) && readFileSync(policyFile, "utf8") === ourPolicy) rmSync(policyFile);
    if (lstatSync(savedPolicy, { throwIfNoEntry: false })) renameSync(savedPolicy, policyFile);
  };
  let isInterrupted = false;
  const interrupt = () => {
    isInterrupted = true;
  };
  restore(); // from a run that was killed
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  if (lstatSync(policyFile, { throwIfNoEntry: false })) renameSync(policyFile, savedPolicy);
  writeFileSync(policyFile, ourPolicy, { mode: 0o755 });
  try {
    await work();
  } finally {
    restore();
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
  }
  if (isInterrupted) process.exit(130);
};

const apt = async (say: "inherit" | "ignore", ...args: string[]) => {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const waits = [
    "-o",
    "DPkg::Lock::Timeout=600",
    "-o",
    "Acquire::Retries=2",
    "-o",
    "Acquire::http::Timeout=30",
  ];
  const child = spawn("apt-get", ["-qq", ...waits, ...args], { env, stdio: ["ignore", "ignore", say] });
  const [code] = await once(child, "exit");
  return code === 0;
};

/**
 * Makes sure that the tests' clients are there, and on this process's PATH: by apt on Debian as root, unpacked
 * where that is enough.
 * @returns the names of those that are missing afterwards
 */
export const installTestClients = async (dataDir: string): Promise<TestClient[]> => {
  const missing = () =>
    (Object.keys(packages) as (keyof typeof packages)[]).filter((name) => !findOnPath(name));
  const wanted = [...new Set(missing().map((name) => packages[name]))];
  if (wanted.length > 0 && canInstall()) {
    say(`Installing ${wanted.join(", ")} by apt, without starting any service`);
    const install = ["install", "--yes", "--no-install-recommends", ...wanted];
    await withoutServices(async () => {
      if (await apt("ignore", ...install)) return;
      // The lists were missing (container images) or name versions that are gone.
      await apt("inherit", "update");
      await apt("inherit", ...install);
    });
  }
  const docker = await dockerBinary(dataDir);
  if (docker) process.env.PATH = `${process.env.PATH}${path.delimiter}${path.dirname(docker)}`;
  return [...missing(), ...(docker ? [] : ["docker" as const])];
};

/** Where a missing client is a failure and no reason to skip. */
export const clientsAreRequired = canInstall;
