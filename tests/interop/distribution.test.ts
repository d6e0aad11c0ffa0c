import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { registryConfig } from "@/lib/services/registry-config";
import { findOnPath } from "@/scripts/lib/executables";
import { startRegistry } from "@/scripts/lib/registry-process";
import { landscape } from "@/tests/support/landscape";
import { freePorts } from "@/tests/support/portal";

const binary = findOnPath("registry");
const world = landscape();

test.skipIf(!binary)(
  "Distribution 3 takes the configuration written for it: push and pull by our tokens",
  async () => {
    const dir = path.join(world.process.dataDir, "registries");
    const file = (name: string) => path.join(dir, "three", name);
    const { auth, http, notifications } = parse(readFileSync(path.join(dir, "eu-de.yml"), "utf8"));
    const host = `127.0.0.1:${await freePorts()}`;
    const [endpoint] = notifications.endpoints;
    const config = registryConfig(
      {
        region: { id: "eu-de", service: auth.token.service },
        portalUrl: auth.token.issuer,
        eventsUrl: endpoint.url,
        bundleFile: auth.token.rootcertbundle,
        storageDir: file("storage"),
        address: host,
        httpSecret: http.secret,
        webhookSecret: endpoint.headers.Authorization[0].replace("Bearer ", ""),
      },
      "3",
    );
    const configFile = path.join(dir, "three.config");
    writeFileSync(configFile, config, { mode: 0o600 });
    const files = { binary: binary ?? "", configFile, logFile: file("log"), pidFile: file("pid") };
    const registry = await startRegistry(files);
    try {
      await registry.ready;
      const pushed = await world.push(world.keys.writer.value, host, "team-a/three:v1");
      expect([pushed.code, pushed.output]).toEqual([0, expect.stringContaining("Writing manifest")]);
      const pulled = await world.pull(`iamapikey:${world.keys.reader.value}`, host, "team-a/three:v1");
      expect([pulled.code, pulled.output]).toEqual([0, expect.stringContaining("Writing manifest")]);
      expect(await world.usageOf(world.keys.reader, 2)).toEqual([
        "portal token granted eu-de team-a/three skopeo",
        "registry pull granted eu-de team-a/three v1 skopeo",
      ]);
      const refused = await world.push(world.keys.reader.value, host, "team-a/three:v2");
      expect(refused.code).not.toBe(0);
    } finally {
      await registry.stop();
    }
  },
);
