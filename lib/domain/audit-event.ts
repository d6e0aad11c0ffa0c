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

export type ChainCheck =
  | { ok: true; count: number }
  | { ok: false; seq: number; problem: "hash" | "link" | "gap" };

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

/**
 * Checks that items follow each other unaltered. `start` is the item (or checkpoint) before the first one;
 * without it the chain must begin at its beginning. A cut-off tail isn't found: that takes a checkpoint.
 */
export function verifyChain(
  items: Iterable<AuditItem>,
  sha256Hex: Sha256Hex,
  start: { seq: number; hash: string } = { seq: 0, hash: firstPrevHash },
): ChainCheck {
  let previous = start;
  let count = 0;
  for (const item of items) {
    if (item.seq !== previous.seq + 1) return { ok: false, seq: previous.seq + 1, problem: "gap" };
    if (item.prev_hash !== previous.hash) return { ok: false, seq: item.seq, problem: "link" };
    if (item.hash !== hashOrNull(item, sha256Hex)) return { ok: false, seq: item.seq, problem: "hash" };
    previous = item;
    count++;
  }
  return { ok: true, count };
}

/** What has no canonical form (half a surrogate pair, say) has no right hash either. */
function hashOrNull(item: AuditItem, sha256Hex: Sha256Hex): string | null {
  try {
    return auditHash(item, item.prev_hash, sha256Hex);
  } catch {
    return null;
  }
}
