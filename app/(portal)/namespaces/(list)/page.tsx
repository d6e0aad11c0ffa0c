import { Boxes } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { orNull } from "@/app/_server/found";
import { namespaceRegionsOf } from "@/app/_server/held";
import type { PageOf } from "@/app/_server/page-props";
import { requireActor } from "@/app/_server/session";
import { NamespaceTable } from "@/components/namespace-table";
import { NewNamespace } from "@/components/new-namespace";
import { PageHeader } from "@/components/page-header";
import { EmptyState, ErrorState } from "@/components/ui/empty-state";
import { FilterMenu } from "@/components/ui/filter-menu";
import { Panel } from "@/components/ui/panel";
import { resolveRegionId } from "@/lib/domain/region";
import { listNamespaces } from "@/lib/services/namespaces";
import { listRegions } from "@/lib/services/regions";
import { createNamespaceAction, deleteNamespaceAction } from "../actions";

/** The account's namespaces, region by region. */
export default async function NamespacesPage({ searchParams }: PageOf) {
  const actor = await requireActor();
  const [t, common, regions, all] = await Promise.all([
    getTranslations("namespaces"),
    getTranslations("common"),
    listRegions(actor),
    orNull(listNamespaces(actor)),
  ]);
  const asked = (await searchParams).region;
  const region = typeof asked === "string" ? resolveRegionId(asked, regions) : undefined;
  const makeable = await namespaceRegionsOf(actor, regions, "create");
  const rows = all?.filter((row) => !region || row.region === region) ?? [];
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          makeable.length > 0 && (
            <NewNamespace
              key={region}
              regions={regions.filter(({ id }) => makeable.includes(id))}
              startRegion={region && makeable.includes(region) ? region : (makeable[0] ?? "")}
              action={createNamespaceAction}
            />
          )
        }
      />
      <Panel>
        <div className="flex flex-wrap items-center gap-2 border-line border-b px-4 py-2">
          <FilterMenu
            label={t("region")}
            value={region ?? common("any")}
            active={region !== undefined}
            options={[
              { href: "/namespaces", label: common("any"), current: region === undefined },
              ...regions.map(({ id }) => ({
                href: `/namespaces?region=${id}`,
                label: id,
                current: region === id,
              })),
            ]}
          />
          <span className="ml-auto text-ink-3">{t("count", { count: rows.length })}</span>
        </div>
        {!all && <ErrorState>{t("failed")}</ErrorState>}
        {all && rows.length === 0 && (
          <EmptyState icon={<Boxes aria-hidden />}>{t(region ? "emptyRegion" : "empty")}</EmptyState>
        )}
        {rows.length > 0 && (
          <NamespaceTable
            rows={rows}
            regions={regions}
            manageable={await namespaceRegionsOf(actor, regions, "delete")}
            remove={deleteNamespaceAction}
          />
        )}
      </Panel>
    </>
  );
}
