import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/page-header";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";

export default async function ApiKeysLoading() {
  const t = await getTranslations("api-keys");
  const common = await getTranslations("common");
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <Panel>
        <SkeletonRows rows={4} columns={6} label={common("loading")} />
      </Panel>
    </>
  );
}
