import type { Prisma } from "@/prisma/generated/client";
import type { Actor } from "./actor";

/** One step in the life of a key or service ID, as the IAM API shows it. `timestamp` is ISO 8601. */
export type HistoryEntry = {
  timestamp: string;
  iam_id: string;
  iam_id_account: string;
  action: string;
  params: string[];
  message: string;
};

/** The audit keeps everything; a row keeps its newest steps. */
const entriesMax = 50;

/** The history with one more entry; the oldest leave. */
export const withHistory = (
  previous: Prisma.JsonValue,
  actor: Actor,
  now: Date,
  action: string,
  message: string,
  params: string[] = [],
): HistoryEntry[] => [
  ...readHistory(previous).slice(1 - entriesMax),
  {
    timestamp: now.toISOString(),
    iam_id: actor.iamId,
    iam_id_account: actor.accountId,
    action,
    params,
    message,
  },
];

export const readHistory = (value: Prisma.JsonValue): HistoryEntry[] =>
  Array.isArray(value) ? (value as HistoryEntry[]) : [];

/** Only what differs, for an audit entry; null when nothing does. */
export const difference = (
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): { before: Record<string, unknown>; after: Record<string, unknown>; fields: string[] } | null => {
  const fields = Object.keys(after).filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
  if (fields.length === 0) return null;
  const pick = (from: Record<string, unknown>) =>
    Object.fromEntries(fields.map((field) => [field, from[field] ?? null]));
  return { before: pick(before), after: pick(after), fields };
};
