import { useTranslations } from "next-intl";
import type { UsageItem } from "@/lib/domain/usage";
import { useUsageWords } from "./usage-words";
import { useFormat } from "./use-format";

const deniedActions = ["pull", "push", "delete"] as const;

/** A live use in words: who did what, from where and when. */
export function useLiveWords() {
  const t = useTranslations("live");
  const words = useUsageWords();
  const format = useFormat();
  const who = (use: UsageItem) => ({
    client: use.client.name === "unknown" ? t("unknownClient") : words.client(use),
    ip: use.ip === "unknown" ? t("unknownAddress") : use.ip,
  });
  // Nothing that changes while it is looked at: it stands in a live region.
  const when = (at: string) =>
    format.daysUntil(at) === 0 ? t("today", { time: format.time(at) }) : format.dateTime(at);
  return {
    verified: (use: UsageItem) => t(`verified.${use.action}`, who(use)),
    when: ({ at, region }: UsageItem) =>
      region ? t("verified.when", { when: when(at), region }) : t("verified.whenOnly", { when: when(at) }),
    denied: (use: UsageItem) => {
      const action = deniedActions.find((one) => one === use.detail?.action);
      return t(`denied.${action ?? (use.action === "login" ? "login" : "token")}`, {
        cause: words.cause(use),
      });
    },
    from: (use: UsageItem) => t("denied.from", { ...who(use), when: when(use.at) }),
    sentence: words.sentence,
  };
}
