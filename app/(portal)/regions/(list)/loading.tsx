import { useTranslations } from "next-intl";
import { PageHeader } from "@/components/page-header";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";

export default function RegionsLoading() {
  const t = useTranslations("regions");
  const common = useTranslations("common");
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <Panel title={t("panel")}>
        <SkeletonRows rows={5} columns={4} label={common("loading")} />
      </Panel>
    </>
  );
}
