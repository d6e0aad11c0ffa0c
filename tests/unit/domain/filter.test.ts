import fc from "fast-check";
import { expect, test } from "vitest";
import { parseFilter } from "@/lib/domain/filter";

const compare = (attribute: string, operator: string, value: string | boolean | null) => ({
  kind: "compare",
  attribute,
  operator,
  value,
});

test.each([
  ['name co "Go"', compare("name", "co", "Go")],
  ['name EQ "a \\"quoted\\" \\u0062"', compare("name", "eq", 'a "quoted" b')],
  ["locked eq true", compare("locked", "eq", true)],
  ["description eq null", compare("description", "eq", null)],
  ["description pr", { kind: "present", attribute: "description" }],
  [
    'a eq "1" or b eq "2" and c eq "3"',
    {
      kind: "or",
      of: [compare("a", "eq", "1"), { kind: "and", of: [compare("b", "eq", "2"), compare("c", "eq", "3")] }],
    },
  ],
  [
    '(a eq "1" or b eq "2") and not c pr',
    {
      kind: "and",
      of: [
        { kind: "or", of: [compare("a", "eq", "1"), compare("b", "eq", "2")] },
        { kind: "not", of: { kind: "present", attribute: "c" } },
      ],
    },
  ],
])("%s", (text, filter) => {
  expect(parseFilter(text)).toEqual({ ok: true, filter });
});

test.each([
  ["", 'is not understood, it needs a form such as name co "ci"'],
  ["name", "ends where it needs an operator after name"],
  ["name is", "has the operator is, it needs one of eq, ne, co, sw, ew, gt, ge, lt, le, pr"],
  ["name co", "ends where it needs a value"],
  ["name co Go", "has Go where it needs a value: text stands in double quotes"],
  ['name co "a" name', "has name where it should end"],
  ['(name co "a"', "lacks a closing parenthesis"],
  ['"a" eq "a"', 'has "a" where it needs an attribute'],
  ['name co "a\\q"', 'has "a\\q", which is no quoted text'],
  ["name = 1", 'is not understood, it needs a form such as name co "ci"'],
  ['name co "\u0000"', "holds a control character"],
  [`${"not ".repeat(20)}name pr`, "is nested deeper than 10 levels"],
  [`name co "${"x".repeat(1000)}"`, "is longer than 1000 characters"],
])("%j is refused: %s", (text, problem) => {
  expect(parseFilter(text)).toEqual({ ok: false, problem });
});

test("whatever text comes, there is a filter or a problem, and soon", () => {
  const words = fc.constantFrom(
    "name",
    "co",
    "eq",
    "pr",
    "and",
    "or",
    "not",
    "(",
    ")",
    '"x"',
    "true",
    '"',
    "\\",
    "é",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(words, { maxLength: 60 }).map((list) => list.join(" ")),
      ),
      (text) => {
        expect(typeof parseFilter(text).ok).toBe("boolean");
      },
    ),
    { numRuns: 2000 },
  );
});
