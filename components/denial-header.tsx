import { useTranslations } from "next-intl";
import type { UsageItem } from "@/lib/domain/usage";
import { useDenialSentence } from "./denial-sentence";
import { denialTicket, useDenialTitle } from "./denial-steps";
import { PageHeader } from "./page-header";
import { CopyButton } from "./ui/copy-button";
import { useUsageWords } from "./usage-words";
import { useFormat } from "./use-format";

/** What was denied, to whom, when; with its facts to copy for a ticket. */
export function DenialHeader({ use }: { use: UsageItem }) {
  const t = useTranslations("denials");
  const why = useTranslations("usage.why");
  const words = useUsageWords();
  const title = useDenialTitle();
  const sentence = useDenialSentence();
  const format = useFormat();
  const facts = { who: words.who(use), client: words.client(use), ip: use.ip, when: format.dateTime(use.at) };
  return (
    <PageHeader
      title={title(use)}
      crumb={t("crumb")}
      crumbs={[{ label: t("title"), href: "/denials" }]}
      lead={t("who", facts)}
      actions={
        <CopyButton
          text={denialTicket(use, sentence(use))}
          label={why("copy")}
          announcement={why("copied")}
        />
      }
    />
  );
}
