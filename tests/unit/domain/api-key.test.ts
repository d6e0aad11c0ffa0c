import { crc32 as zlibCrc32 } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  apiKeyDisplay,
  apiKeyStatus,
  base62FromBytes,
  composeApiKey,
  customKeyProblem,
  parseApiKey,
  suggestLabel,
} from "@/lib/domain/api-key";
import { crc32 } from "@/lib/domain/crc32";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const base62 = (length: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength: length, maxLength: length });
const known = composeApiKey("0123456789", "A".repeat(32));

describe("format", () => {
  test("the contract's example ends in 4UhtYC", () => {
    expect(known).toBe(`wfk_0123456789_${"A".repeat(32)}4UhtYC`);
  });

  test("the CRC is that of zlib", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(crc32(text)).toBe(zlibCrc32(text));
      }),
    );
    expect(crc32("123456789")).toBe(0xcbf43926);
  });

  test("every composed key is recognised with its public id", () => {
    fc.assert(
      fc.property(base62(10), base62(32), (publicId, secret) => {
        expect(parseApiKey(composeApiKey(publicId, secret))).toEqual({ kind: "wharfkey", publicId });
      }),
    );
  });

  test("one mistyped character is always noticed", () => {
    fc.assert(
      fc.property(
        base62(10),
        base62(32),
        fc.nat(48),
        fc.constantFrom(...alphabet),
        (id, secret, at, typed) => {
          const key = composeApiKey(id, secret);
          const mistyped = key.slice(0, 4 + at) + typed + key.slice(5 + at);
          fc.pre(mistyped !== key);
          expect(parseApiKey(mistyped).kind).toBe("malformed");
        },
      ),
    );
  });

  test.each([
    [known.slice(0, -1), "length"],
    [`${known}x`, "length"],
    ["wfk_", "length"],
    [`${known.slice(0, -1)}-`, "characters"],
    [known.replace("9_A", "9xA"), "characters"],
    [`${known.slice(0, -1)}D`, "checksum"],
    ["", "length"],
    ["short", "length"],
    ["x".repeat(257), "length"],
    [`${"x".repeat(31)}\n`, "characters"],
    [`${"x".repeat(31)}ä`, "characters"],
  ])("%j is malformed: %s", (value, problem) => {
    expect(parseApiKey(value)).toEqual({ kind: "malformed", problem });
  });

  test("parts that would make no key throw without showing them", () => {
    expect(() => composeApiKey("short", "A".repeat(32))).toThrow("10 and 32 base62");
    expect(() => composeApiKey("0123456789", `secret-${"A".repeat(25)}`)).toThrow(/^(?!.*secret-A)/);
  });
});

describe("caller-chosen keys", () => {
  test.each([
    ["x".repeat(32), null],
    ["x".repeat(256), null],
    ["_-aZ09".repeat(8), null],
    [known, null],
    ["x".repeat(31), "length"],
    ["x".repeat(257), "length"],
    [`${"x".repeat(40)} `, "characters"],
    [`${known.slice(0, -1)}D`, "characters"],
    [`wfk_${"x".repeat(40)}`, "length"],
  ])("%j: %j", (value, problem) => {
    expect(customKeyProblem(value)).toBe(problem);
  });

  test("a value without the prefix is custom exactly when it is acceptable", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9_-]{30,34}$/), (value) => {
        fc.pre(!value.startsWith("wfk_"));
        expect(parseApiKey(value).kind).toBe(value.length < 32 ? "malformed" : "custom");
      }),
    );
  });
});

describe("base62 from random bytes", () => {
  test("every character is equally likely: each comes from exactly four byte values", () => {
    const counts = new Map<string | null, number>();
    for (let byte = 0; byte < 256; byte++) {
      const character = base62FromBytes(Uint8Array.of(byte), 1);
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    expect(counts.get(null)).toBe(8);
    counts.delete(null);
    expect([...counts.keys()].sort().join("")).toBe([...alphabet].sort().join(""));
    expect(new Set(counts.values())).toEqual(new Set([4]));
  });

  test("rejected bytes are skipped, and too few give null", () => {
    expect(base62FromBytes(Uint8Array.of(255, 0, 248, 61, 9), 2)).toBe("0z");
    expect(base62FromBytes(Uint8Array.of(255, 0, 248), 2)).toBeNull();
    expect(base62FromBytes(new Uint8Array(), 0)).toBe("");
  });
});

test("a key is shown by its public id's beginning", () => {
  expect(apiKeyDisplay("8FqT2mVx0c")).toBe("wfk_8FqT2m…");
});

describe("status", () => {
  const now = new Date("2026-11-22T12:00:00Z");
  const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);
  const fresh = { disabledAt: null, deletedAt: null, expiresAt: null, lastAuthn: null };

  test.each([
    ["never-used", {}],
    ["active", { lastAuthn: now }],
    ["active", { lastAuthn: now, expiresAt: inDays(14.001) }],
    ["expiring", { lastAuthn: now, expiresAt: inDays(14) }],
    ["expiring", { expiresAt: inDays(1) }],
    ["expired", { expiresAt: now }],
    ["expired", { expiresAt: inDays(-1), lastAuthn: now }],
    ["disabled", { disabledAt: now, expiresAt: inDays(-1) }],
    ["deleted", { deletedAt: now, disabledAt: now, expiresAt: inDays(-1) }],
  ] as const)("%s: %j", (status, key) => {
    expect(apiKeyStatus({ ...fresh, ...key }, now)).toBe(status);
  });

  test("the days before expiry can be chosen", () => {
    expect(apiKeyStatus({ ...fresh, expiresAt: inDays(20) }, now, 30)).toBe("expiring");
  });
});

test.each([
  ["ci", [], "ci"],
  ["ci", ["ci"], "ci-2"],
  ["ci", ["ci", "ci-2", "ci-3"], "ci-4"],
  ["ci-2", ["ci-2"], "ci-3"],
  ["ci-2", ["ci"], "ci-2"],
  ["2026-q4", ["2026-q4"], "2026-q4-2"],
])("wanting %j beside %j suggests %j", (wanted, taken, label) => {
  expect(suggestLabel(wanted, taken)).toBe(label);
});
