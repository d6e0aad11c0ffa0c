"use client";

import { useEffect, useState } from "react";
import { type FailedAttempts, mergeUses } from "@/lib/domain/live-use";
import type { UsageItem } from "@/lib/domain/usage";

export type Live = {
  /** The newest ones, oldest first. */
  uses: readonly UsageItem[];
  /** Logins with the key's beginning and a wrong secret. */
  failed: FailedAttempts | null;
  /** `paused`: the stream broke and is tried again. */
  connection: "open" | "paused";
};

const keptUses = 10;
const retryMs = 10_000;

type Known = { uses: readonly UsageItem[]; failed: FailedAttempts | null };

/**
 * A key's newest uses and failed attempts, kept current by server-sent events. Only a page that is seen holds a stream: one in the
 * background gives it up, and reads what it missed when it comes back.
 * @param known what the server has rendered already
 */
export function useLiveUses(apikeyId: string, known: Known = { uses: [], failed: null }): Live {
  const [uses, setUses] = useState<readonly UsageItem[]>(() => mergeUses([], known.uses, keptUses));
  const [failed, setFailed] = useState(known.failed);
  const [connection, setConnection] = useState<Live["connection"]>("open");

  useEffect(() => {
    let source: EventSource | undefined;
    let retry: ReturnType<typeof setTimeout> | undefined;
    const close = () => {
      clearTimeout(retry);
      source?.close();
      source = undefined;
    };
    const open = () => {
      close();
      if (document.hidden) return;
      source = new EventSource(`/api/v1/usage/stream?apikey_id=${encodeURIComponent(apikeyId)}`);
      source.addEventListener("open", () => setConnection("open"));
      source.addEventListener("use", ({ data }: MessageEvent<string>) => {
        const use = JSON.parse(data) as UsageItem;
        setUses((before) => mergeUses(before, [use], keptUses));
      });
      source.addEventListener("failed", ({ data }: MessageEvent<string>) => setFailed(JSON.parse(data)));
      source.addEventListener("error", () => {
        close();
        setConnection("paused");
        retry = setTimeout(open, retryMs);
      });
    };
    const onVisibility = () => (document.hidden ? close() : open());
    document.addEventListener("visibilitychange", onVisibility);
    open();
    return () => {
      close();
      document.removeEventListener("visibilitychange", onVisibility);
    };
  }, [apikeyId]);
  return { uses, failed, connection };
}
