import { covers } from "@/lib/domain/grant";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "./actor";
import { customRolesOf, grantOf, holdingsOf } from "./grants";
import { type PolicyView, policyColumns, policyViews } from "./policy-view";
import { requireAdministrator } from "./reach";

/** Policies alike but for whom they are for: they are beyond their giver together or not at all. */
type Alike = Parameters<typeof grantOf>[0] & { giver: string; count: number; oldest: string[] };

// A regular expression would take a second for 60,000.
const text = `
SELECT modified_by AS giver, roles, region, namespace, repository_pattern AS "repositoryPattern", condition, tags,
  count(*)::int AS count, (array_agg(id::text ORDER BY created_at, id))[1:$2] AS oldest
FROM policy WHERE account_id = $1 AND subject_iam_id LIKE 'iam-ServiceId-________-____-____-____-____________'
GROUP BY modified_by, roles, region, namespace, repository_pattern, condition, tags ORDER BY min(created_at)`;

/**
 * Policies of the account's service IDs whose givers no longer hold them: how many there are and the oldest. An
 * account has thousands of policies, and they differ in few ways.
 * @throws forbidden for all but administrators
 */
export const excessPolicies = async (
  actor: Actor,
  limit: number,
): Promise<{ count: number; oldest: PolicyView[] }> => {
  requireAdministrator(actor);
  const { pool, prisma } = runtime();
  const { accountId } = actor;
  const [{ rows }, custom] = await Promise.all([
    pool.query<Alike>({ name: "excess-policies", text, values: [accountId, limit] }),
    customRolesOf(prisma, accountId),
  ]);
  const givers = rows.map(({ giver }) => giver);
  const holdings = await holdingsOf(prisma, accountId, givers, custom);
  const beyond = rows.filter((alike) => {
    const held = holdings.get(alike.giver);
    return held && !covers(held.grants, grantOf(alike, custom), held.administrator);
  });
  const oldest = await prisma.policy.findMany({
    where: { id: { in: beyond.slice(0, limit).flatMap((alike) => alike.oldest) } },
    include: policyColumns,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: limit,
  });
  return {
    count: beyond.reduce((sum, { count }) => sum + count, 0),
    oldest: await policyViews(prisma, oldest),
  };
};
