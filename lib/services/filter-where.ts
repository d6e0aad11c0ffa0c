import { type Filter, type FilterOperator, parseFilter } from "@/lib/domain/filter";
import { likeLiteral } from "./like";
import { ServiceError } from "./service-error";

/**
 * What the API calls it → the column, and how it is compared. `flag`: a time that is set or not, which the API
 * shows as true or false. `optional`: it may have no value.
 */
export type FilterColumns = {
  [attribute: string]: { column: string; as: "text" | "time" | "flag"; optional?: true };
};

/**
 * A list's filter as a condition for Prisma. Text is compared without regard to case.
 * @throws ServiceError `invalid` (`field` `filter`)
 */
export const whereOfFilter = (text: string, columns: FilterColumns): object => {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw wrong(parsed.problem);
  return conditionOf(parsed.filter, columns);
};

const wrong = (problem: string): ServiceError =>
  new ServiceError("invalid", `filter ${problem}`, { field: "filter" });

/** Prisma takes `{}` and its opposite for the same. */
const everyRow = { id: { not: "" } };

const conditionOf = (filter: Filter, columns: FilterColumns): object => {
  if (filter.kind === "and") return { AND: filter.of.map((one) => conditionOf(one, columns)) };
  if (filter.kind === "or") return { OR: filter.of.map((one) => conditionOf(one, columns)) };
  if (filter.kind === "not") return { NOT: conditionOf(filter.of, columns) };
  const known = Object.hasOwn(columns, filter.attribute) ? columns[filter.attribute] : undefined;
  if (!known) throw wrong(`names ${filter.attribute}, it needs one of ${Object.keys(columns).join(", ")}`);
  const { column, as, optional } = known;
  const present = optional ? { [column]: { not: null } } : everyRow;
  if (filter.kind === "present") return present;
  const { operator, value, attribute } = filter;
  if (as === "flag") return { [column]: flagCondition(operator, value, attribute) };
  if (operator === "ne") return { NOT: conditionOf({ ...filter, operator: "eq" }, columns) };
  if (value === null && operator === "eq") return { NOT: present };
  if (as === "text" && typeof value !== "string")
    throw wrong(`compares ${attribute} with ${value}, it needs text`);
  const condition =
    as === "time" ? timeCondition(operator, value, attribute) : textCondition(operator, String(value));
  // Without a value it is false, not unknown: so that its opposite is true.
  return optional ? { AND: [present, { [column]: condition }] } : { [column]: condition };
};

type Operator = Exclude<FilterOperator, "ne">;
const comparisons = { gt: "gt", ge: "gte", lt: "lt", le: "lte" } as const;

const textCondition = (operator: Operator, value: string): object => {
  const mode = "insensitive";
  // Prisma passes these to LIKE as they are.
  const literal = likeLiteral(value);
  switch (operator) {
    case "eq":
      return { equals: literal, mode };
    case "co":
      return { contains: literal, mode };
    case "sw":
      return { startsWith: literal, mode };
    case "ew":
      return { endsWith: literal, mode };
    default:
      return { [comparisons[operator]]: value };
  }
};

/** A time without seconds is its whole minute, as the API shows times. */
const timeCondition = (operator: Operator, value: unknown, attribute: string): object => {
  const text = typeof value === "string" ? value : "";
  const at = new Date(text.replace(/\+0000$/, "Z"));
  if (Number.isNaN(at.getTime()))
    throw wrong(`compares ${attribute} with no time, it needs "2027-01-31T12:00Z"`);
  const seconds = /T\d\d:\d\d:\d\d/.test(text) ? 1 : 60;
  if (operator === "eq") return { gte: at, lt: new Date(at.getTime() + seconds * 1000) };
  if (operator === "co" || operator === "sw" || operator === "ew")
    throw wrong(`compares the time ${attribute} with ${operator}, it needs eq, ne, gt, ge, lt or le`);
  return { [comparisons[operator]]: at };
};

const flagCondition = (operator: FilterOperator, value: unknown, attribute: string): object | null => {
  if (typeof value !== "boolean" || (operator !== "eq" && operator !== "ne"))
    throw wrong(`compares ${attribute} otherwise than with eq or ne and true or false`);
  return value === (operator === "eq") ? { not: null } : null;
};
