"use client";

import { useEffect, useState } from "react";
import { type LiveUse, mergeUses } from "@/lib/domain/live-use";

export type Live = {
  apikeyId: string;
  /** The newest ones, oldest first. */
  uses: readonly LiveUse[];
  /** `paused`: the stream broke and is tried again. `stopped`: it ended by itself after a while. */
  connection: "open" | "paused" | "stopped";
  resume: () => void;
};

const keptUses = 10;
const retryMs = 10_000;
/** A page left open must not keep its session alive for ever. */
const listenMs = 30 * 60_000;

/**
 * A key's newest uses, kept current by server-sent events. Only a page that is seen holds a stream: one in the
 * background gives it up, and reads what it missed when it comes back.
 * @param known what the server has rendered already
 */
export function useLiveUses(apikeyId: string, known: readonly LiveUse[] = []): Live {
  const [uses, setUses] = useState<readonly LiveUse[]>(() => mergeUses([], known, keptUses));
  const [connection, setConnection] = useState<Live["connection"]>("open");
  const [round, setRound] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round listens again
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
        const use = JSON.parse(data) as LiveUse;
        setUses((before) => mergeUses(before, [use], keptUses));
      });
      source.addEventListener("error", () => {
        close();
        setConnection("paused");
        retry = setTimeout(open, retryMs);
      });
    };
    const onVisibility = () => (document.hidden ? close() : open());
    const end = () => {
      close();
      document.removeEventListener("visibilitychange", onVisibility);
    };
    const stop = setTimeout(() => {
      end();
      setConnection("stopped");
    }, listenMs);
    document.addEventListener("visibilitychange", onVisibility);
    open();
    return () => {
      clearTimeout(stop);
      end();
    };
  }, [apikeyId, round]);

  const resume = () => {
    setConnection("open");
    setRound(round + 1);
  };
  return { apikeyId, uses, connection, resume };
}
