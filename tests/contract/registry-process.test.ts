import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { issueAuthority } from "@/lib/platform/certificates";
import { commandLineOf } from "@/lib/platform/process-info";
import { registryConfig } from "@/lib/services/registry-config";
import { runRegistries } from "@/scripts/lib/registries";
import { type RegistryProcess, startRegistry } from "@/scripts/lib/registry-process";
import { testRegistry } from "@/tests/support/registries";

let binary: string;
let dataDir: string;
let stops: (() => unknown)[];

beforeAll(async () => {
  binary = await testRegistry();
});
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), "wharfkey-registries-"));
  mkdirSync(path.join(dataDir, "registries"));
  stops = [];
});
afterEach(async () => {
  for (const stop of stops) await stop();
  rmSync(dataDir, { recursive: true });
});

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

/** Writes what the portal would write for a region, and tells where a process of it keeps its files. */
const region = async (id: string, port?: number) => {
  const dir = path.join(dataDir, "registries");
  const bundleFile = path.join(dir, "bundle.pem");
  writeFileSync(bundleFile, (await issueAuthority(new Date())).certificate);
  const chosen = port ?? (await freePort());
  const place = {
    region: { id, service: `${id}.test` },
    portalUrl: "http://localhost:3000",
    eventsUrl: "http://localhost:3000/registry/events/x",
    bundleFile,
    storageDir: path.join(dir, id),
    address: `127.0.0.1:${chosen}`,
    httpSecret: "not-a-secret",
    webhookSecret: "webhook",
  };
  const configFile = path.join(dir, `${id}.yml`);
  writeFileSync(configFile, registryConfig(place, "2"), { mode: 0o600 });
  const file = (suffix: string) => path.join(dir, `${id}.${suffix}`);
  return { port: chosen, files: { binary, configFile, logFile: file("log"), pidFile: file("pid") } };
};

const start = async (files: Parameters<typeof startRegistry>[0]): Promise<RegistryProcess> => {
  const registry = await startRegistry(files);
  stops.push(() => registry.stop());
  return registry;
};
const challenge = async (port: number) => {
  const response = await fetch(`http://127.0.0.1:${port}/v2/`).catch(() => null);
  return response?.headers.get("www-authenticate") ?? null;
};

test("a registry that is ready sends its clients to the portal for a token, until it is stopped", async () => {
  const { port, files } = await region("first");
  const registry = await start(files);
  await registry.ready;
  expect(await challenge(port)).toBe('Bearer realm="http://localhost:3000/oauth/token",service="first.test"');
  expect(readFileSync(files.pidFile, "utf8")).toBe(`${registry.pid}\n`);
  expect(statSync(files.logFile).mode & 0o777).toBe(0o600);
  await registry.stop();
  expect(await challenge(port)).toBeNull();
  expect(commandLineOf(registry.pid)).toBeNull();
});

test("the caller's REGISTRY_ variables don't change it", async () => {
  vi.stubEnv("REGISTRY_AUTH_FILE", "/nowhere/auth.json");
  vi.stubEnv("REGISTRY_HTTP_ADDR", "127.0.0.1:1");
  stops.push(() => vi.unstubAllEnvs());
  const { files } = await region("scrubbed");
  await (await start(files)).ready;
});

test("one that an earlier process left behind is replaced", async () => {
  const { port, files } = await region("orphan");
  const orphan = spawn(binary, ["serve", files.configFile], { stdio: "ignore", detached: true });
  stops.push(() => orphan.kill("SIGKILL"));
  writeFileSync(files.pidFile, `${orphan.pid}\n`);
  await expect.poll(() => challenge(port)).not.toBeNull();
  const registry = await start(files);
  await registry.ready;
  expect(commandLineOf(orphan.pid ?? 0)).toBeNull();
  expect(registry.pid).not.toBe(orphan.pid);
});

test("a pid file that names another program's process does it no harm", async () => {
  const stranger: ChildProcess = spawn("/bin/sleep", ["60"], { stdio: "ignore" });
  stops.push(() => stranger.kill("SIGKILL"));
  const { files } = await region("recycled");
  writeFileSync(files.pidFile, `${stranger.pid}\n`);
  await (await start(files)).ready;
  expect(commandLineOf(stranger.pid ?? 0)).toBe("/bin/sleep 60");
});

test("a port that belongs to another program is named", async () => {
  const { port, files } = await region("taken");
  const other = createServer().listen(port, "127.0.0.1");
  stops.push(() => other.close());
  await expect(startRegistry(files)).rejects.toThrow(new Error(`port ${port} is taken by another program`));
});

test("one that can't read its configuration says why", async () => {
  const { files } = await region("broken");
  rmSync(path.join(dataDir, "registries/bundle.pem"));
  const registry = await start(files);
  await expect(registry.ready).rejects.toThrow(/^it ended at once: .*bundle\.pem/);
});

test("all regions run, in the order of their ports, and one that dies is started again", async () => {
  const [low, high] = [await freePort(), await freePort()].sort((a, b) => a - b);
  await region("zz-first", low);
  await region("aa-second", high);
  const registries = await runRegistries(dataDir, binary);
  stops.push(() => registries.stop());
  expect(registries.running).toEqual([
    { region: "zz-first", host: `localhost:${low}`, service: "zz-first.test" },
    { region: "aa-second", host: `localhost:${high}`, service: "aa-second.test" },
  ]);
  const pid = Number(readFileSync(path.join(dataDir, "registries/zz-first.pid"), "utf8"));
  process.kill(pid, "SIGKILL");
  await expect.poll(() => commandLineOf(pid)).toBeNull();
  await expect.poll(() => challenge(low as number), { timeout: 10_000 }).toContain('service="zz-first.test"');
  await expect(runRegistries(dataDir, binary)).rejects.toThrow(
    `The registries of ${dataDir} are run by another process (pid ${process.pid})`,
  );
  await registries.stop();
  expect(await Promise.all([low, high].map((port) => challenge(port as number)))).toEqual([null, null]);
});

test("when one region can't be started, none is left running", async () => {
  const good = await region("good");
  const bad = await region("taken");
  const other = createServer().listen(bad.port, "127.0.0.1");
  stops.push(() => other.close());
  await expect(runRegistries(dataDir, binary)).rejects.toThrow(
    `taken: port ${bad.port} is taken by another program`,
  );
  expect(await challenge(good.port)).toBeNull();
});

test("without configurations the portal is named as the one who writes them", async () => {
  await expect(runRegistries(dataDir, binary)).rejects.toThrow("start the portal once (npm start)");
});
