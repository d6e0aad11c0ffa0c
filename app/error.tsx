"use client";

import { useTranslations } from "next-intl";
import { MessagePage } from "@/components/message-page";
import { buttonClass } from "@/components/ui/button-class";

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

/** A page that failed on the server. The digest finds the cause in the log; the message itself stays there. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  const t = useTranslations("errors.unexpected");
  const common = useTranslations("common");
  return (
    <MessagePage
      title={t("title")}
      text={t("text")}
      reference={error.digest ? t("reference", { digest: error.digest }) : undefined}
    >
      {/* Every page loads this one's scripts, so it takes no more of them than it needs. */}
      <button type="button" className={buttonClass("primary")} onClick={reset}>
        {common("retry")}
      </button>
    </MessagePage>
  );
}
