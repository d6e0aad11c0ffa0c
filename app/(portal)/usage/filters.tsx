import { X } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { FilterMenu } from "@/components/ui/filter-menu";
import { SegmentedLinks } from "@/components/ui/segmented";
import { usageActions, usageOutcomes } from "@/lib/domain/usage";
import { usagePeriods } from "@/lib/domain/usage-period";
import { type UsageQuery, usageHref } from "./query";

type Choices = {
  query: UsageQuery;
  regions: readonly { id: string; name: string; nameDe: string }[];
  namespaces: readonly string[];
  /** Those whose use the reader sees, without the reader. */
  identities: readonly { iamId: string; name: string }[];
  /** The reader's own. */
  self: string;
  /** Of the key that narrows the view. */
  keyName: string | null;
  siteAdministrator: boolean;
};

/** Whose, where and since when. Everything is a link, so that a view can be sent to someone. */
export function UsageFilterRow({
  query,
  regions,
  namespaces,
  identities,
  self,
  keyName,
  siteAdministrator,
}: Choices) {
  const t = useTranslations("usage");
  const german = useLocale() === "de";
  const region = regions.find(({ id }) => id === query.region);
  const own = query.scope === "account";
  return (
    <div className="flex flex-wrap items-center gap-2">
      {query.apikey_id && (
        <Chip
          href={usageHref(query, { apikey_id: undefined })}
          remove={t("filters.removeKey")}
          words={t("filters.key", { name: keyName ?? query.apikey_id })}
        />
      )}
      {(["repository", "client", "ip"] as const).map((name) => {
        const words = query[name] && t(`filters.${name}`, { name: query[name] });
        return (
          words && (
            <Chip
              key={name}
              href={usageHref(query, { [name]: undefined })}
              remove={t("filters.remove", { filter: words })}
              words={words}
            />
          )
        );
      })}
      {own && (
        <Filter
          {...{ query, name: "iam_id" }}
          label={t("filters.owner")}
          options={[
            { value: self, label: t("filters.me") },
            ...identities.map(({ iamId, name }) => ({ value: iamId, label: name })),
          ]}
        />
      )}
      <Filter
        {...{ query, name: "region" }}
        label={t("filters.region")}
        {...(region && { shown: region.id })}
        options={regions.map(({ id, name, nameDe }) => ({
          value: id,
          label: `${german ? nameDe : name}, ${id}`,
        }))}
      />
      {own && (
        <Filter
          {...{ query, name: "namespace" }}
          label={t("filters.namespace")}
          options={namespaces.map((name) => ({ value: name, label: name }))}
        />
      )}
      {siteAdministrator && (
        <SegmentedLinks
          label={t("scope.label")}
          options={(["account", "site"] as const).map((scope) => ({
            // What belongs to no account is nearly always a denial.
            href: usageHref(
              { period: query.period, metric: scope === "site" ? "denials" : "pulls", scope },
              {},
            ),
            label: t(`scope.${scope}`),
            current: query.scope === scope,
          }))}
        />
      )}
      <SegmentedLinks
        label={t("period.label")}
        options={usagePeriods.map((period) => ({
          href: usageHref(query, { period }),
          label: t(`period.${period}`),
          current: query.period === period,
        }))}
      />
    </div>
  );
}

/** A narrowing that no menu offers; a press takes it away. */
function Chip({ href, remove, words }: { href: string; remove: string; words: string }) {
  return (
    <Link
      href={href}
      aria-label={remove}
      className="inline-flex h-10 max-w-full items-center gap-1.5 rounded-control border border-accent-line bg-accent-soft px-2.5 font-medium text-accent md:h-[30px]"
    >
      <span className="truncate">{words}</span>
      <X size={14} aria-hidden className="shrink-0" />
    </Link>
  );
}

/** Which events, for the list. */
export function EventFilters({ query }: { query: UsageQuery }) {
  const t = useTranslations("usage");
  return (
    <>
      <Filter
        {...{ query, name: "action" }}
        label={t("filters.action")}
        options={usageActions.map((value) => ({ value, label: t(`actions.${value}`) }))}
      />
      <Filter
        {...{ query, name: "outcome" }}
        label={t("filters.outcome")}
        options={usageOutcomes.map((value) => ({ value, label: t(`outcomes.${value}`) }))}
      />
    </>
  );
}

type FilterProps = {
  query: UsageQuery;
  name: "iam_id" | "region" | "namespace" | "action" | "outcome";
  label: string;
  options: readonly { value: string; label: string }[];
  /** In the chip, where the option's words are too long for it. */
  shown?: string;
};

function Filter({ query, name, label, options, shown }: FilterProps) {
  const t = useTranslations("usage.filters");
  const value = query[name];
  const all = {
    href: usageHref(query, { [name]: undefined }),
    label: t("all"),
    current: value === undefined,
  };
  const choices = options.map((option) => ({
    href: usageHref(query, { [name]: option.value }),
    label: option.label,
    current: option.value === value,
  }));
  const words = shown ?? options.find((option) => option.value === value)?.label ?? value ?? t("all");
  return <FilterMenu label={label} value={words} active={value !== undefined} options={[all, ...choices]} />;
}
