"use client";

import { useTranslations } from "next-intl";
import type { UsageItem } from "@/lib/domain/usage";
import { DenialSteps, denialTicket, useDenialTitle } from "./denial-steps";
import { Button } from "./ui/button";
import { ButtonLink } from "./ui/button-link";
import { CopyButton } from "./ui/copy-button";
import { Dialog } from "./ui/dialog";
import { useUsageWords } from "./usage-words";
import { useFormat } from "./use-format";

type WhyDeniedProps = {
  item: UsageItem;
  /** How often it was tried. */
  count: number;
};

/** The steps that a request passed, the one that stopped it, and what to do. Who changed it, is on its page. */
export function WhyDenied({ item, count }: WhyDeniedProps) {
  const t = useTranslations("usage");
  const words = useUsageWords();
  const format = useFormat();
  const title = useDenialTitle();
  const facts = { who: words.who(item), count, when: format.ago(item.at) };
  return (
    <Dialog
      trigger={<Button size="s">{t("denials.explain")}</Button>}
      title={title(item)}
      description={
        item.region ? t("why.text", { ...facts, region: item.region }) : t("why.textNoRegion", facts)
      }
      footer={
        <>
          {item.request_id && (
            <ButtonLink variant="primary" href={`/denials/${item.request_id}`}>
              {t("why.page")}
            </ButtonLink>
          )}
          <CopyButton
            text={denialTicket(item, words.sentence(item))}
            label={t("why.copy")}
            announcement={t("why.copied")}
          />
          {item.apikey_id && (
            <ButtonLink
              variant="ghost"
              className="ml-auto"
              href={`/usage?${new URLSearchParams({ apikey_id: item.apikey_id, outcome: "denied", metric: "denials" })}`}
            >
              {t("why.keyEvents")}
            </ButtonLink>
          )}
        </>
      }
    >
      <DenialSteps item={item} />
      <p className="mt-4 text-ink-3 text-meta">
        {t("why.request")} <span className="mono wrap-anywhere">{item.request_id}</span>
      </p>
    </Dialog>
  );
}
