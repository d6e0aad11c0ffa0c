import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "yaml";
import { commandLineOf } from "@/lib/platform/process-info";
import { isTaken } from "./ports";

export type RegistryFiles = {
  /** CNCF Distribution's program, see `registryBinary`. */
  binary: string;
  configFile: string;
  /** Made 0600: the registry prints its webhook's bearer secret at start. */
  logFile: string;
  pidFile: string;
};

export type RegistryProcess = {
  pid: number;
  /** Resolves once the registry asks for a token; rejects with one line when it ends before that. */
  ready: Promise<void>;
  /** Resolves when the process has ended, for whatever reason. */
  exited: Promise<void>;
  /** Ends it, by force after 5 s. */
  stop(): Promise<void>;
};

const readyTimeoutMs = 20_000;
const stopTimeoutMs = 5_000;

/** Where a registry's configuration says that it listens, and as which service. */
export const readRegistryConfig = (configFile: string): { host: string; port: number; service: string } => {
  const config = parse(readFileSync(configFile, "utf8"));
  const [host = "", port = ""] = String(config?.http?.addr ?? "").split(/:(?=\d+$)/);
  if (!port) throw new Error(`${configFile} has no http.addr such as 127.0.0.1:5001`);
  return {
    host: host || "127.0.0.1",
    port: Number(port),
    service: String(config?.auth?.token?.service ?? ""),
  };
};

/** Any `REGISTRY_*` variable (skopeo's REGISTRY_AUTH_FILE, for one) would override the configuration. */
const environment = () => {
  const names = ["PATH", "HOME", "TZ", "DOCKER_HOST", "DOCKER_CONTEXT", "DOCKER_CONFIG"];
  const kept = names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  // Distribution 3 would look for a collector of traces.
  return { ...Object.fromEntries(kept), OTEL_TRACES_EXPORTER: "none" } as NodeJS.ProcessEnv;
};

const isRunning = (pid: number, configFile: string) =>
  commandLineOf(pid)?.includes(` serve ${configFile}`) ?? false;

const end = async (pid: number, configFile: string) => {
  const deadline = Date.now() + stopTimeoutMs;
  for (let signal: NodeJS.Signals = "SIGTERM"; isRunning(pid, configFile); await sleep(25)) {
    if (Date.now() > deadline) signal = "SIGKILL";
    try {
      process.kill(pid, signal);
    } catch {
      return; // ended in between
    }
  }
};

/** Ends a registry that an earlier process left behind; a recycled process id is left alone. */
export const stopOrphan = async (pidFile: string, configFile: string): Promise<boolean> => {
  let pid: number;
  try {
    pid = Number(readFileSync(pidFile, "utf8"));
  } catch {
    return false;
  }
  const found = isRunning(pid, configFile);
  if (found) await end(pid, configFile);
  rmSync(pidFile, { force: true });
  return found;
};

/** What a registry wrote as the reason of its end: its last complaint, without the stack that may follow. */
const lastWords = (said: string) => {
  const lines = said.trimEnd().split("\n");
  const complaint =
    lines.findLast((line) => /level=(error|fatal|panic)|^panic: [^(]/.test(line)) ?? lines.at(-1) ?? "";
  return /msg="((?:[^"\\]|\\.)*)"/.exec(complaint)?.[1]?.replaceAll('\\"', '"') ?? complaint;
};

/**
 * Starts a registry from its configuration file, after ending the one that the pid file names.
 * @throws Error with one line when its port belongs to another program
 */
export const startRegistry = async (files: RegistryFiles): Promise<RegistryProcess> => {
  const { binary, configFile, logFile, pidFile } = files;
  const { host, port } = readRegistryConfig(configFile);
  await stopOrphan(pidFile, configFile);
  if (await isTaken(host, port)) throw new Error(`port ${port} is taken by another program`);
  for (const file of [logFile, pidFile]) mkdirSync(path.dirname(file), { recursive: true });
  const log = openSync(logFile, "a", 0o600);
  const before = fstatSync(log).size;
  const said = () => readFileSync(logFile).subarray(before).toString();
  // A group of its own: Ctrl-C reaches us alone, and we end it in our order.
  const child = spawn(binary, ["serve", configFile], {
    env: environment(),
    stdio: ["ignore", log, log],
    detached: true,
  });
  closeSync(log);
  const exited = once(child, "exit").then(
    () => rmSync(pidFile, { force: true }),
    () => {}, // could not be started: said below
  );
  await once(child, "spawn");
  const pid = child.pid as number;
  writeFileSync(pidFile, `${pid}\n`);

  const answersAsRegistry = async () => {
    const deadline = Date.now() + readyTimeoutMs;
    for (;;) {
      if (child.exitCode !== null || child.signalCode)
        throw new Error(`it ended at once: ${lastWords(said())}`);
      const response = await fetch(`http://${host}:${port}/v2/`, { signal: AbortSignal.timeout(1000) }).catch(
        () => null,
      );
      if (response?.status === 401) return;
      if (Date.now() > deadline) throw new Error(`it does not answer on port ${port}, see ${logFile}`);
      await sleep(25);
    }
  };
  const ready = answersAsRegistry();
  ready.catch(() => {}); // whoever waits for it gets the error
  return {
    pid,
    ready,
    exited,
    async stop() {
      if (child.exitCode === null && !child.signalCode) {
        child.kill("SIGTERM");
        const force = setTimeout(() => child.kill("SIGKILL"), stopTimeoutMs);
        await exited;
        clearTimeout(force);
      }
    },
  };
};
