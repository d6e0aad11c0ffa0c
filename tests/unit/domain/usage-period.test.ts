import { describe, expect, test } from "vitest";
import { planPeriod } from "@/lib/domain/usage-period";

const now = new Date("2026-11-22T14:20:30.000Z");
const iso = (at: Date | undefined) => at?.toISOString();

describe("a period's columns", () => {
  test("are 24 hours, the last one begun", () => {
    const plan = planPeriod("24h", now, "Asia/Kolkata");
    expect([plan.columns.length, plan.bucket, iso(plan.from), plan.columns.at(-1)?.key]).toEqual([
      24,
      "hour",
      "2026-11-21T15:00:00.000Z",
      "2026-11-22T14:00:00.000Z",
    ]);
    expect(plan.to.getTime()).toBeGreaterThan(now.getTime());
  });

  test("are 28 quarters of local days", () => {
    const plan = planPeriod("7d", now, "Europe/Berlin");
    expect([plan.columns.length, plan.columns.at(-1)?.key, plan.columns[0]?.key, iso(plan.from)]).toEqual([
      28,
      "2026-11-22 2",
      "2026-11-15 3",
      "2026-11-15T17:00:00.000Z",
    ]);
    expect(plan.columnOf("2026-11-22T10:00:00.000Z")).toBe("2026-11-22 1");
    expect(plan.columnOf("2026-11-21T23:00:00.000Z")).toBe("2026-11-22 0");
  });

  test.each([
    ["30d", 30, "2026-10-24", "2026-10-23T22:00:00.000Z"],
    ["90d", 90, "2026-08-25", "2026-08-24T22:00:00.000Z"],
  ] as const)("%s are local days, over the end of summer time", (period, count, first, from) => {
    const plan = planPeriod(period, now, "Europe/Berlin");
    expect([plan.columns.length, plan.columns[0]?.key, iso(plan.from), plan.columns.at(-1)?.key]).toEqual([
      count,
      first,
      from,
      "2026-11-22",
    ]);
    expect(new Set(plan.columns.map(({ key }) => key)).size).toBe(count);
  });

  test("begin at local midnight where zones differ by half hours", () => {
    expect(iso(planPeriod("30d", now, "Asia/Kolkata").from)).toBe("2026-10-23T18:30:00.000Z");
  });
});
