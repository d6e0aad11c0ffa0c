"use client";

import { useTranslations } from "next-intl";
import { MessagePage } from "./message-page";
import { buttonClass } from "./ui/button-class";

export type ErrorViewProps = { error: Error & { digest?: string }; reset: () => void };

/** What a page that failed on the server says. The digest finds the cause in the log; the message itself stays there. */
export function ErrorView({ error, reset }: ErrorViewProps) {
  const t = useTranslations("errors.unexpected");
  const common = useTranslations("common");
  return (
    <MessagePage
      title={t("title")}
      text={t("text")}
      reference={error.digest ? t("reference", { digest: error.digest }) : undefined}
    >
      <button type="button" className={buttonClass("primary")} onClick={reset}>
        {common("retry")}
      </button>
    </MessagePage>
  );
}
