import type { Condition } from "@/lib/domain/condition";
import type { Grant } from "@/lib/domain/grant";
import { type CustomRole, rolesNamed } from "@/lib/domain/role";
import { runtime } from "@/lib/platform/runtime";

/** One change of a policy, or of what a custom role that it holds can do, from the audit. */
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
  target_type: "policy" | "role";
  target_id: string;
  target_name: string;
  before: Partial<PolicyFields & RoleFields> | null;
  after: Partial<PolicyFields & RoleFields> | null;
};
type RoleFields = { display_name: string; actions: string[] };
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
    `SELECT seq, at, actor_name, action, target_type, target_id, target_name, before, after FROM audit_event
     WHERE chain = $1 AND action <> 'access.denied' AND (target_type = 'role' OR target_type = 'policy' AND target_id IN (
       SELECT target_id FROM audit_event WHERE chain = $1 AND target_type = 'policy'
         AND (target_id = ANY($2) OR before->>'subject' = ANY($3) OR after->>'subject' = ANY($3))))
     ORDER BY seq`,
    [accountId, which.ids ?? [], which.subjects ?? []],
  );
  const known = new Map<string, PolicyFields | null>();
  let roles: CustomRole[] = [];
  return rows.flatMap((row) => {
    if (row.target_type === "role") {
      const before = roles;
      roles = rolesAfter(before, row);
      if (!row.after?.actions) return [];
      const holders = [...known].filter(([, fields]) => fields?.roles.includes(row.target_name));
      return holders.map(([id, fields]) =>
        stepOf(
          row,
          id,
          { before: grantFrom(id, fields, before), after: grantFrom(id, fields, roles) },
          fields,
        ),
      );
    }
    const id = row.target_id;
    const before = known.get(id) ?? (begins.has(row.action) ? null : whole(row.before));
    const after = row.action === "policy.delete" ? null : whole({ ...before, ...row.after });
    known.set(id, after);
    const grants = { before: grantFrom(id, before, roles), after: grantFrom(id, after, roles) };
    return [stepOf(row, id, grants, after ?? before)];
  });
};

const stepOf = (
  row: AuditRow,
  policyId: string,
  grants: Pick<PolicyStep, "before" | "after">,
  fields: PolicyFields | null,
): PolicyStep => ({
  policyId,
  subject: fields?.subject ?? "",
  seq: Number(row.seq),
  at: row.at,
  by: row.actor_name,
  action: row.action,
  target: row.target_name,
  ...grants,
});

/** The account's own roles after an item about one of them. */
const rolesAfter = (roles: readonly CustomRole[], { target_name: name, after }: AuditRow): CustomRole[] => {
  const others = roles.filter((role) => role.name !== name);
  if (!after) return others;
  const held = roles.find((role) => role.name === name);
  const { display_name = held?.displayName ?? name, actions = held?.actions ?? [] } = after;
  return [...others, { name, displayName: display_name, description: null, actions }];
};

const begins = new Set(["policy.create", "policy.restore"]);

const whole = (fields: Partial<PolicyFields> | null): PolicyFields | null =>
  fields?.roles
    ? ({ subject: "", region: null, namespace: null, repository_pattern: null, ...fields } as PolicyFields)
    : null;

/** What asks for tags gives nothing. */
const grantFrom = (
  policyId: string,
  fields: PolicyFields | null,
  custom: readonly CustomRole[],
): Grant | null =>
  fields && !fields.tags
    ? {
        policyId,
        roles: rolesNamed(fields.roles, custom),
        region: fields.region,
        namespace: fields.namespace,
        repositoryPattern: fields.repository_pattern,
        condition: fields.condition ?? null,
      }
    : null;
