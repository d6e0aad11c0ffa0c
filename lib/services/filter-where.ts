import { type Filter, type FilterOperator, parseFilter } from "@/lib/domain/filter";
import { ServiceError } from "./service-error";

/** What the API calls it → the column, and how it is compared. `flag`: a time that is set or not. */
export type FilterColumns = { [attribute: string]: { column: string; as: "text" | "time" | "flag" } };

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

const conditionOf = (filter: Filter, columns: FilterColumns): object => {
  if (filter.kind === "and") return { AND: filter.of.map((one) => conditionOf(one, columns)) };
  if (filter.kind === "or") return { OR: filter.of.map((one) => conditionOf(one, columns)) };
  if (filter.kind === "not") return { NOT: conditionOf(filter.of, columns) };
  const known = Object.hasOwn(columns, filter.attribute) ? columns[filter.attribute] : undefined;
  if (!known) throw wrong(`names ${filter.attribute}, it needs one of ${Object.keys(columns).join(", ")}`);
  const { column, as } = known;
  if (filter.kind === "present") return { [column]: { not: null } };
  const { operator, value } = filter;
  if (as === "flag") return { [column]: flagCondition(operator, value, filter.attribute) };
  if (as === "time") return { [column]: timeCondition(operator, value, filter.attribute) };
  if (typeof value !== "string") throw wrong(`compares ${filter.attribute} with ${value}, it needs text`);
  return { [column]: textCondition(operator, value) };
};

const comparisons = { gt: "gt", ge: "gte", lt: "lt", le: "lte" } as const;

const textCondition = (operator: FilterOperator, value: string): object => {
  const mode = "insensitive";
  // Prisma passes these to LIKE as they are.
  const literal = value.replace(/[\\%_]/g, "\\$&");
  switch (operator) {
    case "eq":
      return { equals: literal, mode };
    case "ne":
      return { not: { equals: literal, mode } };
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

const timeCondition = (operator: FilterOperator, value: unknown, attribute: string): object => {
  const at = new Date(typeof value === "string" ? value.replace(/\+0000$/, "Z") : Number.NaN);
  if (Number.isNaN(at.getTime()))
    throw wrong(`compares ${attribute} with no time, it needs "2027-01-31T12:00Z"`);
  if (operator === "eq") return { equals: at };
  if (operator === "ne") return { not: at };
  if (operator === "co" || operator === "sw" || operator === "ew")
    throw wrong(`compares the time ${attribute} with ${operator}, it needs eq, ne, gt, ge, lt or le`);
  return { [comparisons[operator]]: at };
};

const flagCondition = (operator: FilterOperator, value: unknown, attribute: string): object | null => {
  if (typeof value !== "boolean" || (operator !== "eq" && operator !== "ne"))
    throw wrong(`compares ${attribute} otherwise than with eq or ne and true or false`);
  return value === (operator === "eq") ? { not: null } : null;
};
