import { UpdateAccount } from "@/lib/domain/inputs/account";
import { IdentitySettings, mergedDomains } from "@/lib/domain/inputs/identity-settings";
import { runtime } from "@/lib/platform/runtime";
import { nextEntityTag } from "@/lib/platform/secret";
import type { Account } from "@/prisma/generated/client";
import { type Actor, mayReadAccount } from "./actor";
import { change } from "./change";
import { checked, requireMatch } from "./checked";
import { difference, type HistoryEntry, readHistory, withHistory } from "./history";
import { requireAdministrator, requireReader } from "./reach";
import { forbidden } from "./service-error";

export type AccountSettings = {
  id: string;
  name: string;
  /** How long an access token made from now on holds, 900–3600. */
  accessTokenTtlSeconds: number;
  /** The same for a refresh token, 900–259200. */
  refreshTokenTtlSeconds: number;
  /** Limits on the sessions of the account's people, 900–86400, 900–7200 and from 1; null: Wharfkey's own. */
  sessionTtlSeconds: number | null;
  sessionIdleSeconds: number | null;
  sessionCountMax: number | null;
  identitySettings: IdentitySettings;
  history: HistoryEntry[];
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
 * Changes the account's name, the lifetimes of tokens made from now on, the limits on its people's sessions, and
 * what else IAM's settings say. Absent fields stay.
 * @throws forbidden, invalid (field), stale
 */
export const updateAccountSettings = async (
  actor: Actor,
  input: UpdateAccount,
  condition: { ifMatch?: string } = {},
): Promise<AccountSettings> => {
  requireAdministrator(actor);
  const { identitySettings, ...wanted } = checked(UpdateAccount, input);
  return change(actor, actor.accountId, async (tx, record) => {
    const row = await tx.account.findUniqueOrThrow({ where: { id: actor.accountId } });
    requireMatch(condition.ifMatch, row.entityTag);
    const before = viewOf(row);
    const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
    const after = {
      ...before,
      ...given,
      identitySettings: merged(before.identitySettings, identitySettings),
    };
    const changed = difference(auditOf(before), auditOf(after));
    if (!changed) return before;
    const now = runtime().clock.now();
    const saved = await tx.account.update({
      where: { id: row.id },
      data: {
        ...after,
        history: withHistory(row.history, actor, now, "update", "Account settings changed", changed.fields),
        entityTag: nextEntityTag(row.entityTag),
      },
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

const merged = (before: IdentitySettings, given: IdentitySettings = {}): IdentitySettings => {
  const domains = mergedDomains(before.restrict_user_domains, given.restrict_user_domains);
  const isSaid = given.restrict_user_domains !== undefined;
  return checked(IdentitySettings, {
    ...before,
    ...given,
    ...(isSaid ? { restrict_user_domains: domains } : {}),
  });
};

const viewOf = (row: Account): AccountSettings => ({
  id: row.id,
  name: row.name,
  accessTokenTtlSeconds: row.accessTokenTtlSeconds,
  refreshTokenTtlSeconds: row.refreshTokenTtlSeconds,
  sessionTtlSeconds: row.sessionTtlSeconds,
  sessionIdleSeconds: row.sessionIdleSeconds,
  sessionCountMax: row.sessionCountMax,
  // Read by its schema, so that its fields stand in one order: the database has its own.
  identitySettings: IdentitySettings.parse(row.identitySettings),
  history: readHistory(row.history),
  entityTag: row.entityTag,
});

const auditOf = (settings: AccountSettings) => ({
  name: settings.name,
  access_token_ttl_seconds: settings.accessTokenTtlSeconds,
  refresh_token_ttl_seconds: settings.refreshTokenTtlSeconds,
  session_ttl_seconds: settings.sessionTtlSeconds,
  session_idle_seconds: settings.sessionIdleSeconds,
  session_count_max: settings.sessionCountMax,
  ...settings.identitySettings,
});
