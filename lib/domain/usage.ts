import type { Client } from "./client";
import type { DenialReason } from "./denial";
import type { CredentialKind } from "./username";

export const usageActions = ["login", "token", "pull", "push", "mount", "delete"] as const;
export const usageOutcomes = ["granted", "reduced", "denied"] as const;
export const usageSources = ["portal", "registry"] as const;

/** What is counted, apart from the others: rows of a repeated attempt never, over-limit rows by their `count`. */
export const usageMetrics = ["pulls", "pushes", "deletes", "logins", "tokens", "denials"] as const;

export type UsageMetric = (typeof usageMetrics)[number];

/** By what uses are compared, in the order it is shown. */
export const usageDimensions = [
  "region",
  "client",
  "namespace",
  "key",
  "identity",
  "repository",
  "address",
] as const;

export type UsageDimension = (typeof usageDimensions)[number];
export type UsageAction = (typeof usageActions)[number];
export type UsageOutcome = (typeof usageOutcomes)[number];
export type UsageSource = (typeof usageSources)[number];

/** One use of a credential, as `/api/v1/usage` gives it: a credential request, or an event that a registry sent. */
export type UsageRow = {
  id: string;
  /** ISO 8601, UTC. */
  at: string;
  source: UsageSource;
  action: UsageAction;
  outcome: UsageOutcome;
  /** The code of the rule that denied or reduced; null when all was granted. */
  reason: string | null;
  apikey_id: string | null;
  iam_id: string | null;
  account_id: string | null;
  region: string | null;
  /** Of the first repository scope, as is `repository` (whole name). */
  namespace: string | null;
  repository: string | null;
  tag: string | null;
  digest: string | null;
  /** Scopes, each `type:name:actions`. */
  requested: string[];
  granted: string[];
  username: CredentialKind | "other" | null;
  client: Client;
  user_agent: string;
  ip: string;
  /** The registry token's `jti`; null when denied or from the registry. */
  token_id: string | null;
  request_id: string | null;
  /** The row that this one repeats (containerd's second attempt); such a row is not counted. */
  repeat_of: string | null;
  /** How many requests the row stands for: more than one only beyond the rate limit. */
  count: number;
};

/** A row with what only its account's people see: the rule that denied it, and whose it is. */
export type UsageItem = UsageRow & {
  /** Null where no policy decided. */
  detail: DenialReason | null;
  keyName: string | null;
  ownerName: string | null;
  /** `ServiceId-…` where the key is a service ID's. */
  serviceId: string | null;
};

const unlisted = ["account_id", "namespace", "granted", "username", "token_id", "serviceId"] as const;

/** What lists show of a use: its panel has the rest. */
export type ListedUse = Omit<UsageItem, (typeof unlisted)[number]>;

/** A use without what no list shows: a page would carry it dozens of times. */
export function listedUse(item: UsageItem): ListedUse {
  return Object.fromEntries(
    Object.entries(item).filter(([name]) => !(unlisted as readonly string[]).includes(name)),
  ) as ListedUse;
}

export function isUsageAction(value: string): value is UsageAction {
  return (usageActions as readonly string[]).includes(value);
}

export function isUsageOutcome(value: string): value is UsageOutcome {
  return (usageOutcomes as readonly string[]).includes(value);
}

/** Names a row by when it was and its id, which together find it at once: `m8x1k2c0.3f1c…`. */
export function usageRef({ at, id }: Pick<UsageRow, "at" | "id">): string {
  return `${Date.parse(at).toString(36)}.${id}`;
}

/** Reads what usageRef wrote; null for anything else. */
export function readUsageRef(text: string): { at: Date; id: string } | null {
  const [, at = "", id = ""] =
    /^([0-9a-z]{1,9})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text) ?? [];
  return id ? { at: new Date(Number.parseInt(at, 36)), id } : null;
}
