import { expect, test } from "vitest";
import { instantOf, localTimeOf, localTimeText, readLocalTime } from "@/lib/domain/local-time";

test.each([
  ["2026-11-22T14:28", "Europe/Berlin", "2026-11-22T13:28:00.000Z"],
  ["2026-07-01", "Asia/Kolkata", "2026-06-30T18:30:00.000Z"],
  ["2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30:00.000Z"],
  ["2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:30:00.000Z"],
  ["2026-03-08", "America/Havana", "2026-03-08T05:00:00.000Z"],
])("%s in %s is %s", (text, zone, instant) => {
  const local = readLocalTime(text);
  expect(local && instantOf(local, zone).toISOString()).toBe(instant);
});

test("an instant is written as its zone's clocks show it", () => {
  expect(localTimeText(localTimeOf(new Date("2026-11-22T23:28:59Z"), "Europe/Berlin"))).toBe(
    "2026-11-23T00:28",
  );
});

test.each([
  "2026-02-30",
  "2026-11-22T24:00",
  "2026-11-22T10:60",
  "22.11.2026",
  "2026-11-22T10:00Z",
  "0000-00-00",
])("%s is no local time", (text) => {
  expect(readLocalTime(text)).toBeNull();
});
