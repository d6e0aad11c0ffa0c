import { useTranslations } from "next-intl";
import { StackedColumns } from "./ui/stacked-columns";
import { useFormat } from "./use-format";

type KeyChartProps = {
  /** Of UTC, oldest first; the last one is today. */
  days: readonly { count: number; denied: number }[];
};

const dayMs = 86_400_000;

/** A key's uses and denials, day by day. */
export function KeyChart({ days }: KeyChartProps) {
  const t = useTranslations("api-keys.page");
  const format = useFormat();
  const sum = (field: "count" | "denied") => days.reduce((total, day) => total + day[field], 0);
  return (
    <StackedColumns
      height={112}
      series={[
        { key: "uses", label: t("uses"), color: "var(--faint)" },
        { key: "denied", label: t("denied"), color: "var(--bad)" },
      ]}
      columns={days.map(({ count, denied }, index) => {
        const day = format.utcDay(format.now.getTime() - (days.length - 1 - index) * dayMs);
        return { label: day, title: day, values: [count, denied] };
      })}
      label={t("chart", { count: sum("count"), denied: format.number(sum("denied")) })}
      caption={t("perDay", { zone: "UTC" })}
      format={format.compact}
      columnTitle={t("day")}
    />
  );
}
