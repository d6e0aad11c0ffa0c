import type pg from "pg";
import { groupCommit } from "./group-commit";

/** One usage row as it is stored. Scopes never hold a space (parseScopes), so they travel joined by one. */
export type NewUsageRow = {
  id: string;
  at: Date;
  source: "portal" | "registry";
  action: string;
  outcome: "granted" | "reduced" | "denied";
  reason?: string | null;
  apikeyId?: string | null;
  iamId?: string | null;
  accountId?: string | null;
  region?: string | null;
  namespace?: string | null;
  repository?: string | null;
  tag?: string | null;
  digest?: string | null;
  requested?: string[];
  granted?: string[];
  namespaces?: string[];
  username?: string | null;
  clientName: string;
  clientVersion: string;
  userAgent: string;
  ip: string;
  tokenId?: string | null;
  requestId?: string | null;
  repeatOf?: string | null;
  repeatKey?: string | null;
  count?: number;
  detail?: object | null;
  /** Of what the row was decided by: it is written only while that is still the account's epoch. Null: always. */
  epoch?: string | null;
};

/** What a row was decided by has changed: it was not written, and must be decided anew. */
export class AccessChanged extends Error {}

/** Commits usage rows in groups: `commit` resolves once the row's group is on disk. */
export type UsageCommitter = {
  /** @throws AccessChanged; or when the database refuses or is away: then no token may leave. */
  commit(row: NewUsageRow): Promise<void>;
  /** Resolves when nothing is waiting. */
  drain(): Promise<void>;
};

const rowsMax = 2000;

const columns: [name: string, type: string, read: (row: NewUsageRow) => unknown][] = [
  ["id", "uuid", (r) => r.id],
  ["at", "timestamptz", (r) => r.at],
  ["source", "text", (r) => r.source],
  ["action", "text", (r) => r.action],
  ["outcome", "text", (r) => r.outcome],
  ["reason", "text", (r) => r.reason ?? null],
  ["apikey_id", "text", (r) => r.apikeyId ?? null],
  ["iam_id", "text", (r) => r.iamId ?? null],
  ["account_id", "text", (r) => r.accountId ?? null],
  ["region", "text", (r) => r.region ?? null],
  ["namespace", "text", (r) => r.namespace ?? null],
  ["repository", "text", (r) => r.repository ?? null],
  ["tag", "text", (r) => r.tag ?? null],
  ["digest", "text", (r) => r.digest ?? null],
  ["requested", "text", (r) => (r.requested ?? []).join(" ")],
  ["granted", "text", (r) => (r.granted ?? []).join(" ")],
  ["namespaces", "text", (r) => (r.namespaces ?? []).join(" ")],
  ["username", "text", (r) => r.username ?? null],
  ["client_name", "text", (r) => r.clientName],
  ["client_version", "text", (r) => r.clientVersion],
  ["user_agent", "text", (r) => r.userAgent],
  ["ip", "text", (r) => r.ip],
  ["token_id", "uuid", (r) => r.tokenId ?? null],
  ["request_id", "text", (r) => r.requestId ?? null],
  ["repeat_of", "uuid", (r) => r.repeatOf ?? null],
  ["repeat_key", "text", (r) => r.repeatKey ?? null],
  ["count", "int", (r) => r.count ?? 1],
  ["detail", "jsonb", (r) => (r.detail ? JSON.stringify(r.detail) : null)],
];
/** Not stored. */
const epoch: (typeof columns)[number] = ["epoch", "text", (r) => r.epoch ?? null];
const parameters = [...columns, epoch];
const lists = new Set(["requested", "granted", "namespaces"]);
const names = columns.map(([name]) => name).join(", ");
const selected = columns
  .map(([name]) => (lists.has(name) ? `coalesce(string_to_array(nullif(${name}, ''), ' '), '{}')` : name))
  .join(", ");

/** The epoch of an account's access, as one text. @param account an SQL expression */
export const accessEpochSql = (account: string): string =>
  `(SELECT string_agg(epoch::text, '.' ORDER BY account_id) FROM access_epoch WHERE account_id IN ('', ${account}))`;

/**
 * One statement, so one implicit transaction: the rows, and with them each key's activity. Keys are taken in
 * order, so that two portals can't wait for each other. `last_authn` and `authn_count` count credential
 * requests that got a token. Answers with the rows whose epoch has passed, which it left out.
 */
const text = `
WITH input AS MATERIALIZED (
  SELECT * FROM unnest(${parameters.map(([, type], i) => `$${i + 1}::${type}[]`).join(", ")}) AS t(${names}, epoch)
), latest AS MATERIALIZED (
  SELECT account, ${accessEpochSql("account")} AS epoch
  FROM (SELECT DISTINCT account_id AS account FROM input WHERE epoch IS NOT NULL) AS accounts
), passed AS MATERIALIZED (
  SELECT input.id FROM input JOIN latest ON latest.account = input.account_id
  WHERE input.epoch IS NOT NULL AND latest.epoch IS DISTINCT FROM input.epoch
), stored AS (
  INSERT INTO usage_event (${names}) SELECT ${selected} FROM input WHERE id NOT IN (SELECT id FROM passed)
  ON CONFLICT (at, id) DO UPDATE SET count = usage_event.count + excluded.count
), activity AS (
INSERT INTO api_key_activity AS a (api_key_id, last_authn, authn_count, last_ip, last_client, last_region)
SELECT apikey_id, max(at), count(*), (array_agg(ip ORDER BY at DESC))[1],
  (array_agg(trim(client_name || ' ' || client_version) ORDER BY at DESC))[1],
  (array_agg(region ORDER BY at DESC) FILTER (WHERE region IS NOT NULL))[1]
FROM input
WHERE id NOT IN (SELECT id FROM passed)
  AND source = 'portal' AND action IN ('login', 'token') AND outcome <> 'denied' AND apikey_id IS NOT NULL
GROUP BY apikey_id ORDER BY apikey_id
ON CONFLICT (api_key_id) DO UPDATE SET
  last_authn = greatest(a.last_authn, excluded.last_authn), authn_count = a.authn_count + excluded.authn_count,
  last_ip = excluded.last_ip, last_client = excluded.last_client,
  last_region = coalesce(excluded.last_region, a.last_region)
)
SELECT id FROM passed`;

/** Rows of one batch with the same key (over-limit counters) become one. */
const merged = (rows: NewUsageRow[]): NewUsageRow[] => {
  const byKey = new Map<string, NewUsageRow>();
  for (const row of rows) {
    const key = `${row.at.getTime()} ${row.id}`;
    const seen = byKey.get(key);
    byKey.set(key, seen ? { ...seen, count: (seen.count ?? 1) + (row.count ?? 1) } : row);
  }
  return [...byKey.values()];
};

/**
 * Writes rows at once through `client` (a pool, or a transaction's client).
 * @returns the ids of those whose epoch has passed, which were not written
 */
export const insertUsageRows = async (
  client: Pick<pg.Pool, "query">,
  rows: NewUsageRow[],
): Promise<Set<string>> => {
  const batch = merged(rows);
  const { rows: passed } = await client.query<{ id: string }>({
    name: "usage-commit",
    text,
    values: parameters.map(([, , read]) => batch.map(read)),
  });
  return new Set(passed.map(({ id }) => id));
};

/**
 * Whatever arrives while a group is being committed forms the next group: no timer, no added wait.
 * @param committed hears the keys of each group after its commit
 * @see docs/decisions/002-usage-rows-are-committed-in-groups.md
 */
export const createUsageCommitter = (
  pool: pg.Pool,
  committed: (rows: NewUsageRow[]) => void,
): UsageCommitter => {
  const { add, drain } = groupCommit<NewUsageRow>(async (rows) => {
    const passed = await insertUsageRows(pool, rows);
    committed(rows.filter(({ id }) => !passed.has(id)));
    return new Map(rows.filter(({ id }) => passed.has(id)).map((row) => [row, new AccessChanged()]));
  }, rowsMax);
  return { commit: add, drain };
};
