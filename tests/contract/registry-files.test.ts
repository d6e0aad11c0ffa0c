import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { openWebhookSecret, registriesDir, writeRegistryFiles } from "@/lib/services/registry-files";
import { testRuntime } from "@/tests/support/runtime";

const portal = testRuntime({ PORT: "3999", HOST: "0.0.0.0", WHARFKEY_REGISTRIES_PORT: "6001" });
const file = (name: string) => path.join(registriesDir(), name);
const mode = (name: string) => (statSync(name).mode & 0o777).toString(8);

describe("the registries' files", () => {
  test("stand after the start, readable by this user alone", () => {
    const names = readdirSync(registriesDir()).sort();
    expect(names).toEqual([
      "au-syd.yml",
      "bundle.pem",
      "eu-de.yml",
      "eu-gb.yml",
      "jp-tok.yml",
      "us-south.yml",
    ]);
    expect(mode(registriesDir())).toBe("700");
    expect(names.map((name) => mode(file(name)))).toEqual(Array(6).fill("600"));
    expect(readFileSync(file("bundle.pem"), "utf8")).toBe(portal.runtime.signingKeys.authority());
  });

  test("make a registry trust this portal and report to it", async () => {
    const region = await portal.runtime.prisma.region.findUniqueOrThrow({ where: { id: "eu-de" } });
    const config = parse(readFileSync(file("eu-de.yml"), "utf8"));
    expect(config).toEqual({
      version: 0.1,
      log: { level: "warn" },
      storage: {
        filesystem: { rootdirectory: file("eu-de") },
        delete: { enabled: true },
        cache: { blobdescriptor: "inmemory" },
      },
      http: { addr: "127.0.0.1:6003", secret: expect.stringMatching(/^[0-9a-f]{64}$/), relativeurls: true },
      auth: {
        token: {
          realm: "http://localhost:3999/oauth/token",
          service: "de.registry",
          issuer: "http://localhost:3999",
          rootcertbundle: file("bundle.pem"),
          signingalgorithms: ["ES256"],
        },
      },
      notifications: {
        endpoints: [
          {
            name: "wharfkey",
            url: "http://127.0.0.1:3999/registry/events/eu-de",
            headers: { Authorization: [`Bearer ${openWebhookSecret(region)}`] },
            timeout: "1s",
            threshold: 3,
            backoff: "2s",
          },
        ],
      },
    });
  });

  test("stay the same when they are written again, and follow the regions when these change", async () => {
    const before = readFileSync(file("us-south.yml"), "utf8");
    await Promise.all([writeRegistryFiles(), writeRegistryFiles()]);
    expect(readFileSync(file("us-south.yml"), "utf8")).toBe(before);

    writeFileSync(file("eu-gb.yml"), "damaged");
    await portal.runtime.prisma.region.update({
      where: { id: "us-south" },
      data: { host: "us.registry.example" },
    });
    await writeRegistryFiles();
    expect(parse(readFileSync(file("eu-gb.yml"), "utf8")).auth.token.service).toBe("uk.registry");
    expect(readdirSync(registriesDir()).sort()).toEqual([
      "au-syd.yml",
      "bundle.pem",
      "eu-de.yml",
      "eu-gb.yml",
      "jp-tok.yml",
    ]);
  });
});
