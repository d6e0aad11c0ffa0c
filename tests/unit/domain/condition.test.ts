import { describe, expect, test } from "vitest";
import { type ConditionRule, conditionHolds, conditionProblem } from "@/lib/domain/condition";
import { describeCondition } from "@/lib/domain/condition-words";

const key = (name: string) => `{{environment.attributes.${name}}}`;
const days = (...value: string[]) => ({ key: key("day_of_week"), operator: "dayOfWeekAnyOf", value });
const time = (comparison: string, value: string) => ({
  key: key("current_time"),
  operator: `time${comparison}`,
  value,
});
const moment = (comparison: string, value: string) => ({
  key: key("current_date_time"),
  operator: `dateTime${comparison}`,
  value,
});
const all = (...conditions: ConditionRule[]) => ({ operator: "and", conditions });
const any = (...conditions: ConditionRule[]) => ({ operator: "or", conditions });
const weekly = "time-based-conditions:weekly:custom-hours";
const holds = (rule: ConditionRule, at: string) => conditionHolds({ rule, pattern: weekly }, new Date(at));

/** IBM's example: Monday to Friday, 9 to 17. */
const office = all(
  days("1+00:00", "2+00:00", "3+00:00", "4+00:00", "5+00:00"),
  time("GreaterThanOrEquals", "09:00:00+00:00"),
  time("LessThanOrEquals", "17:00:00+00:00"),
);

describe("a condition holds at its times and at no other", () => {
  test.each([
    ["the first instant", office, "2026-11-25T09:00:00.000Z", true],
    ["an instant before", office, "2026-11-25T08:59:59.999Z", false],
    ["the last instant", office, "2026-11-25T17:00:00.000Z", true],
    ["an instant after", office, "2026-11-25T17:00:00.001Z", false],
    ["Saturday", office, "2026-11-28T12:00:00Z", false],
    ["Monday", office, "2026-11-23T12:00:00Z", true],
    ["Sunday is 7", days("7+00:00"), "2026-11-29T12:00:00Z", true],
    ["a day begins where it was meant", days("1+02:00"), "2026-11-22T22:00:00Z", true],
    ["and not a moment earlier", days("1+02:00"), "2026-11-22T21:59:59Z", false],
    ["west of Greenwich too", days("1-05:00"), "2026-11-24T04:59:59Z", true],
    ["a time east, over midnight", time("LessThan", "01:00:00+02:00"), "2026-11-25T22:30:00Z", true],
    ["a time west, over midnight", time("GreaterThan", "22:00:00-05:00"), "2026-11-25T03:30:00Z", true],
    ["LessThan excludes its end", time("LessThan", "17:00:00Z"), "2026-11-25T17:00:00Z", false],
    ["GreaterThan excludes its start", time("GreaterThan", "09:00:00Z"), "2026-11-25T09:00:00Z", false],
    ["once, from", moment("GreaterThanOrEquals", "2026-11-25T10:00:00+01:00"), "2026-11-25T09:00:00Z", true],
    ["once, before", moment("LessThan", "2026-11-25T10:00:00+01:00"), "2026-11-25T09:00:00Z", false],
    ["or", any(days("6+00:00"), time("LessThan", "01:00:00Z")), "2026-11-28T12:00:00Z", true],
    [
      "nested",
      any(all(days("6+00:00"), time("LessThan", "13:00:00Z")), days("7Z")),
      "2026-11-28T12:00:00Z",
      true,
    ],
    [
      "a date",
      { key: key("current_date"), operator: "dateLessThanOrEquals", value: "2026-11-25+00:00" },
      "2026-11-25T23:59:59Z",
      true,
    ],
  ] as [string, ConditionRule, string, boolean][])("%s", (_, rule, at, expected) => {
    expect(holds(rule, at)).toBe(expected);
  });

  test.each([
    ["an unknown key", { key: key("ip"), operator: "timeLessThan", value: "23:59:59Z" }],
    ["an unknown operator", { key: key("current_time"), operator: "timeEquals", value: "12:00:00Z" }],
    ["an inherited name", { key: "constructor", operator: "toString", value: "12:00:00Z" }],
    ["a value that is none", time("LessThan", "noon")],
    ["no offset", time("LessThan", "23:59:59")],
    ["no conditions", all()],
    ["a join that is none", { operator: "not", conditions: [time("LessThan", "23:59:59Z")] }],
  ] as [string, ConditionRule][])("never with %s", (_, rule) => {
    expect(holds(rule, "2026-11-25T12:00:00Z")).toBe(false);
  });
});

describe("what can't be evaluated is named", () => {
  const problem = (rule: ConditionRule, pattern = weekly) => {
    const found = conditionProblem({ rule, pattern });
    return found && `${found.field} ${found.problem}`;
  };
  test.each([
    [office, weekly, null],
    [days("1+00:00"), "time-based-conditions:weekly:all-day", null],
    [moment("LessThan", "2026-12-31T00:00:00Z"), "time-based-conditions:once", null],
    [
      office,
      "attribute-based-condition:resource:literal-and-wildcard",
      /^pattern is "attribute-based.*needs one of/,
    ],
    [
      office,
      "time-based-conditions:weekly:all-day",
      /^rule\.conditions\.1\.key is .*current_time.*doesn't allow/,
    ],
    [
      days("8+00:00"),
      weekly,
      'rule.value holds "8+00:00", it needs 1 (Monday) to 7 and an offset, as 1+00:00',
    ],
    [all(days("1")), weekly, /^rule\.conditions\.0\.value holds "1"/],
    [time("Equals", "09:00:00Z"), weekly, /^rule\.operator is "timeEquals"/],
    [time("LessThan", "24:00:00Z"), weekly, /^rule\.value holds "24:00:00Z"/],
    [moment("LessThan", "2026-02-30T00:00:00Z"), "time-based-conditions:once", /^rule\.value holds/],
    [{ key: "{{resource.attributes.path}}", operator: "stringMatch", value: "a*" }, weekly, /^rule\.key is/],
  ] as [ConditionRule, string, string | RegExp | null][])("%j by %s", (rule, pattern, expected) => {
    if (expected instanceof RegExp) expect(problem(rule, pattern)).toMatch(expected);
    else expect(problem(rule, pattern)).toBe(expected);
  });
});

test("said in words, in both languages, with the zone where it was meant", () => {
  const say = (rule: ConditionRule, locale: "en" | "de") =>
    describeCondition({ rule, pattern: weekly }, locale);
  expect(say(office, "en")).toBe("Mon–Fri, from 09:00, until 17:00 (UTC)");
  expect(say(office, "de")).toBe("Mo–Fr, ab 09:00, bis 17:00 (UTC)");
  expect(say(days("1+02:00", "3+02:00", "6+02:00", "7+02:00"), "en")).toBe("Mon, Wed, Sat, Sun (UTC+02:00)");
  expect(say(moment("LessThan", "2026-12-31T17:30:15-05:30"), "en")).toBe(
    "before 2026-12-31 17:30:15 (UTC−05:30)",
  );
  expect(say(any(all(days("6Z"), time("LessThan", "13:00:00Z")), days("7+01:00")), "en")).toBe(
    "(Sat UTC, before 13:00 UTC) or Sun UTC+01:00",
  );
});
