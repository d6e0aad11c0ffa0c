import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/page-header";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";

export default async function ServiceIdLoading() {
  const t = await getTranslations("service-ids");
  const loading = (await getTranslations("common"))("loading");
  return (
    <>
      <PageHeader title={t("title")} />
      <Panel title={t("page.keys")}>
        <SkeletonRows rows={3} columns={6} label={loading} />
      </Panel>
      <div className="mt-4 grid gap-4 lg:grid-cols-2">
        <Panel title={t("page.policies")}>
          <SkeletonRows rows={3} columns={2} label={loading} />
        </Panel>
        <Panel title={t("page.history")}>
          <SkeletonRows rows={3} columns={2} label={loading} />
        </Panel>
      </div>
    </>
  );
}
