import { useTranslations } from "next-intl";
import { PageHeader } from "@/components/page-header";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import { OverviewSkeleton } from "./overview-skeleton";

export default function UsageLoading() {
  const t = useTranslations("usage");
  const common = useTranslations("common");
  return (
    <>
      <PageHeader title={t("title")} />
      <div className="flex flex-col gap-4">
        <Panel>
          <OverviewSkeleton label={common("loading")} />
        </Panel>
        <Panel title={t("events.title")}>
          <SkeletonRows rows={6} columns={5} label={common("loading")} />
        </Panel>
      </div>
    </>
  );
}
