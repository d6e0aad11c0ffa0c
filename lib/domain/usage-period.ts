import { instantOf, readLocalTime } from "./local-time";
import { bucketOf, floorTo, keyOf, nextOf, type UsageUnit } from "./usage-unit";

export const usagePeriods = ["1h", "24h", "7d", "30d", "90d", "12m"] as const;
/** A time that ends now. */
export type UsagePeriod = (typeof usagePeriods)[number];
/** A time with fixed ends: `from` is in it, `to` isn't. */
export type UsageRange = { from: Date; to: Date };

export type UsageColumn = UsageRange & { key: string };

/** A time's columns, and which of them a bucket of the counts belongs to. */
export type PeriodPlan = UsageRange & {
  unit: UsageUnit;
  /** How finely counts are needed: days, weeks and months are local ones, by their first day. */
  bucket: "minute" | "hour" | "day" | "week" | "month";
  columns: UsageColumn[];
  columnOf(bucket: string): string;
};

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** Ten years, in columns of months. */
const lengthMaxMs = 3660 * dayMs;

/** So many of `of`, in columns of `unit`. */
const presets: Record<UsagePeriod, { count: number; of: UsageUnit; unit: UsageUnit }> = {
  "1h": { count: 60, of: "minute", unit: "minute" },
  "24h": { count: 24, of: "hour", unit: "hour" },
  "7d": { count: 7, of: "day", unit: "six-hours" },
  "30d": { count: 30, of: "day", unit: "day" },
  "90d": { count: 90, of: "day", unit: "day" },
  "12m": { count: 12, of: "month", unit: "month" },
};

/** So many whole minutes, hours, days or months of `timeZone`, the last of them begun and not over. */
export function planPeriod(period: UsagePeriod, now: Date, timeZone: string): PeriodPlan {
  const { count, of, unit } = presets[period];
  let from = floorTo(of, now, timeZone);
  for (let more = count - 1; more > 0; more--) from = floorTo(of, new Date(from.getTime() - 1), timeZone);
  return planColumns(unit, { from, to: minuteAfter(now) }, timeZone);
}

/** Columns as wide as the length of the range wants them, at most about a hundred; none for what lies ahead. */
export function planRange({ from, to }: UsageRange, now: Date, timeZone: string): PeriodPlan {
  const end = from < now && to > now ? minuteAfter(now) : to;
  return planColumns(unitOf(to.getTime() - from.getTime()), { from, to: end }, timeZone);
}

/** The end of the minute that is now. */
const minuteAfter = (now: Date): Date => new Date(Math.floor(now.getTime() / minuteMs + 1) * minuteMs);

const widths: readonly [lengthMs: number, unit: UsageUnit][] = [
  [90 * minuteMs, "minute"],
  [6 * hourMs, "five-minutes"],
  [12 * hourMs, "quarter-hour"],
  [3 * dayMs, "hour"],
  [10 * dayMs, "six-hours"],
  [100 * dayMs, "day"],
  [300 * dayMs, "week"],
];

// A day of 25 hours is a day.
const unitOf = (lengthMs: number): UsageUnit =>
  widths.find(([most]) => lengthMs <= most + hourMs / 2)?.[1] ?? "month";

function planColumns(unit: UsageUnit, { from, to }: UsageRange, timeZone: string): PeriodPlan {
  const columns: UsageColumn[] = [];
  for (let at = floorTo(unit, from, timeZone); at < to; ) {
    const next = nextOf(unit, at, timeZone);
    columns.push({
      key: keyOf(unit, at, timeZone),
      from: at < from ? from : at,
      to: next > to ? to : next,
    });
    at = next;
  }
  const bucket = bucketOf(unit);
  const local = bucket !== "minute" && bucket !== "hour";
  const known = new Map<string, string>();
  /** A bucket of the first column may begin before the time does. */
  const columnAt = (name: string): string => {
    const at = Date.parse(name);
    const key = (columns.findLast(({ from }) => from.getTime() <= at) ?? columns[0])?.key ?? "";
    known.set(name, key);
    return key;
  };
  return {
    from,
    to,
    unit,
    bucket,
    columns,
    columnOf: (name) => (local ? name : (known.get(name) ?? columnAt(name))),
  };
}

/** The same time in columns of weeks. */
export function inWeeks({ from, to }: PeriodPlan, timeZone: string): PeriodPlan {
  return planColumns("week", { from, to }, timeZone);
}

/** The same time and as much before and after it, in whole columns, not beyond now; null when there is no more. */
export function widen({ from, to }: UsageRange, now: Date, timeZone: string): UsageRange | null {
  const length = to.getTime() - from.getTime();
  if (3 * length > lengthMaxMs) return null;
  const unit = unitOf(3 * length);
  const last = Math.min(to.getTime() + length, Math.max(now.getTime(), to.getTime())) - 1;
  const end = nextOf(unit, floorTo(unit, new Date(last), timeZone), timeZone);
  return {
    from: floorTo(unit, new Date(from.getTime() - length), timeZone),
    to: end > now && to <= now ? minuteAfter(now) : end,
  };
}

export type RangeProblem = "time" | "order" | "length";

/**
 * Reads what an address says about a time. Times without an offset are those of `timeZone`. Without an end it
 * goes until now, without a beginning it is 30 days long; null when it says nothing.
 */
export function readRange(
  { from, to }: { from?: string | undefined; to?: string | undefined },
  now: Date,
  timeZone: string,
): UsageRange | { problem: RangeProblem } | null {
  if (from === undefined && to === undefined) return null;
  const end = to === undefined ? minuteAfter(now) : read(to);
  const begin = from === undefined ? end && new Date(end.getTime() - 30 * dayMs) : read(from);
  if (!begin || !end) return { problem: "time" };
  if (begin >= end) return { problem: "order" };
  if (end.getTime() - begin.getTime() > lengthMaxMs) return { problem: "length" };
  return { from: begin, to: end };

  function read(text: string): Date | null {
    const local = readLocalTime(text);
    if (local) return instantOf(local, timeZone);
    const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z$/.test(text) ? new Date(text) : null;
    return at && !Number.isNaN(at.getTime()) && at.getTime() >= 0 ? at : null;
  }
}
