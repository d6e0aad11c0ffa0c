import { useTranslations } from "next-intl";
import { SearchField } from "@/components/search-field";
import { FilterMenu } from "@/components/ui/filter-menu";
import { type KeysQuery, keysHref, paramsOf } from "./query";

const unusedChoices = [30, 60, 90, 180, 365];
const expiringChoices = [1, 7, 14, 30, 90];

/** Search, whose keys, and the days that two of the findings mean. */
export function KeyFilterRow({ query }: { query: KeysQuery }) {
  const t = useTranslations("inventory.filters");
  const label = useTranslations("inventory")("search");
  const { q: _, cursor: __, ...keep } = paramsOf(query);
  const choices = (days: readonly number[], chosen: number) =>
    [...new Set([...days, chosen])].sort((a, b) => a - b);
  return (
    <div className="flex flex-wrap items-center gap-2 border-line border-b px-4 py-2">
      <SearchField name="q" label={label} value={query.q} keep={keep} />
      <FilterMenu
        label={t("owner")}
        value={t(query.owner ?? "anyone")}
        active={query.owner !== undefined}
        options={([undefined, "user", "service-id"] as const).map((owner) => ({
          href: keysHref(query, { owner }),
          label: t(owner ?? "anyone"),
          current: query.owner === owner,
        }))}
      />
      <FilterMenu
        label={t("unusedDays")}
        value={t("days", { days: query.unusedDays })}
        active={query.findings.includes("unused")}
        options={choices(unusedChoices, query.unusedDays).map((days) => ({
          href: keysHref(query, { unusedDays: days, findings: withFinding(query, "unused") }),
          label: t("days", { days }),
          current: query.unusedDays === days,
        }))}
      />
      <FilterMenu
        label={t("expiringDays")}
        value={t("days", { days: query.expiringDays })}
        active={query.findings.includes("expiring")}
        options={choices(expiringChoices, query.expiringDays).map((days) => ({
          href: keysHref(query, { expiringDays: days, findings: withFinding(query, "expiring") }),
          label: t("days", { days }),
          current: query.expiringDays === days,
        }))}
      />
    </div>
  );
}

const withFinding = ({ findings }: KeysQuery, finding: "unused" | "expiring") => [
  ...findings.filter((one) => one !== finding),
  finding,
];
