"use client";

import clsx from "clsx";
import { useTranslations } from "next-intl";
import { regionColor } from "./region-dot";
import { HorizontalBars } from "./ui/horizontal-bars";
import { Link } from "./ui/link";
import { useFormat } from "./use-format";

export type RankingProps = {
  dimension: "region" | "client" | "namespace" | "key" | "identity" | "repository" | "address";
  title: string;
  items: readonly { key: string; label: string; count: number; href: string }[];
  /** Where there are more than these, or back to a few; null where there aren't. */
  more: { all: boolean; href: string } | null;
};

const inMono = ["namespace", "repository", "address"];

/** Comparisons side by side, as wide as there is room. */
export function UsageRankings({ columns, rankings }: { columns: 2 | 3; rankings: readonly RankingProps[] }) {
  return (
    <div className="@container">
      <div className={clsx("grid gap-px bg-line", columns === 2 ? "@2xl:grid-cols-2" : "@2xl:grid-cols-3")}>
        {rankings.map((ranking) => (
          <UsageRanking key={ranking.dimension} {...ranking} />
        ))}
      </div>
    </div>
  );
}

/** The largest of a kind, each narrows the view to it; a press shows more of them. */
function UsageRanking({ dimension, title, items, more }: RankingProps) {
  const t = useTranslations("usage");
  const format = useFormat();
  return (
    <section className="min-w-0 bg-surface p-4">
      <h3 className="mb-2.5 font-semibold">{title}</h3>
      {items.length > 0 ? (
        <HorizontalBars
          label={title}
          mono={inMono.includes(dimension)}
          bars={items.map(({ key, label, count, href }) => ({
            key,
            label,
            value: count,
            text: format.compact(count),
            href,
            ...(dimension === "region" && regionColor(key)),
          }))}
        />
      ) : (
        <p className="text-ink-3">{t("byNone")}</p>
      )}
      {more && (
        <Link
          href={more.href}
          scroll={false}
          className="link mt-1.5 inline-flex min-h-6 items-center"
          aria-label={t(more.all ? "less.of" : "more.of", { title })}
        >
          {t(more.all ? "less.action" : "more.action")}
        </Link>
      )}
    </section>
  );
}
