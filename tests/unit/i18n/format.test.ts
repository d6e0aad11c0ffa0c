import { describe, expect, it } from "vitest";
import {
  daysBetween,
  type FormatContext,
  formatAgo,
  formatDate,
  formatDateTime,
  formatDay,
  formatMonth,
  formatTime,
  formatZone,
} from "@/lib/i18n/format";
import { formatBytes, formatCompact, formatList, formatNumber } from "@/lib/i18n/format-number";

const now = new Date("2026-11-19T13:28:16Z");
const en: FormatContext = { locale: "en", timeZone: "Europe/Berlin", now };
const de: FormatContext = { ...en, locale: "de" };
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

describe("dates and times", () => {
  it("are written as each language writes them, in the reader's zone", () => {
    expect(formatDate(now, en)).toBe("19 Nov 2026");
    expect(formatDate(now, de)).toBe("19. Nov. 2026");
    expect(formatTime(now, en)).toBe("14:28:16");
    expect(formatTime("2026-11-18T23:05:00Z", de, "minute")).toBe("00:05");
    expect(formatDateTime(now, en)).toBe("Thu 19 Nov 2026, 14:28:16 UTC+1");
    expect(formatDateTime(now, de)).toBe("Do 19. Nov. 2026, 14:28:16 UTC+1");
    expect(formatZone(now, "UTC")).toBe("UTC");
    expect(formatZone("2026-07-01T00:00:00Z", "Europe/Berlin")).toBe("UTC+2");
  });

  it("of a whole month, and sizes of files", () => {
    expect([formatMonth("2026-05", "en"), formatMonth("2026-05", "de")]).toEqual(["May 2026", "Mai 2026"]);
    expect([640, 12_400, 999_600].map((size) => formatBytes(size, "de"))).toEqual([
      "640 B",
      "12,4 kB",
      "1 MB",
    ]);
  });

  it("leave out the current year and no other", () => {
    expect(formatDay("2026-11-22T00:00:00Z", en)).toBe("22 Nov");
    expect(formatDay("2026-03-04T00:00:00Z", de)).toBe("4. März");
    expect(formatDay("2027-02-14T00:00:00Z", en)).toBe("14 Feb 2027");
    // Still 2026 in UTC, already 2027 in Berlin.
    expect(formatDay("2026-12-31T23:30:00Z", en)).toBe("1 Jan 2027");
  });
});

describe("how long ago", () => {
  it.each([
    [-5, "0 s ago", "vor 0 s"],
    [12, "12 s ago", "vor 12 s"],
    [59, "59 s ago", "vor 59 s"],
    [60, "1 min ago", "vor 1 Min."],
    [3599, "59 min ago", "vor 59 Min."],
    [3600, "1 h ago", "vor 1 Std."],
    [6 * 3600 - 1, "5 h ago", "vor 5 Std."],
    [12 * 3600, "Today, 02:28", "Heute, 02:28"],
    [15 * 3600, "Yesterday, 23:28", "Gestern, 23:28"],
    [41 * 86_400, "9 Oct", "9. Okt."],
    [400 * 86_400, "15 Oct 2025", "15. Okt. 2025"],
  ])("%i s is as precise as it matters", (seconds, english, german) => {
    expect(formatAgo(ago(seconds), en)).toBe(english);
    expect(formatAgo(ago(seconds), de)).toBe(german);
  });

  it("counts calendar days in the reader's zone", () => {
    expect(daysBetween("2026-11-18T22:59:00Z", "2026-11-18T23:01:00Z", "Europe/Berlin")).toBe(1);
    expect(daysBetween("2026-11-18T22:59:00Z", "2026-11-18T23:01:00Z", "UTC")).toBe(0);
    expect(daysBetween(now, "2026-11-16T00:00:00Z", "UTC")).toBe(-3);
    // The clocks went back in between: 25 hours are still one day.
    expect(daysBetween("2026-10-24T22:30:00Z", "2026-10-25T22:30:00Z", "Europe/Berlin")).toBe(0);
  });
});

describe("numbers", () => {
  it("follow the language", () => {
    expect(formatNumber(48_218, "en")).toBe("48,218");
    expect(formatNumber(48_218, "de")).toBe("48.218");
    expect(formatList(["checkout", "base", "edge"], "de")).toBe("checkout, base und edge");
  });

  it.each([
    [0, "0"],
    [244, "244"],
    [999, "999"],
    [1_000, "1 k"],
    [48_900, "48.9 k"],
    [999_499, "999 k"],
    [999_500, "1 M"],
    [3_190_000, "3.19 M"],
  ])("%i takes three significant digits", (value, text) => {
    expect(formatCompact(value, "en")).toBe(text);
  });
});
