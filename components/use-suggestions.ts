import { useEffect, useState } from "react";
import { withoutKeySecrets } from "@/lib/domain/key-secrets";

export type Suggestions<Suggestion> = {
  /** Of the last text that was answered. */
  found: readonly Suggestion[];
  /** Whether they are of another text than this one. */
  isAsking: boolean;
};

/**
 * What the portal finds for a text, a moment after the last letter; none where it can't be asked. Of a pasted API key
 * only the public id is told.
 * @param address ends where the text follows
 */
export function useSuggestions<Suggestion>(address: string, text: string): Suggestions<Suggestion> {
  const [answered, setAnswered] = useState({ text: "", found: [] as readonly Suggestion[] });
  useEffect(() => {
    if (text === "") return;
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      const asked = encodeURIComponent(withoutKeySecrets(text));
      const answer = await fetch(`${address}${asked}`, { signal: stop.signal }).catch(() => null);
      const found = answer?.ok ? ((await answer.json().catch(() => [])) as Suggestion[]) : [];
      if (!stop.signal.aborted) setAnswered({ text, found });
    }, 150);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [address, text]);
  return { found: answered.found, isAsking: text !== "" && answered.text !== text };
}
