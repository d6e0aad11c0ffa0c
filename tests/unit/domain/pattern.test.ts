import fc from "fast-check";
import { expect, test } from "vitest";
import { patternCovers, patternMatches } from "@/lib/domain/pattern";

test.each([
  ["*", "app", true],
  ["*", "web/api", true],
  ["app", "app", true],
  ["app", "apps", false],
  ["app*", "app", true],
  ["app*", "app/x/y", true],
  ["*api", "web/api", true],
  ["web/*", "web/api", true],
  ["web/*", "web", false],
  ["a?c", "abc", true],
  ["a?c", "ac", false],
  ["a?c", "a/c", true],
  ["a*b*c", "aXbXbYc", true],
  ["a*b*c", "aXbXbY", false],
  ["a.c", "abc", false],
  ["**", "", true],
  ["", "", true],
  ["", "a", false],
])("pattern %j on %j: %j", (pattern, path, matches) => {
  expect(patternMatches(pattern, path)).toBe(matches);
});

const pattern = fc.string({ unit: fc.constantFrom(..."ab/*?"), maxLength: 8 });
const path = fc.string({ unit: fc.constantFrom(..."ab/"), maxLength: 8 });

test("it matches what the same regular expression matches", () => {
  const expression = (glob: string) => new RegExp(`^${glob.replaceAll("?", "[^]").replaceAll("*", "[^]*")}$`);
  fc.assert(
    fc.property(pattern, path, (glob, text) => {
      expect(patternMatches(glob, text)).toBe(expression(glob).test(text));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ["*", "anything/*", true],
  ["web/*", "web/api", true],
  ["web/*", "web/*/x?", true],
  ["web/?", "web/a", true],
  ["*?", "?*", true],
  ["?*", "a*", true],
  ["web-*", "web-*", true],
  ["web/*", "*", false],
  ["web/*", "web*", false],
  ["?", "*", false],
  ["a", "?", false],
  ["??*", "?*", false],
  ["*a", "*", false],
])("%j covers %j: %j", (held, wanted, covered) => {
  expect(patternCovers(held, wanted)).toBe(covered);
});

test("a covered pattern never matches a path that the covering one does not", () => {
  // Paths are made from the wanted pattern, so that they match it.
  const filled = fc.tuple(pattern, fc.array(fc.string({ unit: fc.constantFrom(..."ab/"), maxLength: 3 })));
  fc.assert(
    fc.property(pattern, filled, (held, [wanted, fill]) => {
      if (!patternCovers(held, wanted)) return true;
      let next = 0;
      const text = wanted.replace(/[*?]/g, (wild) => {
        const run = fill[next++] ?? "b";
        return wild === "*" ? run : (run[0] ?? "a");
      });
      return patternMatches(wanted, text) && patternMatches(held, text);
    }),
    { numRuns: 10_000 },
  );
});

test("every pattern covers itself and is covered by *", () => {
  fc.assert(
    fc.property(pattern, (glob) => {
      expect(patternCovers(glob, glob)).toBe(true);
      expect(patternCovers("*", glob)).toBe(true);
    }),
  );
});

test("a pattern made to backtrack is decided in no time", () => {
  const startedMs = performance.now();
  expect(patternMatches("a*".repeat(120), "a".repeat(254))).toBe(true);
  expect(patternMatches(`${"a*".repeat(120)}b`, "a".repeat(254))).toBe(false);
  expect(patternMatches(`${"*a".repeat(20)}*b`, "a".repeat(255))).toBe(false);
  expect(performance.now() - startedMs).toBeLessThan(10_000);
});
