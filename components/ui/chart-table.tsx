"use client";

import clsx from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import type { ChartSeries } from "./chart-legend";
import { Link } from "./link";

type ChartTableProps = {
  label: string;
  columnTitle: string;
  series: readonly ChartSeries[];
  /** A title with an address leads there. */
  rows: readonly { title: string; values: readonly number[]; href?: string }[];
};

const cell = "border-line border-t px-2.5 py-1.5 first:pl-0 last:pr-0";

/** A chart's exact numbers behind "View as table", with a total a row; made when it is opened. */
export function ChartTable(props: ChartTableProps) {
  const t = useTranslations("common");
  const [open, setOpen] = useState(false);
  return (
    <details className="mt-3" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="link w-fit font-normal text-meta">{t("viewAsTable")}</summary>
      {open && <Numbers {...props} />}
    </details>
  );
}

function Numbers({ label, columnTitle, series, rows }: ChartTableProps) {
  const t = useTranslations("common");
  const exact = new Intl.NumberFormat(useLocale(), { maximumFractionDigits: 1 });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section tabIndex={0} aria-label={label} className="mt-2 max-h-80 overflow-auto">
      <table className="w-full text-left">
        <thead className="text-ink-3 text-meta">
          <tr>
            <th className={clsx(cell, "font-[450]")}>{columnTitle}</th>
            {[...series.map((one) => one.label), t("total")].map((name) => (
              <th key={name} className={clsx(cell, "text-right font-[450]")}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ title, values, href }) => (
            <tr key={title}>
              <th scope="row" className={clsx(cell, "whitespace-nowrap font-normal")}>
                {href ? (
                  <Link href={href} scroll={false} className="link">
                    {title}
                  </Link>
                ) : (
                  title
                )}
              </th>
              {[...values, values.reduce((sum, value) => sum + value, 0)].map((value, index) => (
                <td key={series[index]?.key ?? "total"} className={clsx(cell, "text-right")}>
                  {exact.format(value)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
