import { type DenialReason, denialReasonOf } from "./denial";
import type { UsageRow } from "./usage";

/** A use as a page shows it the moment it happens. */
export type LiveUse = Pick<
  UsageRow,
  | "id"
  | "at"
  | "source"
  | "action"
  | "outcome"
  | "reason"
  | "region"
  | "repository"
  | "tag"
  | "client"
  | "ip"
  | "request_id"
  | "repeat_of"
> & { detail: unknown };

export type LiveState =
  | { kind: "waiting" }
  | { kind: "verified"; use: LiveUse }
  | { kind: "denied"; use: LiveUse };

/**
 * What a key's newest uses say, oldest first: the newest one decides. A verified state keeps naming the first
 * login (else the first use) since the last denial, so that its words don't change with every pull.
 */
export function liveState(uses: readonly LiveUse[]): LiveState {
  const counted = uses.filter((use) => use.repeat_of === null);
  const newest = counted.at(-1);
  if (!newest) return { kind: "waiting" };
  if (newest.outcome === "denied") return { kind: "denied", use: newest };
  const since = counted.slice(counted.findLastIndex((use) => use.outcome === "denied") + 1);
  return { kind: "verified", use: since.find((use) => use.action === "login") ?? newest };
}

/** Earlier uses with later ones, each once, oldest first, at most the newest `max`. */
export function mergeUses(known: readonly LiveUse[], added: readonly LiveUse[], max: number): LiveUse[] {
  const byId = new Map([...known, ...added].map((use) => [use.id, use]));
  return [...byId.values()].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).slice(-max);
}

/**
 * The region whose registry the same command works with, when a denial comes from the wrong host or the wrong
 * username; null when another command doesn't help.
 */
export function correctedRegion(use: Pick<LiveUse, "reason" | "region" | "detail">): string | null {
  if (use.reason === "wrong-username") return use.region;
  const reason: DenialReason | null = denialReasonOf(use.detail);
  const elsewhere = reason?.code === "wrong-region" || reason?.code === "no-namespace";
  return (elsewhere && reason.coveredRegions?.[0]) || null;
}
