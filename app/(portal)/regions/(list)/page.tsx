import { Download } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { orNull } from "@/app/_server/found";
import { requireActor } from "@/app/_server/session";
import { PageHeader } from "@/components/page-header";
import { AddRegion, ImportIbmCloud } from "@/components/region-form";
import { RegionTable } from "@/components/region-table";
import { buttonClass } from "@/components/ui/button-class";
import { ErrorState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { Actor } from "@/lib/services/actor";
import { regionHealth } from "@/lib/services/region-health";
import { listRegionSettings } from "@/lib/services/region-settings";
import { createRegionAction, importIbmCloudAction } from "../actions";

/** Every region, whether its registry works with this portal, and what registries trust it by. */
export default async function RegionsPage() {
  const actor = await requireActor();
  const t = await getTranslations("regions");
  const common = await getTranslations("common");
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <>
            <ImportIbmCloud action={importIbmCloudAction} />
            <AddRegion action={createRegionAction} />
          </>
        }
      />
      <div className="flex flex-col gap-4">
        <Suspense
          fallback={
            <Panel title={t("panel")}>
              <SkeletonRows rows={5} columns={4} label={common("loading")} />
            </Panel>
          }
        >
          <Registries actor={actor} />
        </Suspense>
        <Panel title={t("authority.title")} padded>
          <p className="mb-3 max-w-[72ch] text-ink-2">{t("authority.text")}</p>
          <a href="/regions/ca-bundle" download className={buttonClass()}>
            <Download aria-hidden />
            {t("authority.download")}
          </a>
        </Panel>
      </div>
    </>
  );
}

/** Waits for the registries' answers, two seconds at most. */
async function Registries({ actor }: { actor: Actor }) {
  const t = await getTranslations("regions");
  const [regions, health] = await Promise.all([
    orNull(listRegionSettings(actor)),
    orNull(regionHealth(actor)),
  ]);
  if (!regions)
    return (
      <Panel title={t("panel")}>
        <ErrorState>{t("failed")}</ErrorState>
      </Panel>
    );
  const up = (health ?? []).filter(({ state }) => state === "answering").length;
  const rows = regions.map((region) => ({
    ...region,
    health: health?.find(({ id }) => id === region.id) ?? null,
  }));
  return (
    <Panel title={t("panel")} meta={health && t("count", { up, total: regions.length })}>
      <RegionTable rows={rows} />
    </Panel>
  );
}
