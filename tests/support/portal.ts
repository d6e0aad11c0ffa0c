import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { temporaryDataDir } from "@/scripts/lib/temporary-data-dir";

export type Portal = {
  url: string;
  port: number;
  pid: number;
  dataDir: string;
  /** Everything it wrote so far. */
  output(): string;
  /** Its exit code; null when the signal ended it. */
  kill(signal: NodeJS.Signals): Promise<number | null>;
  /** SIGTERM, then its data directory is removed. */
  stop(): Promise<void>;
};

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer().once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });

/** The first of `count` neighbouring free ports below the ephemeral range. */
export const freePorts = async (count = 1): Promise<number> => {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 12_000);
    const free = await Promise.all(Array.from({ length: count }, (_, i) => isFree(first + i)));
    if (free.every(Boolean)) return first;
  }
};

const readyTimeoutMs = 60_000;

/** As production runs it; after `ensureBuild`. */
export const builtPortal = ["scripts/portal.mjs"];

/**
 * Starts the real server.ts as a process of its own and waits until it is ready.
 * @param env over a clean environment; WHARFKEY_ROLE is `token` unless named
 * @param program the built portal in place of the sources
 */
export const startPortal = async (
  env: Record<string, string> = {},
  program: string[] = ["--import", "tsx", "server.ts"],
): Promise<Portal> => {
  const port = env.PORT ? Number(env.PORT) : await freePorts();
  const dataDir = env.WHARFKEY_DATA_DIR ?? temporaryDataDir("portal");
  const child: ChildProcess = spawn(process.execPath, program, {
    cwd: process.cwd(),
    env: {
      PATH: process.env.PATH ?? "",
      HOME: process.env.HOME ?? "",
      NODE_ENV: "production",
      WHARFKEY_ROLE: "token",
      WHARFKEY_DATA_DIR: dataDir,
      ...env,
      PORT: String(port),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
  const exited = once(child, "exit");
  const ended = () => child.exitCode !== null || child.signalCode !== null;
  const url = `http://localhost:${port}`;
  const deadline = Date.now() + readyTimeoutMs;
  for (;;) {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
    if (ended()) throw new Error(`the portal ended at once: ${output}`);
    if (response?.ok) break;
    if (Date.now() > deadline) {
      child.kill("SIGKILL");
      throw new Error(`the portal is not ready: ${output}`);
    }
    await sleep(50);
  }
  const kill = async (signal: NodeJS.Signals) => {
    if (!ended()) child.kill(signal);
    await exited;
    return child.exitCode;
  };
  return {
    url,
    port,
    pid: child.pid as number,
    dataDir,
    output: () => output,
    kill,
    async stop() {
      await kill("SIGTERM");
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
