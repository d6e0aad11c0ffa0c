import clsx from "clsx";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Spark } from "./ui/spark";
import { useFormat } from "./use-format";

export type Counter = {
  metric: "pulls" | "pushes" | "logins" | "denials";
  total: number;
  /** As many days before. */
  before: number;
  /** At most 14 columns, oldest first. */
  spark: number[];
  href: string;
};

type CounterLinkProps = { counter: Counter; period: "24h" | "7d" | "30d" | "90d"; current: boolean };

/** One number with its rhythm; chooses what the chart shows. */
export function CounterLink({
  counter: { metric, total, before, spark, href },
  period,
  current,
}: CounterLinkProps) {
  const t = useTranslations("usage");
  const format = useFormat();
  const name = t(`metrics.${metric}`);
  const bad = metric === "denials" && total > before && total > 0;
  const label = t("sparkLabel", {
    metric: name,
    buckets: spark.length,
    latest: format.number(spark.at(-1) ?? 0),
  });
  return (
    <Link
      href={href}
      scroll={false}
      aria-current={current ? "true" : undefined}
      className="relative flex items-start gap-3 border-line px-4 py-3 not-first:border-l hover:bg-hover/55 focus-visible:-outline-offset-2 max-lg:odd:border-l-0 max-lg:nth-[n+3]:border-t"
    >
      <span className="min-w-0 flex-1">
        <span className={clsx("block font-semibold", current ? "text-accent" : "text-ink-3")}>{name}</span>
        <span className="block font-[580] text-figure tracking-[-.02em]" title={format.number(total)}>
          {format.compact(total)}
        </span>
        <span className={clsx("block text-meta", bad ? "text-bad" : "text-ink-3")}>
          <Change {...{ total, before, period }} />
        </span>
      </span>
      <span className="pt-7 max-md:hidden">
        <Spark days={spark.map((count) => ({ count }))} label={label} />
      </span>
      {current && <span aria-hidden="true" className="absolute inset-x-0 bottom-0 h-0.5 bg-accent" />}
    </Link>
  );
}

function Change({
  total,
  before,
  period,
}: {
  total: number;
  before: number;
  period: CounterLinkProps["period"];
}) {
  const t = useTranslations("usage.change");
  const words = useTranslations("usage.before");
  const format = useFormat();
  const change =
    before === 0
      ? total === 0
        ? "none"
        : "first"
      : total > before
        ? "up"
        : total < before
          ? "down"
          : "same";
  return t(change, {
    ratio: before === 0 ? "" : format.percent(Math.abs(total - before) / before),
    period: words(period),
  });
}
