import { useTranslations } from "next-intl";
import { PageHeader } from "@/components/page-header";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import { ChainVerifying } from "./chain-section";

export default function AuditLoading() {
  const t = useTranslations("audit");
  const common = useTranslations("common");
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="flex flex-col gap-3">
        <ChainVerifying />
        <Panel>
          <SkeletonRows rows={10} columns={5} label={common("loading")} />
        </Panel>
      </div>
    </>
  );
}
