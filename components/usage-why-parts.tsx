"use client";

import { useTranslations } from "next-intl";
import { useDenialSentence } from "./denial-sentence";
import { DenialSteps, denialTicket, useDenialTitle } from "./denial-steps";
import { ButtonLink } from "./ui/button-link";
import { CopyButton } from "./ui/copy-button";
import type { WhyDeniedProps } from "./usage-why";
import { useUsageWords } from "./usage-words";
import { useFormat } from "./use-format";

export const WhyTitle = ({ item }: WhyDeniedProps) => useDenialTitle()(item);

export function WhyFacts({ item, count }: WhyDeniedProps) {
  const t = useTranslations("usage.why");
  const facts = { who: useUsageWords().who(item), count, when: useFormat().ago(item.at) };
  return item.region ? t("text", { ...facts, region: item.region }) : t("textNoRegion", facts);
}

export function WhySteps({ item }: WhyDeniedProps) {
  const t = useTranslations("usage.why");
  return (
    <>
      <DenialSteps item={item} />
      <p className="mt-4 text-ink-3 text-meta">
        {t("request")} <span className="mono wrap-anywhere">{item.request_id}</span>
      </p>
    </>
  );
}

export function WhyWays({ item }: WhyDeniedProps) {
  const t = useTranslations("usage.why");
  const sentence = useDenialSentence();
  return (
    <>
      {item.request_id && (
        <ButtonLink variant="primary" href={`/denials/${item.request_id}`}>
          {t("page")}
        </ButtonLink>
      )}
      <CopyButton text={denialTicket(item, sentence(item))} label={t("copy")} announcement={t("copied")} />
      {item.apikey_id && (
        <ButtonLink
          variant="ghost"
          className="ml-auto"
          href={`/usage?${new URLSearchParams({ apikey_id: item.apikey_id, outcome: "denied", metric: "denials" })}`}
        >
          {t("keyEvents")}
        </ButtonLink>
      )}
    </>
  );
}
