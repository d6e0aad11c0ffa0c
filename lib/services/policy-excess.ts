import { covers } from "@/lib/domain/grant";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "./actor";
import { customRolesOf, grantOf, holdingsOf } from "./grants";
import { type PolicyView, policyColumns, policyViews } from "./policy-view";
import { requireAdministrator } from "./reach";
import { whileAccessLasts } from "./while-access-lasts";

/** Policies alike but for whom they are for: they are beyond their giver together or not at all. */
type Alike = Omit<Parameters<typeof grantOf>[0], "id"> & { giver: string; count: number; first: Date };

// A regular expression would take a second for 60,000.
const given = `FROM policy p
WHERE account_id = $1 AND subject_iam_id LIKE 'iam-ServiceId-________-____-____-____-____________'`;

// Without their ids, which would all be sorted.
const alikeText = `SELECT modified_by AS giver, roles, region, namespace, repository_pattern AS "repositoryPattern",
  condition, tags, count(*)::int AS count, min(created_at) AS first ${given} GROUP BY 1, 2, 3, 4, 5, 6, 7`;

const oldestText = `SELECT id ${given} AND EXISTS (
  SELECT FROM jsonb_to_recordset($2) AS b(giver text, roles text[], region text, namespace text, "repositoryPattern" text,
    condition jsonb, tags jsonb)
  WHERE b.giver = p.modified_by AND b.roles = p.roles AND b.region IS NOT DISTINCT FROM p.region
    AND b.namespace IS NOT DISTINCT FROM p.namespace AND b."repositoryPattern" IS NOT DISTINCT FROM p.repository_pattern
    AND b.condition IS NOT DISTINCT FROM p.condition AND b.tags IS NOT DISTINCT FROM p.tags)
ORDER BY created_at, id LIMIT $3`;

type Excess = { count: number; oldest: PolicyView[] };

/**
 * Policies of the account's service IDs whose givers no longer hold them: how many there are and the oldest. An
 * account has thousands of policies, and they differ in few ways.
 * @throws forbidden for all but administrators
 */
export const excessPolicies = async (actor: Actor, limit: number): Promise<Excess> => {
  requireAdministrator(actor);
  const { accountId } = actor;
  return whileAccessLasts(accountId, `excess ${limit}`, () => findExcess(accountId, limit));
};

const findExcess = async (accountId: string, limit: number): Promise<Excess> => {
  const { pool, prisma } = runtime();
  const [{ rows }, custom] = await Promise.all([
    pool.query<Alike>(alikeText, [accountId]),
    customRolesOf(prisma, accountId),
  ]);
  const givers = rows.map(({ giver }) => giver);
  const holdings = await holdingsOf(prisma, accountId, givers, custom);
  const beyond = rows.filter((alike) => {
    const held = holdings.get(alike.giver);
    return held && !covers(held.grants, grantOf({ id: "", ...alike }, custom), held.administrator);
  });
  if (beyond.length === 0) return { count: 0, oldest: [] };
  // The oldest are among those groups that begin first: as many groups may be alike in nothing as there are policies.
  const first = beyond.sort((a, b) => a.first.getTime() - b.first.getTime()).slice(0, limit);
  const values = [accountId, JSON.stringify(first), limit];
  const { rows: found } = await pool.query<{ id: string }>(oldestText, values);
  const oldest = await prisma.policy.findMany({
    where: { id: { in: found.map(({ id }) => id) } },
    include: policyColumns,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return {
    count: beyond.reduce((sum, { count }) => sum + count, 0),
    oldest: await policyViews(prisma, oldest),
  };
};
