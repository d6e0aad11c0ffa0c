import { runtime } from "@/lib/platform/runtime";
import { nextEntityTag, randomBase62 } from "@/lib/platform/secret";
import { Secret } from "@/lib/platform/secret-type";
import type { Region } from "@/prisma/generated/client";
import type { Actor } from "./actor";
import { change, siteChain, type Tx } from "./change";
import { ensureRecentSignIn } from "./recent-sign-in";
import { followRegions, type RegionSettings, requireSiteAdministrator } from "./region-settings";
import { type RegistryGeneration, registryConfig } from "./registry-config";
import { openWebhookSecret } from "./registry-files";
import { notFound } from "./service-error";

/**
 * A region's webhook secret, for its registry's configuration. The audit says who saw it.
 * @throws forbidden, sign-in-again, not-found
 */
export const revealWebhookSecret = async (actor: Actor, id: string): Promise<Secret> => {
  requireDangerous(actor);
  return change(actor, siteChain, async (tx, record) => {
    const region = await find(tx, id);
    await record({ action: "region.reveal-webhook-secret", target: targetOf(region) });
    return new Secret(openWebhookSecret(region));
  });
};

/**
 * Makes a new webhook secret. The one before it is taken until the next rotation, so that events go on while
 * the registry is configured anew; one older than that ends.
 * @throws forbidden, sign-in-again, not-found
 */
export const rotateWebhookSecret = async (actor: Actor, id: string): Promise<Secret> => {
  requireDangerous(actor);
  const { secrets, clock } = runtime();
  const value = randomBase62(40);
  await change(actor, siteChain, async (tx, record) => {
    const region = await find(tx, id);
    const now = clock.now();
    await tx.region.update({
      where: { id },
      data: {
        webhookSecret: new Uint8Array(secrets.encrypt(value, `webhook ${id}`)),
        webhookSecretPrevious: region.webhookSecret,
        webhookRotatedAt: now,
        entityTag: nextEntityTag(region.entityTag),
      },
    });
    await record({
      action: "region.rotate-webhook-secret",
      target: targetOf(region),
      before: { webhook_rotated_at: region.webhookRotatedAt?.toISOString() ?? null },
      after: { webhook_rotated_at: now.toISOString() },
    });
  });
  await followRegions();
  return new Secret(value);
};

/** Stands in a shown configuration where the webhook secret belongs. */
export const webhookSecretPlaceholder = "WEBHOOK-SECRET";

/** The configuration to paste for a region's registry, elsewhere than on this machine, without its secrets. */
export const pastedConfig = (
  actor: Actor,
  region: Pick<RegionSettings, "id" | "service">,
  generation: RegistryGeneration,
): string => {
  requireSiteAdministrator(actor);
  const portalUrl = runtime().config.url;
  return registryConfig(
    {
      region,
      portalUrl,
      eventsUrl: `${portalUrl}/registry/events/${region.id}`,
      bundleFile: "/etc/distribution/wharfkey-ca.pem",
      storageDir: "/var/lib/registry",
      address: ":5000",
      httpSecret: "ANY-RANDOM-TEXT",
      webhookSecret: webhookSecretPlaceholder,
    },
    generation,
  );
};

/** The authority's certificate for `rootcertbundle`, as PEM. */
export const authorityBundle = (_actor: Actor): string => runtime().signingKeys.authority();

const requireDangerous = (actor: Actor): void => {
  requireSiteAdministrator(actor);
  ensureRecentSignIn(actor);
};

const find = async (tx: Tx, id: string): Promise<Region> => {
  const region = await tx.region.findUnique({ where: { id } });
  if (!region) throw notFound("region");
  return region;
};

const targetOf = ({ id, name }: Region) => ({ type: "region", id, name });
