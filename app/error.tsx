"use client";

import { useTranslations } from "next-intl";
import { MessagePage } from "@/components/message-page";
import { Button } from "@/components/ui/button";

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
      <Button variant="primary" onClick={reset}>
        {common("retry")}
      </Button>
    </MessagePage>
  );
}
