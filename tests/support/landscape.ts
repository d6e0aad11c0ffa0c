import { afterAll, beforeAll, expect, vi } from "vitest";
import { type ClientHome, clientHome, type Ran } from "./client-home";
import { client } from "./clients";
import { createNamespaceRow, createServiceKey, type TestKey } from "./credentials";
import { writeImage } from "./image";
import { freePorts, type Portal, startPortal } from "./portal";
import { startRegistries } from "./registries";
import { type TestRuntime, testRuntime, testSecret } from "./runtime";

const regions = ["jp-tok", "au-syd", "eu-de", "eu-gb", "us-south"];
type KeyName = "writer" | "reader" | "expired" | "disabled" | "deleted" | "foreign";

/** A portal as a process of its own, five real registries, two accounts and real clients. */
export type Landscape = {
  /** The same database from inside this test. */
  portal: TestRuntime;
  process: Portal;
  regions: string[];
  hosts: Record<string, string>;
  home: ClientHome;
  keys: Record<KeyName, TestKey>;
  docker(key: string, host: string): Promise<Ran>;
  push(key: string, host: string, repository: string): Promise<Ran>;
  pull(credentials: string, host: string, repository: string): Promise<Ran>;
  /** What usage says of a key, sorted, once it holds `count` rows. */
  usageOf(key: TestKey, count: number): Promise<string[]>;
};

/** team-a in eu-de and us-south, team-b in eu-de; `strangers` belongs to another account. */
const populate = async ({
  runtime,
  administrator,
  createAccount,
}: TestRuntime): Promise<Landscape["keys"]> => {
  const another = { accountId: await createAccount(), iamId: administrator.iamId };
  await createNamespaceRow(runtime, administrator, "eu-de", "team-a");
  await createNamespaceRow(runtime, administrator, "us-south", "team-a");
  await createNamespaceRow(runtime, administrator, "eu-de", "team-b");
  await createNamespaceRow(runtime, another, "eu-de", "strangers");
  const inTeamA = { region: "eu-de", namespace: "team-a" };
  const writer = [{ ...inTeamA, roles: ["Writer" as const] }];
  const make = (name: string, key = {}) => createServiceKey(runtime, administrator, name, writer, key);
  return {
    writer: await make("writer"),
    reader: await createServiceKey(runtime, administrator, "reader", [{ ...inTeamA, roles: ["Reader"] }]),
    expired: await make("ci-old", { expiresAt: new Date("2026-01-31T00:00:00Z") }),
    disabled: await make("ci-off", { disabledAt: new Date("2026-02-28T00:00:00Z") }),
    deleted: await make("ci-gone", { deletedAt: new Date("2026-03-31T00:00:00Z") }),
    foreign: await createServiceKey(runtime, another, "foreign", [{ roles: ["Manager"] }]),
  };
};

/** Waits for what a registry or a client brings about by itself. */
export const eventually = <T>(check: () => Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 60_000, interval: 100 });

export const landscape = (): Landscape => {
  const portal = testRuntime();
  const world = { portal, regions, hosts: {} } as Landscape;
  let stopRegistries = async () => {};
  let image = "";

  beforeAll(async () => {
    const { runtime, urls } = portal;
    const firstPort = await freePorts(5);
    for (const [index, id] of regions.entries()) {
      const host = `localhost:${firstPort + index}`;
      await runtime.prisma.region.update({ where: { id }, data: { host, url: `http://${host}` } });
      world.hosts[id] = host;
    }
    world.process = await startPortal({
      DATABASE_URL: urls.appUrl,
      DATABASE_MIGRATION_URL: urls.ownerUrl,
      WHARFKEY_SECRET: testSecret,
    });
    stopRegistries = (await startRegistries(world.process.dataDir, regions)).stop;
    world.keys = await populate(portal);
    world.home = clientHome();
    image = writeImage(world.home.dir, "hello");
  });
  afterAll(async () => {
    await stopRegistries();
    await world.process?.stop();
    world.home?.remove();
  });

  world.docker = (key, host) =>
    world.home.run(client("docker") ?? "docker", ["login", "-u", "iamapikey", "--password-stdin", host], {
      input: key,
    });
  world.push = (key, host, repository) =>
    world.home.run("skopeo", [
      "copy",
      "--format=v2s2", // Debian 12's docker makes no manifest list of OCI manifests
      "--dest-tls-verify=false",
      "--dest-creds",
      `iamapikey:${key}`,
      `oci:${image}`,
      `docker://${host}/${repository}`,
    ]);
  world.pull = (credentials, host, repository) =>
    world.home.run("skopeo", [
      "copy",
      "--src-tls-verify=false",
      "--src-creds",
      credentials,
      `docker://${host}/${repository}`,
      `oci:${world.home.dir}/pulled:latest`,
    ]);
  world.usageOf = async (key, count) => {
    const read = async () => {
      const rows = await portal.runtime.prisma.usageEvent.findMany({ where: { apikeyId: key.id } });
      return rows.map((row) =>
        [row.source, row.action, row.outcome, row.reason, row.region, row.repository, row.tag, row.clientName]
          .filter(Boolean)
          .join(" "),
      );
    };
    await eventually(async () => expect((await read()).length).toBeGreaterThanOrEqual(count));
    return (await read()).sort();
  };
  return world;
};
