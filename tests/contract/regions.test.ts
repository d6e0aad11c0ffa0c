import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { CreateRegion } from "@/lib/domain/inputs/region";
import type { Actor } from "@/lib/services/actor";
import { listAudit } from "@/lib/services/audit";
import { regionHealth, regionsAnswering } from "@/lib/services/region-health";
import {
  authorityBundle,
  pastedConfig,
  revealWebhookSecret,
  rotateWebhookSecret,
  webhookSecretPlaceholder,
} from "@/lib/services/region-secrets";
import {
  createRegion,
  getRegionSettings,
  importIbmCloudRegions,
  listRegionSettings,
  updateRegion,
} from "@/lib/services/region-settings";
import { listRegions } from "@/lib/services/regions";
import { authenticateRegistry } from "@/lib/services/registry-events";
import { registriesDir } from "@/lib/services/registry-files";
import { testRuntime } from "@/tests/support/runtime";

const portal = testRuntime();
const site = () => portal.administrator;
let others: Actor[];

const example: CreateRegion = {
  id: "ca-tor",
  formerName: "",
  name: "Toronto",
  nameDe: "Toronto",
  host: "CA.registry.example:5443",
  url: "https://ca.internal.example:5443/",
  service: "ca.registry",
  tokenTtlSeconds: 120,
  offlineToken: true,
};

const audit = async (action: string) => (await listAudit(site(), { scope: "site", action })).items;

beforeAll(async () => {
  const foreign = await portal.createAccount();
  const { accountId } = site();
  others = [
    await portal.createPerson(accountId, "administrator"),
    await portal.createPerson(accountId, "auditor"),
    await portal.createPerson(accountId, "member"),
    await portal.createPerson(foreign, "administrator"),
  ];
});

describe("settings", () => {
  test("only site administrators see or change them", async () => {
    for (const actor of others)
      for (const attempt of [
        () => listRegionSettings(actor),
        () => getRegionSettings(actor, "eu-de"),
        () => createRegion(actor, example),
        () => updateRegion(actor, "eu-de", example),
        () => importIbmCloudRegions(actor),
        () => revealWebhookSecret(actor, "eu-de"),
        () => rotateWebhookSecret(actor, "eu-de"),
        async () => pastedConfig(actor, { id: "eu-de", service: "x" }, "2"),
      ])
        await expect(attempt()).rejects.toMatchObject({ code: "forbidden" });
  });

  test("everyone in an account reads names and hosts", async () => {
    for (const actor of others)
      expect((await listRegions(actor)).map(({ id, host }) => `${id} ${host}`)).toEqual([
        "jp-tok localhost:5001",
        "au-syd localhost:5002",
        "eu-de localhost:5003",
        "eu-gb localhost:5004",
        "us-south localhost:5005",
      ]);
  });

  test("a region is made, changed under its entity tag, and both are in the site's audit", async () => {
    const made = await createRegion(site(), example);
    expect(made).toEqual({
      id: "ca-tor",
      formerName: null,
      name: "Toronto",
      nameDe: "Toronto",
      host: "ca.registry.example:5443",
      url: "https://ca.internal.example:5443",
      service: "ca.registry",
      tokenTtlSeconds: 120,
      offlineToken: true,
      webhookRotatedAt: null,
      previousSecretValid: false,
      lastEventAt: null,
      entityTag: expect.stringMatching(/^1-[0-9a-f]{32}$/),
    });
    const changed = await updateRegion(
      site(),
      "ca-tor",
      { ...example, tokenTtlSeconds: 60, formerName: "ca-old" },
      made.entityTag,
    );
    expect(changed.entityTag).toMatch(/^2-/);
    await expect(updateRegion(site(), "ca-tor", example, made.entityTag)).rejects.toMatchObject({
      code: "stale",
    });
    await expect(updateRegion(site(), "nowhere", example)).rejects.toMatchObject({ code: "not-found" });
    const [update] = await audit("region.update");
    expect(update).toMatchObject({
      target: { type: "region", id: "ca-tor", name: "Toronto" },
      before: { former_name: null, token_ttl_seconds: 120 },
      after: { former_name: "ca-old", token_ttl_seconds: 60 },
    });
    expect(
      await updateRegion(site(), "ca-tor", { ...example, tokenTtlSeconds: 60, formerName: "ca-old" }),
    ).toEqual(changed);
    expect(await audit("region.update")).toHaveLength(1);
    expect((await listRegions(site())).at(-1)?.id).toBe("ca-tor");
  });

  test.each<[Partial<CreateRegion>, string]>([
    [{ id: "eu-de" }, "id"],
    [{ id: "eu-central" }, "id"],
    [{ formerName: "eu-de" }, "formerName"],
    [{ formerName: "eu-central" }, "formerName"],
    [{ id: "xx-one", formerName: "xx-one" }, "formerName"],
    [{ host: "localhost:5003" }, "host"],
    [{ service: "de.registry" }, "service"],
  ])("a value that another region has is refused: %j", async (taken, field) => {
    const free = { ...example, id: "xx-new", host: "xx.example", service: "xx.registry" };
    await expect(createRegion(site(), { ...free, ...taken })).rejects.toMatchObject({
      code: "conflict",
      field,
    });
  });

  test.each<[Partial<CreateRegion>, string]>([
    [{ id: "../x" }, "id"],
    [{ id: "X" }, "id"],
    [{ name: "" }, "name"],
    [{ host: "https://x.example" }, "host"],
    [{ host: "x.example/path" }, "host"],
    [{ url: "x.example" }, "url"],
    [{ url: "file:///etc/passwd" }, "url"],
    [{ url: "https://user:pw@x.example" }, "url"],
    [{ url: "https://x.example/v2" }, "url"],
    [{ service: "two words" }, "service"],
    [{ tokenTtlSeconds: 59 }, "tokenTtlSeconds"],
    [{ tokenTtlSeconds: 3601 }, "tokenTtlSeconds"],
    [{ tokenTtlSeconds: "soon" }, "tokenTtlSeconds"],
  ])("a value that can't be is refused by name: %j", async (wrong, field) => {
    await expect(createRegion(site(), { ...example, id: "xx-new", ...wrong })).rejects.toMatchObject({
      code: "invalid",
      field,
    });
  });

  test("IBM Cloud's regions are added where nothing is in their way", async () => {
    const { added, kept } = await importIbmCloudRegions(site());
    expect(added).toEqual(["global", "br-sao", "ca-mon", "eu-es", "in-che", "in-mum", "jp-osa"]);
    expect(kept).toEqual(["au-syd", "ca-tor", "eu-de", "eu-gb", "jp-tok", "us-south"]);
    expect(await getRegionSettings(site(), "in-mum")).toMatchObject({
      host: "in2.icr.io",
      url: "https://in2.icr.io",
      service: "in2.icr.io",
    });
    expect((await importIbmCloudRegions(site())).added).toEqual([]);
  });
});

describe("the webhook secret", () => {
  const long = () => ({ ...site(), authenticatedAt: new Date(Date.now() - 16 * 60_000) });

  test("is shown and rotated only after a recent sign-in", async () => {
    await expect(revealWebhookSecret(long(), "eu-de")).rejects.toMatchObject({ code: "sign-in-again" });
    await expect(rotateWebhookSecret(long(), "eu-de")).rejects.toMatchObject({ code: "sign-in-again" });
    await expect(revealWebhookSecret(site(), "nowhere")).rejects.toMatchObject({ code: "not-found" });
  });

  test("rotates with two valid, reaches the registry's file, and is in no audit item", async () => {
    const first = (await revealWebhookSecret(site(), "eu-de")).reveal();
    expect(await authenticateRegistry("eu-de", first)).toBe("eu-de");
    const second = (await rotateWebhookSecret(site(), "eu-de")).reveal();
    expect((await revealWebhookSecret(site(), "eu-de")).reveal()).toBe(second);
    expect([
      await authenticateRegistry("eu-central", first),
      await authenticateRegistry("eu-de", second),
    ]).toEqual(["eu-de", "eu-de"]);
    expect(await getRegionSettings(site(), "eu-de")).toMatchObject({
      previousSecretValid: true,
      webhookRotatedAt: expect.any(Date),
    });
    const file = parse(readFileSync(path.join(registriesDir(), "eu-de.yml"), "utf8"));
    expect(file.notifications.endpoints[0].headers.Authorization).toEqual([`Bearer ${second}`]);

    const third = (await rotateWebhookSecret(site(), "eu-de")).reveal();
    expect([await authenticateRegistry("eu-de", first), await authenticateRegistry("eu-de", second)]).toEqual(
      [null, "eu-de"],
    );
    expect(
      (await audit("region.reveal-webhook-secret")).map((item) => [item.target.id, item.before, item.after]),
    ).toEqual([
      ["eu-de", null, null],
      ["eu-de", null, null],
    ]);
    const everything = JSON.stringify((await listAudit(site(), { scope: "site" }, { limit: 1000 })).items);
    for (const secret of [first, second, third]) expect(everything).not.toContain(secret);
  });
});

describe("what is pasted into a registry", () => {
  test.each<["2" | "3", object]>([
    ["2", {}],
    ["3", { signingalgorithms: ["ES256"] }],
  ])("%s.x: trusts the authority, without the secret", (generation, more) => {
    const config = parse(pastedConfig(site(), { id: "us-south", service: "us.registry" }, generation));
    expect(config.auth.token).toEqual({
      realm: "http://localhost:3000/oauth/token",
      service: "us.registry",
      issuer: "http://localhost:3000",
      rootcertbundle: "/etc/distribution/wharfkey-ca.pem",
      ...more,
    });
    expect(config.notifications.endpoints[0]).toMatchObject({
      url: "http://localhost:3000/registry/events/us-south",
      headers: { Authorization: [`Bearer ${webhookSecretPlaceholder}`] },
    });
    expect(authorityBundle(site())).toBe(portal.runtime.signingKeys.authority());
  });
});

describe("health", () => {
  const servers: Server[] = [];
  const registry = async (status: number, challenge?: string): Promise<string> => {
    const server = createServer((_, response) => {
      if (status === 0) return;
      response.writeHead(status, challenge ? { "www-authenticate": challenge } : {}).end("{}");
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  afterAll(() => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  });

  test("says in which way a registry doesn't work with this portal", async () => {
    const realm = "http://localhost:3000/oauth/token";
    const { prisma } = portal.runtime;
    await prisma.region.deleteMany({
      where: { id: { notIn: ["jp-tok", "au-syd", "eu-de", "eu-gb", "us-south", "ca-tor", "global"] } },
    });
    const closed = await registry(401);
    await new Promise((resolve) => servers.pop()?.close(resolve));
    const urls: { [id: string]: string } = {
      "jp-tok": await registry(401, `Bearer realm="${realm}",service="jp.registry"`),
      "au-syd": await registry(401, `Bearer realm="http://elsewhere.example/token",service="au.registry"`),
      "eu-de": await registry(401, `Bearer realm="${realm}",service="another"`),
      "eu-gb": await registry(200),
      "us-south": await registry(404),
      "ca-tor": await registry(0),
      global: closed,
    };
    for (const [id, url] of Object.entries(urls))
      await prisma.region.update({ where: { id }, data: { url } });
    const health = await regionHealth(others[2] as Actor, { now: true });
    expect(health.map(({ checkedAt, ...rest }) => rest)).toEqual([
      { id: "jp-tok", state: "answering", got: null, expected: null },
      { id: "au-syd", state: "wrong-realm", got: "http://elsewhere.example/token", expected: realm },
      { id: "eu-de", state: "wrong-service", got: "another", expected: "de.registry" },
      { id: "eu-gb", state: "open", got: null, expected: null },
      { id: "us-south", state: "no-registry", got: "HTTP 404", expected: null },
      { id: "ca-tor", state: "unreachable", got: "timeout", expected: null },
      { id: "global", state: "unreachable", got: "ECONNREFUSED", expected: null },
    ]);
    expect(await regionsAnswering(others[2] as Actor)).toEqual({ up: 1, total: 7 });
    // Remembered: nobody is asked again.
    await prisma.region.update({ where: { id: "jp-tok" }, data: { url: closed } });
    expect(await regionHealth(others[2] as Actor)).toEqual(health);
  });
});
