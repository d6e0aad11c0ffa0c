import { instantOf, type LocalTime, localDateText, localTimeOf } from "./local-time";

/** How wide a column of a chart is. */
export type UsageUnit =
  | "minute"
  | "five-minutes"
  | "quarter-hour"
  | "hour"
  | "six-hours"
  | "day"
  | "week"
  | "month";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const lengths: Partial<Record<UsageUnit, number>> = {
  minute: minuteMs,
  "five-minutes": 5 * minuteMs,
  "quarter-hour": 15 * minuteMs,
  hour: hourMs,
};

/** The beginning of the unit that an instant falls into. Days, weeks (from Monday) and months are those of the zone. */
export function floorTo(unit: UsageUnit, at: Date, timeZone: string): Date {
  const length = lengths[unit];
  if (length) return new Date(Math.floor(at.getTime() / length) * length);
  if (unit === "six-hours") return floorToQuarter(at, timeZone);
  return instantOf(firstDay(unit, localTimeOf(at, timeZone)), timeZone);
}

/** The beginning of the unit after the one that begins at `from`. */
export function nextOf(unit: UsageUnit, from: Date, timeZone: string): Date {
  const length = lengths[unit];
  if (length) return new Date(from.getTime() + length);
  if (unit === "six-hours") {
    let at = from.getTime() + hourMs;
    while (quarterOf(new Date(at), timeZone) === quarterOf(from, timeZone)) at += hourMs;
    return new Date(at);
  }
  const first = firstDay(unit, localTimeOf(from, timeZone));
  const step = {
    day: { day: first.day + 1 },
    week: { day: first.day + 7 },
    month: { month: first.month + 1 },
  };
  return instantOf({ ...first, ...step[unit as keyof typeof step] }, timeZone);
}

/** What the unit that begins there is called: an instant, or a local day. */
export function keyOf(unit: UsageUnit, from: Date, timeZone: string): string {
  const local = unit === "day" || unit === "week" || unit === "month";
  return local ? localDateText(localTimeOf(from, timeZone)) : from.toISOString();
}

/** What counts must be taken by, for columns of that unit. */
export function bucketOf(unit: UsageUnit): "minute" | "hour" | "day" | "week" | "month" {
  if (unit === "five-minutes" || unit === "quarter-hour") return "minute";
  return unit === "six-hours" ? "hour" : unit;
}

const firstDay = (unit: UsageUnit, local: LocalTime): LocalTime => {
  const { year, month, day } = local;
  const midnight = { year, month, day, hour: 0, minute: 0 };
  if (unit === "month") return { ...midnight, day: 1 };
  if (unit === "day") return midnight;
  const sinceMonday = (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
  return { ...midnight, day: day - sinceMonday };
};

/** Made of whole hours of UTC, as the counts are: where clocks differ by a half hour it begins up to one late. */
const floorToQuarter = (at: Date, timeZone: string): Date => {
  let from = Math.floor(at.getTime() / hourMs) * hourMs;
  const quarter = quarterOf(new Date(from), timeZone);
  while (quarterOf(new Date(from - hourMs), timeZone) === quarter) from -= hourMs;
  return new Date(from);
};

const quarterOf = (at: Date, timeZone: string): string => {
  const local = localTimeOf(at, timeZone);
  return `${localDateText(local)} ${Math.floor(local.hour / 6)}`;
};
