import { covers } from "@/lib/domain/grant";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "./actor";
import { customRolesOf, grantOf, holdingsOf } from "./grants";
import { type PolicyView, policyColumns, policyViews } from "./policy-view";
import { requireAdministrator } from "./reach";

/** Policies alike but for whom they are for: they are beyond their giver together or not at all. */
type Alike = Parameters<typeof grantOf>[0] & { giver: string; count: number };

const alike = "modified_by, roles, region, namespace, repository_pattern, condition, tags";
// A regular expression would take a second for 60,000.
const ofServiceIds = `account_id = $1 AND subject_iam_id LIKE 'iam-ServiceId-________-____-____-____-____________'`;

const text = `
SELECT modified_by AS giver, roles, region, namespace, repository_pattern AS "repositoryPattern", condition, tags,
  count(*)::int AS count
FROM policy WHERE ${ofServiceIds} GROUP BY ${alike} ORDER BY min(created_at)`;

/** The oldest of those that are alike. */
const oldestText = `
SELECT id::text FROM policy WHERE ${ofServiceIds} AND modified_by = $2
  AND (${alike}) IS NOT DISTINCT FROM ($2, $3::text[], $4::text, $5::text, $6::text, $7::jsonb, $8::jsonb)
ORDER BY created_at, id LIMIT $9`;

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
    pool.query<Alike>({ name: "excess-policies", text, values: [accountId] }),
    customRolesOf(prisma, accountId),
  ]);
  const givers = rows.map(({ giver }) => giver);
  const holdings = await holdingsOf(prisma, accountId, givers, custom);
  const beyond = rows.filter((alike) => {
    const held = holdings.get(alike.giver);
    return held && !covers(held.grants, grantOf(alike, custom), held.administrator);
  });
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  const ids = await Promise.all(
    beyond.slice(0, limit).map(async ({ giver, roles, region, namespace, ...more }) => {
      const conditions = [json(more.condition), json(more.tags)];
      const values = [
        accountId,
        giver,
        roles,
        region,
        namespace,
        more.repositoryPattern,
        ...conditions,
        limit,
      ];
      return (await pool.query<{ id: string }>(oldestText, values)).rows.map(({ id }) => id);
    }),
  );
  const oldest = await prisma.policy.findMany({
    where: { id: { in: ids.flat() } },
    include: policyColumns,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: limit,
  });
  return {
    count: beyond.reduce((sum, { count }) => sum + count, 0),
    oldest: await policyViews(prisma, oldest),
  };
};
