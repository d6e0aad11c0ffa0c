import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orNull } from "@/app/_server/found";
import type { PageOf } from "@/app/_server/page-props";
import { requireActor } from "@/app/_server/session";
import { DenialSearch } from "@/components/denial-search";
import { PageHeader } from "@/components/page-header";
import { ErrorState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { UsageDenials } from "@/components/usage-denials";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "@/lib/services/actor";
import { isServiceError } from "@/lib/services/service-error";
import { denialsByCause } from "@/lib/services/usage-denials";
import { explainDenial, requestIdIn } from "@/lib/services/why-denied";

const shownMs = 7 * 86_400_000;

/** Why was I denied: by the request id in an error message, or chosen from the latest denials. */
export default async function DenialsPage({ searchParams }: PageOf) {
  const actor = await requireActor();
  const t = await getTranslations("denials");
  const { request } = await searchParams;
  const pasted = typeof request === "string" ? request : "";
  const problem = pasted ? await problemOf(actor, pasted) : null;
  const from = new Date(runtime().clock.now().getTime() - shownMs);
  const causes = await orNull(denialsByCause(actor, { from }));
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <Panel padded className="mb-4">
        <DenialSearch value={pasted} error={problem ? t(`search.${problem}`) : undefined} />
      </Panel>
      <Panel title={t("latest")}>
        {!causes && <ErrorState>{t("latestFailed")}</ErrorState>}
        {causes?.length === 0 && <p className="p-4 text-ink-3">{t("latestNone")}</p>}
        {causes && causes.length > 0 && <UsageDenials causes={causes} />}
      </Panel>
    </>
  );
}

/** Goes to the denial's page; stays here when the text has no request id, or one that leads nowhere. */
async function problemOf(actor: Actor, pasted: string): Promise<"none" | "unknown"> {
  const requestId = requestIdIn(pasted);
  if (!requestId) return "none";
  const found = await explainDenial(actor, requestId).catch((error: unknown) => {
    if (isServiceError(error) && error.code === "not-found") return null;
    throw error;
  });
  return found ? redirect(`/denials/${requestId}`) : "unknown";
}
