import { type AuditItem, auditHash, firstPrevHash, type Sha256Hex } from "./audit-event";

/** A number and its hash that are known from elsewhere: a checkpoint, or where an earlier walk ended. */
export type ChainPlace = { seq: number; hash: string };

export type ChainProblem = {
  /** Where it is: the item, or the one that should have come. */
  seq: number;
  /**
   * `hash`: not what was written. `link`: doesn't follow the one before it. `gap`: missing, doubled or out of
   * order. `checkpoint`: another one than the checkpoint's. `cut`: the checkpoint is beyond the end.
   */
  problem: "hash" | "link" | "gap" | "checkpoint" | "cut";
};

/**
 * Follows a chain one item at a time, so its length doesn't matter to memory. `next` and `end` answer with the
 * first problem, or null; after a problem there is nothing more to ask.
 */
export type ChainWalk = {
  next(item: AuditItem): ChainProblem | null;
  end(): ChainProblem | null;
  /** What has been followed: from the first item to the last. */
  walked(): { first: number; last: ChainPlace; count: number };
};

/**
 * @param from the place before the first item; without it the walk takes the first item's word for what came
 * before, unless that is number 1
 * @param places from checkpoints, one for a number, by rising number; those before the walk's beginning aren't met
 */
export function chainWalk(
  sha256Hex: Sha256Hex,
  { from, places = [] }: { from?: ChainPlace; places?: readonly ChainPlace[] } = {},
): ChainWalk {
  let previous = from;
  let first = 0;
  let count = 0;
  const expected = new Map(places.map(({ seq, hash }) => [seq, hash]));
  const meets = ({ seq, hash }: ChainPlace): ChainProblem | null => {
    const known = expected.get(seq);
    return known === undefined || known === hash ? null : { seq, problem: "checkpoint" };
  };
  return {
    next(item) {
      if (count === 0) {
        first = item.seq;
        previous ??= item.seq === 1 ? { seq: 0, hash: firstPrevHash } : before(item);
        const wrong = meets(previous);
        if (wrong) return wrong;
      }
      const { seq, hash } = previous as ChainPlace;
      if (item.seq !== seq + 1) return { seq: seq + 1, problem: "gap" };
      if (item.prev_hash !== hash) return { seq: item.seq, problem: "link" };
      if (item.hash !== rightHash(item, sha256Hex)) return { seq: item.seq, problem: "hash" };
      previous = { seq: item.seq, hash: item.hash };
      count++;
      return meets(previous);
    },
    end() {
      const last = previous?.seq ?? 0;
      const beyond = places.find(({ seq }) => seq > last);
      return beyond ? { seq: last + 1, problem: "cut" } : null;
    },
    walked: () => ({ first, last: previous ?? { seq: 0, hash: firstPrevHash }, count }),
  };
}

const before = (item: AuditItem): ChainPlace => ({ seq: item.seq - 1, hash: item.prev_hash });

/** What has no canonical form (half a surrogate pair, say) has no right hash either. */
function rightHash(item: AuditItem, sha256Hex: Sha256Hex): string | null {
  try {
    return auditHash(item, item.prev_hash, sha256Hex);
  } catch {
    return null;
  }
}

export type ChainCheck = { ok: true; count: number } | ({ ok: false } & ChainProblem);

/** Follows items that are at hand. Without `from` the chain must begin at its beginning. */
export function verifyChain(
  items: Iterable<AuditItem>,
  sha256Hex: Sha256Hex,
  from: ChainPlace = { seq: 0, hash: firstPrevHash },
): ChainCheck {
  const walk = chainWalk(sha256Hex, { from });
  for (const item of items) {
    const found = walk.next(item);
    if (found) return { ok: false, ...found };
  }
  return { ok: true, count: walk.walked().count };
}
