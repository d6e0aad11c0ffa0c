import clsx from "clsx";
import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import { useFormat } from "@/components/use-format";
import { keyFindings } from "@/lib/domain/inputs/key-inventory";
import type { FindingCounts } from "@/lib/services/key-inventory";
import { type KeysQuery, keysHref, toggled } from "./query";

/** Every finding as a chip that narrows the list, with how many keys have it once they are counted. */
export function FindingChips({ query, counts }: { query: KeysQuery; counts: FindingCounts | null }) {
  const t = useTranslations("inventory");
  const format = useFormat();
  const chip = (href: string, active: boolean, label: string, count: number | undefined) => (
    <Link
      key={label}
      href={href}
      scroll={false}
      aria-current={active ? "true" : undefined}
      className={clsx(
        "inline-flex h-10 items-center gap-[7px] whitespace-nowrap rounded-control border px-2.5 font-medium md:h-[30px]",
        active
          ? "border-accent-line bg-accent-soft text-accent"
          : "border-line-strong bg-surface text-ink-2 hover:bg-hover",
      )}
    >
      {label}
      {count !== undefined && <b className="font-semibold">{format.number(count)}</b>}
    </Link>
  );
  return (
    <nav aria-label={t("findingsLabel")} className="mb-3 flex flex-wrap gap-2">
      {chip(keysHref(query, { findings: [] }), query.findings.length === 0, t("all"), counts?.all)}
      {keyFindings.map((finding) =>
        chip(
          keysHref(query, { findings: toggled(query, finding) }),
          query.findings.includes(finding),
          t(`findings.${finding}`),
          counts?.[finding],
        ),
      )}
    </nav>
  );
}
