import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { describe, expect, test } from "vitest";
import { namespaceProblem } from "@/lib/domain/namespace";
import { issueAuthority, issueLeaf } from "@/lib/platform/certificates";
import { checkConnection } from "@/lib/services/check-connection";
import { openWebhookSecret } from "@/lib/services/registry-files";
import { probeRepository } from "@/lib/services/registry-probe";
import { checkedRegion, type RegistryConfig, right, skippedFrom } from "@/tests/support/checked-region";
import { freePorts } from "@/tests/support/portal";
import { personActor } from "@/tests/support/runtime";
import { auditOf, outcomeOf } from "@/tests/support/use-cases";

const region = checkedRegion(await freePorts(), await freePorts(12));
const { id: regionId, shared, file, pointTo, registryWith, check } = region;

const server = async (status: number, headers: Record<string, string> = {}): Promise<void> => {
  const port = region.nextPort();
  const plain = createServer((_, response) => response.writeHead(status, headers).end("hello"));
  await new Promise<void>((resolve) => plain.listen(port, "127.0.0.1", resolve));
  region.stops.push(async () => void plain.close());
  await pointTo(`http://localhost:${port}`);
};
const unreached = skippedFrom("realm", "service", "clock", "token", "catalogue", "events");

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
    await (await registryWith()).stop();
    expect(await check()).toEqual(["reach fault refused", ...unreached]);
  });

  test("a name that nobody knows", async () => {
    await pointTo("https://registry.invalid");
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
      config.auth.token.issuer = `${region.portal().url}/`;
    });
    expect(await check()).toEqual([
      ...right.slice(0, 4),
      `token fault wrong-issuer ${region.portal().url}/`,
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

describe("events", () => {
  const endpoint = (config: RegistryConfig) => config.notifications.endpoints[0];

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
      endpoint(config).url = `${region.portal().url}/registry/events/eu-gb`;
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
