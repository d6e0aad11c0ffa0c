import { randomUUID } from "node:crypto";
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { runtime } from "@/lib/platform/runtime";
import type { Region } from "@/prisma/generated/client";
import { registryConfig } from "./registry-config";

/** `<data>/registries`: the CA bundle, a configuration per local region, and below them the registries' storage. */
export const registriesDir = (): string => path.join(runtime().config.dataDir, "registries");

/** The port of a registry on this machine; null for one that runs elsewhere. */
const localPort = (host: string): string | null =>
  /^(?:localhost|127\.\d+\.\d+\.\d+):(\d+)$/.exec(host)?.[1] ?? null;

/** The configuration file of a region whose registry is on this machine, else null. */
export const localConfigFile = ({ id, host }: Pick<Region, "id" | "host">): string | null =>
  localPort(host) ? path.join(registriesDir(), `${id}.yml`) : null;

/** The portal as its own machine reaches it: a listener on every address is reached by loopback. */
const localPortal = (): string => {
  const { host, port } = runtime().config;
  if (host === "0.0.0.0") return `http://127.0.0.1:${port}`;
  if (host === "::") return `http://[::1]:${port}`;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
};

/** Stays the same for a region without being kept anywhere. */
export const registryHttpSecret = (regionId: string): string =>
  runtime().secrets.digest(`registry http secret ${regionId}`).toString("hex");

/** A region's current webhook secret, in clear. */
export const openWebhookSecret = (region: Pick<Region, "id" | "webhookSecret">): string =>
  runtime().secrets.decrypt(region.webhookSecret, `webhook ${region.id}`);

const localConfig = (region: Region, port: string): string => {
  const dir = registriesDir();
  return registryConfig(
    {
      region,
      portalUrl: runtime().config.url,
      eventsUrl: `${localPortal()}/registry/events/${region.id}`,
      bundleFile: path.join(dir, "bundle.pem"),
      storageDir: path.join(dir, region.id),
      address: `127.0.0.1:${port}`,
      httpSecret: registryHttpSecret(region.id),
      webhookSecret: openWebhookSecret(region),
    },
    // 2.8 takes it too, and `npm run registries` may run either.
    "3",
  );
};

/** Writes by renaming, so that a registry that starts meanwhile reads the old file or the new one. */
const put = async (file: string, text: string): Promise<void> => {
  if ((await readFile(file, "utf8").catch(() => null)) === text) return;
  const next = `${file}.${randomUUID()}`;
  await writeFile(next, text, { mode: 0o600, flag: "wx" });
  await rename(next, file);
};

/**
 * Writes `bundle.pem` and one `<region>.yml` for each region whose registry is on this machine, readable by
 * this user alone; what belongs to no region any more is removed, a registry's storage never.
 * Called at start and whenever the regions or the authority change.
 */
export const writeRegistryFiles = async (): Promise<void> => {
  const { prisma, signingKeys } = runtime();
  const dir = registriesDir();
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await chmod(dir, 0o700);
  const files = new Map([["bundle.pem", signingKeys.authority()]]);
  for (const region of await prisma.region.findMany({ orderBy: { position: "asc" } })) {
    const port = localPort(region.host);
    if (port) files.set(`${region.id}.yml`, localConfig(region, port));
  }
  for (const [name, text] of files) await put(path.join(dir, name), text);
  const stale = (await readdir(dir)).filter((name) => name.endsWith(".yml") && !files.has(name));
  for (const name of stale) await rm(path.join(dir, name), { force: true });
};
