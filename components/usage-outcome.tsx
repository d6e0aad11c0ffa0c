import { CircleCheck, ShieldMinus, ShieldX } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ListedUse } from "@/lib/domain/usage";
import { useDenialSentence } from "./denial-sentence";
import { StatusText } from "./ui/tag";

const looks = {
  granted: { tone: "ok", Icon: CircleCheck },
  reduced: { tone: "warn", Icon: ShieldMinus },
  denied: { tone: "bad", Icon: ShieldX },
} as const;

/** What came of a use, by shape, word and colour; why, in its title. */
export function UsageOutcome({ item }: { item: ListedUse }) {
  const t = useTranslations("usage.outcomes");
  const sentence = useDenialSentence();
  const { tone, Icon } = looks[item.outcome];
  return (
    <StatusText tone={tone} icon={<Icon aria-hidden />}>
      <span title={item.outcome === "granted" ? undefined : sentence(item)}>{t(item.outcome)}</span>
    </StatusText>
  );
}
