import type { Condition } from "@/lib/domain/condition";
import { type Grant, grantsAt } from "@/lib/domain/grant";
import { serviceIdOfIamId } from "@/lib/domain/identifiers";
import { type CustomRole, isPlatformRole, type PlatformRole, rolesNamed } from "@/lib/domain/role";
import { runtime } from "@/lib/platform/runtime";
import type { Prisma } from "@/prisma/generated/client";
import type { Tx } from "./change";

/** Policies that give an identity something: its own, and those of its access groups. */
export const policiesReaching = (accountId: string, iamId: string) =>
  ({
    accountId,
    OR: [{ subjectIamId: iamId }, { accessGroup: { members: { some: { iamId } } } }],
  }) satisfies Prisma.PolicyWhereInput;

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

type Db = Pick<Tx, "policy" | "customRole">;

/**
 * What policies of the account give an identity (iam_id) at any time, access groups included. The membership's role is not in it: an administrator holds everything anyway, an
 * auditor's grants give no registry access.
 */
export const grantsOf = async (db: Db, accountId: string, iamId: string): Promise<Grant[]> => {
  const policies = await db.policy.findMany({
    where: policiesReaching(accountId, iamId),
    select: grantColumns,
  });
  return grantsOfRows(policies, await customRolesOf(db, accountId));
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
  db: Pick<Tx, "policy" | "membership">,
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

/** As grantsOf, of several identities in one query, oldest first. */
export const grantsOfEach = async (
  db: Pick<Tx, "policy">,
  accountId: string,
  iamIds: readonly string[],
  custom: readonly CustomRole[],
): Promise<Map<string, Grant[]>> => {
  const among = { iamId: { in: [...iamIds] } };
  const policies = await db.policy.findMany({
    where: {
      accountId,
      OR: [{ subjectIamId: among.iamId }, { accessGroup: { members: { some: among } } }],
    },
    select: {
      ...grantColumns,
      subjectIamId: true,
      accessGroup: { select: { members: { where: among, select: { iamId: true } } } },
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const own = new Map(iamIds.map((iamId) => [iamId, [] as PolicyRow[]]));
  for (const { subjectIamId, accessGroup, ...policy } of policies)
    for (const iamId of [subjectIamId, ...(accessGroup?.members ?? []).map((member) => member.iamId)])
      own.get(iamId ?? "")?.push(policy);
  return new Map([...own].map(([iamId, rows]) => [iamId, grantsOfRows(rows, custom)]));
};
