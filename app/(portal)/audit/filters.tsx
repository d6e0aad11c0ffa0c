import { useTranslations } from "next-intl";
import { SearchField } from "@/components/search-field";
import { FilterChip } from "@/components/ui/filter-chip";
import { FilterMenu } from "@/components/ui/filter-menu";
import { SegmentedLinks } from "@/components/ui/segmented-links";
import { AuditDays } from "./days";
import { type AuditQuery, auditHref, auditPeriods } from "./query";

/** What actions of each record begin with. A denied attempt is in the record of who made it. */
const accountKinds = [
  "access",
  "account",
  "alert-settings",
  "api-key",
  "service-id",
  "service-id-group",
  "policy",
  "role",
  "access-group",
  "namespace",
  "membership",
  "invitation",
  "user",
  "sign-in",
  "sign-out",
  "session",
  "audit",
  "usage",
  "credential-report",
  "inactive-report",
] as const;
const siteKinds = [
  "access",
  "account",
  "site",
  "alert-settings",
  "user",
  "sign-in",
  "sign-out",
  "region",
  "signing-key",
  "audit",
  "usage",
  "usage-view",
] as const;

/** Who or what, what kind of event, since when, and of which chain. */
export function AuditFilterRow({
  query,
  siteAdministrator,
}: {
  query: AuditQuery;
  siteAdministrator: boolean;
}) {
  const t = useTranslations("audit");
  const request = query.correlation && t("filters.request", { id: query.correlation.slice(0, 8) });
  const kinds = query.scope === "site" ? siteKinds : accountKinds;
  const kind = kinds.find((one) => one === query.kind);
  const keep = {
    ...(query.scope === "site" && { scope: "site" }),
    ...(query.period !== "all" && { period: query.period }),
    ...(query.kind && { kind: query.kind }),
    ...(query.from && { from: query.from }),
    ...(query.to && { to: query.to }),
    ...(query.correlation && { correlation: query.correlation }),
  };
  return (
    <div className="flex flex-wrap items-center gap-2 border-line border-b px-4 py-2">
      <SearchField name="q" label={t("filters.search")} value={query.q} keep={keep} />
      <FilterMenu
        label={t("filters.period")}
        value={query.from || query.to ? t("filters.days") : t(`filters.periods.${query.period}`)}
        active={query.period !== "all"}
        options={auditPeriods.map((period) => ({
          href: auditHref(query, { period, from: undefined, to: undefined }),
          label: t(`filters.periods.${period}`),
          current: query.period === period && !query.from && !query.to,
        }))}
      />
      <AuditDays query={query} />
      <FilterMenu
        label={t("filters.kind")}
        value={kind ? t(`kinds.${kind}`) : (query.kind ?? t("filters.all"))}
        active={query.kind !== undefined}
        options={[
          { href: auditHref(query, { kind: undefined }), label: t("filters.all"), current: !query.kind },
          ...kinds.map((one) => ({
            href: auditHref(query, { kind: one }),
            label: t(`kinds.${one}`),
            current: query.kind === one,
          })),
        ]}
      />
      {request && (
        <FilterChip
          href={auditHref(query, { correlation: undefined })}
          remove={t("filters.removeRequest", { filter: request })}
          words={request}
        />
      )}
      {siteAdministrator && (
        <div className="md:ml-auto">
          <SegmentedLinks
            label={t("scope.label")}
            options={(["account", "site"] as const).map((scope) => ({
              href: auditHref({ scope, period: query.period }, {}),
              label: t(`scope.${scope}`),
              current: query.scope === scope,
            }))}
          />
        </div>
      )}
    </div>
  );
}
