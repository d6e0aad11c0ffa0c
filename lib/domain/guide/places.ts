import { snippetFor } from "../snippets/catalogue";
import type { Snippet, SnippetInput } from "../snippets/types";
import type { GuideContext, GuideRegion, Words } from "./types";

/** What the reader's commands name. */
export type Places = {
  region: GuideRegion;
  namespace: string;
  /** `HOST/NAMESPACE/REPOSITORY`. */
  image: string;
  /** A second region, for what is done in several; the same where there is one. */
  otherRegion: GuideRegion;
  snippet: (tool: string, changes?: Partial<SnippetInput>) => Snippet;
};

export const say = (en: string, de = en): Words => ({ en, de });

/** The first region in which the reader has a namespace, and that namespace. */
export function places({ regions, namespaces, portalUrl }: GuideContext): Places {
  const region = regions.find(({ id }) => namespaces.some((one) => one.region === id)) ?? regions[0];
  if (!region) throw new Error("a guide needs a region");
  const namespace = namespaces.find((one) => one.region === region.id)?.name ?? "NAMESPACE";
  const input: SnippetInput = {
    host: region.host,
    key: null,
    username: "iamapikey",
    image: `${namespace}/REPOSITORY`,
    app: "APPNAME",
    portalUrl,
    secure: region.secure,
    literal: false,
    source: "paste",
  };
  return {
    region,
    namespace,
    image: `${region.host}/${namespace}/REPOSITORY`,
    otherRegion: regions.find(({ id }) => id !== region.id) ?? region,
    snippet: (tool, changes = {}) => {
      const snippet = snippetFor(tool, { ...input, ...changes });
      if (!snippet) throw new Error(`no tool ${tool}`);
      return snippet;
    },
  };
}
