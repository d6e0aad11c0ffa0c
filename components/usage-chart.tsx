import { ZoomOut } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { UsageMetric } from "@/lib/domain/usage";
import type { UsageUnit } from "@/lib/domain/usage-unit";
import { ButtonLink } from "./ui/button-link";
import type { ChartSeries } from "./ui/chart-legend";
import { StackedColumns } from "./ui/stacked-columns";
import { useFormat } from "./use-format";

export type UsageChartProps = {
  metric: UsageMetric;
  split: "region" | "namespace" | "client" | "identity" | "outcome";
  /** How wide a column is. */
  unit: UsageUnit;
  series: readonly ChartSeries[];
  /** With their time, ISO 8601. */
  columns: readonly { label: string; title: string; values: readonly number[]; from: string; to: string }[];
  /** Where a time of the chart leads, without that time; a wider time; back to the one that ends now. */
  zoom: { base: string; out: string | null; back: string | null };
};

/** What is counted over time; columns lead into their time, several of them too. */
export function UsageChart({
  metric,
  split,
  unit,
  series,
  columns,
  zoom,
  actions,
}: UsageChartProps & { actions: ReactNode }) {
  const t = useTranslations("usage");
  const format = useFormat();
  const name = split === "outcome" ? t("metrics.all") : t(`metrics.${metric}`);
  const dimension = t(`split.${split}`);
  const totals = series.map((_, index) =>
    columns.reduce((sum, column) => sum + (column.values[index] ?? 0), 0),
  );
  const most = Math.max(...totals, 0);
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        {actions}
        <div className="ml-auto flex flex-wrap gap-2">
          {zoom.back && (
            <ButtonLink href={zoom.back} scroll={false} size="s" variant="ghost">
              {t("zoom.back")}
            </ButtonLink>
          )}
          {zoom.out && (
            <ButtonLink href={zoom.out} scroll={false} size="s" icon={<ZoomOut aria-hidden />}>
              {t("zoom.out")}
            </ButtonLink>
          )}
        </div>
      </div>
      <StackedColumns
        series={series}
        columns={columns}
        // A minute can't be divided.
        {...(unit !== "minute" && { zoomBase: zoom.base })}
        format={format.compact}
        caption={t(`chart.per.${unit}`, { metric: name, zone: format.zone() })}
        columnTitle={t(`chart.column.${unit}`)}
        label={
          most === 0
            ? t("chart.labelNone", { metric: name, dimension })
            : t("chart.label", {
                metric: name,
                dimension,
                total: format.number(totals.reduce((sum, value) => sum + value, 0)),
                largest: series[totals.indexOf(most)]?.label ?? "",
                count: format.number(most),
              })
        }
      />
    </>
  );
}
