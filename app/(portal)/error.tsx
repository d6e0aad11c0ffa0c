"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { startTransition } from "react";
import { PageTitle } from "@/components/page-title";
import { ErrorState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";

/** A page of the portal that failed: the navigation stays, and so does the way to try again. */
export default function PortalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const t = useTranslations("errors.unexpected");
  const router = useRouter();
  const retry = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <Panel title={t("title")}>
      <PageTitle>{t("title")}</PageTitle>
      <ErrorState onRetry={retry}>
        {t("text")} {error.digest && <span className="mono">{t("reference", { digest: error.digest })}</span>}
      </ErrorState>
    </Panel>
  );
}
