import { stringify } from "yaml";

/** CNCF Distribution 2.x (Debian's, `registry:2`) or 3.x (`registry:3`). */
export type RegistryGeneration = "2" | "3";

export type RegistryPlace = {
  region: { id: string; service: string };
  /** The portal's public URL: token realm and issuer. */
  portalUrl: string;
  /** Where the registry sends its notifications to. */
  eventsUrl: string;
  /** Absolute path of the CA bundle where the registry runs. */
  bundleFile: string;
  storageDir: string;
  /** What the registry listens on, `host:port`. */
  address: string;
  /** Signs the registry's upload states; the same on every replica of one registry. */
  httpSecret: string;
  webhookSecret: string;
};

/**
 * The whole configuration of a region's registry. Both generations trust the authority by `rootcertbundle`,
 * so that signing keys rotate without a restart; 3.x needs ES256 allowed beside it.
 * Blob events aren't left out by media type: that would drop mounts too.
 * @see https://distribution.github.io/distribution/about/configuration/
 */
export const registryConfig = (place: RegistryPlace, generation: RegistryGeneration): string =>
  stringify(
    {
      version: 0.1,
      // At "info" 2.x prints the notification's secret when it starts.
      log: { level: "warn" },
      storage: {
        filesystem: { rootdirectory: place.storageDir },
        delete: { enabled: true },
        cache: { blobdescriptor: "inmemory" },
      },
      http: { addr: place.address, secret: place.httpSecret, relativeurls: true },
      auth: {
        token: {
          realm: `${place.portalUrl}/oauth/token`,
          service: place.region.service,
          issuer: place.portalUrl,
          rootcertbundle: place.bundleFile,
          ...(generation === "3" ? { signingalgorithms: ["ES256"] } : {}),
        },
      },
      notifications: {
        endpoints: [
          {
            name: "wharfkey",
            url: place.eventsUrl,
            headers: { Authorization: [`Bearer ${place.webhookSecret}`] },
            timeout: "1s",
            threshold: 3,
            backoff: "2s",
          },
        ],
      },
    },
    { lineWidth: 0 },
  );
