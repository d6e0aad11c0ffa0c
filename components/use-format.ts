import { useLocale, useNow, useTimeZone } from "next-intl";
import * as format from "@/lib/i18n/format";
import * as numbers from "@/lib/i18n/format-number";

type When = Date | string | number;

/** The format helpers bound to the reader's language, zone and time; in server and client components alike. */
export function useFormat() {
  const context = { locale: useLocale(), timeZone: useTimeZone() ?? "UTC", now: useNow() };
  const { locale, timeZone, now } = context;
  return {
    now,
    timeZone,
    date: (at: When) => format.formatDate(at, context),
    day: (at: When) => format.formatDay(at, context),
    utcDay: (at: When) => format.formatDay(at, { ...context, timeZone: "UTC" }),
    time: (at: When, precision?: "second" | "minute") => format.formatTime(at, context, precision),
    dateTime: (at: When) => format.formatDateTime(at, context),
    ago: (at: When) => format.formatAgo(at, context),
    zone: () => format.formatZone(now, timeZone),
    daysUntil: (at: When) => format.daysBetween(now, at, timeZone),
    number: (value: number) => numbers.formatNumber(value, locale),
    compact: (value: number) => numbers.formatCompact(value, locale),
    percent: (ratio: number) => numbers.formatPercent(ratio, locale),
    list: (items: string[]) => numbers.formatList(items, locale),
    either: (items: string[]) => numbers.formatEither(items, locale),
  };
}
