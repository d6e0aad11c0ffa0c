import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { alertKinds, expiryWarning, isDenialSpike, isNewOrigin, retryMinutes } from "@/lib/domain/alert";
import { alertSettingsOf, defaultAlertSettings } from "@/lib/domain/alert-settings";
import { alertText } from "@/lib/domain/alert-words";

const dayMs = 86_400_000;
const now = new Date("2026-11-22T12:00:00Z");
const inDays = (days: number) => new Date(now.getTime() + days * dayMs);

describe("a key's end", () => {
  test.each([
    [31, 365, null],
    [30, 365, 30],
    [8, 365, 30],
    [7, 365, 7],
    [1.5, 365, 7],
    [1, 365, 1],
    [0.1, 365, 1],
    [0, 365, null],
    [-1, 365, null],
    // Made for a week: a month's warning would come with the key.
    [6.9, 7, null],
    [0.9, 7, 1],
  ])("%s days before it, of a key made for %s days: %s", (left, life, warning) => {
    const expiresAt = inDays(left);
    const createdAt = new Date(expiresAt.getTime() - life * dayMs);
    expect(expiryWarning({ createdAt, expiresAt }, now)).toBe(warning);
  });

  test("warnings come nearer with time, never farther", () => {
    const key = { createdAt: inDays(-400), expiresAt: inDays(0) };
    const at = fc.double({ min: -60, max: 5, noNaN: true });
    fc.assert(
      fc.property(at, at, (a, b) => {
        const [early, late] = [Math.min(a, b), Math.max(a, b)].map((days) =>
          expiryWarning(key, inDays(days)),
        );
        if (early && late) expect(late).toBeLessThanOrEqual(early);
      }),
    );
  });
});

test.each([
  [19, 0, false],
  [20, 0, true],
  [25, 480, false],
  [26, 480, true],
])("%s denials after %s the day before: a spike %s", (recent, before, spike) => {
  expect(isDenialSpike(recent, before, 20)).toBe(spike);
});

test("another place is news once the key is known for a day", () => {
  expect(isNewOrigin(now, null)).toBe(false);
  expect(isNewOrigin(now, inDays(-0.9))).toBe(false);
  expect(isNewOrigin(now, inDays(-1))).toBe(true);
});

test("attempts wait longer and longer, and end", () => {
  expect([1, 2, 3, 4, 5, 6, 7].map(retryMinutes)).toEqual([1, 5, 30, 120, 480, 1440, null]);
});

test("whatever is stored gives whole settings", () => {
  expect(alertSettingsOf(null)).toEqual(defaultAlertSettings);
  expect(alertSettingsOf({ unusedDays: 5 }).unusedDays).toBe(5);
  fc.assert(
    fc.property(fc.jsonValue(), (stored) => {
      const { kinds, unusedDays } = alertSettingsOf(stored);
      expect(Object.keys(kinds).sort()).toEqual([...alertKinds].sort());
      expect(typeof unusedDays).toBe("number");
    }),
  );
});

test.each(alertKinds)("%s has words in both languages, without gaps", (kind) => {
  const data = {
    days: 7,
    expiresAt: "2026-11-29",
    lastUsed: null,
    origin: "client",
    value: "x",
    action: "none",
    by: "Ada",
    count: 30,
    usual: 1,
    lastEventAt: "2026-11-21 10:00",
    seq: 3,
  };
  const alert = { kind, subject: { type: "api-key", id: "ApiKey-1", name: "ci" }, at: now, data };
  const [en, de] = (["en", "de"] as const).map((locale) => alertText(alert, locale));
  expect(en?.title).not.toBe(de?.title);
  for (const words of [en, de]) expect(`${words?.title} ${words?.text}`).not.toMatch(/undefined|null|NaN/);
});
