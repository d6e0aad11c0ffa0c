import { type KeyFilter, type KeyFinding, keyFindings } from "@/lib/domain/inputs/key-inventory";
import { runtime } from "@/lib/platform/runtime";
import { type Actor, isAdministrator, mayReadAccount } from "./actor";
import { likeLiteral } from "./like";
import { requireReader } from "./reach";

/** Conditions on an account's live keys with their values; authorization is one of them. */
export type KeyQuery = {
  /** The account's placeholder. */
  account: string;
  /** Where the keys `k` come from; a search narrows them there. */
  keys: string;
  conditions: string[];
  values: unknown[];
  /** Adds a value, gives its placeholder. */
  put(value: unknown): string;
  now: Date;
};

/** `k` a key, `a` its activity. */
export const keyTables = ({ keys }: KeyQuery): string =>
  `${keys} LEFT JOIN api_key_activity a ON a.api_key_id = k.id`;

/** Whoever answers for it has left or is disabled; a service ID that made another is gone once deleted. */
const ownerGone = (account: string): string => `(k.person_id IS NULL OR
  k.person_id NOT IN (SELECT m.user_id FROM membership m JOIN "user" u ON u.id = m.user_id
    WHERE m.account_id = ${account} AND u.disabled_at IS NULL)
  AND NOT (k.person_id LIKE 'iam-ServiceId-%' AND EXISTS (
    SELECT 1 FROM service_id c WHERE c.iam_id = k.person_id AND c.deleted_at IS NULL)))`;

const dayMs = 86_400_000;

/** All live keys that the actor finds. @throws ServiceError forbidden */
export const readableKeys = (actor: Actor): KeyQuery => {
  requireReader(actor);
  const values: unknown[] = [];
  const put = (value: unknown): string => `$${values.push(value)}`;
  const account = put(actor.accountId);
  const conditions = [`k.account_id = ${account}`, "k.deleted_at IS NULL"];
  if (!mayReadAccount(actor)) conditions.push(`k.person_id = ${put(actor.iamId)}`);
  return { account, keys: "api_key k", conditions, values, put, now: runtime().clock.now() };
};

/** Whether the actor may change a key that it finds, as a condition. @see mayChangeApiKey */
export const changeable = (actor: Actor, { put }: KeyQuery): string => {
  if (isAdministrator(actor)) return "true";
  const me = put(actor.iamId);
  if (actor.role === "auditor") return `coalesce(k.user_id = ${me}, false)`;
  return actor.role === "member" ? `coalesce(k.person_id = ${me}, false)` : "false";
};

/**
 * What a finding means. Days for the two that have them.
 * @param exact false: by `k` alone, whose last use can be an hour late
 */
export const findingCondition = (
  query: KeyQuery,
  finding: KeyFinding,
  filter: KeyFilter,
  exact = true,
): string => {
  const at = (days: number) => `${query.put(new Date(query.now.getTime() + days * dayMs))}::timestamptz`;
  switch (finding) {
    case "unused": {
      const since = at(-filter.unused_days);
      const about = `k.used_at < ${since} AND k.created_at < ${since}`;
      return exact ? `(${about} AND coalesce(a.last_authn, k.created_at) < ${since})` : `(${about})`;
    }
    case "never-used":
      // Few are looked up: first uses that were not taken up yet.
      return `(k.used_at = 'epoch' AND NOT EXISTS (
        SELECT FROM api_key_activity u WHERE u.api_key_id = k.id AND NOT u.taken_up AND u.last_authn IS NOT NULL))`;
    case "expiring":
      return `k.disabled_at IS NULL AND k.expires_at > ${at(0)} AND k.expires_at <= ${at(filter.expiring_days)}`;
    case "expired":
      return `k.expires_at <= ${at(0)}`;
    case "disabled":
      return "k.disabled_at IS NOT NULL";
    case "broader":
      return "k.broader";
    case "owner-gone":
      return ownerGone(query.account);
    case "no-expiry":
      return "k.expires_at IS NULL";
  }
};

/** How many of an account's keys have lost their owner: few people have left. These first, from one to the next by the index, then their keys. */
export const ownerGoneCount = ({ account }: KeyQuery): string => {
  const keys = `FROM api_key k WHERE k.account_id = ${account} AND k.deleted_at IS NULL`;
  return `(
    WITH RECURSIVE person (person_id) AS (
      (SELECT k.person_id ${keys} AND k.person_id IS NOT NULL ORDER BY 1 LIMIT 1)
      UNION ALL
      SELECT (SELECT k.person_id ${keys} AND k.person_id > last.person_id ORDER BY 1 LIMIT 1)
      FROM person last WHERE last.person_id IS NOT NULL
    )
    SELECT ((SELECT count(*) ${keys} AND k.person_id IS NULL) + coalesce(sum(n), 0))::int
    FROM (SELECT person_id FROM person k WHERE person_id IS NOT NULL AND ${ownerGone(account)}) gone CROSS JOIN LATERAL (
      SELECT count(*) AS n ${keys} AND k.person_id = gone.person_id OFFSET 0
    ) of_gone)`;
};

/**
 * Narrows to what the filter names, except its findings.
 * @param locked whether the keys found are locked, which takes the table itself
 */
export const addConditions = (query: KeyQuery, { owner, about }: KeyFilter, locked = false): void => {
  const { conditions } = query;
  // Each has either a user or a service ID; indexes hold the user.
  if (owner) conditions.push(`k.user_id IS ${owner === "user" ? "NOT NULL" : "NULL"}`);
  if (about === undefined) return;
  const found = foundBy(query, about);
  if (locked) conditions.push(`k.id IN (SELECT f.id FROM (${found}) f)`);
  else query.keys = `(${found}) k`;
};

/**
 * The keys that a text is about: each way by an index of its own, and none of them twice. As the table to read from, not as
 * a list of ids that each key of the account is looked up in: many may be found.
 */
const foundBy = ({ account, put }: KeyQuery, about: string): string => {
  const text = about.trim();
  const part = put(`%${likeLiteral(text)}%`);
  const ways = [
    `k.name ILIKE ${part}`,
    `k.id = ${put(about)}`,
    `k.person_id IN (SELECT u.id FROM "user" u WHERE u.name ILIKE ${part} OR u.email ILIKE ${part})`,
    `k.service_id_id IN (SELECT s.id FROM service_id s WHERE s.account_id = ${account} AND s.name ILIKE ${part})`,
  ];
  const prefix = /^(?:wfk_)?([0-9A-Za-z]{1,10})…?$/.exec(text)?.[1];
  if (prefix) ways.push(`k.public_id LIKE ${put(`${prefix}%`)}`);
  if (/^[0-9a-f]*[.:][0-9a-f.:]+$/i.test(text))
    ways.push(`k.id IN (SELECT l.api_key_id FROM api_key_activity l WHERE l.last_ip = ${put(text)})`);
  return ways
    .map((way, index) =>
      [`SELECT k.* FROM api_key k WHERE k.account_id = ${account}`, way]
        .concat(ways.slice(0, index).map((other) => `(${other}) IS NOT TRUE`))
        .join(" AND "),
    )
    .join(" UNION ALL ");
};

/** All of a filter. @param locked as of addConditions */
export const addFilter = (query: KeyQuery, filter: KeyFilter, locked = false): void => {
  addConditions(query, filter, locked);
  for (const finding of new Set(filter.findings))
    query.conditions.push(findingCondition(query, finding, filter));
};

/** Which findings a key has, as one column of text[]. */
export const findingsColumn = (query: KeyQuery, filter: KeyFilter): string =>
  `array_remove(ARRAY[${keyFindings
    .map((finding) => `CASE WHEN ${findingCondition(query, finding, filter)} THEN '${finding}' END`)
    .join(", ")}]::text[], NULL)`;

export const whereOf = ({ conditions }: KeyQuery): string => conditions.join(" AND ");
