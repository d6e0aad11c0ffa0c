import { runtime } from "@/lib/platform/runtime";
import { accessEpochSql } from "@/lib/platform/usage-committer";

const text = `SELECT ${accessEpochSql("$1")} AS epoch`;

/**
 * What is worked out from all policies of an account, kept in memory until something that decides about its access
 * changes, in whatever portal. Only for answers that follow from tables that move the epoch of access, and not from
 * the time.
 * @param what tells it from what else is worked out about an account
 * @see docs/decisions/008-a-commit-says-whether-the-keyring-holds.md
 */
export const whileAccessLasts = async <Answer>(
  accountId: string,
  what: string,
  workOut: () => Promise<Answer>,
): Promise<Answer> => {
  const { pool, workedOut } = runtime();
  const { rows } = await pool.query<{ epoch: string | null }>({
    name: "access-epoch",
    text,
    values: [accountId],
  });
  const epoch = rows[0]?.epoch ?? null;
  const place = `${what} ${accountId}`;
  const held = workedOut.get(place);
  if (held?.epoch === epoch) return held.answer as Promise<Answer>;
  const answer = workOut();
  workedOut.set(place, { epoch, answer });
  answer.catch(() => workedOut.delete(place));
  return answer;
};
