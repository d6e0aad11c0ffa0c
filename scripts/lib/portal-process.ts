import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Config } from "@/lib/platform/config";
import { dataDirHolder } from "@/lib/platform/data-dir-lock";
import { Failure } from "./cli";
import { isTaken } from "./ports";

const root = path.join(import.meta.dirname, "../..");
const readyTimeoutMs = 120_000;
const stopTimeoutMs = 30_000;

export type PortalProcess = {
  logFile: string;
  /** Resolves when the portal has ended, with the reason that it gave. */
  exited: Promise<string>;
  stop(): Promise<void>;
};

/**
 * Runs the built portal (ensureBuild) as a process of its own and waits until it is ready. It ends with this process.
 * @throws Failure with the one line that the portal gave
 */
export const startPortal = async ({ dataDir, host, port }: Config): Promise<PortalProcess> => {
  const holder = dataDirHolder(dataDir);
  if (holder !== null)
    throw new Failure(`Another Wharfkey (pid ${holder}) runs on ${dataDir}: stop it first`);
  const address = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  if (await isTaken(address, port))
    throw new Failure(
      `Port ${port} is taken by another program: PORT=${port + 10} chooses another for the portal`,
    );
  const logFile = path.join(dataDir, "logs/portal.log");
  mkdirSync(path.dirname(logFile), { recursive: true });
  const log = openSync(logFile, "a", 0o600);
  const before = fstatSync(log).size;
  const parts = ["--import", "./scripts/lib/end-with-parent.mjs", "scripts/portal.mjs"];
  const child = spawn(process.execPath, parts, {
    cwd: root,
    stdio: ["ignore", log, log, "ipc"],
    detached: true, // Ctrl-C reaches us alone, and we end things in order
  });
  closeSync(log);
  const reason = () => {
    const lines = readFileSync(logFile).subarray(before).toString().trim().split("\n");
    return lines.findLast((line) => line.startsWith("Wharfkey can't start")) ?? lines.at(-1) ?? "";
  };
  const exited = once(child, "exit").then(reason);
  const stop = async () => {
    if (child.exitCode === null && !child.signalCode) child.kill("SIGTERM");
    const force = setTimeout(() => child.kill("SIGKILL"), stopTimeoutMs);
    await exited;
    clearTimeout(force);
  };

  const url = `http://${address.includes(":") ? `[${address}]` : address}:${port}/readyz`;
  const deadline = Date.now() + readyTimeoutMs;
  for (;;) {
    if (child.exitCode !== null || child.signalCode) throw new Failure(`${await exited} (log: ${logFile})`);
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() => null);
    if (response?.ok) return { logFile, exited, stop };
    if (Date.now() > deadline) {
      await stop();
      throw new Failure(`The portal is not ready after ${readyTimeoutMs / 1000} s, see ${logFile}`);
    }
    await sleep(50);
  }
};
