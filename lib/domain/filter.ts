/** What a list's `filter` asks for. @see RFC 7644 section 3.4.2.2 */
export type Filter =
  | { kind: "and"; of: Filter[] }
  | { kind: "or"; of: Filter[] }
  | { kind: "not"; of: Filter }
  | { kind: "present"; attribute: string }
  | { kind: "compare"; attribute: string; operator: FilterOperator; value: string | boolean | null };

export const filterOperators = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"] as const;
export type FilterOperator = (typeof filterOperators)[number];

export type ParsedFilter = { ok: true; filter: Filter } | { ok: false; problem: string };

const lengthMax = 1000;
const depthMax = 10;
const tokenShape = /\s*(?:([()])|("(?:[^"\\]|\\.)*")|([A-Za-z0-9_.:+-]+))/y;

/** Reads a filter such as `name co "Go" and not (description pr)`. The problem continues "filter …". */
export function parseFilter(text: string): ParsedFilter {
  if (text.length > lengthMax) return { ok: false, problem: `is longer than ${lengthMax} characters` };
  if (/[\p{Cc}\p{Cs}]/u.test(text)) return { ok: false, problem: "holds a control character" };
  const tokens = tokensOf(text.trim());
  if (!tokens) return { ok: false, problem: 'is not understood, it needs a form such as name co "ci"' };
  try {
    const reader = { tokens, at: 0 };
    const filter = readOr(reader, 0);
    if (reader.at < tokens.length) fail(`has ${tokens[reader.at]} where it should end`);
    return { ok: true, filter };
  } catch (error) {
    if (error instanceof FilterProblem) return { ok: false, problem: error.message };
    throw error;
  }
}

type Reader = { tokens: string[]; at: number };

class FilterProblem extends Error {}

function fail(problem: string): never {
  throw new FilterProblem(problem);
}

function tokensOf(text: string): string[] | null {
  const tokens: string[] = [];
  tokenShape.lastIndex = 0;
  while (tokenShape.lastIndex < text.length) {
    const token = tokenShape.exec(text);
    if (!token) return null;
    tokens.push(token[1] ?? token[2] ?? token[3] ?? "");
  }
  return tokens.length > 0 ? tokens : null;
}

function readOr(reader: Reader, depth: number): Filter {
  const of = [readAnd(reader, depth)];
  while (takes(reader, "or")) of.push(readAnd(reader, depth));
  return of.length === 1 ? (of[0] as Filter) : { kind: "or", of };
}

function readAnd(reader: Reader, depth: number): Filter {
  const of = [readTerm(reader, depth)];
  while (takes(reader, "and")) of.push(readTerm(reader, depth));
  return of.length === 1 ? (of[0] as Filter) : { kind: "and", of };
}

function readTerm(reader: Reader, depth: number): Filter {
  if (depth > depthMax) fail(`is nested deeper than ${depthMax} levels`);
  if (takes(reader, "not")) return { kind: "not", of: readTerm(reader, depth + 1) };
  if (takes(reader, "(")) {
    const inner = readOr(reader, depth + 1);
    if (!takes(reader, ")")) fail("lacks a closing parenthesis");
    return inner;
  }
  const attribute = next(reader, "an attribute");
  if (!/^[A-Za-z]/.test(attribute)) fail(`has ${attribute} where it needs an attribute`);
  const operator = next(reader, `an operator after ${attribute}`).toLowerCase();
  if (operator === "pr") return { kind: "present", attribute };
  const known = filterOperators.find((one) => one === operator);
  if (!known) return fail(`has the operator ${operator}, it needs one of ${filterOperators.join(", ")}, pr`);
  return { kind: "compare", attribute, operator: known, value: readValue(next(reader, "a value")) };
}

function readValue(token: string): string | boolean | null {
  if (token.startsWith('"')) {
    try {
      return JSON.parse(token) as string;
    } catch {
      return fail(`has ${token}, which is no quoted text`);
    }
  }
  if (token === "true" || token === "false") return token === "true";
  if (token === "null") return null;
  return fail(`has ${token} where it needs a value: text stands in double quotes`);
}

function takes(reader: Reader, word: string): boolean {
  if (reader.tokens[reader.at]?.toLowerCase() !== word) return false;
  reader.at++;
  return true;
}

function next(reader: Reader, what: string): string {
  const token = reader.tokens[reader.at++];
  return token === undefined ? fail(`ends where it needs ${what}`) : token;
}
