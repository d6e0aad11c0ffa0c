import { redirect } from "next/navigation";
import { getTimeZone, getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { orNull } from "@/app/_server/found";
import type { PageOf } from "@/app/_server/page-props";
import { requireActor } from "@/app/_server/session";
import { ExportMenu } from "@/components/export-menu";
import { PageHeader } from "@/components/page-header";
import { Note } from "@/components/ui/note";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import { UsageViews } from "@/components/usage-views";
import { exportFormats } from "@/lib/domain/export-format";
import { isLocalTime } from "@/lib/domain/local-time";
import { runtime } from "@/lib/platform/runtime";
import { type Actor, mayReadAccount } from "@/lib/services/actor";
import { getApiKey } from "@/lib/services/api-keys";
import { listNamespaceNames } from "@/lib/services/namespaces";
import { listRegions } from "@/lib/services/regions";
import { readableIdentity } from "@/lib/services/usage-suggestions";
import { listUsageViews } from "@/lib/services/usage-views";
import { deleteUsageViewAction, renameUsageViewAction, saveUsageViewAction } from "./actions";
import { eventPanelOf } from "./event-panel";
import { DenialsSection, EventsSection } from "./events-sections";
import { UsageFilterRow, UsagePeriodRow } from "./filters";
import { MostSection } from "./most-section";
import { OverviewSection } from "./overview-section";
import { OverviewSkeleton } from "./overview-skeleton";
import { planOf, queryOf, type UsageQuery, usageHref } from "./query";

/** Who used what, when, where and by which client; of the account, or of the reader's own keys and service IDs. */
export default async function UsagePage({ searchParams }: PageOf) {
  const actor = await requireActor();
  const [t, common, regions, namespaces, views, timeZone, params] = await Promise.all([
    getTranslations("usage"),
    getTranslations("common"),
    listRegions(actor),
    orNull(listNamespaceNames(actor)),
    orNull(listUsageViews(actor)),
    getTimeZone(),
    searchParams,
  ]);
  const { siteAdministrator } = actor;
  const now = runtime().clock.now();
  const regionIds = regions.map(({ id }) => id);
  const { query, problem } = queryOf(params, { siteAdministrator, regionIds, now, timeZone });
  // A time that someone typed is their zone's: the address that others get says which.
  if (!problem && [params.from, params.to].some((text) => typeof text === "string" && isLocalTime(text)))
    redirect(usageHref(query, {}));
  const plan = planOf(query, now, timeZone);
  const [names, panel] = await Promise.all([namesOf(actor, query), eventPanelOf({ actor, query, plan })]);
  const lead = query.scope === "site" ? "leadSite" : mayReadAccount(actor) ? "leadAccount" : "leadOwn";
  const view = usageHref(query, {});
  const section = { actor, query, plan };
  return (
    <div className={panel ? "grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_380px]" : undefined}>
      <div className={panel ? "min-w-0 max-lg:order-2" : undefined}>
        <PageHeader
          title={t("title")}
          lead={t(lead)}
          actions={
            <>
              {views && (
                <UsageViews
                  views={views}
                  query={usageHref(query, {}, "").slice(1)}
                  actions={{
                    save: saveUsageViewAction,
                    rename: renameUsageViewAction,
                    remove: deleteUsageViewAction,
                  }}
                />
              )}
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
          {problem && (
            <Note tone="warn" role="alert">
              {t(`range.problem.${problem}`)}
            </Note>
          )}
          <div className="flex flex-wrap items-center gap-2">
            <UsageFilterRow
              {...{ query, regions, siteAdministrator, ...names }}
              namespaces={namespaces ?? []}
              self={actor.iamId}
            />
            <UsagePeriodRow query={query} plan={plan} />
          </div>
          <Panel>
            <Suspense key={view} fallback={<OverviewSkeleton label={common("loading")} />}>
              <OverviewSection {...section} />
            </Suspense>
          </Panel>
          <Suspense
            key={`most ${view}`}
            fallback={<TableSkeleton title={t("most.title")} label={common("loading")} />}
          >
            <MostSection {...section} />
          </Suspense>
          <Suspense
            key={`denials ${view}`}
            fallback={<TableSkeleton title={t("denials.title")} label={common("loading")} />}
          >
            <DenialsSection {...section} />
          </Suspense>
          <Suspense
            key={`events ${view} ${query.cursor}`}
            fallback={<TableSkeleton id="events" title={t("events.title")} label={common("loading")} />}
          >
            <EventsSection {...section} />
          </Suspense>
        </div>
      </div>
      {panel}
    </div>
  );
}

function TableSkeleton({ id, title, label }: { id?: string; title: string; label: string }) {
  return (
    <Panel id={id} title={title}>
      <SkeletonRows rows={5} columns={5} label={label} />
    </Panel>
  );
}

/** What the chosen key and identity are called; without it the page still works. */
async function namesOf(actor: Actor, { apikey_id, iam_id }: UsageQuery) {
  const [key, identity] = await Promise.all([
    apikey_id ? orNull(getApiKey(actor, apikey_id)) : null,
    iam_id ? orNull(readableIdentity(actor, iam_id)) : null,
  ]);
  return { keyName: key?.name ?? null, identityName: identity };
}
