/** What is counted, by column; `conditionOf` says which rows. */
export const rollupColumns = ["logins", "tokens", "pulls", "pushes", "mounts", "deletes", "denials"] as const;
export type RollupColumn = (typeof rollupColumns)[number];

const actionOf = {
  logins: "login",
  tokens: "token",
  pulls: "pull",
  pushes: "push",
  mounts: "mount",
  deletes: "delete",
};

/** The rows `e` that a column counts. */
export const conditionOf = (column: RollupColumn): string =>
  column === "denials"
    ? "e.outcome = 'denied'"
    : `e.action = '${actionOf[column]}' AND e.outcome <> 'denied'`;

/** The columns of each table of counts. */
export const countNames = `account_id, dimension, value, at, region, client_name, ${rollupColumns.join(", ")}, namespaces`;
/** What a row of counts has that only says something about them. */
export const noCounts = `${rollupColumns.map(() => "0").join(", ")}, '{}'`;
const sums = rollupColumns
  .map((column) => `coalesce(sum(e.count) FILTER (WHERE ${conditionOf(column)}), 0)`)
  .join(", ");

export const hourDimensions: readonly string[] = ["total", "all", "namespace", "reach"];
const columnOfDay = { key: "apikey_id", identity: "iam_id", repository: "repository", address: "ip" };
export const dayDimensions: readonly string[] = [...hourDimensions, ...Object.keys(columnOfDay)];

const each = (text: (name: string, column: string) => string, between: string): string =>
  Object.entries(columnOfDay)
    .map(([name, column]) => text(name, column))
    .join(between);

/** What of an hour's second half is counted too, since in some zones a day begins there. @param dimension of the hour */
export const halfOf = (dimension: string): string => `${dimension}.half`;

export type Counting = {
  table: "usage_hour" | "usage_day" | "usage_piece";
  /** When the time that a row `e` is counted in begins. */
  at: string;
  /** Which rows `e` are counted. */
  rows: string;
  /** Of hours: the second half alone, in dimensions of its own. */
  half?: boolean;
};

/**
 * Each row counts once in each of total, all and namespace; `total` adds up its clients, `namespace` tells which others
 * a request named. One reading for all.
 */
export const countFewText = ({ table, at, rows, half }: Counting): string => `
INSERT INTO ${table} (${countNames})
SELECT coalesce(e.account_id, ''),
  CASE WHEN grouping(e.client_name) = 1 THEN 'total' WHEN grouping(e.namespace) = 1 THEN 'all' ELSE 'namespace' END${half ? ` || '${halfOf("")}'` : ""},
  coalesce(e.namespace, ''), ${at}, e.region, coalesce(e.client_name, ''), ${sums},
  coalesce(e.namespaces, '{}')
FROM usage_event e WHERE ${rows}
GROUP BY e.account_id, ${at}, e.region, GROUPING SETS ((), (e.client_name), (e.client_name, e.namespace, e.namespaces))
HAVING grouping(e.namespace) = 1 OR e.namespace IS NOT NULL`;

/** `reach`: once for each namespace that a row asked for. */
export const countReachText = ({ table, at, rows, half }: Counting): string => `
INSERT INTO ${table} (${countNames})
SELECT coalesce(e.account_id, ''), '${half ? halfOf("reach") : "reach"}', n, ${at}, e.region, e.client_name, ${sums}, '{}'
FROM usage_event e CROSS JOIN LATERAL unnest(
  CASE WHEN cardinality(e.namespaces) < 2 THEN e.namespaces ELSE ARRAY(SELECT DISTINCT unnest(e.namespaces)) END) AS n
WHERE ${rows} GROUP BY 1, 3, 4, 5, 6`;

/** What has many values: key, identity, repository, address; each by the namespaces that were named. */
export const countManyText = ({ table, at, rows }: Counting): string => `
INSERT INTO ${table} (${countNames})
SELECT coalesce(e.account_id, ''),
  CASE ${each((name, column) => `WHEN grouping(e.${column}) = 0 THEN '${name}'`, " ")} END,
  coalesce(${each((_, column) => `e.${column}`, ", ")}), ${at}, e.region, e.client_name, ${sums}, e.namespaces
FROM usage_event e WHERE ${rows}
GROUP BY e.account_id, ${at}, e.region, e.client_name, e.namespaces, GROUPING SETS (${each((_, column) => `(e.${column})`, ", ")})
HAVING coalesce(${each((_, column) => `e.${column}`, ", ")}) IS NOT NULL
ORDER BY 1, 2, e.namespaces, 3`; // what a namespace narrows lies together
