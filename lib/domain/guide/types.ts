import type { Words } from "../snippets/types";

export type { Words } from "../snippets/types";

/** Texts may hold `code`, *names of things on a page* and links as [words](/path); nothing else. */
export type Block =
  | { kind: "text" | "tip"; text: Words }
  | { kind: "list"; items: readonly Words[] }
  | { kind: "command"; label: Words; lines: string }
  | { kind: "table"; label: Words; head: readonly Words[]; rows: readonly (readonly Words[])[] };

export type Section = { id: string; level: 2 | 3; title: Words; blocks: readonly Block[] };

export type GuideRegion = {
  id: string;
  formerName: string | null;
  name: string;
  nameDe: string;
  host: string;
  /** Whether its registry speaks TLS. */
  secure: boolean;
};

/** Whom the guide is for: its commands name their own places. */
export type GuideContext = {
  portalUrl: string;
  /** At least one, in the account's order. */
  regions: readonly GuideRegion[];
  /** The account's namespaces that the reader reaches. */
  namespaces: readonly { region: string; name: string }[];
  /** The reader's keys, newest first: name, service ID's name (null for a personal one), address of the key's page. */
  keys: readonly { name: string; serviceId: string | null; href: string }[];
};
