import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/page-header";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";

export default async function ServiceIdsLoading() {
  const t = await getTranslations("service-ids");
  const common = await getTranslations("common");
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <Panel>
        <SkeletonRows rows={8} columns={5} label={common("loading")} />
      </Panel>
    </>
  );
}
