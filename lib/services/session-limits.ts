import type { Account } from "@/prisma/generated/client";
import type { Tx } from "./change";

export type SessionLimits = { idleSeconds: number; absoluteSeconds: number; countMax: number | null };

/** Idle 8 h, absolute 7 days, where no account says less. @see docs/decisions/005-a-session-is-a-row.md */
export const sessionLimits: SessionLimits = {
  idleSeconds: 8 * 3600,
  absoluteSeconds: 7 * 86_400,
  countMax: null,
};

/** An account's columns that limit its people's sessions. */
export const limitColumns = {
  sessionTtlSeconds: true,
  sessionIdleSeconds: true,
  sessionCountMax: true,
} as const;

const least = (values: (number | null)[]): number | null =>
  values.reduce(
    (least, value) => (least === null || (value !== null && value < least) ? value : least),
    null,
  );

/** The strictest limits of the accounts that a person belongs to: a session may act in any of them. */
export const strictest = (accounts: Pick<Account, keyof typeof limitColumns>[]): SessionLimits => {
  const { idleSeconds, absoluteSeconds } = sessionLimits;
  return {
    idleSeconds: least(accounts.map((one) => one.sessionIdleSeconds)) ?? idleSeconds,
    absoluteSeconds: least(accounts.map((one) => one.sessionTtlSeconds)) ?? absoluteSeconds,
    countMax: least(accounts.map((one) => one.sessionCountMax)),
  };
};

/** A person's limits. */
export const limitsOf = async (db: Pick<Tx, "membership">, userId: string): Promise<SessionLimits> => {
  const where = { userId };
  const rows = await db.membership.findMany({ where, select: { account: { select: limitColumns } } });
  return strictest(rows.map(({ account }) => account));
};

export const ago = (now: Date, seconds: number): Date => new Date(now.getTime() - seconds * 1000);

/** Rows that still hold: not revoked, not idle for too long, not too old. */
export const holding = (now: Date, { idleSeconds, absoluteSeconds }: SessionLimits) => ({
  revokedAt: null,
  lastSeenAt: { gt: ago(now, idleSeconds) },
  createdAt: { gt: ago(now, absoluteSeconds) },
});
