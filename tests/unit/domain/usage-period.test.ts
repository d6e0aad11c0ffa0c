import { describe, expect, test } from "vitest";
import { planPeriod, planRange, readRange, widen } from "@/lib/domain/usage-period";

const now = new Date("2026-11-22T14:20:30.000Z");
const iso = (at: Date | undefined) => at?.toISOString();
const range = (from: string, to: string) => ({ from: new Date(from), to: new Date(to) });

describe("a period's columns", () => {
  test.each([
    ["1h", 60, "minute", "2026-11-22T13:21:00.000Z", "2026-11-22T14:20:00.000Z"],
    ["24h", 24, "hour", "2026-11-21T15:00:00.000Z", "2026-11-22T14:00:00.000Z"],
    ["7d", 27, "six-hours", "2026-11-15T23:00:00.000Z", "2026-11-22T11:00:00.000Z"],
    ["30d", 30, "day", "2026-10-23T22:00:00.000Z", "2026-11-22"],
    ["90d", 90, "day", "2026-08-24T22:00:00.000Z", "2026-11-22"],
    ["12m", 12, "month", "2025-11-30T23:00:00.000Z", "2026-11-01"],
  ] as const)("%s in Berlin: %d, the last one begun", (period, count, unit, from, last) => {
    const plan = planPeriod(period, now, "Europe/Berlin");
    expect([plan.columns.length, plan.unit, iso(plan.from), plan.columns.at(-1)?.key]).toEqual([
      count,
      unit,
      from,
      last,
    ]);
    expect(new Set(plan.columns.map(({ key }) => key)).size).toBe(count);
    expect(iso(plan.to)).toBe("2026-11-22T14:21:00.000Z");
    expect(plan.columns.at(-1)?.to).toEqual(plan.to);
  });

  test.each(["Europe/Berlin", "Asia/Kolkata", "America/Havana", "Australia/Lord_Howe", "UTC"])(
    "in %s follow each other without a gap, through changes of the clock",
    (zone) => {
      for (const period of ["1h", "24h", "7d", "30d", "90d", "12m"] as const) {
        const { columns, from, to } = planPeriod(period, now, zone);
        expect(columns.map((column) => column.from)).toEqual([
          from,
          ...columns.slice(0, -1).map((column) => column.to),
        ]);
        expect(columns.at(-1)?.to).toEqual(to);
      }
    },
  );

  test("quarters of a day hold the hours that begin in them", () => {
    const plan = planPeriod("7d", now, "Europe/Berlin");
    expect(plan.columnOf("2026-11-22T10:00:00.000Z")).toBe("2026-11-22T05:00:00.000Z");
    expect(plan.columnOf("2026-11-21T23:00:00.000Z")).toBe("2026-11-21T23:00:00.000Z");
    expect(planPeriod("7d", now, "Asia/Kolkata").columnOf("2026-11-22T00:00:00.000Z")).toBe(
      "2026-11-21T19:00:00.000Z",
    );
  });

  test("begin at local midnight where zones differ by half hours", () => {
    expect(iso(planPeriod("30d", now, "Asia/Kolkata").from)).toBe("2026-10-23T18:30:00.000Z");
  });
});

describe("a range's columns", () => {
  test.each([
    ["2026-11-22T13:00Z", "2026-11-22T14:00Z", "minute", 60],
    ["2026-11-22T08:00Z", "2026-11-22T14:00Z", "five-minutes", 72],
    ["2026-11-22T02:00Z", "2026-11-22T14:00Z", "quarter-hour", 48],
    ["2026-11-20T23:00Z", "2026-11-21T23:00Z", "hour", 24],
    ["2026-11-10T23:00Z", "2026-11-17T23:00Z", "six-hours", 28],
    ["2026-09-30T22:00Z", "2026-10-31T23:00Z", "day", 31],
    ["2026-03-31T22:00Z", "2026-09-30T22:00Z", "week", 27],
    ["2024-12-31T23:00Z", "2025-12-31T23:00Z", "month", 12],
  ])("%s to %s are by %s: %d", (from, to, unit, count) => {
    const plan = planRange(range(from, to), now, "Europe/Berlin");
    expect([plan.unit, plan.columns.length]).toEqual([unit, count]);
  });

  test("are cut where the range begins and ends", () => {
    const { columns } = planRange(range("2026-11-22T08:07Z", "2026-11-22T13:22Z"), now, "UTC");
    expect([columns[0], columns.at(-1)]).toEqual([
      { key: "2026-11-22T08:05:00.000Z", ...range("2026-11-22T08:07Z", "2026-11-22T08:10Z") },
      { key: "2026-11-22T13:20:00.000Z", ...range("2026-11-22T13:20Z", "2026-11-22T13:22Z") },
    ]);
  });

  test("end now where the range ends later", () => {
    const plan = planRange(range("2026-11-22T00:00Z", "2026-11-23T00:00Z"), now, "UTC");
    expect([plan.unit, plan.columns.length, iso(plan.to)]).toEqual(["hour", 15, "2026-11-22T14:21:00.000Z"]);
  });

  test("of one day are 25 hours when the clock is put back", () => {
    const plan = planRange(range("2026-10-24T22:00Z", "2026-10-25T23:00Z"), now, "Europe/Berlin");
    expect(plan.columns).toHaveLength(25);
  });
});

describe("widening", () => {
  test("takes as much before and after, in whole columns", () => {
    expect(widen(range("2026-11-10T12:10Z", "2026-11-10T18:10Z"), now, "Europe/Berlin")).toEqual(
      range("2026-11-10T06:00Z", "2026-11-11T01:00Z"),
    );
  });

  test("goes no further than now", () => {
    expect(widen(range("2026-11-22T10:00Z", "2026-11-22T14:00Z"), now, "UTC")).toEqual(
      range("2026-11-22T06:00Z", "2026-11-22T14:21Z"),
    );
  });

  test("ends at ten years", () => {
    expect(widen(range("2020-01-01T00:00Z", "2026-01-01T00:00Z"), now, "UTC")).toBeNull();
  });
});

describe("a range in an address", () => {
  test.each<[string | undefined, string | undefined, unknown]>([
    [undefined, undefined, null],
    ["2026-11-01T10:00:00.000Z", "2026-11-02T10:00Z", range("2026-11-01T10:00Z", "2026-11-02T10:00Z")],
    ["2026-11-01T10:00", "2026-11-02", range("2026-11-01T09:00Z", "2026-11-01T23:00Z")],
    ["2026-11-22T12:00Z", undefined, range("2026-11-22T12:00Z", "2026-11-22T14:21Z")],
    [undefined, "2026-11-20", range("2026-10-20T23:00Z", "2026-11-19T23:00Z")],
    ["2026-11-02", "2026-11-02", { problem: "order" }],
    ["2026-02-30", undefined, { problem: "time" }],
    ["2026-11-02T25:00", undefined, { problem: "time" }],
    ["yesterday", "2026-11-02", { problem: "time" }],
    ["2010-01-01", "2026-01-01", { problem: "length" }],
  ])("%s to %s in Berlin", (from, to, expected) => {
    expect(readRange({ from, to }, now, "Europe/Berlin")).toEqual(expected);
  });
});
