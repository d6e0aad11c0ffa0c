import { chmodSync, existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { lockFile } from "@/lib/platform/file-lock";
import { Failure, say } from "./cli";
import { type RegistryProcess, readRegistryConfig, startRegistry } from "./registry-process";

export type RunningRegistry = { region: string; host: string; service: string };

const backoffMsMax = 30_000;

/** The regions' configuration files, which the portal writes, in the order of their ports. */
const listRegistries = (dir: string) => {
  const files = existsSync(dir) ? readdirSync(dir).filter((name) => name.endsWith(".yml")) : [];
  if (files.length === 0)
    throw new Failure(
      `No registry configuration in ${dir}: start the portal once (npm start), it writes them there`,
    );
  return files
    .map((name) => ({ region: name.slice(0, -4), configFile: path.join(dir, name) }))
    .map((registry) => ({ ...registry, ...readRegistryConfig(registry.configFile) }))
    .sort((a, b) => a.port - b.port);
};

/**
 * Runs the registry of every region in `<dataDir>/registries` until stop(), and starts one again that dies.
 * @throws Failure with one line when one can't be started; those that run are stopped before
 */
export const runRegistries = async (
  dataDir: string,
  binary: string,
): Promise<{ running: RunningRegistry[]; stop(): Promise<void> }> => {
  const dir = path.join(dataDir, "registries");
  const regions = listRegistries(dir);
  chmodSync(dir, 0o700); // images are not for this machine's other users
  const lock = lockFile(path.join(dir, "lock"));
  if (!("release" in lock))
    throw new Failure(`The registries of ${dataDir} are run by another process (pid ${lock.heldBy})`);
  const ending = new AbortController();
  const processes = new Map<string, RegistryProcess>();

  const start = async ({ region, configFile }: { region: string; configFile: string }) => {
    const logFile = path.join(dir, "logs", `${region}.log`);
    const registry = await startRegistry({
      binary,
      configFile,
      logFile,
      pidFile: path.join(dir, `${region}.pid`),
    });
    processes.set(region, registry);
    if (ending.signal.aborted) await registry.stop();
    await registry.ready;
    return registry;
  };

  const supervise = async (place: { region: string; configFile: string }) => {
    let backoffMs = 500;
    while (!ending.signal.aborted) {
      const since = Date.now();
      await processes.get(place.region)?.exited;
      if (ending.signal.aborted) return;
      if (Date.now() - since > 60_000) backoffMs = 500;
      say(`Registry ${place.region} ended unexpectedly; it is started again in ${backoffMs / 1000} s`);
      await sleep(backoffMs, undefined, { signal: ending.signal }).catch(() => {});
      backoffMs = Math.min(backoffMs * 2, backoffMsMax);
      if (ending.signal.aborted) return;
      await start(place).then(
        () => say(`Registry ${place.region} runs again`),
        (error: Error) => say(`Registry ${place.region} did not start: ${error.message}`),
      );
    }
  };

  const stop = async () => {
    ending.abort();
    await Promise.all([...processes.values()].map((registry) => registry.stop()));
    lock.release();
  };

  const started = await Promise.allSettled(regions.map(start));
  const failed = started.flatMap((result, index) =>
    result.status === "rejected" ? [`${regions[index]?.region}: ${(result.reason as Error).message}`] : [],
  );
  if (failed.length > 0) {
    await stop();
    throw new Failure(
      `The registries could not be started (${failed.join("; ")}). WHARFKEY_REGISTRIES_PORT moves their ports on a first start.`,
    );
  }
  for (const region of regions) void supervise(region);
  return {
    running: regions.map(({ region, port, service }) => ({ region, host: `localhost:${port}`, service })),
    stop,
  };
};
