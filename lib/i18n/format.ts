import { type Locale, languageTags } from "./locale";

/** Where and when the reader is: everything a date needs to become words. */
export type FormatContext = { locale: Locale; timeZone: string; now: Date };

type When = Date | string | number;

const words = {
  en: { today: "Today", yesterday: "Yesterday", seconds: "s", minutes: "min", hours: "h" },
  de: { today: "Heute", yesterday: "Gestern", seconds: "s", minutes: "Min.", hours: "Std." },
} as const;

/** How parts of a date are written. */
const shapes = {
  date: { day: "numeric", month: "short", year: "numeric" },
  day: { day: "numeric", month: "short" },
  month: { month: "long", year: "numeric" },
  shortMonth: { month: "short", year: "numeric" },
  second: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
  minute: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  weekday: { weekday: "short" },
  zone: { timeZoneName: "shortOffset" },
  // "22/11/2026"
  figures: { year: "numeric", month: "2-digit", day: "2-digit" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const formatters = new Map<string, Intl.DateTimeFormat>();

// Making an Intl formatter costs ~50 µs; a table of 50 rows needs hundreds.
function dateFormatter(locale: Locale, shape: keyof typeof shapes, timeZone: string): Intl.DateTimeFormat {
  const key = `${shape} ${locale} ${timeZone}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(languageTags[locale], { ...shapes[shape], timeZone });
  formatters.set(key, made);
  return made;
}

/** "19 Nov 2026" / "19. Nov. 2026". */
export function formatDate(at: When, { locale, timeZone }: Omit<FormatContext, "now">): string {
  return dateFormatter(locale, "date", timeZone).format(new Date(at));
}

/** "May 2026" / "Mai 2026" of a month as `2026-05`. */
export function formatMonth(month: string, locale: Locale): string {
  return dateFormatter(locale, "month", "UTC").format(new Date(`${month}-01T00:00:00Z`));
}

/** "22 Nov" / "22. Nov."; with the year where it isn't the current one. */
export function formatDay(at: When, context: FormatContext): string {
  const { locale, timeZone, now } = context;
  if (dateIn(at, timeZone).year !== dateIn(now, timeZone).year) return formatDate(at, context);
  return dateFormatter(locale, "day", timeZone).format(new Date(at));
}

/** "Nov 2026" / "Nov. 2026". */
export function formatShortMonth(at: When, { locale, timeZone }: Omit<FormatContext, "now">): string {
  return dateFormatter(locale, "shortMonth", timeZone).format(new Date(at));
}

/** "14:28:16", or "14:28" without seconds. */
export function formatTime(
  at: When,
  { locale, timeZone }: Omit<FormatContext, "now">,
  precision: "second" | "minute" = "second",
): string {
  return dateFormatter(locale, precision, timeZone).format(new Date(at));
}

/** "Thu" / "Do". */
export function formatWeekday(at: When, { locale, timeZone }: Omit<FormatContext, "now">): string {
  return dateFormatter(locale, "weekday", timeZone).format(new Date(at)).replace(".", "");
}

/** The zone as people say it: "UTC+1", "UTC". */
export function formatZone(at: When, timeZone: string): string {
  // "22/11/2026, GMT+1"
  const [, offset = "UTC"] = dateFormatter("en", "zone", timeZone).format(new Date(at)).split(", ");
  return offset.replace("GMT", "UTC").replace(/\+0$/, "");
}

/** "Thu 19 Nov 2026, 14:28:16 UTC+1" / "Do 19. Nov. 2026, 14:28:16 UTC+1". */
export function formatDateTime(at: When, context: Omit<FormatContext, "now">): string {
  const zone = formatZone(at, context.timeZone);
  return `${formatWeekday(at, context)} ${formatDate(at, context)}, ${formatTime(at, context)} ${zone}`;
}

/**
 * How long ago, as precisely as it matters: "12 s ago", "3 min ago", "4 h ago" (up to six hours), then
 * "Today, 02:00", "Yesterday, 23:10", "9 Oct", "9 Oct 2025". A moment in the future (a clock that differs)
 * counts as now.
 */
export function formatAgo(at: When, context: FormatContext): string {
  const { locale, timeZone, now } = context;
  const word = words[locale];
  const seconds = Math.max(0, Math.floor((now.getTime() - new Date(at).getTime()) / 1000));
  const ago = (n: number, unit: string) => (locale === "de" ? `vor ${n} ${unit}` : `${n} ${unit} ago`);
  if (seconds < 60) return ago(seconds, word.seconds);
  if (seconds < 3600) return ago(Math.floor(seconds / 60), word.minutes);
  if (seconds < 6 * 3600) return ago(Math.floor(seconds / 3600), word.hours);
  const days = daysBetween(at, now, timeZone);
  if (days === 0) return `${word.today}, ${formatTime(at, context, "minute")}`;
  if (days === 1) return `${word.yesterday}, ${formatTime(at, context, "minute")}`;
  return formatDay(at, context);
}

/** Calendar days from one moment to another in a time zone; negative when `to` is earlier. */
export function daysBetween(from: When, to: When, timeZone: string): number {
  const midnight = ({ year, month, day }: ReturnType<typeof dateIn>) => Date.UTC(year, month - 1, day);
  return Math.round((midnight(dateIn(to, timeZone)) - midnight(dateIn(from, timeZone))) / 86_400_000);
}

const dates = new Map<string, { year: number; month: number; day: number }>();
const datesMax = 200;

/** The date of a zone. The last ones are kept: each row of a table asks for that of now. */
function dateIn(when: When, timeZone: string) {
  const at = new Date(when).getTime();
  const key = `${timeZone} ${at}`;
  const known = dates.get(key);
  if (known) return known;
  const [day = 1, month = 1, year = 0] = dateFormatter("en", "figures", timeZone)
    .format(at)
    .split("/")
    .map(Number);
  if (dates.size >= datesMax) dates.clear();
  dates.set(key, { year, month, day });
  return { year, month, day };
}
