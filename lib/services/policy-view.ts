import type { Condition } from "@/lib/domain/condition";
import { covers } from "@/lib/domain/grant";
import { isForeignIamId, serviceIdOfIamId } from "@/lib/domain/identifiers";
import type { PolicyTag } from "@/lib/domain/inputs/policy";
import { type CustomRole, type HeldRole, roleName, rolesNamed } from "@/lib/domain/role";
import type { Policy, Prisma } from "@/prisma/generated/client";
import type { Tx } from "./change";
import { customRolesOf, grantOf, type Holdings, holdingsOf } from "./grants";
import { namesOf } from "./names";

/** Who a policy is for. `id` is an iam_id, or the access group's id. */
export type PolicySubject = { kind: "user" | "service-id" | "access-group"; id: string; name: string };

/** A policy. No region, namespace or pattern (null): every one of the account. */
export type PolicyView = {
  id: string;
  subject: PolicySubject;
  roles: HeldRole[];
  /** Region id. */
  region: string | null;
  namespace: string | null;
  repositoryPattern: string | null;
  description: string | null;
  /** When it holds; null: always. */
  condition: Condition | null;
  tags: PolicyTag[] | null;
  /** Why it gives nothing; null where it gives something. */
  inert: "tags" | "foreign-subject" | null;
  createdAt: Date;
  createdBy: string;
  createdByName: string;
  modifiedAt: Date;
  modifiedBy: string;
  entityTag: string;
  /** A service ID's policy that its giver no longer holds. It still works: an administrator decides. */
  excess: boolean;
  /** The IAM API's request as it was sent; null when it came from a form. */
  document: Prisma.JsonValue;
  /** Taken away, and not yet for good. */
  deleted: boolean;
};

export type PolicyRow = Policy & { accessGroup: { name: string } | null };
type Db = Pick<Tx, "policy" | "accessGroupMember" | "customRole" | "membership" | "$queryRaw">;

export const policyColumns = { accessGroup: { select: { name: true } } } as const;

/** Rows of one account as views: names, its own roles and excess are looked up for all of them together. */
export const policyViews = async (db: Db, rows: PolicyRow[], deleted = false): Promise<PolicyView[]> => {
  const nameOf = await namesOf(
    db,
    rows.flatMap((row) => [row.subjectIamId ?? "", row.createdBy]),
  );
  const accountId = rows[0]?.accountId ?? "";
  const custom = rows.length > 0 ? await customRolesOf(db, accountId) : [];
  const ofServiceIds = rows.filter((row) => row.subjectIamId && serviceIdOfIamId(row.subjectIamId));
  const givers = await holdingsOf(
    db,
    accountId,
    ofServiceIds.map(({ modifiedBy }) => modifiedBy),
    custom,
  );
  return rows.map((row) => ({ ...policyView(row, nameOf, custom, givers.get(row.modifiedBy)), deleted }));
};

const policyView = (
  row: PolicyRow,
  nameOf: (iamId: string) => string,
  custom: readonly CustomRole[],
  giver: Holdings | undefined,
): Omit<PolicyView, "deleted"> => {
  const subject = subjectOf(row, nameOf);
  return {
    id: row.id,
    subject,
    roles: rolesNamed(row.roles, custom),
    region: row.region,
    namespace: row.namespace,
    repositoryPattern: row.repositoryPattern,
    description: row.description,
    condition: row.condition as Condition | null,
    tags: row.tags as PolicyTag[] | null,
    inert: row.tags
      ? "tags"
      : row.subjectIamId && isForeignIamId(row.subjectIamId)
        ? "foreign-subject"
        : null,
    createdAt: row.createdAt,
    createdBy: row.createdBy,
    createdByName: nameOf(row.createdBy),
    modifiedAt: row.modifiedAt,
    modifiedBy: row.modifiedBy,
    entityTag: row.entityTag,
    excess:
      subject.kind === "service-id" &&
      giver !== undefined &&
      !covers(giver.grants, grantOf(row, custom), giver.administrator),
    document: row.document,
  };
};

const subjectOf = (row: PolicyRow, nameOf: (iamId: string) => string): PolicySubject => {
  if (row.accessGroupId)
    return { kind: "access-group", id: row.accessGroupId, name: row.accessGroup?.name ?? row.accessGroupId };
  const iamId = row.subjectIamId ?? "";
  return { kind: serviceIdOfIamId(iamId) ? "service-id" : "user", id: iamId, name: nameOf(iamId) };
};

/** A policy for the audit: everything that decides. */
export const policyAudit = (row: Policy) => ({
  subject: row.accessGroupId ?? row.subjectIamId,
  roles: row.roles,
  region: row.region,
  namespace: row.namespace,
  repository_pattern: row.repositoryPattern,
  description: row.description,
  condition: row.condition,
  tags: row.tags,
});

/** A name for the audit's target: "Writer on eu-de/checkout". */
export const policyName = (
  row: Pick<Policy, "region" | "namespace" | "repositoryPattern"> & {
    roles: readonly (string | CustomRole)[];
  },
): string => {
  const place = [
    row.region ?? "*",
    row.namespace ?? "*",
    ...(row.repositoryPattern ? [row.repositoryPattern] : []),
  ];
  return `${row.roles.map(roleName).join(", ")} on ${place.join("/")}`;
};

export const policyTarget = (row: Policy) => ({ type: "policy", id: row.id, name: policyName(row) });
