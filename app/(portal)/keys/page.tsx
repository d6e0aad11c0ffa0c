import { KeyRound } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { orNull } from "@/app/_server/found";
import type { PageOf } from "@/app/_server/page-props";
import { keyRows } from "@/app/_server/rows";
import { requireActor } from "@/app/_server/session";
import { accessOf } from "@/components/access-summary";
import { ExportMenu } from "@/components/export-menu";
import { RecentBulks } from "@/components/inventory-recent";
import type { InventoryRow } from "@/components/inventory-table";
import { InventoryTable } from "@/components/inventory-table-later";
import { PageHeader } from "@/components/page-header";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState, ErrorState } from "@/components/ui/empty-state";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import { type Actor, mayReadAccount } from "@/lib/services/actor";
import { listKeyBulks } from "@/lib/services/key-bulk";
import { countInventory, type KeySort, listInventory } from "@/lib/services/key-inventory";
import { bulkActionsOfPage } from "./actions";
import { KeyFilterRow } from "./filters";
import { FindingChips } from "./findings";
import { filtersOf, type KeysQuery, keysHref, paramsOf, queryOf } from "./query";

const rowsShown = 25;

/** Every key that the person finds, with what is worth a look. */
export default async function KeysPage({ searchParams }: PageOf) {
  const actor = await requireActor();
  const t = await getTranslations("inventory");
  const common = await getTranslations("common");
  const query = queryOf(await searchParams);
  const wide = mayReadAccount(actor);
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t(wide ? "lead" : "leadOwn")}
        actions={
          wide && (
            <ExportMenu
              label={t("export.action")}
              options={(["csv", "ndjson"] as const).map((format) => ({
                href: `/keys/export?${new URLSearchParams({ ...paramsOf({ ...query, cursor: undefined, hide: undefined }), format })}`,
                label: t(`export.${format}`),
              }))}
            />
          )
        }
      />
      <Suspense fallback={<FindingChips query={query} counts={null} />}>
        <Counted actor={actor} query={query} />
      </Suspense>
      <Suspense>
        <Recent actor={actor} />
      </Suspense>
      <Panel>
        <KeyFilterRow query={query} />
        <Suspense fallback={<SkeletonRows rows={rowsShown} columns={8} label={common("loading")} />}>
          <Rows actor={actor} query={query} />
        </Suspense>
      </Panel>
    </>
  );
}

const unneededShown = 2;

type Props = { actor: Actor; query: KeysQuery };

async function Counted({ actor, query }: Props) {
  return <FindingChips query={query} counts={await orNull(countInventory(actor, filtersOf(query)))} />;
}

async function Recent({ actor }: { actor: Actor }) {
  return <RecentBulks bulks={(await orNull(listKeyBulks(actor))) ?? []} actions={bulkActionsOfPage} />;
}

async function Rows({ actor, query }: Props) {
  const t = await getTranslations("inventory");
  const page = await orNull(load(actor, query));
  if (!page) return <ErrorState>{t("failed")}</ErrorState>;
  const narrowed = query.findings.length > 0 || query.q !== undefined || query.owner !== undefined;
  if (page.rows.length === 0)
    return (
      <EmptyState
        icon={<KeyRound aria-hidden />}
        action={narrowed && <ButtonLink href="/keys">{t("clear")}</ButtonLink>}
      >
        {t(narrowed ? "noMatch" : "empty")}
      </EmptyState>
    );
  const sortHref = (sort: KeySort) => ({
    href: keysHref(query, { sort, order: query.sort === sort && query.order === "desc" ? "asc" : "desc" }),
    direction:
      query.sort === sort
        ? query.order === "asc"
          ? ("ascending" as const)
          : ("descending" as const)
        : undefined,
  });
  return (
    <>
      <InventoryTable
        // A selection belongs to what is shown.
        key={JSON.stringify(paramsOf({ ...query, hide: undefined }))}
        rows={page.rows}
        hide={query.hide}
        sorts={{
          key: sortHref("name"),
          created: sortHref("created"),
          expires: sortHref("expires"),
          used: sortHref("last-used"),
        }}
        filters={filtersOf(query)}
        actions={bulkActionsOfPage}
      />
      {(page.next || page.previous) && (
        <KeysetPager
          newer={page.previous ? keysHref(query, { cursor: page.previous }) : undefined}
          older={page.next ? keysHref(query, { cursor: page.next }) : undefined}
        >
          {t("shown", { count: page.rows.length })}
        </KeysetPager>
      )}
    </>
  );
}

async function load(actor: Actor, query: KeysQuery) {
  const { sort, order, cursor } = query;
  const { items, next, previous } = await listInventory(actor, filtersOf(query), {
    sort,
    order,
    limit: rowsShown,
    ...(cursor && { cursor }),
  });
  const rows = await keyRows(actor, items);
  return {
    // No more than is shown: fields that nobody reads were a fifth of the rows.
    rows: rows.map(({ description, actionWhenLeaked, entityTag, ...row }, index): InventoryRow => {
      const { person, grants, findings, unneeded } = items[index] as (typeof items)[number];
      return {
        ...row,
        person: { name: person.name, gone: person.gone },
        access: accessOf(grants),
        findings,
        unneeded: unneeded.slice(0, unneededShown),
        unneededCount: unneeded.length,
      };
    }),
    next,
    previous,
  };
}
