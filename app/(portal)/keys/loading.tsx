import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/page-header";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";

export default async function KeysLoading() {
  const t = await getTranslations("inventory");
  const common = await getTranslations("common");
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <Panel>
        <SkeletonRows rows={12} columns={7} label={common("loading")} />
      </Panel>
    </>
  );
}
