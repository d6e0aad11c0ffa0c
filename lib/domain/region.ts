/** A place with a registry of its own. Ids are those that IBM Cloud uses today. */
export type Region = {
  id: string;
  /** What the region was called before; accepted wherever a region is named. */
  formerName: string | null;
  /** English display name. */
  name: string;
  nameDe: string;
  /** What people type after `docker login`: host name, with a port where it is not the scheme's own. */
  host: string;
  /** The registry's `service`: the `aud` of its tokens, so unique. */
  service: string;
};

type Place = Omit<Region, "host" | "service"> & { short: string };

const jpTok = {
  id: "jp-tok",
  formerName: "ap-north",
  name: "Asia Pacific North",
  nameDe: "Asien-Pazifik (Norden)",
  short: "jp",
};
const auSyd = {
  id: "au-syd",
  formerName: "ap-south",
  name: "Asia Pacific South",
  nameDe: "Asien-Pazifik (Süden)",
  short: "au",
};
const euDe = {
  id: "eu-de",
  formerName: "eu-central",
  name: "Central Europe",
  nameDe: "Mitteleuropa",
  short: "de",
};
const euGb = {
  id: "eu-gb",
  formerName: "uk-south",
  name: "UK South",
  nameDe: "Großbritannien (Süden)",
  short: "uk",
};
const usSouth = {
  id: "us-south",
  formerName: null,
  name: "US South",
  nameDe: "Vereinigte Staaten (Süden)",
  short: "us",
};

const demoPlaces: readonly Place[] = [jpTok, auSyd, euDe, euGb, usSouth];

const ibmCloudPlaces: readonly Place[] = [
  auSyd,
  { id: "br-sao", formerName: null, name: "São Paulo", nameDe: "São Paulo", short: "br" },
  { id: "ca-mon", formerName: null, name: "Montreal", nameDe: "Montreal", short: "ca2" },
  { id: "ca-tor", formerName: null, name: "Toronto", nameDe: "Toronto", short: "ca" },
  euDe,
  { id: "eu-es", formerName: null, name: "Madrid", nameDe: "Madrid", short: "es" },
  euGb,
  { id: "in-che", formerName: null, name: "Chennai", nameDe: "Chennai", short: "in" },
  { id: "in-mum", formerName: null, name: "Mumbai", nameDe: "Mumbai", short: "in2" },
  { id: "jp-osa", formerName: null, name: "Osaka", nameDe: "Osaka", short: "jp2" },
  jpTok,
  usSouth,
];

/** The five regions of the demo, registries on consecutive ports from `firstPort`: jp, au, de, uk, us. */
export function demoRegions(firstPort: number): Region[] {
  return demoPlaces.map(({ short, ...place }, index) => ({
    ...place,
    host: `localhost:${firstPort + index}`,
    service: `${short}.registry`,
  }));
}

/** IBM Cloud's twelve regional registries and the global one. The service is the host, which is unique. */
export const ibmCloudRegions: Region[] = [
  { id: "global", formerName: null, name: "Global", nameDe: "Global", host: "icr.io", service: "icr.io" },
  ...ibmCloudPlaces.map(({ short, ...place }) => ({
    ...place,
    host: `${short}.icr.io`,
    service: `${short}.icr.io`,
  })),
];

/** The id of the region that `value` names by its id or its former name; undefined when there is none. */
export function resolveRegionId(
  value: string,
  regions: readonly { id: string; formerName: string | null }[],
): string | undefined {
  const byId = regions.find((region) => region.id === value);
  return (byId ?? regions.find((region) => region.formerName === value))?.id;
}

/** Clients speak plain http with registries of the same machine alone. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|127\.[\d.]+|\[::1\])(?::\d+)?$/.test(host);
}
