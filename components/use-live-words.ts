import { useTranslations } from "next-intl";
import type { FailedAttempts } from "@/lib/domain/live-use";
import type { UsageItem } from "@/lib/domain/usage";
import { useUsageWords } from "./usage-words";
import { useFormat } from "./use-format";

const deniedActions = ["pull", "push", "delete"] as const;

/** A live use in words: who did what, from where and when. */
export function useLiveWords() {
  const t = useTranslations("live");
  const words = useUsageWords();
  const format = useFormat();
  const who = (client: string | null, ip: string | null) => ({
    client: !client || client === "unknown" ? t("unknownClient") : client,
    ip: !ip || ip === "unknown" ? t("unknownAddress") : ip,
  });
  const whoUsed = ({ client: { name, version }, ip }: UsageItem) => who(`${name} ${version}`.trim(), ip);
  // Nothing that changes while it is looked at: it stands in a live region.
  const when = (at: string) =>
    format.daysUntil(at) === 0 ? t("today", { time: format.time(at) }) : format.dateTime(at);
  return {
    verified: (use: UsageItem) => t(`verified.${use.action}`, whoUsed(use)),
    when: ({ at, region }: UsageItem) =>
      region ? t("verified.when", { when: when(at), region }) : t("verified.whenOnly", { when: when(at) }),
    denied: (use: UsageItem) => {
      const action = deniedActions.find((one) => one === use.detail?.action);
      return t(`denied.${action ?? (use.action === "login" ? "login" : "token")}`, {
        cause: words.cause(use),
      });
    },
    from: (use: UsageItem) => t("denied.from", { ...whoUsed(use), when: when(use.at) }),
    failed: ({ client, ip, at, count }: FailedAttempts) =>
      t("failed.from", { ...who(client, ip), when: when(at), count }),
  };
}
