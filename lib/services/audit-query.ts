import { AuditFilters } from "@/lib/domain/inputs/report";
import { runtime } from "@/lib/platform/runtime";
import type { AuditEvent } from "@/prisma/generated/client";
import { type Actor, mayReadAccount } from "./actor";
import { siteChain } from "./change";
import { checked } from "./checked";
import { likeLiteral } from "./like";
import { forbidden } from "./service-error";

/**
 * The chain that the actor reads: its account's, for administrators, auditors and Viewers; the site's, for
 * site administrators.
 * @throws ServiceError forbidden
 */
export const readableChain = (actor: Actor, scope: "account" | "site" = "account"): string => {
  if (scope === "site") {
    if (!actor.siteAdministrator) throw forbidden("Only site administrators read the site's audit.");
    return siteChain;
  }
  if (!actor.accountId || !mayReadAccount(actor))
    throw forbidden(
      "The audit is for the account's administrators and auditors, and service IDs with the platform role Viewer.",
    );
  return actor.accountId;
};

/** Conditions on `audit_event e` with their values; authorization is one of them. */
export type AuditQuery = {
  conditions: string[];
  values: unknown[];
  /** Adds a value, gives its placeholder. */
  put(value: unknown): string;
};

/** What a filter means. @throws ServiceError invalid (filter), forbidden */
export const auditQuery = (actor: Actor, input: AuditFilters): AuditQuery => {
  const filters = checked(AuditFilters, input);
  const { actor: by, action, target, ip, correlation_id, about, scope, from, to } = filters;
  const values: unknown[] = [];
  const put = (value: unknown): string => `$${values.push(value)}`;
  const conditions = [`e.chain = ${put(readableChain(actor, scope))}`];
  const add = (value: unknown, condition: (placeholder: string) => string) => {
    if (value !== undefined) conditions.push(condition(put(value)));
  };
  add(by, (it) => `${it} IN (e.actor_iam_id, e.actor_name)`);
  add(action, (it) => `(e.action = ${it} OR e.action LIKE ${put(`${likeLiteral(action ?? "")}.%`)})`);
  add(target, (it) => `${it} IN (e.target_id, e.target_name, e.target_type)`);
  add(ip, (it) => `e.ip = ${it}`);
  // The words first, by their index, whatever the planner makes of their number.
  const found = (it: string) => `e.seq IN (SELECT f.seq FROM audit_event f WHERE f.chain = $1 AND
      audit_words(f.actor_name, f.actor_iam_id, f.target_name, f.target_id, f.ip, f.correlation_id) @@ audit_search(${it}) OFFSET 0)`;
  add(about, found);
  add(correlation_id, (it) => `e.correlation_id = ${it} AND ${found(it)}`);
  add(from, (it) => `e.at >= ${it}`);
  add(to, (it) => `e.at < ${it}`);
  return { conditions, values, put };
};

const columns = `e.chain, e.seq, e.at, e.actor_iam_id AS "actorIamId", e.actor_name AS "actorName",
  e.actor_apikey_id AS "actorApikeyId", e.action, e.target_type AS "targetType", e.target_id AS "targetId",
  e.target_name AS "targetName", e.before, e.after, e.correlation_id AS "correlationId", e.ip, e.prev_hash AS "prevHash", e.hash`;

/** Rows in the order of their numbers. */
export const readAudit = async (
  { conditions, values }: AuditQuery,
  order: "ASC" | "DESC",
  limit: number,
): Promise<AuditEvent[]> => {
  const { rows } = await runtime().pool.query<Omit<AuditEvent, "seq"> & { seq: string }>(
    `SELECT ${columns} FROM audit_event e WHERE ${conditions.join(" AND ")} ORDER BY e.seq ${order} LIMIT ${limit}`,
    values,
  );
  return rows.map((row) => ({ ...row, seq: BigInt(row.seq) }));
};
