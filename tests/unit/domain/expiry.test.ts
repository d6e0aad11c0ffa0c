import fc from "fast-check";
import { expect, test } from "vitest";
import { parseExpiresAt } from "@/lib/domain/expiry";

const now = new Date("2026-11-22T12:00:00Z");

test.each([
  ["2049-12-31T23:59+0000", "2049-12-31T23:59:00.000Z"],
  ["2049-12-31T23:59Z", "2049-12-31T23:59:00.000Z"],
  ["2049-12-31T23:59:58Z", "2049-12-31T23:59:58.000Z"],
  ["2049-12-31T23:59:58+00:00", "2049-12-31T23:59:58.000Z"],
  ["2049-12-31T23:59:58.999Z", "2049-12-31T23:59:58.000Z"],
  ["2027-01-01T01:30:00+05:30", "2026-12-31T20:00:00.000Z"],
  ["2027-01-01T00:00-0100", "2027-01-01T01:00:00.000Z"],
  ["2028-02-29T00:00:00Z", "2028-02-29T00:00:00.000Z"],
  ["2026-11-22T12:00:01Z", "2026-11-22T12:00:01.000Z"],
])("%s is taken as %s", (text, at) => {
  expect(parseExpiresAt(text, now)).toEqual({ ok: true, at: new Date(at) });
});

test.each([
  ["2027-02-29T00:00:00Z", "format"],
  ["2027-02-30T00:00:00Z", "format"],
  ["2027-13-01T00:00:00Z", "format"],
  ["2027-01-01T24:00:00Z", "format"],
  ["2027-01-01T00:60:00Z", "format"],
  ["2027-01-01T00:00:60Z", "format"],
  ["2027-01-01T00:00:00+25:00", "format"],
  ["2027-01-01T00:00:00", "format"],
  ["2027-01-01", "format"],
  ["2027-01-01 00:00:00Z", "format"],
  ["1", "format"],
  ["tomorrow", "format"],
  ["", "format"],
  ["2026-11-22T12:00:00Z", "past"],
  ["2026-11-22T12:00:00.999Z", "past"],
  ["2026-11-22T13:00:00+02:00", "past"],
])("%j is refused: %s", (text, problem) => {
  expect(parseExpiresAt(text, now)).toEqual({ ok: false, problem });
});

test("every second to come is read as it was written, and junk never throws", () => {
  fc.assert(
    fc.property(fc.integer({ min: now.getTime() / 1000 + 1, max: 253_402_300_799 }), (seconds) => {
      const at = new Date(seconds * 1000);
      expect(parseExpiresAt(at.toISOString(), now)).toEqual({ ok: true, at });
    }),
  );
  fc.assert(fc.property(fc.string(), (text) => parseExpiresAt(text, now).ok === false));
});
