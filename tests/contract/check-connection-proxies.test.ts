import type { IncomingHttpHeaders } from "node:http";
import { describe, expect, test } from "vitest";
import { checkedRegion, right, skippedFrom } from "@/tests/support/checked-region";
import { freePorts } from "@/tests/support/portal";
import { startRegistryProxy } from "@/tests/support/registry-proxy";

const region = checkedRegion(await freePorts(), await freePorts(12));
const { registryWith, pointTo, check } = region;

/** A real registry behind a real proxy that changes what it answers. */
const behindProxy = async (change: (headers: IncomingHttpHeaders) => IncomingHttpHeaders) => {
  const registry = await registryWith();
  const proxy = await startRegistryProxy(registry.url, change, region.nextPort());
  region.stops.push(proxy.stop);
  return { registry, proxy };
};

/** Clocks can't be set here: the registry's `Date` is what a wrong one would send. */
const clockOff = async (seconds: number) => {
  const { proxy } = await behindProxy((headers) => ({
    ...headers,
    date: new Date(Date.parse(headers.date ?? "") + seconds * 1000).toUTCString(),
  }));
  await pointTo(proxy.url);
};

describe("a registry's clock", () => {
  test.each([
    [-3600, /^clock fault clock-behind (3599|3600|3601)$/],
    [3600, /^clock fault clock-ahead (3599|3600|3601)$/],
  ])("that is %i s off is beyond what a registry tolerates, whichever goes wrong", async (seconds, said) => {
    await clockOff(seconds);
    const results = await check();
    expect(results.slice(0, 3)).toEqual(right.slice(0, 3));
    expect(results[3]).toMatch(said);
    expect(results.slice(4)).toEqual(skippedFrom("token", "catalogue", "events"));
  });

  test("that is a little off is said, and the rest goes on", async () => {
    await clockOff(-20);
    const results = await check();
    expect(results[3]).toMatch(/^clock warn clock-behind (19|20|21)$/);
    expect(results.slice(4)).toEqual(right.slice(4));
  });
});

describe("the host that people use, where the portal uses another address", () => {
  const withAddress = (found: string) => right.toSpliced(3, 0, found);
  const hostOf = (url: string) => new URL(url).host;

  test("leads to the same registry", async () => {
    const { registry, proxy } = await behindProxy((headers) => headers);
    await pointTo(registry.url, hostOf(proxy.url));
    expect(await check()).toEqual(withAddress("address ok"));
  });

  test("where nobody listens, or the name is unknown", async () => {
    const { url } = await registryWith();
    await pointTo(url, `localhost:${region.nextPort()}`);
    expect(await check()).toEqual(withAddress("address fault address-unreachable"));
    await pointTo(url, "registry.invalid");
    expect(await check()).toEqual(withAddress("address fault address-unreachable"));
  });

  test("whose proxy swallows what tells clients to log in", async () => {
    const { registry, proxy } = await behindProxy(({ "www-authenticate": _, ...headers }) => headers);
    await pointTo(registry.url, hostOf(proxy.url));
    expect(await check()).toEqual(withAddress("address fault address-no-registry 401"));
  });

  test("that leads to another region's registry, or to one of another portal", async () => {
    const service = await registryWith((config) => {
      config.auth.token.service = "uk.registry";
    });
    const realm = "http://localhost:9/oauth/token";
    const elsewhere = await registryWith((config) => {
      config.auth.token.realm = realm;
    });
    const { url } = await registryWith();
    await pointTo(url, hostOf(service.url));
    expect(await check()).toEqual(withAddress("address fault address-elsewhere uk.registry"));
    await pointTo(url, hostOf(elsewhere.url));
    expect(await check()).toEqual(withAddress(`address fault address-elsewhere ${realm}`));
  });

  test("is asked also while the portal can't reach the registry", async () => {
    const { url } = await registryWith();
    await pointTo("http://registry.invalid", hostOf(url));
    expect((await check()).filter((line) => !line.endsWith("skipped"))).toEqual([
      "reach fault name-unknown",
      "address ok",
    ]);
  });
});
