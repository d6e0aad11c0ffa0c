import { judgedDays } from "@/lib/domain/broader";
import { splitRepository } from "@/lib/domain/namespace";
import { decideScope } from "@/lib/domain/policy";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "./actor";
import type { PolicyView } from "./policy-view";

/** When a policy last let something through, and how many scopes it let through. */
export type Permit = { at: Date; count: number };

type Use = {
  iam_id: string;
  region: string;
  repository: string;
  actions: string;
  count: number;
  last_at: Date;
};

/**
 * What usage of the last 90 days knows of policies' effect, by policy id: the granted scopes of their subjects
 * that each covers. Nothing is counted at the decision, so where several policies cover one use each has it, and
 * platform roles have none.
 */
export const permitsOf = async (
  actor: Actor,
  policies: readonly PolicyView[],
): Promise<Map<string, Permit>> => {
  const { pool, prisma, clock } = runtime();
  const groups = policies.flatMap(({ subject }) => (subject.kind === "access-group" ? [subject.id] : []));
  const members = await prisma.accessGroupMember.findMany({ where: { groupId: { in: groups } } });
  const peopleOf = ({ subject: { kind, id } }: PolicyView): string[] =>
    kind === "access-group"
      ? members.filter(({ groupId }) => groupId === id).map(({ iamId }) => iamId)
      : [id];
  const since = new Date(clock.now().getTime() - judgedDays * 86_400_000);
  const { rows } = await pool.query<Use>(usesText, [
    actor.accountId,
    [...new Set(policies.flatMap(peopleOf))],
    since,
  ]);
  return new Map(
    policies.flatMap((policy): [string, Permit][] => {
      const people = peopleOf(policy);
      const uses = rows.filter((use) => people.includes(use.iam_id) && covers(policy, use));
      if (policy.inert || uses.length === 0) return [];
      const at = new Date(Math.max(...uses.map(({ last_at }) => last_at.getTime())));
      return at < policy.createdAt ? [] : [[policy.id, { at, count: sum(uses) }]];
    }),
  );
};

const usesText = `
SELECT e.iam_id, e.region, substring(scope FROM '^repository:(.*):[^:]*$') AS repository,
  substring(scope FROM '[^:]*$') AS actions, sum(e.count)::int AS count, max(e.at) AS last_at
FROM usage_event e, unnest(e.granted) AS scope
WHERE e.account_id = $1 AND e.iam_id = ANY($2) AND e.at >= $3 AND e.source = 'portal' AND e.outcome <> 'denied'
  AND e.repeat_of IS NULL AND e.region IS NOT NULL AND scope LIKE 'repository:%'
GROUP BY 1, 2, 3, 4`;

const covers = (policy: PolicyView, { region, repository, actions }: Use): boolean => {
  const namespace = splitRepository(repository)?.namespace ?? "";
  const context = {
    region,
    ownNamespaces: new Set([namespace]),
    grants: [{ ...policy, policyId: policy.id }],
    administrator: false,
  };
  const scope = { type: "repository", name: repository, actions: actions.split(",") };
  return decideScope(context, scope).granted.length > 0;
};

const sum = (uses: readonly Use[]): number => uses.reduce((total, { count }) => total + count, 0);
