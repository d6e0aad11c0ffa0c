import { type KeyFilter, type KeyFinding, keyFindings } from "@/lib/domain/inputs/key-inventory";
import { runtime } from "@/lib/platform/runtime";
import { type Actor, isAdministrator, mayReadAccount } from "./actor";
import { requireReader } from "./reach";

/** Conditions on an account's live keys with their values; authorization is one of them. */
export type KeyQuery = {
  conditions: string[];
  values: unknown[];
  /** Adds a value, gives its placeholder. */
  put(value: unknown): string;
  now: Date;
};

/** `k` a key, `a` its activity, `s` its service ID, `p` the person behind it with membership `m`. */
export const keyTables = `api_key k
  LEFT JOIN api_key_activity a ON a.api_key_id = k.id
  LEFT JOIN service_id s ON s.id = k.service_id_id
  LEFT JOIN "user" p ON p.id = coalesce(k.user_id, s.created_by)
  LEFT JOIN membership m ON m.account_id = k.account_id AND m.user_id = coalesce(k.user_id, s.created_by)`;

/** The person who made it, or whose it is, has left or is disabled; so has a service ID that made another. */
export const ownerGone = `CASE WHEN s.created_by LIKE 'iam-ServiceId-%'
  THEN NOT EXISTS (SELECT 1 FROM service_id c WHERE c.iam_id = s.created_by AND c.deleted_at IS NULL)
  ELSE m.user_id IS NULL OR p.disabled_at IS NOT NULL END`;

const dayMs = 86_400_000;

/** All live keys that the actor finds. @throws ServiceError forbidden */
export const readableKeys = (actor: Actor): KeyQuery => {
  requireReader(actor);
  const values: unknown[] = [];
  const put = (value: unknown): string => `$${values.push(value)}`;
  const conditions = [`k.account_id = ${put(actor.accountId)}`, "k.deleted_at IS NULL"];
  if (!mayReadAccount(actor)) {
    const me = put(actor.iamId);
    conditions.push(`(k.user_id = ${me} OR s.created_by = ${me})`);
  }
  return { conditions, values, put, now: runtime().clock.now() };
};

/** Whether the actor may change a key that it finds, as a condition. @see mayChangeApiKey */
export const changeable = (actor: Actor, { put }: KeyQuery): string => {
  if (isAdministrator(actor)) return "true";
  const me = put(actor.iamId);
  if (actor.role === "auditor") return `coalesce(k.user_id = ${me}, false)`;
  return actor.role === "member"
    ? `(coalesce(k.user_id = ${me}, false) OR coalesce(s.created_by = ${me}, false))`
    : "false";
};

/** What a finding means. `days` for the two that have them. */
export const findingCondition = (query: KeyQuery, finding: KeyFinding, filter: KeyFilter): string => {
  const at = (days: number) => query.put(new Date(query.now.getTime() + days * dayMs));
  switch (finding) {
    case "unused":
      return `coalesce(a.last_authn, k.created_at) < ${at(-filter.unused_days)}`;
    case "never-used":
      return "a.last_authn IS NULL";
    case "expiring":
      return `k.disabled_at IS NULL AND k.expires_at > ${at(0)} AND k.expires_at <= ${at(filter.expiring_days)}`;
    case "expired":
      return `k.expires_at <= ${at(0)}`;
    case "disabled":
      return "k.disabled_at IS NOT NULL";
    case "broader":
      return "k.broader";
    case "owner-gone":
      return `(${ownerGone})`;
    case "no-expiry":
      return "k.expires_at IS NULL";
  }
};

/** Narrows to what the filter names, except its findings. */
export const addConditions = (query: KeyQuery, { owner, about }: KeyFilter): void => {
  const { conditions, put } = query;
  if (owner) conditions.push(`k.${owner === "user" ? "user_id" : "service_id_id"} IS NOT NULL`);
  if (about === undefined) return;
  const literal = about.trim().replace(/[\\%_]/g, "\\$&");
  const part = put(`%${literal}%`);
  const prefix = put(`${literal.replace(/^wfk\\_/, "").replace(/…$/, "")}%`);
  conditions.push(
    `(k.name ILIKE ${part} OR s.name ILIKE ${part} OR p.name ILIKE ${part} OR p.email ILIKE ${part}
      OR k.public_id LIKE ${prefix} OR k.id = ${put(about)} OR a.last_ip = ${put(about)})`,
  );
};

/** All of a filter. */
export const addFilter = (query: KeyQuery, filter: KeyFilter): void => {
  addConditions(query, filter);
  for (const finding of new Set(filter.findings))
    query.conditions.push(findingCondition(query, finding, filter));
};

/** Which findings a key has, as one column of text[]. */
export const findingsColumn = (query: KeyQuery, filter: KeyFilter): string =>
  `array_remove(ARRAY[${keyFindings
    .map((finding) => `CASE WHEN ${findingCondition(query, finding, filter)} THEN '${finding}' END`)
    .join(", ")}]::text[], NULL)`;

export const whereOf = ({ conditions }: KeyQuery): string => conditions.join(" AND ");
