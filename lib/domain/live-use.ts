import type { UsageItem } from "./usage";

/**
 * Logins that had a key's beginning and a wrong secret: how many so far, and whence the newest came. They are no
 * uses of the key.
 */
export type FailedAttempts = {
  count: number;
  /** ISO 8601, UTC. */
  at: string;
  ip: string | null;
  /** "docker 27.3.1"; "unknown" where its User-Agent says nothing. */
  client: string | null;
  /** Region id; null where no registry was named. */
  region: string | null;
};

export type LiveState =
  | { kind: "waiting" }
  | { kind: "verified"; use: UsageItem }
  | { kind: "denied"; use: UsageItem }
  | { kind: "failed"; failed: FailedAttempts };

/**
 * What a key's newest uses (oldest first) and failed attempts say: the newest of all decides. A verified state
 * keeps naming the first login (else the newest use) since the last denial or failure, so that its words don't
 * change with every pull.
 */
export function liveState(uses: readonly UsageItem[], failed: FailedAttempts | null): LiveState {
  const counted = uses.filter((use) => use.repeat_of === null);
  const newest = counted.at(-1);
  if (failed && (!newest || failed.at > newest.at)) return { kind: "failed", failed };
  if (!newest) return { kind: "waiting" };
  if (newest.outcome === "denied") return { kind: "denied", use: newest };
  const since = counted.slice(
    counted.findLastIndex((use) => use.outcome === "denied" || (failed && use.at <= failed.at)) + 1,
  );
  return { kind: "verified", use: since.find((use) => use.action === "login") ?? newest };
}

/** Earlier uses with later ones, each once, oldest first, at most the newest `max`. */
export function mergeUses(
  known: readonly UsageItem[],
  added: readonly UsageItem[],
  max: number,
): UsageItem[] {
  const byId = new Map([...known, ...added].map((use) => [use.id, use]));
  return [...byId.values()].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).slice(-max);
}

/**
 * The region whose registry the same login works with, when a denial comes from the wrong host or the wrong
 * username; null when another command doesn't help.
 */
export function correctedRegion({ reason, region, detail }: UsageItem): string | null {
  if (reason === "wrong-username") return region;
  const elsewhere = detail?.code === "wrong-region" || detail?.code === "no-namespace";
  return (elsewhere && detail.coveredRegions?.[0]) || null;
}
