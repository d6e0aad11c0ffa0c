import { useLocale, useTranslations } from "next-intl";
import { FilterChip } from "@/components/ui/filter-chip";
import { FilterMenu } from "@/components/ui/filter-menu";
import { SegmentedLinks } from "@/components/ui/segmented-links";
import { UsageRangeDialog } from "@/components/usage-range";
import { UsageSearch } from "@/components/usage-search";
import { usageActions, usageOutcomes } from "@/lib/domain/usage";
import { type PeriodPlan, usagePeriods } from "@/lib/domain/usage-period";
import { type UsageQuery, untimed, usageHref } from "./query";

type Choices = {
  query: UsageQuery;
  regions: readonly { id: string; name: string; nameDe: string }[];
  namespaces: readonly string[];
  /** The reader's own. */
  self: string;
  /** Of the key and the identity that narrow the view; null where they aren't the reader's to know. */
  keyName: string | null;
  identityName: string | null;
  siteAdministrator: boolean;
};

/** Whose and where. Everything is a link, so that a view can be sent to someone. */
export function UsageFilterRow({
  query,
  regions,
  namespaces,
  self,
  keyName,
  identityName,
  siteAdministrator,
}: Choices) {
  const t = useTranslations("usage");
  const german = useLocale() === "de";
  const own = query.scope === "account";
  const me = query.iam_id === self ? t("filters.me") : null;
  const chips = (["apikey_id", "iam_id", "repository", "client", "ip"] as const).flatMap((name) => {
    const value = query[name];
    if (!value) return [];
    const shown = { apikey_id: keyName, iam_id: me ?? identityName }[name as string] ?? value;
    return [{ name, words: t(`filters.${name}`, { name: shown }) }];
  });
  return (
    <>
      <UsageSearch
        // Anew after each choice.
        key={usageHref(query, {})}
        base={usageHref(query, {})}
        scope={query.scope}
        {...(own && { self })}
      />
      {chips.map(({ name, words }) => (
        <FilterChip
          key={name}
          href={usageHref(query, { [name]: undefined })}
          remove={t("filters.remove", { filter: words })}
          words={words}
        />
      ))}
      <Filter
        {...{ query, name: "region" }}
        label={t("filters.region")}
        {...(query.region && { shown: query.region })}
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
          options={(["account", "site"] as const).map((scope) => {
            const { period, from, to, split } = query;
            return {
              // What belongs to no account is nearly always a denial.
              href: usageHref(
                { period, from, to, split, metric: scope === "site" ? "denials" : "pulls", scope },
                {},
              ),
              label: t(`scope.${scope}`),
              current: query.scope === scope,
            };
          })}
        />
      )}
    </>
  );
}

/** Since when, or from when to when. */
export function UsagePeriodRow({ query, plan }: { query: UsageQuery; plan: PeriodPlan }) {
  const t = useTranslations("usage.period");
  const fixed = query.from !== undefined;
  return (
    <div className="scroll-row flex max-w-full items-center gap-2 md:ml-auto">
      <SegmentedLinks
        label={t("label")}
        options={usagePeriods.map((period) => ({
          href: usageHref(query, { ...untimed, period }),
          label: t(period),
          current: !fixed && query.period === period,
        }))}
      />
      <UsageRangeDialog
        base={usageHref(query, untimed)}
        active={fixed}
        from={plan.from.toISOString()}
        to={query.to ?? plan.to.toISOString()}
      />
    </div>
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
        options={usageActions.map((value) => ({ value, label: t(`words.actions.${value}`) }))}
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
  name: "region" | "namespace" | "action" | "outcome";
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
