import { useLocale } from "next-intl";
import { denialSentence } from "@/lib/domain/denial";
import type { ListedUse } from "@/lib/domain/usage";
import { useUsageWords } from "./usage-words";

/** The rule that decided against a use, and what to do; apart from its other words, since it has a sentence for each rule. */
export function useDenialSentence() {
  const words = useUsageWords();
  const locale = useLocale();
  return (item: ListedUse): string => (item.detail ? denialSentence(item.detail, locale) : words.rule(item));
}
