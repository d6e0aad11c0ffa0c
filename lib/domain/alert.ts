export const alertKinds = [
  "key-expires",
  "key-unused",
  "key-new-origin",
  "key-leaked",
  "key-notice",
  "denials-spike",
  "registry-silent",
  "audit-broken",
  "audit-checkpoint",
] as const;
export type AlertKind = (typeof alertKinds)[number];

/** For machines: it goes to the webhook alone, never to a person or Slack. */
export const isForMachines = (kind: AlertKind): boolean => kind === "audit-checkpoint";

/** An account's alerts, or those of the site, which registries belong to. */
export const alertScopes = ["account", "site"] as const;
export type AlertScope = (typeof alertScopes)[number];

/** Which kinds are raised there. */
export const kindsOf = (scope: AlertScope): readonly AlertKind[] =>
  scope === "site"
    ? ["registry-silent", "audit-broken", "audit-checkpoint"]
    : alertKinds.filter((kind) => kind !== "registry-silent");

const dayMs = 86_400_000;
export const expiryThresholdDays = [30, 7, 1] as const;

/**
 * Which warning a key's end calls for now: the nearest of 30, 7 and 1 days that has been reached; null before
 * that, once it has ended, and where the key was made for a shorter time than that.
 */
export function expiryWarning(
  key: { createdAt: Date; expiresAt: Date },
  now: Date,
): (typeof expiryThresholdDays)[number] | null {
  const leftMs = key.expiresAt.getTime() - now.getTime();
  if (leftMs <= 0) return null;
  const reached = expiryThresholdDays.findLast((days) => leftMs <= days * dayMs);
  if (reached === undefined) return null;
  return key.expiresAt.getTime() - key.createdAt.getTime() > reached * dayMs ? reached : null;
}

/**
 * Whether denials of a quarter of an hour are a spike: at least `minimum`, and five times what a quarter had on
 * average in the day before.
 */
export function isDenialSpike(recent: number, dayBefore: number, minimum: number): boolean {
  return recent >= minimum && recent > 5 * (dayBefore / 96);
}

/** A key must be known for a day from elsewhere before another network or client is news. */
export function isNewOrigin(at: Date, knownSince: Date | null): boolean {
  return knownSince !== null && at.getTime() - knownSince.getTime() >= dayMs;
}

/** Minutes to wait after so many failed attempts; null when it is given up. */
export function retryMinutes(attempts: number): number | null {
  return [1, 5, 30, 120, 480, 1440][attempts - 1] ?? null;
}
