import type { ApiKey } from "@/prisma/generated/client";
import { type NewAlert, type Query, raiseAlerts } from "./alerts";

/** An account's administrators; with `auditors` those too. */
export const administratorsOf = async (
  query: Query,
  accountId: string,
  auditors = false,
): Promise<string[]> =>
  (
    await query<{ id: string }>(
      `SELECT u.id FROM membership m JOIN "user" u ON u.id = m.user_id
       WHERE m.account_id = $1 AND u.disabled_at IS NULL
         AND (m.role = 'administrator' OR $2::boolean AND m.role = 'auditor')`,
      [accountId, auditors],
    )
  ).map(({ id }) => id);

export const siteAdministrators = async (query: Query): Promise<string[]> =>
  (
    await query<{ id: string }>(`SELECT id FROM "user" WHERE site_administrator AND disabled_at IS NULL`, [])
  ).map(({ id }) => id);

type OwnedKey = { id: string; accountId: string; personId: string | null };

/** Who hears about keys: whoever answers for each; the administrators where nobody does any more. */
export const responsibleFor = async (
  query: Query,
  keys: readonly OwnedKey[],
): Promise<(key: OwnedKey) => readonly string[]> => {
  const present = await query<{ account_id: string; user_id: string }>(
    `SELECT m.account_id, m.user_id FROM membership m JOIN "user" u ON u.id = m.user_id
     WHERE m.account_id = ANY($1::text[]) AND m.user_id = ANY($2::text[]) AND u.disabled_at IS NULL`,
    [[...new Set(keys.map((key) => key.accountId))], [...new Set(keys.map((key) => key.personId ?? ""))]],
  );
  const people = new Set(present.map((one) => `${one.account_id} ${one.user_id}`));
  const isPresent = (key: OwnedKey) => people.has(`${key.accountId} ${key.personId}`);
  const administrators = new Map<string, string[]>();
  for (const { accountId } of keys.filter((key) => !isPresent(key)))
    if (!administrators.has(accountId))
      administrators.set(accountId, await administratorsOf(query, accountId));
  return (key) =>
    isPresent(key) && key.personId ? [key.personId] : (administrators.get(key.accountId) ?? []);
};

/** Says that a key was reported as leaked, to its owner and the administrators; once an hour. */
export const raiseLeaked = async (
  query: Query,
  key: Pick<ApiKey, "id" | "name" | "accountId" | "personId">,
  done: "none" | "disabled" | "deleted",
  now: Date,
): Promise<number> => {
  const responsible = await responsibleFor(query, [key]);
  const alert: NewAlert = {
    accountId: key.accountId,
    kind: "key-leaked",
    subject: { type: "api-key", id: key.id, name: key.name },
    window: now.toISOString().slice(0, 13),
    data: { action: done },
    to: [...responsible(key), ...(await administratorsOf(query, key.accountId))],
  };
  return raiseAlerts(query, [alert]);
};
