import { UpdateAccount } from "@/lib/domain/inputs/account";
import { runtime } from "@/lib/platform/runtime";
import { nextEntityTag } from "@/lib/platform/secret";
import type { Account } from "@/prisma/generated/client";
import { type Actor, mayReadAccount } from "./actor";
import { change } from "./change";
import { checked, requireMatch } from "./checked";
import { difference } from "./history";
import { requireAdministrator, requireReader } from "./reach";
import { forbidden } from "./service-error";

export type AccountSettings = {
  id: string;
  name: string;
  /** How long an access token made from now on holds, 900–3600. */
  accessTokenTtlSeconds: number;
  /** The same for a refresh token, 900–259200. */
  refreshTokenTtlSeconds: number;
  entityTag: string;
};

/** For who reads the account. @throws forbidden */
export const getAccountSettings = async (actor: Actor): Promise<AccountSettings> => {
  requireReader(actor);
  if (!mayReadAccount(actor))
    throw forbidden("The account's settings are for its administrators and auditors: ask one of them.");
  return viewOf(await runtime().prisma.account.findUniqueOrThrow({ where: { id: actor.accountId } }));
};

/**
 * Changes the account's name and the lifetimes of tokens made from now on. Absent fields stay.
 * @throws forbidden, invalid (field), stale
 */
export const updateAccountSettings = async (
  actor: Actor,
  input: UpdateAccount,
  condition: { ifMatch?: string } = {},
): Promise<AccountSettings> => {
  requireAdministrator(actor);
  const wanted = checked(UpdateAccount, input);
  return change(actor, actor.accountId, async (tx, record) => {
    const row = await tx.account.findUniqueOrThrow({ where: { id: actor.accountId } });
    requireMatch(condition.ifMatch, row.entityTag);
    const { name, accessTokenTtlSeconds, refreshTokenTtlSeconds } = row;
    const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
    const data = { name, accessTokenTtlSeconds, refreshTokenTtlSeconds, ...given };
    const changed = difference(auditOf(row), auditOf(data));
    if (!changed) return viewOf(row);
    const saved = await tx.account.update({
      where: { id: row.id },
      data: { ...data, entityTag: nextEntityTag(row.entityTag) },
    });
    await record({
      action: "account.update",
      target: { type: "account", id: saved.id, name: saved.name },
      before: changed.before,
      after: changed.after,
    });
    return viewOf(saved);
  });
};

const viewOf = (row: Account): AccountSettings => ({
  id: row.id,
  name: row.name,
  accessTokenTtlSeconds: row.accessTokenTtlSeconds,
  refreshTokenTtlSeconds: row.refreshTokenTtlSeconds,
  entityTag: row.entityTag,
});

type Audited = Pick<Account, "name" | "accessTokenTtlSeconds" | "refreshTokenTtlSeconds">;
const auditOf = (row: Audited) => ({
  name: row.name,
  access_token_ttl_seconds: row.accessTokenTtlSeconds,
  refresh_token_ttl_seconds: row.refreshTokenTtlSeconds,
});
