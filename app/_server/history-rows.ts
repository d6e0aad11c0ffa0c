import type { HistoryRow } from "@/components/history-list";
import type { HistoryEntry } from "@/lib/services/history";
import { namedHistory } from "@/lib/services/named-history";

/** The life of a key or service ID for HistoryList. */
export const historyRows = async (entries: readonly HistoryEntry[]): Promise<HistoryRow[]> =>
  (await namedHistory(entries)).map(({ timestamp, action, params, message, by }) => ({
    at: timestamp,
    action,
    fields: params,
    message,
    by,
  }));
