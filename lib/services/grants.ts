import type { Condition } from "@/lib/domain/condition";
import { type Grant, grantsAt } from "@/lib/domain/grant";
import { serviceIdOfIamId } from "@/lib/domain/identifiers";
import { type CustomRole, isPlatformRole, type PlatformRole, rolesNamed } from "@/lib/domain/role";
import { runtime } from "@/lib/platform/runtime";
import type { Prisma } from "@/prisma/generated/client";
import type { Tx } from "./change";

/**
 * Policies for one of the identities (iam_id), and those of their access groups. The groups come first: in one query
 * with them PostgreSQL would read every policy of the account.
 * @param grouped whose groups count, if not everyone's
 */
export const policiesReaching = async (
  db: Pick<Tx, "accessGroupMember">,
  accountId: string,
  iamIds: readonly string[],
  grouped = iamIds,
) => {
  const memberships = await db.accessGroupMember.findMany({
    where: { iamId: { in: [...grouped] }, group: { accountId } },
    select: { groupId: true, iamId: true },
  });
  const groupIds = [...new Set(memberships.map(({ groupId }) => groupId))];
  const where = {
    accountId,
    OR: [{ subjectIamId: { in: [...iamIds] } }, { accessGroupId: { in: groupIds } }],
  } satisfies Prisma.PolicyWhereInput;
  return { where, memberships };
};

/** The columns of a policy that the rules see. */
export const grantColumns = {
  id: true,
  roles: true,
  region: true,
  namespace: true,
  repositoryPattern: true,
  condition: true,
  tags: true,
} as const;

type PolicyRow = {
  id: string;
  roles: string[];
  region: string | null;
  namespace: string | null;
  repositoryPattern: string | null;
  condition: unknown;
  tags: unknown;
};

/** The roles that an account made for itself, by name. */
export const customRolesOf = (db: Pick<Tx, "customRole">, accountId: string): Promise<CustomRole[]> =>
  db.customRole.findMany({
    where: { accountId },
    select: { name: true, displayName: true, description: true, actions: true },
    orderBy: { name: "asc" },
  });

/**
 * What a policy gives. One that asks for tags gives no role at all: nothing has tags here.
 * @param custom the account's own roles
 */
export const grantOf = (policy: PolicyRow, custom: readonly CustomRole[]): Grant => ({
  policyId: policy.id,
  roles: policy.tags ? [] : rolesNamed(policy.roles, custom),
  region: policy.region,
  namespace: policy.namespace,
  repositoryPattern: policy.repositoryPattern,
  condition: policy.condition as Condition | null,
});

/** What policies give, without those that give nothing. */
export const grantsOfRows = (policies: readonly PolicyRow[], custom: readonly CustomRole[]): Grant[] =>
  policies.filter(({ tags }) => !tags).map((policy) => grantOf(policy, custom));

type Db = Pick<Tx, "policy" | "accessGroupMember" | "customRole">;

/**
 * What policies of the account give an identity (iam_id) at any time, access groups included. The membership's role is not in it: an administrator holds everything anyway, an
 * auditor's grants give no registry access.
 */
export const grantsOf = async (db: Db, accountId: string, iamId: string): Promise<Grant[]> => {
  const custom = await customRolesOf(db, accountId);
  return (await grantsOfEach(db, accountId, [iamId], custom)).get(iamId) ?? [];
};

/** What they give now. */
export const grantsNow = async (db: Db, accountId: string, iamId: string): Promise<Grant[]> =>
  grantsAt(await grantsOf(db, accountId, iamId), runtime().clock.now());

/** Platform roles hold for the whole account: one that is restricted to a place counts as none. */
export const platformRolesOf = (grants: readonly Grant[]): PlatformRole[] => [
  ...new Set(
    grants
      .filter(
        (grant) => grant.region === null && grant.namespace === null && grant.repositoryPattern === null,
      )
      .flatMap((grant) => grant.roles)
      .filter(isPlatformRole),
  ),
];

/** What an identity can hand on: everything, or at most its grants. */
export type Holdings = { administrator: boolean; grants: Grant[] };

/**
 * What the givers of policies hold now. People by their membership: an auditor, and who left, hold nothing.
 * Service IDs hand on only as Administrator.
 * @param custom the account's own roles
 */
export const holdingsOf = async (
  db: Pick<Tx, "policy" | "accessGroupMember" | "membership">,
  accountId: string,
  iamIds: readonly string[],
  custom: readonly CustomRole[],
): Promise<Map<string, Holdings>> => {
  const ids = [...new Set(iamIds)];
  if (ids.length === 0) return new Map();
  const memberships = await db.membership.findMany({ where: { accountId, userId: { in: ids } } });
  const roleOf = new Map(memberships.map(({ userId, role }) => [userId, role]));
  const asked = ids.filter((id) => serviceIdOfIamId(id) || roleOf.get(id) === "member");
  const grants = await grantsOfEach(db, accountId, asked, custom);
  return new Map(
    ids.map((id) => {
      const held = grants.get(id) ?? [];
      return serviceIdOfIamId(id)
        ? [id, { administrator: platformRolesOf(held).includes("Administrator"), grants: [] }]
        : [id, { administrator: roleOf.get(id) === "administrator", grants: held }];
    }),
  );
};

/** As grantsOf, of several identities together, oldest first. */
export const grantsOfEach = async (
  db: Pick<Tx, "policy" | "accessGroupMember">,
  accountId: string,
  iamIds: readonly string[],
  custom: readonly CustomRole[],
): Promise<Map<string, Grant[]>> => {
  const { where, memberships } = await policiesReaching(db, accountId, iamIds);
  const policies = await db.policy.findMany({
    where,
    select: { ...grantColumns, subjectIamId: true, accessGroupId: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const own = new Map(iamIds.map((iamId) => [iamId, [] as PolicyRow[]]));
  for (const { subjectIamId, accessGroupId, ...policy } of policies)
    if (accessGroupId === null) own.get(subjectIamId ?? "")?.push(policy);
    else
      for (const { groupId, iamId } of memberships)
        if (groupId === accessGroupId) own.get(iamId)?.push(policy);
  return new Map([...own].map(([iamId, rows]) => [iamId, grantsOfRows(rows, custom)]));
};
