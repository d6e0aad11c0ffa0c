/**
 * IAM's time-based conditions: when a policy holds. Kept and echoed as they were sent, so everything here reads
 * that form. What can't be read never holds.
 * @see https://cloud.ibm.com/docs/account?topic=account-iam-condition-properties
 */
export type ConditionTest = { key: string; operator: string; value: string | string[] };
export type ConditionRule = ConditionTest | { operator: string; conditions: ConditionRule[] };
export type Condition = { rule: ConditionRule; pattern: string };

type Kind = "dayOfWeek" | "time" | "date" | "dateTime";

const kinds: { [key: string]: Kind } = {
  "{{environment.attributes.day_of_week}}": "dayOfWeek",
  "{{environment.attributes.current_time}}": "time",
  "{{environment.attributes.current_date}}": "date",
  "{{environment.attributes.current_date_time}}": "dateTime",
};

/** Which of them a pattern may ask about. */
const patterns: { [pattern: string]: readonly Kind[] } = {
  "time-based-conditions:once": ["date", "dateTime"],
  "time-based-conditions:weekly": ["dayOfWeek", "time"],
  "time-based-conditions:weekly:all-day": ["dayOfWeek"],
  "time-based-conditions:weekly:custom-hours": ["dayOfWeek", "time"],
};

export const conditionPatterns = Object.keys(patterns);

const comparisons = {
  LessThan: (now: number, value: number) => now < value,
  LessThanOrEquals: (now: number, value: number) => now <= value,
  GreaterThan: (now: number, value: number) => now > value,
  GreaterThanOrEquals: (now: number, value: number) => now >= value,
};
export type Comparison = keyof typeof comparisons;

/** A value as a number that compares, with the offset from UTC in which it was meant (milliseconds). */
export type Moment = { at: number; offset: number };
export type ReadTest =
  | { kind: "dayOfWeek"; values: Moment[] }
  | { kind: "time" | "date" | "dateTime"; comparison: Comparison; values: [Moment] };

const dayMs = 86_400_000;
const forms: { [kind in Kind]: { shape: RegExp; needs: string } } = {
  dayOfWeek: { shape: /^([1-7])()()()$/, needs: "1 (Monday) to 7 and an offset, as 1+00:00" },
  time: {
    shape: /^()([01]\d|2[0-3]):([0-5]\d):([0-5]\d)$/,
    needs: "a time and an offset, as 09:00:00+00:00",
  },
  date: { shape: /^(\d{4}-\d\d-\d\d)()()()$/, needs: "a day and an offset, as 2026-12-31+00:00" },
  dateTime: {
    shape: /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.\d{1,9})?$/,
    needs: "a day, time and offset, as 2026-12-31T17:00:00+00:00",
  },
};

const isGroup = (rule: ConditionRule): rule is { operator: string; conditions: ConditionRule[] } =>
  "conditions" in rule;

/** Whether the condition is true at that instant. False for one that can't be read. */
export function conditionHolds({ rule }: Condition, now: Date): boolean {
  return ruleHolds(rule, now.getTime());
}

function ruleHolds(rule: ConditionRule, now: number): boolean {
  if (isGroup(rule)) {
    const one = (each: ConditionRule) => ruleHolds(each, now);
    if (rule.conditions.length === 0) return false;
    return rule.operator === "and"
      ? rule.conditions.every(one)
      : rule.operator === "or" && rule.conditions.some(one);
  }
  const test = readTest(rule);
  if (typeof test === "string") return false;
  if (test.kind === "dayOfWeek")
    return test.values.some((value) => nowAs("dayOfWeek", now, value) === value.at);
  const [value] = test.values;
  return comparisons[test.comparison](nowAs(test.kind, now, value), value.at);
}

/** The present as the value's kind has it, where the value was meant. */
function nowAs(kind: Kind, now: number, { offset }: Moment): number {
  const there = now + offset;
  if (kind === "dateTime") return now;
  if (kind === "date") return Math.floor(there / dayMs);
  if (kind === "time") return ((there % dayMs) + dayMs) % dayMs;
  return ((new Date(there).getUTCDay() + 6) % 7) + 1;
}

/** A test in readable form, or what is wrong with it. */
export function readTest({ key, operator, value }: ConditionTest): ReadTest | string {
  const kind = Object.hasOwn(kinds, key) ? kinds[key] : undefined;
  if (!kind)
    return `key is ${show(key)}, which can't be evaluated here; it needs one of ${Object.keys(kinds).join(", ")}`;
  const values = [value].flat().map((text) => readMoment(kind, text));
  const wrong = values.indexOf(null);
  if (wrong >= 0) return `value holds ${show([value].flat()[wrong] ?? "")}, it needs ${forms[kind].needs}`;
  const moments = values as Moment[];
  if (kind === "dayOfWeek") {
    if (operator === "dayOfWeekAnyOf" && moments.length > 0) return { kind, values: moments };
    if (operator === "dayOfWeekEquals" && moments.length === 1) return { kind, values: moments };
    return `operator is ${show(operator)}, a day needs dayOfWeekEquals with one value or dayOfWeekAnyOf with a list`;
  }
  const comparison = operator.startsWith(kind) ? operator.slice(kind.length) : "";
  if (!Object.hasOwn(comparisons, comparison) || Array.isArray(value))
    return `operator is ${show(operator)}, it needs ${kind} followed by one of ${Object.keys(comparisons).join(", ")}, and one value`;
  return { kind, comparison: comparison as Comparison, values: [moments[0] as Moment] };
}

function readMoment(kind: Kind, text: string): Moment | null {
  const [, local = "", sign, hours, minutes] = /^(.*?)(?:Z|([+-])(0\d|1[0-4]):([0-5]\d))$/.exec(text) ?? [];
  const parts = forms[kind].shape.exec(local);
  if (!parts) return null;
  const [, head = "", hour, minute, second] = parts;
  const offset = (sign === "-" ? -60_000 : 60_000) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
  if (kind === "dayOfWeek") return { at: Number(head), offset };
  if (kind === "time")
    return { at: ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000, offset };
  const day = Date.parse(`${head}T00:00:00Z`);
  // The 31st of February is no day.
  if (Number.isNaN(day) || new Date(day).toISOString().slice(0, 10) !== head) return null;
  return kind === "date" ? { at: day / dayMs, offset } : { at: Date.parse(`${local}Z`) - offset, offset };
}

/**
 * What keeps a condition from being evaluated, with the path of its part; null when nothing does.
 * @see https://cloud.ibm.com/docs/account?topic=account-iam-time-based
 */
export function conditionProblem({ rule, pattern }: Condition): { field: string; problem: string } | null {
  const allowed = Object.hasOwn(patterns, pattern) ? patterns[pattern] : undefined;
  if (!allowed)
    return {
      field: "pattern",
      problem: `is ${show(pattern)}, which can't be evaluated here; it needs one of ${conditionPatterns.join(", ")}`,
    };
  return ruleProblem(rule, "rule", (kind) => allowed.includes(kind), pattern);
}

function ruleProblem(
  rule: ConditionRule,
  field: string,
  fits: (kind: Kind) => boolean,
  pattern: string,
): { field: string; problem: string } | null {
  if (isGroup(rule)) {
    for (const [index, one] of rule.conditions.entries()) {
      const found = ruleProblem(one, `${field}.conditions.${index}`, fits, pattern);
      if (found) return found;
    }
    return null;
  }
  const test = readTest(rule);
  if (typeof test === "string") {
    const [part = "", ...problem] = test.split(" ");
    return { field: `${field}.${part}`, problem: problem.join(" ") };
  }
  if (fits(test.kind)) return null;
  return { field: `${field}.key`, problem: `is ${rule.key}, which the pattern ${pattern} doesn't allow` };
}

const show = (text: string): string => JSON.stringify(text.slice(0, 80));
