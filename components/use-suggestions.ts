import { useEffect, useState } from "react";

/**
 * What the portal finds for a text, a moment after the last letter; none while it is asked or can't be.
 * @param address ends where the text follows
 */
export function useSuggestions<Suggestion>(address: string, text: string): readonly Suggestion[] {
  const [found, setFound] = useState<readonly Suggestion[]>([]);
  useEffect(() => {
    if (text === "") return;
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      const answer = await fetch(`${address}${encodeURIComponent(text)}`, { signal: stop.signal }).catch(
        () => null,
      );
      const items = answer?.ok ? ((await answer.json().catch(() => [])) as Suggestion[]) : [];
      if (!stop.signal.aborted) setFound(items);
    }, 150);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [address, text]);
  return found;
}
