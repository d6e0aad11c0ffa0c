"use client";

import type { UsageItem } from "@/lib/domain/usage";
import { useDenialSentence } from "./denial-sentence";
import { useLiveWords } from "./use-live-words";

/** Who tried, from where, and the rule that decided against it. */
export function LiveDeniedWords({ use }: { use: UsageItem }) {
  const words = useLiveWords();
  const sentence = useDenialSentence();
  return (
    <p className="wrap-anywhere text-ink-2">
      {words.from(use)} {sentence(use)}
    </p>
  );
}
