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
export function WhyDenied(props: WhyDeniedProps) {
  const t = useTranslations("usage.denials");
  // Each part is a component, so that nothing of a closed one is worked out: a list has dozens.
  return (
    <Dialog
      trigger={<Button size="s">{t("explain")}</Button>}
      title={<Title {...props} />}
      description={<Facts {...props} />}
      footer={<Ways {...props} />}
    >
      <Steps {...props} />
    </Dialog>
  );
}

const Title = ({ item }: WhyDeniedProps) => useDenialTitle()(item);

function Facts({ item, count }: WhyDeniedProps) {
  const t = useTranslations("usage.why");
  const facts = { who: useUsageWords().who(item), count, when: useFormat().ago(item.at) };
  return item.region ? t("text", { ...facts, region: item.region }) : t("textNoRegion", facts);
}

function Steps({ item }: WhyDeniedProps) {
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

function Ways({ item }: WhyDeniedProps) {
  const t = useTranslations("usage.why");
  const words = useUsageWords();
  return (
    <>
      {item.request_id && (
        <ButtonLink variant="primary" href={`/denials/${item.request_id}`}>
          {t("page")}
        </ButtonLink>
      )}
      <CopyButton
        text={denialTicket(item, words.sentence(item))}
        label={t("copy")}
        announcement={t("copied")}
      />
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
