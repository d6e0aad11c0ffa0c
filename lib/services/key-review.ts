import { graceDays, isBroaderThanUsed, judgedDays, type KeyUse } from "@/lib/domain/broader";
import type { Grant } from "@/lib/domain/grant";
import { runtime } from "@/lib/platform/runtime";
import { customRolesOf, grantOf } from "./grants";

const dayMs = 86_400_000;
/** So few that requests wait some milliseconds for them at most. */
const batch = 100;

/** What policies give to each identity (iam_id), access groups included. `before`: only those as old. */
export const grantsByIdentity = async (
  accountId: string,
  iamIds: readonly string[],
  before?: Date,
): Promise<Map<string, Grant[]>> => {
  const { pool, prisma } = runtime();
  const custom = await customRolesOf(prisma, accountId);
  const { rows } = await pool.query<GrantRow>(
    `SELECT subject_iam_id AS iam_id, ${policyColumns} FROM policy
       WHERE account_id = $1 AND subject_iam_id = ANY($2) AND tags IS NULL AND ($3::timestamptz IS NULL OR modified_at < $3)
     UNION ALL
     SELECT g.iam_id, ${policyColumns} FROM access_group_member g JOIN policy ON policy.access_group_id = g.group_id
       WHERE policy.account_id = $1 AND g.iam_id = ANY($2) AND tags IS NULL AND ($3::timestamptz IS NULL OR policy.modified_at < $3)`,
    [accountId, [...new Set(iamIds)], before ?? null],
  );
  const found = new Map<string, Grant[]>();
  for (const { iam_id, ...policy } of rows) {
    const held = found.get(iam_id) ?? [];
    held.push(grantOf(policy, custom));
    found.set(iam_id, held);
  }
  return found;
};

type GrantRow = { iam_id: string } & Parameters<typeof grantOf>[0];
const policyColumns = `policy.id, policy.roles, policy.region, policy.namespace, policy.repository_pattern AS "repositoryPattern", policy.condition, policy.tags`;

/**
 * What keys were granted within the judged time. `places`: one repository of a namespace stands for all, which is
 * enough for policies without a pattern and far fewer rows.
 */
export const usesOfKeys = async (
  ids: readonly string[],
  each: "repositories" | "places" = "repositories",
): Promise<Map<string, KeyUse[]>> => {
  const { pool, clock } = runtime();
  const since = new Date(clock.now().getTime() - judgedDays * dayMs);
  const uses = "FROM api_key_use WHERE api_key_id = ANY($1) AND last_at >= $2";
  const { rows } = await pool.query<KeyUse & { api_key_id: string }>(
    each === "repositories"
      ? `SELECT api_key_id, region, repository, action ${uses}`
      : `SELECT api_key_id, region, min(repository) AS repository, action ${uses}
         GROUP BY api_key_id, region, split_part(repository, '/', 1), action`,
    [ids, since],
  );
  const found = new Map<string, KeyUse[]>();
  for (const { api_key_id, ...use } of rows) {
    const uses = found.get(api_key_id) ?? [];
    uses.push(use);
    found.set(api_key_id, uses);
  }
  return found;
};

/** Policies younger than this aren't judged. */
export const judgedBefore = (): Date => new Date(runtime().clock.now().getTime() - graceDays * dayMs);

/**
 * Marks the keys whose policies give more than their last 90 days needed. Keys and policies younger than 30
 * days aren't judged. Harmless to repeat; writes only what differs. @returns how many marks changed
 */
export const reviewKeys = async (): Promise<number> => {
  const { pool } = runtime();
  const { rows: accounts } = await pool.query<{ id: string }>("SELECT id FROM account ORDER BY id");
  const before = judgedBefore();
  let changed = 0;
  for (const { id: accountId } of accounts) {
    const { rows: places } = await pool.query<{ region: string; namespace: string }>(
      "SELECT region_id AS region, name AS namespace FROM namespace WHERE account_id = $1",
      [accountId],
    );
    for (let last = { iam_id: "", id: "" }; ; ) {
      // An identity's keys together, so that its policies are read once, not with each batch.
      const { rows: keys } = await pool.query<ReviewedKey>(
        `SELECT id, iam_id, created_at, broader FROM api_key
         WHERE account_id = $1 AND deleted_at IS NULL AND (iam_id, id) > ($2, $3) ORDER BY iam_id, id LIMIT ${batch}`,
        [accountId, last.iam_id, last.id],
      );
      changed += await reviewBatch(accountId, keys, places, before);
      if (keys.length < batch) break;
      last = keys.at(-1) ?? last;
    }
  }
  return changed;
};

type ReviewedKey = { id: string; iam_id: string; created_at: Date; broader: boolean };

const reviewBatch = async (
  accountId: string,
  keys: readonly ReviewedKey[],
  places: readonly { region: string; namespace: string }[],
  before: Date,
): Promise<number> => {
  const old = keys.filter(({ created_at }) => created_at < before);
  const grants = await grantsByIdentity(
    accountId,
    old.map(({ iam_id }) => iam_id),
    before,
  );
  const patterns = [...grants.values()].some((held) =>
    held.some((grant) => grant.repositoryPattern !== null),
  );
  const uses = await usesOfKeys(
    old.map(({ id }) => id),
    patterns ? "repositories" : "places",
  );
  const broader = new Set(
    old
      .filter(({ id, iam_id }) => isBroaderThanUsed(grants.get(iam_id) ?? [], places, uses.get(id) ?? []))
      .map(({ id }) => id),
  );
  const wrong = keys.filter((key) => key.broader !== broader.has(key.id)).map(({ id }) => id);
  if (wrong.length > 0)
    await runtime().pool.query("UPDATE api_key SET broader = (id = ANY($2)) WHERE id = ANY($1)", [
      wrong,
      [...broader],
    ]);
  return wrong.length;
};
