import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/page-header";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";

export default async function NamespaceLoading() {
  const t = await getTranslations("namespaces");
  const common = await getTranslations("common");
  return (
    <>
      <PageHeader title={t("title")} />
      <Panel title={t("page.who")}>
        <SkeletonRows rows={4} columns={3} label={common("loading")} />
      </Panel>
    </>
  );
}
