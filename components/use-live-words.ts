import { useTranslations } from "next-intl";
import { denialReasonOf } from "@/lib/domain/denial";
import type { LiveUse } from "@/lib/domain/live-use";
import { useDenialWords } from "./denial-words";
import { useFormat } from "./use-format";

const deniedActions = ["pull", "push", "delete"] as const;

/** A live use in words: who did what, from where and when. */
export function useLiveWords() {
  const t = useTranslations("live");
  const why = useDenialWords();
  const format = useFormat();
  const who = ({ client, ip }: LiveUse) => ({
    client:
      client.name === "unknown"
        ? t("unknownClient")
        : [client.name, client.version].filter(Boolean).join(" "),
    ip: ip === "unknown" ? t("unknownAddress") : ip,
  });
  // Nothing that changes while it is looked at: it stands in a live region.
  const when = (at: string) =>
    format.daysUntil(at) === 0 ? t("today", { time: format.time(at) }) : format.dateTime(at);
  return {
    verified: (use: LiveUse) => t(`verified.${use.action}`, who(use)),
    when: ({ at, region }: LiveUse) =>
      region ? t("verified.when", { when: when(at), region }) : t("verified.whenOnly", { when: when(at) }),
    denied: (use: LiveUse) => {
      const tried = denialReasonOf(use.detail)?.action;
      const action =
        deniedActions.find((one) => one === tried) ?? (use.action === "login" ? "login" : "token");
      return t(`denied.${action}`, { reason: why(use).short });
    },
    from: (use: LiveUse) => t("denied.from", { ...who(use), when: when(use.at) }),
  };
}
