import { useTranslations } from "next-intl";
import { HorizontalBars } from "./ui/horizontal-bars";
import type { Counter } from "./usage-counter";
import { useFormat } from "./use-format";

type One = { key: string; label: string; count: number; href: string };
type UsageMostProps = {
  metric: Counter["metric"];
  by: Record<"key" | "repository" | "address", readonly One[]>;
};

/** The largest keys, repositories and addresses side by side. */
export function UsageMost({ metric, by }: UsageMostProps) {
  const t = useTranslations("usage");
  const format = useFormat();
  return (
    <div className="grid lg:grid-cols-3">
      {(["key", "repository", "address"] as const).map((dimension) => {
        const title = t(`most.${dimension}`, { metric: t(`metrics.${metric}`) });
        return (
          <section
            key={dimension}
            className="min-w-0 border-line p-4 not-first:border-t lg:not-first:border-t-0 lg:not-first:border-l"
          >
            <h3 className="mb-2.5 font-semibold">{title}</h3>
            {by[dimension].length > 0 ? (
              <HorizontalBars
                label={title}
                mono={dimension !== "key"}
                bars={by[dimension].map(({ key, label, count, href }) => ({
                  key,
                  label,
                  value: count,
                  text: format.compact(count),
                  href,
                }))}
              />
            ) : (
              <p className="text-ink-3">{t("byNone")}</p>
            )}
          </section>
        );
      })}
    </div>
  );
}
