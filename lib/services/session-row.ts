import { runtime } from "@/lib/platform/runtime";
import type { Account, AccountRole } from "@/prisma/generated/client";
import { ago, type limitColumns, sessionLimits } from "./session-limits";

/** A session that holds, with its person and the accounts they belong to, oldest membership first. */
export type SessionRow = {
  account_id: string | null;
  created_at: Date;
  last_seen_at: Date;
  authenticated_at: Date;
  user_id: string;
  email: string;
  name: string;
  site_administrator: boolean;
  must_change_password: boolean;
  has_password: boolean;
  has_company_sign_in: boolean;
  memberships: Membership[];
};

type Membership = { accountId: string; role: AccountRole; name: string } & Pick<
  Account,
  keyof typeof limitColumns
>;

const text = `
SELECT s.account_id, s.created_at, s.last_seen_at, s.authenticated_at,
  u.id AS user_id, u.email, u.name, u.site_administrator, u.must_change_password,
  u.password_hash IS NOT NULL AS has_password, u.oidc_subject IS NOT NULL AS has_company_sign_in,
  coalesce((SELECT json_agg(json_build_object('accountId', a.id, 'role', m.role, 'name', a.name,
      'sessionTtlSeconds', a.session_ttl_seconds, 'sessionIdleSeconds', a.session_idle_seconds,
      'sessionCountMax', a.session_count_max) ORDER BY m.created_at)
    FROM membership m JOIN account a ON a.id = m.account_id WHERE m.user_id = u.id), '[]') AS memberships
FROM session s JOIN "user" u ON u.id = s.user_id
WHERE s.id = $1 AND s.revoked_at IS NULL AND s.last_seen_at > $2 AND s.created_at > $3 AND u.disabled_at IS NULL`;

/** One prepared query, since every page asks. @returns null when there is none within the longest limits */
export const findSessionRow = async (id: string, now: Date): Promise<SessionRow | null> => {
  const { idleSeconds, absoluteSeconds } = sessionLimits;
  const values = [id, ago(now, idleSeconds), ago(now, absoluteSeconds)];
  const { rows } = await runtime().pool.query<SessionRow>({ name: "session", text, values });
  return rows[0] ?? null;
};
