import { snippetFor } from "../snippets/catalogue";
import type { Snippet, SnippetInput } from "../snippets/types";
import type { GuideContext, GuideRegion, Words } from "./types";

/** What the reader's commands name. */
export type Places = {
  region: GuideRegion;
  namespace: string;
  /** What runs with the key. */
  app: string;
  /** `HOST/NAMESPACE/REPOSITORY`. */
  image: string;
  /** A second region, for what is done in several; the same where there is one. */
  otherRegion: GuideRegion;
  snippet: (tool: string, changes?: Partial<SnippetInput>) => Snippet;
};

export const say = (en: string, de = en): Words => ({ en, de });

/** A name without what would end the code or the link that it stands in. */
export const plain = (name: string): string => name.replace(/[[\]`()]/g, "");

/** The first region in which the reader has a namespace, that namespace, and the first service ID with a key as app. */
export function places({ regions, namespaces, portalUrl, keys }: GuideContext): Places {
  const region = regions.find(({ id }) => namespaces.some((one) => one.region === id)) ?? regions[0];
  if (!region) throw new Error("a guide needs a region");
  const namespace = namespaces.find((one) => one.region === region.id)?.name ?? "NAMESPACE";
  const app = keys.flatMap(({ serviceId }) => serviceId ?? [])[0] ?? "APPNAME";
  const input: SnippetInput = {
    host: region.host,
    region,
    key: null,
    username: "iamapikey",
    image: `${namespace}/REPOSITORY`,
    app,
    portalUrl,
    secure: region.secure,
    literal: false,
    source: "paste",
  };
  return {
    region,
    namespace,
    app,
    image: `${region.host}/${namespace}/REPOSITORY`,
    otherRegion: regions.find(({ id }) => id !== region.id) ?? region,
    snippet: (tool, changes = {}) => {
      const snippet = snippetFor(tool, { ...input, ...changes });
      if (!snippet) throw new Error(`no tool ${tool}`);
      return snippet;
    },
  };
}
