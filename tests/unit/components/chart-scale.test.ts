import fc from "fast-check";
import { expect, it } from "vitest";
import { axisTicks } from "@/components/ui/chart-scale";

it.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [7, [0, 3, 6, 9]],
  [244, [0, 100, 200, 300]],
  [140_000, [0, 50_000, 100_000, 150_000]],
])("an axis for %i has round steps", (largest, ticks) => {
  expect(axisTicks(largest)).toEqual(ticks);
});

it("an axis starts at zero, has whole steps, holds the largest value and at most five of them", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e12 }), (largest) => {
      const ticks = axisTicks(largest);
      expect(ticks[0]).toBe(0);
      expect(ticks.every(Number.isInteger)).toBe(true);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(largest);
      expect(ticks.length).toBeLessThanOrEqual(5);
    }),
  );
});
