export const usagePeriods = ["24h", "7d", "30d", "90d"] as const;
export type UsagePeriod = (typeof usagePeriods)[number];

export type UsageColumn = {
  key: string;
  /** When it begins. */
  at: Date;
};

/** A period's columns, and which of them a bucket of the counts belongs to. */
export type PeriodPlan = {
  from: Date;
  to: Date;
  /** How finely counts are needed: days are local ones, named `2026-11-22`; hours by the instant they begin. */
  bucket: "hour" | "day";
  columns: UsageColumn[];
  columnOf(bucket: string): string;
};

const hourMs = 3_600_000;
const stepMs = hourMs / 2;

/** 24 hours, 28 quarters of days, 30 or 90 days, the last of them begun and not over. */
export function planPeriod(period: UsagePeriod, now: Date, timeZone: string): PeriodPlan {
  const to = new Date(now.getTime() + 1);
  if (period === "24h") {
    const hour = Math.floor(now.getTime() / hourMs) * hourMs;
    const columns = Array.from({ length: 24 }, (_, i) =>
      column(new Date(hour - (23 - i) * hourMs), (at) => at.toISOString()),
    );
    return { from: new Date(hour - 23 * hourMs), to, bucket: "hour", columns, columnOf: (bucket) => bucket };
  }
  const place = localPlace(timeZone);
  if (period === "7d") {
    const quarter = (at: Date) => `${place(at).day} ${Math.floor(place(at).hour / 6)}`;
    const columns = lastColumns(28, now, 8, quarter);
    return {
      from: startOf(columns, now),
      to,
      bucket: "hour",
      columns,
      columnOf: (bucket) => quarter(new Date(bucket)),
    };
  }
  const days = period === "30d" ? 30 : 90;
  const columns = lastColumns(days, now, days + 1, (at) => place(at).day);
  return { from: startOf(columns, now), to, bucket: "day", columns, columnOf: (bucket) => bucket };
}

const column = (at: Date, keyOf: (at: Date) => string): UsageColumn => ({ key: keyOf(at), at });

const startOf = (columns: readonly UsageColumn[], now: Date): Date => columns[0]?.at ?? now;

/** Walks the time in half hours, so that a day of 23 or 25 hours is one day. */
function lastColumns(count: number, now: Date, days: number, keyOf: (at: Date) => string): UsageColumn[] {
  const columns: UsageColumn[] = [];
  const end = Math.floor(now.getTime() / stepMs) * stepMs;
  for (let at = end - days * 24 * hourMs; at <= end; at += stepMs) {
    const next = column(new Date(at), keyOf);
    if (columns.at(-1)?.key !== next.key) columns.push(next);
  }
  return columns.slice(-count);
}

function localPlace(timeZone: string): (at: Date) => { day: string; hour: number } {
  const format = new Intl.DateTimeFormat("en", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    hourCycle: "h23",
  });
  return (at) => {
    const part = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return {
      day: `${part.get("year")}-${part.get("month")}-${part.get("day")}`,
      hour: Number(part.get("hour")),
    };
  };
}
