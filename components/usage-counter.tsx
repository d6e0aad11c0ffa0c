import clsx from "clsx";
import { useTranslations } from "next-intl";
import type { UsageMetric } from "@/lib/domain/usage";
import type { UsagePeriod } from "@/lib/domain/usage-period";
import { Link } from "./ui/link";
import { Spark } from "./ui/spark";
import { useFormat } from "./use-format";

export type Counter = {
  metric: UsageMetric;
  /** `range`: a time with fixed ends. */
  period: UsagePeriod | "range";
  total: number;
  /** In as long a time before; null where it isn't looked at. */
  before: number | null;
  /** At most 14 columns, oldest first. */
  spark: number[];
  href: string;
};

type CounterLinkProps = { counter: Counter; current: boolean };

/** One number with its rhythm; chooses what the chart shows. */
export function CounterLink({
  counter: { metric, period, total, before, spark, href },
  current,
}: CounterLinkProps) {
  const t = useTranslations("usage");
  const format = useFormat();
  const name = t(`metrics.${metric}`);
  const bad = metric === "denials" && before !== null && total > before;
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
      className="relative flex items-start gap-3 bg-surface px-4 py-3 hover:bg-hover focus-visible:-outline-offset-2"
    >
      <span className="min-w-0 flex-1">
        <span className={clsx("block font-semibold", current ? "text-accent" : "text-ink-3")}>{name}</span>
        <span className="block font-[580] text-figure tracking-[-.02em]" title={format.number(total)}>
          {format.compact(total)}
        </span>
        <span className={clsx("block text-meta", bad ? "text-bad" : "text-ink-3")}>
          {before !== null && <Change {...{ total, before, period }} />}
        </span>
      </span>
      <span className="pt-7 max-md:hidden">
        <Spark counts={spark} label={label} />
      </span>
      {current && <span aria-hidden="true" className="absolute inset-x-0 bottom-0 h-0.5 bg-accent" />}
    </Link>
  );
}

type ChangeProps = { total: number; before: number; period: Counter["period"] };

function Change({ total, before, period }: ChangeProps) {
  const t = useTranslations("usage.change");
  const words = useTranslations("usage.before");
  const format = useFormat();
  return t(changeOf(total, before), {
    ratio: before === 0 ? "" : format.percent(Math.abs(total - before) / before),
    times: before === 0 ? "" : format.compact(Math.round(total / before)),
    period: words(period),
  });
}

/** From here on a percentage says less than how many times. */
const timesMin = 10;

const changeOf = (total: number, before: number) => {
  if (before === 0) return total === 0 ? "none" : "first";
  if (total === before) return "same";
  if (total >= timesMin * before) return "times";
  return total > before ? "up" : "down";
};
