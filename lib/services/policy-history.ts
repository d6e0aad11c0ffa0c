import type { Condition } from "@/lib/domain/condition";
import type { Grant } from "@/lib/domain/grant";
import { isRole } from "@/lib/domain/role";
import { runtime } from "@/lib/platform/runtime";

/** One change of a policy, from the audit. */
export type PolicyStep = {
  policyId: string;
  /** An iam_id, or an access group's id. */
  subject: string;
  /** Its number in the account's audit. */
  seq: number;
  at: Date;
  /** Name of who made it. */
  by: string;
  action: string;
  /** The policy's name then. */
  target: string;
  /** What the policy gave until then and from then on; null where it wasn't there. */
  before: Grant | null;
  after: Grant | null;
};

type AuditRow = {
  seq: string;
  at: Date;
  actor_name: string;
  action: string;
  target_id: string;
  target_name: string;
  before: Partial<PolicyFields> | null;
  after: Partial<PolicyFields> | null;
};
type PolicyFields = {
  subject: string;
  roles: string[];
  region: string | null;
  namespace: string | null;
  repository_pattern: string | null;
  condition?: Condition | null;
  tags?: object[] | null;
};

/**
 * Every change of an account's policies that are named by id or by subject, oldest first. An audit item of a
 * change holds what changed, so each step is the sum of those before it.
 */
export const policySteps = async (
  accountId: string,
  which: { ids?: readonly string[]; subjects?: readonly string[] },
): Promise<PolicyStep[]> => {
  const { rows } = await runtime().pool.query<AuditRow>(
    `SELECT seq, at, actor_name, action, target_id, target_name, before, after FROM audit_event
     WHERE chain = $1 AND target_type = 'policy' AND target_id IN (
       SELECT target_id FROM audit_event WHERE chain = $1 AND target_type = 'policy'
         AND (target_id = ANY($2) OR before->>'subject' = ANY($3) OR after->>'subject' = ANY($3)))
     ORDER BY seq`,
    [accountId, which.ids ?? [], which.subjects ?? []],
  );
  const known = new Map<string, PolicyFields | null>();
  return rows.map((row) => {
    const before = known.get(row.target_id) ?? (begins.has(row.action) ? null : whole(row.before));
    const after = row.action === "policy.delete" ? null : whole({ ...before, ...row.after });
    known.set(row.target_id, after);
    return {
      policyId: row.target_id,
      subject: (after ?? before)?.subject ?? "",
      seq: Number(row.seq),
      at: row.at,
      by: row.actor_name,
      action: row.action,
      target: row.target_name,
      before: grantFrom(row.target_id, before),
      after: grantFrom(row.target_id, after),
    };
  });
};

const begins = new Set(["policy.create", "policy.restore"]);

const whole = (fields: Partial<PolicyFields> | null): PolicyFields | null =>
  fields?.roles
    ? ({ subject: "", region: null, namespace: null, repository_pattern: null, ...fields } as PolicyFields)
    : null;

/** What asks for tags gives nothing. */
const grantFrom = (policyId: string, fields: PolicyFields | null): Grant | null =>
  fields && !fields.tags
    ? {
        policyId,
        roles: fields.roles.filter(isRole),
        region: fields.region,
        namespace: fields.namespace,
        repositoryPattern: fields.repository_pattern,
        condition: fields.condition ?? null,
      }
    : null;
