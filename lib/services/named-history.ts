import { runtime } from "@/lib/platform/runtime";
import type { HistoryEntry } from "./history";
import { namesOf } from "./names";

export type NamedHistoryEntry = HistoryEntry & { by: string };

/** The history of something that the actor has read already, newest first, with the names of who did it. */
export const namedHistory = async (entries: readonly HistoryEntry[]): Promise<NamedHistoryEntry[]> => {
  const nameOf = await namesOf(
    runtime().prisma,
    entries.map((entry) => entry.iam_id),
  );
  return entries.toReversed().map((entry) => ({ ...entry, by: nameOf(entry.iam_id) }));
};
