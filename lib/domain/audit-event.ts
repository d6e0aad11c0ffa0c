import canonicalize from "canonicalize";

/** One change of anything, as `/api/v1/audit` gives it. */
export type AuditItem = {
  /** From 1, without gaps, in the account's chain or the site's. */
  seq: number;
  /** ISO 8601, UTC. */
  at: string;
  actor: { iam_id: string; name: string; apikey_id?: string };
  action: string;
  target: { type: string; id: string; name: string };
  before: unknown;
  after: unknown;
  correlation_id: string;
  ip: string;
  prev_hash: string;
  hash: string;
};

export type AuditPayload = Omit<AuditItem, "prev_hash" | "hash">;

/** SHA-256 of the text's UTF-8 bytes as lower-case hex: an argument, since this folder has no crypto. */
export type Sha256Hex = (text: string) => string;

/** `prev_hash` of a chain's first item. */
export const firstPrevHash = "0".repeat(64);

/** Everything that the hash covers besides the hash before it. Unknown fields are covered too. */
export function auditPayload<Item extends AuditPayload>(item: Item): Omit<Item, "prev_hash" | "hash"> {
  const { prev_hash: _, hash: __, ...payload } = item as Item & Partial<AuditItem>;
  return payload as Omit<Item, "prev_hash" | "hash">;
}

/** The one byte form of a JSON value. Throws a TypeError for what JSON can't say. @see RFC 8785 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("not a JSON value");
  return text;
}

/** `hash` of an item: SHA-256 over `prev_hash` followed by the canonical form of all other fields. */
export function auditHash(item: AuditPayload, prevHash: string, sha256Hex: Sha256Hex): string {
  return sha256Hex(prevHash + canonicalJson(auditPayload(item)));
}
