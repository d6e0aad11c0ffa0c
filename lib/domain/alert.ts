import { z } from "zod";

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

/** On without anyone's doing: what needs a person. The others begin when an administrator switches them on. */
const quiet: readonly AlertKind[] = ["key-unused", "key-new-origin", "audit-checkpoint"];

export type AlertSettings = {
  /** Which kinds are raised, and which of them also go to the account's webhook and Slack. */
  kinds: { [kind in AlertKind]: { on: boolean; webhook: boolean; slack: boolean } };
  /** A key is unused after so many days. */
  unusedDays: number;
  /** Fewer denials within 15 minutes are never a spike. */
  denialsMinimum: number;
};

/** Where a kind for machines goes is no choice. */
const placed = (kinds: AlertSettings["kinds"]): AlertSettings["kinds"] =>
  Object.fromEntries(
    alertKinds.map((kind) => [
      kind,
      isForMachines(kind) ? { on: kinds[kind].on, webhook: true, slack: false } : kinds[kind],
    ]),
  ) as AlertSettings["kinds"];

export const defaultAlertSettings: AlertSettings = {
  kinds: placed(
    Object.fromEntries(
      alertKinds.map((kind) => [kind, { on: !quiet.includes(kind), webhook: true, slack: true }]),
    ) as AlertSettings["kinds"],
  ),
  unusedDays: 90,
  denialsMinimum: 20,
};

/** What is stored, whatever is missing or has gone by its default. */
export function alertSettingsOf(stored: unknown): AlertSettings {
  const parsed = z
    .object({
      kinds: z.record(z.string(), z.object({ on: z.boolean(), webhook: z.boolean(), slack: z.boolean() })),
      unusedDays: z.number(),
      denialsMinimum: z.number(),
    })
    .partial()
    .safeParse(stored);
  const { kinds = {}, ...rest } = parsed.success ? parsed.data : {};
  const known = Object.fromEntries(alertKinds.flatMap((kind) => (kinds[kind] ? [[kind, kinds[kind]]] : [])));
  return {
    ...defaultAlertSettings,
    ...(Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as object),
    kinds: placed({ ...defaultAlertSettings.kinds, ...known }),
  };
}

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
