import { useLocale, useTranslations } from "next-intl";
import { denialReasonOf, denialSentence } from "@/lib/domain/denial";
import type { UsageRow } from "@/lib/domain/usage";

type Denied = Pick<UsageRow, "reason"> & { detail: unknown };

/** Why a use was denied: two words for a title, and a sentence that says which rule decided and what to do. */
export function useDenialWords(): (use: Denied) => { short: string; sentence: string } {
  const t = useTranslations("denials");
  const locale = useLocale();
  return ({ reason, detail }) => {
    const decided = denialReasonOf(detail);
    const short = `short.${decided?.code ?? reason}` as Parameters<typeof t>[0];
    const why = `why.${reason}` as Parameters<typeof t>[0];
    return {
      short: t.has(short) ? t(short) : t("short.other"),
      sentence: decided ? denialSentence(decided, locale) : t.has(why) ? t(why) : t("why.other"),
    };
  };
}
