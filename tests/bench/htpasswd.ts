import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { startRegistry } from "@/scripts/lib/registry-process";
import { temporaryDataDir } from "@/scripts/lib/temporary-data-dir";
import { registryBinary } from "@/scripts/lib/tools";
import { freePorts } from "@/tests/support/portal";
import { interleaved } from "./load";
import { atLeast, type Measurement } from "./measurement";
import { registryTokenOf, serviceOf } from "./world";

/** The password `benchmark` at bcrypt's cost 5 and 10. */
const hashes = {
  5: "$2y$05$abcdefghijklmnopqrstuuQUKZqYkAURevTARtCNsxvWoiJYL1fSm",
  10: "$2y$10$abcdefghijklmnopqrstuuNVCOMp1VW/jQMYKZrDY.en5U1WlSr6O",
};

const registryWith = async (folder: string, cost: keyof typeof hashes) => {
  const home = path.join(folder, String(cost));
  mkdirSync(home);
  const place = (name: string) => path.join(home, name);
  const port = await freePorts();
  writeFileSync(place("htpasswd"), `benchmark:${hashes[cost]}\n`);
  writeFileSync(
    place("config.yml"),
    JSON.stringify({
      version: 0.1,
      log: { level: "error", accesslog: { disabled: true } },
      storage: { inmemory: {} },
      http: { addr: `127.0.0.1:${port}` },
      auth: { htpasswd: { realm: "bench", path: place("htpasswd") } },
    }),
  );
  const binary = await registryBinary(process.env.WHARFKEY_DATA_DIR ?? ".data");
  const files = { binary, configFile: place("config.yml"), logFile: place("log"), pidFile: place("pid") };
  const running = await startRegistry(files);
  await running.ready;
  return { url: `http://127.0.0.1:${port}/v2/`, stop: running.stop };
};

/** What people use instead: a registry that checks a password against a file of bcrypt hashes, request by request. */
export const htpasswd: Measurement = {
  name: "htpasswd",
  async run(bench) {
    const world = await bench.small();
    const [key] = await world.keys(1);
    const folder = temporaryDataDir("bench-htpasswd");
    const portal = await world.portal();
    const registries = { 5: await registryWith(folder, 5), 10: await registryWith(folder, 10) };
    try {
      const headers = { authorization: `Basic ${Buffer.from("benchmark:benchmark").toString("base64")}` };
      const loads = await interleaved({
        token: registryTokenOf(portal, await serviceOf(world), key?.value ?? ""),
        five: { url: registries[5].url, headers },
        ten: { url: registries[10].url, headers },
      });
      const times = (of: "five" | "ten") => loads.token.perSecond / loads[of].perSecond;
      const said = (of: "five" | "ten") =>
        `${times(of).toFixed(0)} × (${loads.token.perSecond.toFixed(0)}/s, bcrypt ${loads[of].perSecond.toFixed(0)}/s)`;
      return [
        atLeast("registry tokens, beside htpasswd at cost 5", times("five"), 20, said("five")),
        atLeast("registry tokens, beside htpasswd at cost 10", times("ten"), 500, said("ten")),
      ];
    } finally {
      for (const { stop } of Object.values(registries)) await stop();
      await portal.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
