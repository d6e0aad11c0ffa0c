import { type Comparison, type Condition, type ConditionRule, type Moment, readTest } from "./condition";

type Locale = "en" | "de";

const words: { [locale in Locale]: { [comparison in Comparison]: string } & { and: string; or: string } } = {
  en: {
    LessThan: "before",
    LessThanOrEquals: "until",
    GreaterThan: "after",
    GreaterThanOrEquals: "from",
    and: ", ",
    or: " or ",
  },
  de: {
    LessThan: "vor",
    LessThanOrEquals: "bis",
    GreaterThan: "nach",
    GreaterThanOrEquals: "ab",
    and: ", ",
    or: " oder ",
  },
};

/** When a policy holds, in words: "Mon–Fri, from 09:00, until 17:00 (UTC)". */
export function describeCondition({ rule }: Condition, locale: Locale): string {
  const zones = new Set(offsetsOf(rule).map(zoneOf));
  const text = describeRule(rule, locale, zones.size > 1);
  return zones.size === 1 ? `${text} (${[...zones][0]})` : text;
}

function describeRule(rule: ConditionRule, locale: Locale, withZones: boolean): string {
  if ("conditions" in rule) {
    const parts = rule.conditions.map((one) => {
      const text = describeRule(one, locale, withZones);
      return "conditions" in one && one.conditions.length > 1 ? `(${text})` : text;
    });
    return parts.join(rule.operator === "or" ? words[locale].or : words[locale].and);
  }
  const test = readTest(rule);
  if (typeof test === "string") return "?";
  const zone = (value: Moment) => (withZones ? ` ${zoneOf(value.offset)}` : "");
  if (test.kind === "dayOfWeek")
    return [...new Set(test.values.map(({ offset }) => offset))]
      .map((offset) => test.values.filter((value) => value.offset === offset))
      .map((values) => daysText(values, locale) + zone(values[0] as Moment))
      .join(words[locale].or);
  const [value] = test.values;
  return `${words[locale][test.comparison]} ${momentText(test.kind, value)}${zone(value)}`;
}

function momentText(kind: "time" | "date" | "dateTime", { at, offset }: Moment): string {
  if (kind === "date") return new Date(at * 86_400_000).toISOString().slice(0, 10);
  const text = new Date(kind === "time" ? at : at + offset).toISOString().replace(/(:\d\d):00\.000Z$/, "$1");
  const whole = text.replace(/\.000Z$/, "").replace("T", " ");
  return kind === "time" ? whole.slice(11) : whole;
}

/** Days in a row as a range: "Mon–Fri, Sun". */
function daysText(values: readonly Moment[], locale: Locale): string {
  const days = [...new Set(values.map(({ at }) => at))].sort((a, b) => a - b);
  const format = new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" });
  // 1 January 2024 was a Monday.
  const name = (day: number) => format.format(Date.UTC(2024, 0, day));
  const runs: number[][] = [];
  for (const day of days) {
    const last = runs.at(-1);
    if (last && last.at(-1) === day - 1) last.push(day);
    else runs.push([day]);
  }
  return runs
    .flatMap((run) =>
      run.length > 2 ? [`${name(run[0] as number)}–${name(run.at(-1) as number)}`] : run.map(name),
    )
    .join(", ");
}

function offsetsOf(rule: ConditionRule): number[] {
  if ("conditions" in rule) return rule.conditions.flatMap(offsetsOf);
  const test = readTest(rule);
  return typeof test === "string" ? [] : test.values.map(({ offset }) => offset);
}

function zoneOf(offset: number): string {
  if (offset === 0) return "UTC";
  const minutes = Math.abs(offset) / 60_000;
  const two = (value: number) => String(value).padStart(2, "0");
  return `UTC${offset < 0 ? "−" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
