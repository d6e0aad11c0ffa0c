import type { z } from "zod";
import { CreateRegion, UpdateRegion } from "@/lib/domain/inputs/region";
import { ibmCloudRegions } from "@/lib/domain/region";
import { runtime } from "@/lib/platform/runtime";
import { nextEntityTag, randomBase62 } from "@/lib/platform/secret";
import type { Region } from "@/prisma/generated/client";
import type { Actor } from "./actor";
import { change, siteChain, type Tx } from "./change";
import { checked, requireMatch } from "./checked";
import { difference } from "./history";
import { writeRegistryFiles } from "./registry-files";
import { forbidden, notFound, ServiceError } from "./service-error";

/** A region as site administrators set it. Its webhook secret is not among it. */
export type RegionSettings = z.output<typeof CreateRegion> & {
  webhookRotatedAt: Date | null;
  /** Whether the secret before the last rotation is still taken. */
  previousSecretValid: boolean;
  /** When its registry last sent an event. */
  lastEventAt: Date | null;
  entityTag: string;
};

/** @throws forbidden to everyone but site administrators */
export const requireSiteAdministrator = (actor: Actor): void => {
  if (!actor.siteAdministrator)
    throw forbidden("Regions belong to the whole site: only its administrators change them.");
};

/** @throws forbidden */
export const listRegionSettings = async (actor: Actor): Promise<RegionSettings[]> => {
  requireSiteAdministrator(actor);
  const rows = await runtime().prisma.region.findMany({ orderBy: [{ position: "asc" }, { id: "asc" }] });
  return rows.map(settingsOf);
};

/** @throws forbidden, not-found */
export const getRegionSettings = async (actor: Actor, id: string): Promise<RegionSettings> => {
  requireSiteAdministrator(actor);
  const row = await runtime().prisma.region.findUnique({ where: { id } });
  if (!row) throw notFound("region");
  return settingsOf(row);
};

/** @throws forbidden, invalid, conflict (the field whose value another region has) */
export const createRegion = async (actor: Actor, input: CreateRegion): Promise<RegionSettings> => {
  requireSiteAdministrator(actor);
  const wanted = checked(CreateRegion, input);
  const row = await change(actor, siteChain, async (tx, record) => {
    const regions = await tx.region.findMany();
    requireFree(regions, wanted);
    const made = await insertRegion(tx, wanted, nextPosition(regions));
    await record({ action: "region.create", target: targetOf(made), after: auditOf(made) });
    return made;
  });
  await followRegions();
  return settingsOf(row);
};

/**
 * Replaces a region's settings. Registries keep what their configuration says, so a changed service needs
 * theirs changed too.
 * @throws forbidden, not-found, invalid, conflict, stale
 */
export const updateRegion = async (
  actor: Actor,
  id: string,
  input: UpdateRegion,
  ifMatch?: string,
): Promise<RegionSettings> => {
  requireSiteAdministrator(actor);
  const wanted = checked(UpdateRegion, input);
  const row = await change(actor, siteChain, async (tx, record) => {
    const regions = await tx.region.findMany();
    const before = regions.find((region) => region.id === id);
    if (!before) throw notFound("region");
    requireMatch(ifMatch, before.entityTag);
    requireFree(
      regions.filter((region) => region !== before),
      { ...wanted, id },
    );
    const changed = difference(auditOf(before), auditOf({ ...before, ...wanted }));
    if (!changed) return before;
    const after = await tx.region.update({
      where: { id },
      data: { ...wanted, entityTag: nextEntityTag(before.entityTag) },
    });
    await record({
      action: "region.update",
      target: targetOf(after),
      before: changed.before,
      after: changed.after,
    });
    return after;
  });
  await followRegions();
  return settingsOf(row);
};

/**
 * Adds those of IBM Cloud's regions whose id, former name, host and service no region has yet; the others
 * stay as they are.
 * @returns the ids that were added, and those that were left
 */
export const importIbmCloudRegions = async (actor: Actor): Promise<{ added: string[]; kept: string[] }> => {
  requireSiteAdministrator(actor);
  const added = await change(actor, siteChain, async (tx, record) => {
    const regions = await tx.region.findMany();
    const free = ibmCloudRegions.filter((region) => takenField(regions, region) === null);
    for (const [index, region] of free.entries()) {
      const wanted = CreateRegion.parse({ ...region, url: `https://${region.host}` });
      const made = await insertRegion(tx, wanted, nextPosition(regions) + index);
      await record({ action: "region.create", target: targetOf(made), after: auditOf(made) });
    }
    return free.map((region) => region.id);
  });
  await followRegions();
  return { added, kept: ibmCloudRegions.map(({ id }) => id).filter((id) => !added.includes(id)) };
};

const insertRegion = (tx: Tx, wanted: z.output<typeof CreateRegion>, position: number): Promise<Region> => {
  const { secrets, clock } = runtime();
  const webhookSecret = new Uint8Array(secrets.encrypt(randomBase62(40), `webhook ${wanted.id}`));
  return tx.region.create({
    data: { ...wanted, position, webhookSecret, createdAt: clock.now(), entityTag: nextEntityTag() },
  });
};

/** The change stands by then: files that can't be written now are written by the hourly upkeep. */
export const followRegions = async (): Promise<void> => {
  await writeRegistryFiles().catch((error: Error) =>
    runtime().log.error(
      { err: error.message },
      "the registries' files could not be written; it is tried again within the hour",
    ),
  );
};

type Named = Pick<Region, "id" | "formerName" | "host" | "service">;

/** The first field whose value another region has; ids and former names are one space of names. */
const takenField = (
  regions: readonly Named[],
  wanted: Named,
): "id" | "formerName" | "host" | "service" | null => {
  const names = regions.flatMap((region) => [region.id, region.formerName]);
  if (names.includes(wanted.id)) return "id";
  if (wanted.formerName && (wanted.formerName === wanted.id || names.includes(wanted.formerName)))
    return "formerName";
  if (regions.some((region) => region.host === wanted.host)) return "host";
  return regions.some((region) => region.service === wanted.service) ? "service" : null;
};

/** @throws ServiceError conflict */
const requireFree = (others: readonly Named[], wanted: Named): void => {
  const field = takenField(others, wanted);
  if (!field) return;
  const message = `${field} is ${JSON.stringify(wanted[field])}, which another region has.`;
  throw new ServiceError("conflict", message, { field, reason: "region-taken" });
};

const nextPosition = (regions: readonly Region[]): number =>
  Math.max(-1, ...regions.map((region) => region.position)) + 1;

const targetOf = ({ id, name }: Region) => ({ type: "region", id, name });

const auditOf = (region: z.output<typeof CreateRegion>) => ({
  former_name: region.formerName,
  name: region.name,
  name_de: region.nameDe,
  host: region.host,
  url: region.url,
  service: region.service,
  token_ttl_seconds: region.tokenTtlSeconds,
  offline_token: region.offlineToken,
});

const settingsOf = (row: Region): RegionSettings => ({
  id: row.id,
  formerName: row.formerName,
  name: row.name,
  nameDe: row.nameDe,
  host: row.host,
  url: row.url,
  service: row.service,
  tokenTtlSeconds: row.tokenTtlSeconds,
  offlineToken: row.offlineToken,
  webhookRotatedAt: row.webhookRotatedAt,
  previousSecretValid: row.webhookSecretPrevious !== null,
  lastEventAt: row.lastEventAt,
  entityTag: row.entityTag,
});
