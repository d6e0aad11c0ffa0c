import { getTranslations } from "next-intl/server";
import { orNull } from "@/app/_server/found";
import { DenialSearchInline } from "@/components/denial-search";
import { TextLink } from "@/components/ui/button-link";
import { EmptyState, ErrorState } from "@/components/ui/empty-state";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { Panel } from "@/components/ui/panel";
import { UsageDenials } from "@/components/usage-later";
import { UsageTable } from "@/components/usage-table-later";
import { listedUse, usageRef } from "@/lib/domain/usage";
import type { PeriodPlan } from "@/lib/domain/usage-period";
import type { Actor } from "@/lib/services/actor";
import { listUsageItems } from "@/lib/services/usage";
import { denialsByCause } from "@/lib/services/usage-denials";
import { EventFilters } from "./filters";
import { baseFilters, eventFilters, type UsageQuery, usageHref } from "./query";

type SectionProps = { actor: Actor; query: UsageQuery; plan: PeriodPlan };

const rowsShown = 25;
const causesShown = 10;

/** What was denied in the period, by cause. */
export async function DenialsSection({ actor, query, plan: { from, to } }: SectionProps) {
  const t = await getTranslations("usage.denials");
  const causes = await orNull(denialsByCause(actor, { ...baseFilters(query), from, to }, causesShown));
  const every =
    causes?.length === causesShown ? (
      <TextLink href={`${usageHref(query, { outcome: "denied" })}#events`}>{t("every")}</TextLink>
    ) : undefined;
  return (
    <Panel title={t("title")} meta={t("meta")} actions={<DenialSearchInline />} footer={every}>
      {!causes && <ErrorState>{t("failed")}</ErrorState>}
      {causes?.length === 0 && <p className="p-4 text-ink-3">{t("none")}</p>}
      {causes && causes.length > 0 && (
        <UsageDenials causes={causes.map(({ newest, count }) => ({ newest: listedUse(newest), count }))} />
      )}
    </Panel>
  );
}

/** Every event of the period, a page at a time; each leads to its panel. */
export async function EventsSection({ actor, query, plan }: SectionProps) {
  const t = await getTranslations("usage.events");
  const { cursor } = query;
  const page = await orNull(
    listUsageItems(actor, eventFilters(query, plan), { limit: rowsShown, ...(cursor && { cursor }) }),
  );
  return (
    <Panel id="events" title={t("title")} actions={<EventFilters query={query} />}>
      {!page && <ErrorState>{t("failed")}</ErrorState>}
      {page?.items.length === 0 && <EmptyState>{t("empty")}</EmptyState>}
      {page && page.items.length > 0 && (
        <>
          <UsageTable
            items={page.items.map(listedUse)}
            hrefs={page.items.map((item) => usageHref(query, { event: usageRef(item) }))}
            selected={query.event ?? null}
          />
          {(page.next || page.previous) && (
            <KeysetPager
              newer={page.previous ? usageHref(query, { cursor: page.previous }) : undefined}
              older={page.next ? usageHref(query, { cursor: page.next }) : undefined}
            >
              {t("shown", { count: page.items.length })}
            </KeysetPager>
          )}
        </>
      )}
    </Panel>
  );
}
