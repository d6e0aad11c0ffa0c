import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/page-header";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";

export default async function AlertsLoading() {
  const t = await getTranslations("alerts");
  const common = await getTranslations("common");
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <Panel>
        <SkeletonRows rows={6} columns={3} label={common("loading")} />
      </Panel>
    </>
  );
}
