import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { orNull } from "@/app/_server/found";
import type { PageOf } from "@/app/_server/page-props";
import { requireActor } from "@/app/_server/session";
import { ExportMenu } from "@/components/export-menu";
import { PageHeader } from "@/components/page-header";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import { exportFormats } from "@/lib/domain/export-format";
import { type Actor, mayReadAccount } from "@/lib/services/actor";
import { getApiKey } from "@/lib/services/api-keys";
import { listNamespaces } from "@/lib/services/namespaces";
import { listRegions } from "@/lib/services/regions";
import { listServiceIds } from "@/lib/services/service-ids";
import { DenialsSection, EventsSection } from "./events-sections";
import { UsageFilterRow } from "./filters";
import { MostSection } from "./most-section";
import { OverviewSection } from "./overview-section";
import { OverviewSkeleton } from "./overview-skeleton";
import { queryOf, usageHref } from "./query";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("usage"))("title") };
}

/** Who used what, when, where and by which client; of the account, or of the reader's own keys and service IDs. */
export default async function UsagePage({ searchParams }: PageOf) {
  const actor = await requireActor();
  const [t, common, regions] = await Promise.all([
    getTranslations("usage"),
    getTranslations("common"),
    listRegions(actor),
  ]);
  const { siteAdministrator } = actor;
  const query = queryOf(await searchParams, { siteAdministrator, regionIds: regions.map(({ id }) => id) });
  const choices = await choicesOf(actor, query.apikey_id);
  const lead = query.scope === "site" ? "leadSite" : mayReadAccount(actor) ? "leadAccount" : "leadOwn";
  const view = usageHref(query, {});
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t(lead)}
        actions={
          <>
            <UsageFilterRow {...{ query, regions, siteAdministrator, ...choices }} self={actor.iamId} />
            <ExportMenu
              label={t("export.action")}
              options={exportFormats.map((format) => ({
                href: `${usageHref(query, {}, "/usage/export")}&format=${format}`,
                label: t(`export.${format}`),
              }))}
            />
          </>
        }
      />
      <div className="flex flex-col gap-4">
        <Panel>
          <Suspense key={view} fallback={<OverviewSkeleton label={common("loading")} />}>
            <OverviewSection actor={actor} query={query} />
          </Suspense>
        </Panel>
        <Suspense
          key={`most ${view}`}
          fallback={<TableSkeleton title={t("most.title")} label={common("loading")} />}
        >
          <MostSection actor={actor} query={query} />
        </Suspense>
        <Suspense
          key={`denials ${view}`}
          fallback={<TableSkeleton title={t("denials.title")} label={common("loading")} />}
        >
          <DenialsSection actor={actor} query={query} />
        </Suspense>
        <Suspense
          key={`events ${view} ${query.cursor}`}
          fallback={<TableSkeleton title={t("events.title")} label={common("loading")} />}
        >
          <EventsSection actor={actor} query={query} />
        </Suspense>
      </div>
    </>
  );
}

function TableSkeleton({ title, label }: { title: string; label: string }) {
  return (
    <Panel title={title}>
      <SkeletonRows rows={5} columns={5} label={label} />
    </Panel>
  );
}

/** What the filters offer; without it the page still works. */
async function choicesOf(actor: Actor, apikeyId: string | undefined) {
  const [namespaces, services, key] = await Promise.all([
    orNull(listNamespaces(actor)),
    orNull(listServiceIds(actor, { limit: 100, sort: "name" })),
    apikeyId ? orNull(getApiKey(actor, apikeyId)) : null,
  ]);
  return {
    namespaces: [...new Set((namespaces ?? []).map(({ name }) => name))],
    identities: (services?.items ?? []).map(({ iamId, name }) => ({ iamId, name })),
    keyName: key?.name ?? null,
  };
}
