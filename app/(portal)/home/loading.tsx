import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/page-header";
import { Panel } from "@/components/ui/panel";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";

export default async function HomeLoading() {
  const t = await getTranslations("home");
  const loading = (await getTranslations("common"))("loading");
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1.42fr)_minmax(0,1fr)]">
        <Panel padded>
          <div role="status" aria-busy="true" aria-label={loading} className="flex flex-col gap-5 py-1">
            <Skeleton className="w-[40%]" />
            <Skeleton className="h-[38px] w-full" />
            <Skeleton className="w-[30%]" />
            <Skeleton className="h-[38px] w-full" />
            <Skeleton className="w-[60%]" />
          </div>
        </Panel>
        <Panel title={t("needsYou.title")}>
          <SkeletonRows rows={3} columns={2} label={loading} />
        </Panel>
      </div>
      <div className="mt-4">
        <Panel title={t("table.title")}>
          <SkeletonRows rows={6} columns={6} label={loading} />
        </Panel>
      </div>
    </>
  );
}
