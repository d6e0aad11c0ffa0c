import { randomUUID } from "node:crypto";
import { runtime } from "@/lib/platform/runtime";
import { randomBase62 } from "@/lib/platform/secret";
import type { Credential } from "./credential";

/** Opaque, 64 base62 characters after a prefix that scanners know; stored as a digest. */
const newRefreshToken = (): string => `wfr_${randomBase62(64)}`;

/** Issues the first refresh token of a family for a credential that holds. It never outlives the API key. */
export const issueRefreshToken = async ({ key, account }: Credential, now: Date): Promise<string> => {
  if (!key || !account) throw new Error("no credential to issue for");
  const { credentialPool, secrets } = runtime();
  const token = newRefreshToken();
  const end = now.getTime() + account.refreshTokenTtlSeconds * 1000;
  const expiresAt = new Date(Math.min(end, key.expiresAt?.getTime() ?? end));
  await credentialPool.query({
    name: "refresh-token-issue",
    text: `INSERT INTO refresh_token (digest, family_id, api_key_id, iam_id, account_id, issued_at, expires_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    values: [secrets.digest(token), randomUUID(), key.id, key.iamId, key.accountId, now, expiresAt],
  });
  return token;
};

/**
 * Takes a refresh token for its one use and issues its successor, in one statement.
 * @returns null when somebody used it before: then the whole family has been ended
 */
export const rotateRefreshToken = async (token: string, now: Date): Promise<string | null> => {
  const { credentialPool, secrets } = runtime();
  const digest = secrets.digest(token);
  const successor = newRefreshToken();
  const { rowCount } = await credentialPool.query({
    name: "refresh-token-rotate",
    text: `WITH taken AS (
        UPDATE refresh_token SET used_at = $2 WHERE digest = $1 AND used_at IS NULL AND revoked_at IS NULL RETURNING *)
      INSERT INTO refresh_token (digest, family_id, api_key_id, iam_id, account_id, issued_at, expires_at)
      SELECT $3, t.family_id, t.api_key_id, t.iam_id, t.account_id, $2,
        least($2 + make_interval(secs => a.refresh_token_ttl_seconds), coalesce(k.expires_at, 'infinity'))
      FROM taken t JOIN account a ON a.id = t.account_id JOIN api_key k ON k.id = t.api_key_id`,
    values: [digest, now, secrets.digest(successor)],
  });
  if (rowCount === 1) return successor;
  await endFamily(digest, now);
  return null;
};

/** Reuse of an old refresh token: somebody else holds a copy, so none of the family works any more. */
export const endFamily = async (digest: Buffer, now: Date): Promise<void> => {
  await runtime().credentialPool.query({
    name: "refresh-family-end",
    text: `UPDATE refresh_token SET revoked_at = $2
      WHERE family_id = (SELECT family_id FROM refresh_token WHERE digest = $1) AND revoked_at IS NULL`,
    values: [digest, now],
  });
};

/** Forgets refresh tokens a week after their end. */
export const purgeRefreshTokens = async (): Promise<void> => {
  const { pool, clock } = runtime();
  await pool.query("DELETE FROM refresh_token WHERE expires_at < $1", [
    new Date(clock.now().getTime() - 7 * 86_400_000),
  ]);
};
