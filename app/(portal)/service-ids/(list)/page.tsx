import { IdCard } from "lucide-react";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { orNull } from "@/app/_server/found";
import { grantsOf } from "@/app/_server/held";
import type { PageOf } from "@/app/_server/page-props";
import { requireActor } from "@/app/_server/session";
import { accessOf } from "@/components/access-summary";
import { NewServiceId } from "@/components/new-service-id";
import { PageHeader } from "@/components/page-header";
import { SearchField } from "@/components/search-field";
import { ServiceIdTable } from "@/components/service-id-table";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState, ErrorState } from "@/components/ui/empty-state";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { Panel } from "@/components/ui/panel";
import { SegmentedLinks } from "@/components/ui/segmented-links";
import { type Actor, mayReadAccount } from "@/lib/services/actor";
import { listPolicies } from "@/lib/services/policies";
import { listServiceIds } from "@/lib/services/service-ids";
import { createServiceIdAction } from "../actions";
import { type Query, queryOf, serviceIdsHref } from "./query";

/** The service IDs that the person finds: the own ones, or all of the account for who may read it. */
export default async function ServiceIdsPage({ searchParams }: PageOf) {
  const actor = await requireActor();
  const t = await getTranslations("service-ids");
  const wide = mayReadAccount(actor);
  const query = queryOf(await searchParams, wide);
  const page = await orNull(load(actor, query));
  const auditor = actor.role === "auditor";
  const mayCreate = !auditor;
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={mayCreate && <NewServiceId action={createServiceIdAction} />}
      />
      <Panel>
        <div className="flex flex-wrap items-center gap-2 border-line border-b px-4 py-2">
          <SearchField name="q" label={t("filter")} value={query.q} keep={{ scope: query.scope }} />
          {wide && !auditor && (
            <div className="md:ml-auto">
              <SegmentedLinks
                label={t("scope.label")}
                options={(["mine", "account"] as const).map((scope) => ({
                  href: serviceIdsHref({ ...query, scope, cursor: undefined }),
                  label: t(`scope.${scope}`),
                  current: query.scope === scope,
                }))}
              />
            </div>
          )}
        </div>
        {page ? <Rows page={page} query={query} auditor={auditor} /> : <ErrorState>{t("failed")}</ErrorState>}
      </Panel>
    </>
  );
}

type RowsProps = { page: Awaited<ReturnType<typeof load>>; query: Query; auditor: boolean };

function Rows({ page, query, auditor }: RowsProps) {
  const t = useTranslations("service-ids");
  if (page.items.length === 0 && query.q)
    return (
      <EmptyState
        action={<ButtonLink href={serviceIdsHref({ scope: query.scope })}>{t("clear")}</ButtonLink>}
      >
        {t("noMatch", { query: query.q })}
      </EmptyState>
    );
  if (page.items.length === 0)
    return <EmptyState icon={<IdCard aria-hidden />}>{t(auditor ? "emptyAuditor" : "empty")}</EmptyState>;
  const { next, previous } = page;
  return (
    <>
      <ServiceIdTable rows={page.items} />
      {(next || previous) && (
        <KeysetPager
          newer={previous ? serviceIdsHref({ ...query, cursor: previous }) : undefined}
          older={next ? serviceIdsHref({ ...query, cursor: next }) : undefined}
        >
          {t("count", { count: page.items.length })}
        </KeysetPager>
      )}
    </>
  );
}

async function load(actor: Actor, { q, scope, cursor }: Query) {
  const found = await listServiceIds(actor, {
    scope,
    limit: 50,
    sort: "createdAt",
    order: "desc",
    ...(q && { filter: `name co ${JSON.stringify(q)}` }),
    ...(cursor && { cursor }),
  });
  const policies = await listPolicies(actor, { iamIds: found.items.map(({ iamId }) => iamId) });
  return {
    ...found,
    items: found.items.map((item) => ({
      ...item,
      access: accessOf(grantsOf(policies.filter(({ subject }) => subject.id === item.iamId))),
    })),
  };
}
