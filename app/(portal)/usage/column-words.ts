import { getLocale, getTranslations } from "next-intl/server";
import type { PeriodPlan } from "@/lib/domain/usage-period";
import { formatDay, formatShortMonth, formatTime, formatWeekday, formatZone } from "@/lib/i18n/format";

type ColumnWords = {
  /** Under the axis, short. */
  label: string;
  /** Names the column among all of them. */
  title: string;
};

const dayMs = 86_400_000;

/** What the columns of a chart are called. */
export const columnWords = async (plan: PeriodPlan, now: Date, timeZone: string): Promise<ColumnWords[]> => {
  const t = await getTranslations("usage.chart");
  const context = { locale: await getLocale(), timeZone, now };
  const oneDay = plan.to.getTime() - plan.from.getTime() <= dayMs;
  const words = plan.columns.map(({ from }): ColumnWords => {
    const day = formatDay(from, context);
    if (plan.unit === "day") return { label: day, title: day };
    if (plan.unit === "week") return { label: day, title: t("weekOf", { day }) };
    if (plan.unit === "month") {
      const month = formatShortMonth(from, context);
      return { label: month, title: month };
    }
    const time = formatTime(from, context, "minute");
    return {
      label: oneDay ? time : `${formatWeekday(from, context)} ${time}`,
      title: `${day}, ${time}`,
    };
  });
  // An hour that comes twice when the clock is put back.
  const titles = words.map(({ title }) => title);
  return words.map((one, index) => {
    const from = plan.columns[index]?.from ?? now;
    const twice = titles.indexOf(one.title) !== titles.lastIndexOf(one.title);
    return twice ? { ...one, title: `${one.title} ${formatZone(from, timeZone)}` } : one;
  });
};
