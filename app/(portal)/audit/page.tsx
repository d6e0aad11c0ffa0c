import { ScrollText } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { orNull } from "@/app/_server/found";
import type { PageOf } from "@/app/_server/page-props";
import { requireActor } from "@/app/_server/session";
import { AuditEvent } from "@/components/audit-event";
import { AuditTable } from "@/components/audit-table-later";
import { ExportMenu } from "@/components/export-menu";
import { PageHeader } from "@/components/page-header";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState, ErrorState } from "@/components/ui/empty-state";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "@/lib/services/actor";
import { auditItemAt, listAudit } from "@/lib/services/audit";
import { ChainSection, ChainVerifying } from "./chain-section";
import { CheckpointsSection } from "./checkpoints-section";
import { AuditFilterRow } from "./filters";
import { type AuditQuery, auditHref, filtersOf, queryOf } from "./query";

const rowsShown = 50;

/** Every change, by whom and from where, and the proof that the record is as it was written. */
export default async function AuditPage({ searchParams }: PageOf) {
  const actor = await requireActor();
  const t = await getTranslations("audit");
  const common = await getTranslations("common");
  const query = queryOf(await searchParams, actor.siteAdministrator);
  const chosen = query.event ?? (query.q && /^\d{1,15}$/.test(query.q) ? Number(query.q) : undefined);
  const item = chosen ? await orNull(auditItemAt(actor, chosen, query.scope)) : null;
  return (
    <div className={item ? "grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_380px]" : undefined}>
      <div className={item ? "min-w-0 max-lg:order-2" : undefined}>
        <PageHeader
          title={t("title")}
          lead={t(query.scope === "site" ? "leadSite" : "lead")}
          actions={
            <ExportMenu
              label={t("export.action")}
              options={(["ndjson", "csv", "ocsf"] as const).map((format) => ({
                href: `${auditHref(query, { cursor: undefined, event: undefined }, "/audit/export")}&format=${format}`,
                label: t(`export.${format}`),
              }))}
            />
          }
        />
        <div className="flex flex-col gap-3">
          <Suspense key={query.scope} fallback={<ChainVerifying />}>
            <ChainSection actor={actor} scope={query.scope} />
          </Suspense>
          <Panel>
            <AuditFilterRow query={query} siteAdministrator={actor.siteAdministrator} />
            <Suspense fallback={<SkeletonRows rows={rowsShown} columns={5} label={common("loading")} />}>
              <Rows actor={actor} query={query} selected={item?.seq ?? null} />
            </Suspense>
          </Panel>
          <CheckpointsSection actor={actor} scope={query.scope} />
        </div>
      </div>
      {item && (
        <div className="min-w-0 max-lg:order-1 lg:sticky lg:top-[68px]">
          <AuditEvent
            key={item.seq}
            item={item}
            closeHref={auditHref(query, { event: undefined })}
            requestHref={auditHref(
              { scope: query.scope, period: "all" },
              { correlation: item.correlation_id, event: item.seq },
            )}
            olderHref={item.seq > 1 ? auditHref(query, { event: item.seq - 1 }) : null}
            newerHref={
              (await orNull(auditItemAt(actor, item.seq + 1, query.scope)))
                ? auditHref(query, { event: item.seq + 1 })
                : null
            }
          />
        </div>
      )}
    </div>
  );
}

type RowsProps = { actor: Actor; query: AuditQuery; selected: number | null };

async function Rows({ actor, query, selected }: RowsProps) {
  const t = await getTranslations("audit");
  const { cursor } = query;
  const number = query.q && /^\d{1,15}$/.test(query.q);
  const filters = filtersOf(number ? { ...query, q: undefined } : query, runtime().clock.now());
  const page = await orNull(listAudit(actor, filters, { limit: rowsShown, ...(cursor && { cursor }) }));
  if (!page) return <ErrorState>{t("failed")}</ErrorState>;
  if (page.items.length === 0)
    return (
      <EmptyState
        icon={<ScrollText aria-hidden />}
        action={
          <ButtonLink href={auditHref({ scope: query.scope, period: "all" }, {})}>
            {t("filters.clear")}
          </ButtonLink>
        }
      >
        {t("empty")}
      </EmptyState>
    );
  return (
    <>
      <AuditTable
        rows={page.items.map(({ seq, at, action, actor, target }) => ({
          ...{ seq, at, action },
          actor: actor.name,
          target: target.name || target.id,
          href: auditHref(query, { event: seq }),
        }))}
        selected={selected}
      />
      {(page.next || page.previous) && (
        <KeysetPager
          newer={page.previous ? auditHref(query, { cursor: page.previous }) : undefined}
          older={page.next ? auditHref(query, { cursor: page.next }) : undefined}
        >
          {t("shown", { count: page.items.length })}
        </KeysetPager>
      )}
    </>
  );
}
