import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "@/lib/domain/audit-event";
import { sameJson } from "@/lib/domain/same-json";

test("two values are the same exactly where their canonical JSON is", () => {
  const value = fc.jsonValue({ maxDepth: 3 });
  fc.assert(
    fc.property(value, value, (one, other) => {
      expect(sameJson(one, other)).toBe(canonicalJson(one) === canonicalJson(other));
      expect(sameJson(one, JSON.parse(canonicalJson(one)))).toBe(true);
    }),
  );
  const turned = { conditions: [{ value: ["1", "2"], key: "k" }], operator: "and" };
  expect(sameJson(turned, { operator: "and", conditions: [{ key: "k", value: ["1", "2"] }] })).toBe(true);
  expect(sameJson(turned, { operator: "and", conditions: [{ key: "k", value: ["2", "1"] }] })).toBe(false);
  expect(sameJson([], {})).toBe(false);
  expect(sameJson({ a: undefined }, { b: undefined })).toBe(false);
});
