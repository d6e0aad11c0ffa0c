import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { parse, stringify } from "yaml";
import { checkConnection } from "@/lib/services/check-connection";
import { type RegistryProcess, startRegistry } from "@/scripts/lib/registry-process";
import { type Portal, startPortal } from "./portal";
import { testRegistry } from "./registries";
import { type TestRuntime, testRuntime, testSecret } from "./runtime";

export type RegistryConfig = ReturnType<typeof parse>;

/** One region whose real registry a test configures wrongly, and the check of its connection. */
export type CheckedRegion = {
  id: string;
  shared: TestRuntime;
  /** As a process of its own, which the registry notifies. */
  portal(): Portal;
  /** A file in the portal's folder of registries. */
  file(name: string): string;
  /** A port that nothing else takes. */
  nextPort(): number;
  /** Where the portal reaches the registry; and where people do, unless that is the same. */
  pointTo(url: string, host?: string): Promise<void>;
  /** A real registry with the configuration that the portal wrote, changed. The region points to it. */
  registryWith(change?: (config: RegistryConfig) => void): Promise<{ url: string; stop(): Promise<void> }>;
  /** Called after each test. */
  stops: (() => Promise<void>)[];
  /** Each step as "step state", with its fault and what was found. */
  check(): Promise<string[]>;
};

/** What a check finds of a registry that is configured rightly. */
export const right = [
  "reach ok",
  "realm ok",
  "service ok",
  "clock ok",
  "token ok",
  "catalogue ok",
  "events ok",
];
export const skippedFrom = (...steps: string[]) => steps.map((step) => `${step} skipped`);

const portsCount = 12;

/** @param portalPort that the portal's own URL names; @param firstPort the first of twelve free ones */
export const checkedRegion = (portalPort: number, firstPort: number): CheckedRegion => {
  const id = "eu-de";
  const shared = testRuntime({ PORT: String(portalPort) });
  const stops: (() => Promise<void>)[] = [];
  let portal: Portal;
  let ports = 0;

  const pointTo = async (url: string, host = new URL(url).host) => {
    await shared.runtime.prisma.region.update({ where: { id }, data: { url, host } });
  };
  beforeAll(async () => {
    await pointTo(`http://localhost:${firstPort}`);
    portal = await startPortal({
      ...{ PORT: String(portalPort), WHARFKEY_SECRET: testSecret },
      DATABASE_URL: shared.urls.appUrl,
      DATABASE_MIGRATION_URL: shared.urls.ownerUrl,
    });
  });
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
  });
  afterAll(() => portal?.stop());

  const file = (name: string) => path.join(portal.dataDir, "registries", name);
  const nextPort = () => {
    if (ports === portsCount - 1) ports = 0;
    return firstPort + ++ports;
  };
  return {
    ...{ id, shared, portal: () => portal, file, nextPort, pointTo, stops },
    async registryWith(change = () => {}) {
      const config = parse(readFileSync(file(`${id}.yml`), "utf8"));
      const port = nextPort();
      config.http.addr = `127.0.0.1:${port}`;
      config.storage.filesystem.rootdirectory = file(`storage-${port}`);
      change(config);
      mkdirSync(file("changed"), { recursive: true });
      const configFile = file(`changed/${port}.yml`);
      writeFileSync(configFile, stringify(config));
      const started: RegistryProcess = await startRegistry({
        binary: await testRegistry(),
        configFile,
        logFile: file(`changed/${port}.log`),
        pidFile: file(`changed/${port}.pid`),
      });
      stops.push(started.stop);
      const scheme = config.http.tls ? "https" : "http";
      // One with TLS, or that asks for no token, isn't waited for in the usual way.
      if (scheme === "http" && config.auth?.token) await started.ready;
      else await answers(port);
      const url = `${scheme}://localhost:${port}`;
      await pointTo(url);
      return { url, stop: started.stop };
    },
    async check() {
      const { results, ok } = await checkConnection(shared.administrator, id);
      expect(ok).toBe(!results.some(({ state }) => state === "fault"));
      return results.map(({ step, state, fault, values }) =>
        [step, state, fault, fault && (values.got ?? values.seconds ?? values.status ?? values.scheme)]
          .filter(Boolean)
          .join(" "),
      );
    },
  };
};

const answers = async (port: number): Promise<void> => {
  for (;;) {
    const response = await fetch(`http://127.0.0.1:${port}/v2/`).catch(() => null);
    if (response) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};
