import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/page-header";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";

export default async function KeyLoading() {
  const t = await getTranslations("api-keys.page");
  const loading = (await getTranslations("common"))("loading");
  return (
    <>
      <PageHeader title={t("crumb")} />
      <div className="grid gap-4 lg:grid-cols-2">
        <Panel title={t("facts")}>
          <SkeletonRows rows={5} columns={2} label={loading} />
        </Panel>
        <Panel title={t("may")}>
          <SkeletonRows rows={3} columns={2} label={loading} />
        </Panel>
      </div>
      <div className="mt-4">
        <Panel title={t("usage")}>
          <SkeletonRows rows={5} columns={5} label={loading} />
        </Panel>
      </div>
    </>
  );
}
