import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { namespaceProblem } from "@/lib/domain/namespace";
import { issueAuthority, issueLeaf } from "@/lib/platform/certificates";
import { checkConnection } from "@/lib/services/check-connection";
import { openWebhookSecret } from "@/lib/services/registry-files";
import { probeRepository } from "@/lib/services/registry-probe";
import { type RegistryProcess, startRegistry } from "@/scripts/lib/registry-process";
import { freePorts, type Portal, startPortal } from "@/tests/support/portal";
import { testRegistry } from "@/tests/support/registries";
import { personActor, testRuntime, testSecret } from "@/tests/support/runtime";
import { auditOf, outcomeOf } from "@/tests/support/use-cases";

const [portalPort, firstPort] = [await freePorts(), await freePorts(12)];
const shared = testRuntime({ PORT: String(portalPort) });
const regionId = "eu-de";
let portal: Portal;
let ports = 0;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  await pointTo(`http://localhost:${firstPort}`, `localhost:${firstPort}`);
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

const pointTo = (url: string, host?: string) =>
  shared.runtime.prisma.region.update({ where: { id: regionId }, data: { url, ...(host ? { host } : {}) } });

const file = (name: string) => path.join(portal.dataDir, "registries", name);

type Config = ReturnType<typeof parse>;

/** A real registry with the configuration that the portal wrote for the region, changed. The region points to it. */
const registryWith = async (change: (config: Config) => void = () => {}): Promise<void> => {
  const config = parse(readFileSync(file(`${regionId}.yml`), "utf8"));
  const number = ++ports;
  config.http.addr = `127.0.0.1:${firstPort + number}`;
  config.storage.filesystem.rootdirectory = file(`storage-${number}`);
  change(config);
  mkdirSync(file("changed"), { recursive: true });
  const configFile = file(`changed/${number}.yml`);
  writeFileSync(configFile, stringify(config));
  const started: RegistryProcess = await startRegistry({
    binary: await testRegistry(),
    configFile,
    logFile: file(`changed/${number}.log`),
    pidFile: file(`changed/${number}.pid`),
  });
  stops.push(started.stop);
  const scheme = config.http.tls ? "https" : "http";
  // One with TLS, or that asks for no token, isn't waited for in the usual way.
  if (scheme === "http" && config.auth?.token) await started.ready;
  else await answers(firstPort + number);
  await pointTo(`${scheme}://localhost:${firstPort + number}`);
};

const answers = async (port: number): Promise<void> => {
  for (;;) {
    const response = await fetch(`http://127.0.0.1:${port}/v2/`).catch(() => null);
    if (response) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};

const server = async (status: number, headers: Record<string, string> = {}): Promise<void> => {
  const port = firstPort + ++ports;
  const plain = createServer((_, response) => response.writeHead(status, headers).end("hello"));
  await new Promise<void>((resolve) => plain.listen(port, "127.0.0.1", resolve));
  stops.push(async () => void plain.close());
  await pointTo(`http://localhost:${port}`);
};

/** Each step as "step state", with its fault and what was found. */
const check = async (): Promise<string[]> => {
  const { results, ok } = await checkConnection(shared.administrator, regionId);
  expect(ok).toBe(!results.some(({ state }) => state === "fault"));
  return results.map(({ step, state, fault, values }) =>
    [step, state, fault, fault && (values.got ?? values.seconds ?? values.status ?? values.scheme)]
      .filter(Boolean)
      .join(" "),
  );
};
const skippedFrom = (...steps: string[]) => steps.map((step) => `${step} skipped`);
const unreached = skippedFrom("realm", "service", "clock", "token", "catalogue", "events");
const right = ["reach ok", "realm ok", "service ok", "clock ok", "token ok", "catalogue ok", "events ok"];

test("a registry that is configured as the portal wrote it passes every step, again and again", async () => {
  await registryWith();
  expect(await check()).toEqual(right);
  expect(await check()).toEqual(right);
});

test("a check is nobody's use, and the audit says who made it and what it found", async () => {
  await registryWith();
  await check();
  const { prisma } = shared.runtime;
  expect(await prisma.usageEvent.count({ where: { NOT: { accountId: null } } })).toBe(0);
  const pushed = await prisma.usageEvent.findFirstOrThrow({ where: { repository: probeRepository } });
  expect(pushed).toMatchObject({ source: "registry", action: "push", apikeyId: null, iamId: null });
  const last = (await auditOf(prisma, "site")).at(-1);
  expect(last).toMatchObject({
    action: "region.check",
    actor: { iam_id: shared.administrator.iamId },
    target: { type: "region", id: regionId },
    after: { faults: [] },
  });
});

test("no account can own what the check pushes to", () => {
  expect(namespaceProblem(probeRepository.split("/")[0] ?? "")).toBe("characters");
});

describe("not reached", () => {
  test("stopped", async () => {
    await registryWith();
    await stops.pop()?.();
    expect(await check()).toEqual(["reach fault refused", ...unreached]);
  });

  test("a name that nobody knows", async () => {
    await pointTo("http://registry.invalid");
    expect(await check()).toEqual(["reach fault name-unknown", ...unreached]);
  });

  test("https where the registry speaks http, and the other way round", async () => {
    await registryWith();
    const { url } = await shared.runtime.prisma.region.findUniqueOrThrow({ where: { id: regionId } });
    await pointTo(url.replace("http:", "https:"));
    expect(await check()).toEqual(["reach fault needs-http", ...unreached]);
    await withTls();
    const secure = await shared.runtime.prisma.region.findUniqueOrThrow({ where: { id: regionId } });
    await pointTo(secure.url.replace("https:", "http:"));
    expect(await check()).toEqual(["reach fault needs-https", ...unreached]);
  });

  test("a certificate of an unknown authority", async () => {
    await withTls();
    expect(await check()).toEqual(["reach fault certificate-untrusted", ...unreached]);
  });

  test("something else than a registry, or one that asks for no token of ours", async () => {
    await server(404);
    expect(await check()).toEqual(["reach fault no-registry 404", ...unreached]);
    await server(301, { location: "https://elsewhere.example" });
    expect(await check()).toEqual(["reach fault redirect", ...unreached]);
    await server(401, { "www-authenticate": 'Basic realm="x"' });
    expect(await check()).toEqual(["reach fault other-login Basic", ...unreached]);
    await registryWith((config) => {
      delete config.auth;
    });
    expect(await check()).toEqual(["reach fault open", ...unreached]);
  });

  const withTls = async () => {
    const authority = await issueAuthority(new Date());
    const leaf = await issueLeaf(authority, new Date());
    writeFileSync(file("tls.pem"), leaf.certificate);
    writeFileSync(file("tls.key"), leaf.privateKey);
    await registryWith((config) => {
      config.http.tls = { certificate: file("tls.pem"), key: file("tls.key") };
    });
  };
});

describe("configured for something else", () => {
  test("the realm", async () => {
    const realm = "http://localhost:9/oauth/token";
    await registryWith((config) => {
      config.auth.token.realm = realm;
    });
    expect(await check()).toEqual(["reach ok", `realm fault wrong-realm ${realm}`, ...right.slice(2)]);
  });

  test("the service", async () => {
    await registryWith((config) => {
      config.auth.token.service = "uk.registry";
    });
    expect(await check()).toEqual([
      ...["reach ok", "realm ok", "service fault wrong-service uk.registry", "clock ok"],
      ...skippedFrom("token", "catalogue", "events"),
    ]);
  });

  test("the authority", async () => {
    writeFileSync(file("other.pem"), (await issueAuthority(new Date())).certificate);
    await registryWith((config) => {
      config.auth.token.rootcertbundle = file("other.pem");
    });
    expect(await check()).toEqual([
      ...right.slice(0, 4),
      "token fault authority-not-trusted",
      ...skippedFrom("catalogue", "events"),
    ]);
  });

  test("the issuer, where it is one that people mistake for it", async () => {
    await registryWith((config) => {
      config.auth.token.issuer = `${portal.url}/`;
    });
    expect(await check()).toEqual([
      ...right.slice(0, 4),
      `token fault wrong-issuer ${portal.url}/`,
      ...skippedFrom("catalogue", "events"),
    ]);
  });

  test("any other issuer can't be told from the authority: the words name both", async () => {
    await registryWith((config) => {
      config.auth.token.issuer = "https://keys.example.com";
    });
    expect((await check())[4]).toBe("token fault authority-not-trusted");
  });
});

describe("clocks that differ", () => {
  afterEach(() => shared.setNow(null));
  const hour = 3_600_000;

  test("beyond what a registry tolerates, whichever goes wrong", async () => {
    await registryWith();
    shared.setNow(new Date(Date.now() + hour));
    const behind = await check();
    expect(behind[3]).toMatch(/^clock fault clock-behind 3(599|600)$/);
    shared.setNow(new Date(Date.now() - hour));
    const ahead = await check();
    expect(ahead[3]).toMatch(/^clock fault clock-ahead 3(600|601)$/);
    expect(ahead.slice(4)).toEqual(skippedFrom("token", "catalogue", "events"));
  });

  test("a little is said, and the rest goes on", async () => {
    await registryWith();
    shared.setNow(new Date(Date.now() + 20_000));
    const results = await check();
    expect(results[3]).toMatch(/^clock warn clock-behind (19|20)$/);
    expect(results.slice(4)).toEqual(right.slice(4));
  });
});

describe("events", () => {
  const endpoint = (config: Config) => config.notifications.endpoints[0];

  test("with a wrong secret", async () => {
    await registryWith((config) => {
      endpoint(config).headers.Authorization = ["Bearer not-the-secret"];
    });
    expect((await check()).slice(4)).toEqual([
      ...["token ok", "catalogue ok", "events fault events-wrong-secret"],
    ]);
  });

  test("to an address where nobody takes them", async () => {
    await registryWith((config) => {
      endpoint(config).url = "http://127.0.0.1:9/registry/events/eu-de";
    });
    await shared.runtime.prisma.region.update({
      where: { id: regionId },
      data: { lastEventRefusedAt: null },
    });
    expect((await check()).at(-1)).toBe("events fault events-missing");
  });

  test("as another region", async () => {
    const other = await shared.runtime.prisma.region.findUniqueOrThrow({ where: { id: "eu-gb" } });
    await registryWith((config) => {
      endpoint(config).url = `${portal.url}/registry/events/eu-gb`;
      endpoint(config).headers.Authorization = [`Bearer ${openWebhookSecret(other)}`];
    });
    expect((await check()).at(-1)).toBe("events fault events-wrong-region eu-gb");
  });

  test("can't be seen of a registry that takes no push", async () => {
    await registryWith((config) => {
      config.storage.maintenance = { readonly: { enabled: true } };
    });
    expect((await check()).at(-1)).toBe("events fault push-refused 405");
  });
});

test("for site administrators alone", async () => {
  const member = await shared.createPerson(shared.administrator.accountId, "administrator");
  expect(await outcomeOf(() => checkConnection(member, regionId))).toBe("forbidden");
  const site = personActor(
    { iamId: "wharfkey-site", name: "site", accountId: "", role: "member" },
    { siteAdministrator: true },
  );
  expect(await outcomeOf(() => checkConnection(site, "no-such"))).toBe("not-found");
});
