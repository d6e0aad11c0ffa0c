import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { PageOf } from "@/app/_server/page-props";
import { requireActor } from "@/app/_server/session";
import { Deliveries } from "@/app/(portal)/alerts/deliveries";
import { AlertSettingsSection } from "@/app/(portal)/alerts/settings-section";
import { UsageSection } from "@/app/(portal)/settings/usage-section";
import { PageHeader } from "@/components/page-header";
import { Panel } from "@/components/ui/panel";

/** What site administrators say of what belongs to no account. It isn't there for others. */
export default async function SiteSettingsPage({ searchParams }: PageOf) {
  const actor = await requireActor();
  if (!actor.siteAdministrator) notFound();
  const [t, { cursor }] = await Promise.all([getTranslations("settings.site"), searchParams]);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="flex max-w-[760px] flex-col gap-4">
        <UsageSection actor={actor} scope="site" />
        <AlertSettingsSection actor={actor} scope="site" />
        <Panel title={t("deliveries")}>
          <Deliveries
            actor={actor}
            scope="site"
            cursor={typeof cursor === "string" ? cursor : undefined}
            path="/site-settings"
          />
        </Panel>
      </div>
    </>
  );
}
