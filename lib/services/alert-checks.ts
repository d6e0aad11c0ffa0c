import { expiryThresholdDays, expiryWarning, isDenialSpike, isNewOrigin } from "@/lib/domain/alert";
import { alertSettingsOf } from "@/lib/domain/alert-settings";
import { runtime } from "@/lib/platform/runtime";
import { type Actor, systemActor } from "./actor";
import { administratorsOf, responsibleFor, siteAdministrators } from "./alert-recipients";
import { type NewAlert, type Query, queryOf, raiseAlerts } from "./alerts";
import { verifyAuditChain } from "./audit-chain";
import { siteChain } from "./change";
import { gatherKeyUses, type NewOrigin } from "./key-uses";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const silentMs = dayMs;
/** So few tokens prove nothing about a registry that sends no events. */
const silentTokensMin = 10;
const atOnce = 200;

const pooled: Query = async (sql, values) => (await runtime().pool.query(sql, values)).rows;

const raiseAll = async (alerts: readonly NewAlert[]): Promise<number> => {
  let raised = 0;
  for (let from = 0; from < alerts.length; from += atOnce)
    raised += await runtime().prisma.$transaction(
      (tx) => raiseAlerts(queryOf(tx), alerts.slice(from, from + atOnce)),
      { timeout: 20_000 },
    );
  return raised;
};

type KeyRow = {
  id: string;
  name: string;
  accountId: string;
  personId: string | null;
  createdAt: Date;
  expiresAt: Date;
  lastAuthn: Date | null;
};
const keyColumns = `k.id, k.name, k.account_id AS "accountId", k.person_id AS "personId", k.created_at AS "createdAt",
  k.expires_at AS "expiresAt", a.last_authn AS "lastAuthn"`;
const keys = "api_key k LEFT JOIN api_key_activity a ON a.api_key_id = k.id";
const subjectOf = ({ id, name }: KeyRow) => ({ type: "api-key", id, name });
const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** Keys that end in 30, 7 or 1 days. @returns how many alerts were new, as do all checks */
export const checkExpiringKeys = async (): Promise<number> => {
  const now = runtime().clock.now();
  const found = await pooled<KeyRow>(
    `SELECT ${keyColumns} FROM ${keys} WHERE k.deleted_at IS NULL AND k.disabled_at IS NULL
       AND k.expires_at > $1 AND k.expires_at <= $2`,
    [now, new Date(now.getTime() + expiryThresholdDays[0] * dayMs)],
  );
  const responsible = await responsibleFor(pooled, found);
  return raiseAll(
    found.flatMap((key): NewAlert[] => {
      const days = expiryWarning(key, now);
      return days === null
        ? []
        : [
            {
              accountId: key.accountId,
              kind: "key-expires",
              subject: subjectOf(key),
              window: `${days}d ${key.expiresAt.toISOString()}`,
              data: { days, expiresAt: dayOf(key.expiresAt) },
              to: responsible(key),
            },
          ];
    }),
  );
};

/** Keys that nobody uses, in accounts that want to hear of it: once for each time that a key falls silent. */
export const checkUnusedKeys = async (): Promise<number> => {
  const now = runtime().clock.now();
  const accounts = await pooled<{ account_id: string; settings: unknown }>(
    "SELECT account_id, settings FROM alert_settings WHERE account_id <> 'site'",
    [],
  );
  let raised = 0;
  for (const { account_id, settings: stored } of accounts) {
    const settings = alertSettingsOf(stored);
    if (!settings.kinds["key-unused"].on) continue;
    const found = await pooled<KeyRow>(
      `SELECT ${keyColumns} FROM ${keys} WHERE k.account_id = $1 AND k.deleted_at IS NULL AND k.disabled_at IS NULL
         AND (k.expires_at IS NULL OR k.expires_at > $2) AND coalesce(a.last_authn, k.created_at) < $3`,
      [account_id, now, new Date(now.getTime() - settings.unusedDays * dayMs)],
    );
    const responsible = await responsibleFor(pooled, found);
    raised += await raiseAll(
      found.map((key) => ({
        accountId: account_id,
        kind: "key-unused",
        subject: subjectOf(key),
        window: `since ${(key.lastAuthn ?? key.createdAt).toISOString()}`,
        data: { days: settings.unusedDays, lastUsed: key.lastAuthn && dayOf(key.lastAuthn) },
        to: responsible(key),
      })),
    );
  }
  return raised;
};

/** Takes up what keys used, and says where one was used from somewhere new. */
export const checkKeyOrigins = (): Promise<void> =>
  gatherKeyUses(async (client, origins) => {
    const query: Query = async (sql, values) => (await client.query(sql, values)).rows;
    const yesterday = runtime().clock.now().getTime() - dayMs;
    const fresh = origins.filter(
      ({ at, knownSince }) => at.getTime() >= yesterday && isNewOrigin(at, knownSince),
    );
    if (fresh.length === 0) return;
    const found = await query<KeyRow>(`SELECT ${keyColumns} FROM ${keys} WHERE k.id = ANY($1::text[])`, [
      fresh.map(({ apiKeyId }) => apiKeyId),
    ]);
    const responsible = await responsibleFor(query, found);
    await raiseAlerts(
      query,
      fresh.flatMap((origin) => originAlert(origin, found, responsible)),
    );
  });

const originAlert = (
  { apiKeyId, kind, value, at }: NewOrigin,
  found: readonly KeyRow[],
  responsible: (key: KeyRow) => readonly string[],
): NewAlert[] => {
  const key = found.find(({ id }) => id === apiKeyId);
  if (!key) return [];
  return [
    {
      accountId: key.accountId,
      kind: "key-new-origin",
      subject: subjectOf(key),
      window: `${kind} ${value} ${dayOf(at)}`,
      data: { origin: kind, value },
      to: responsible(key),
    },
  ];
};

/** Accounts with far more denials within 15 minutes than the day before has them expect; once an hour. */
export const checkDenials = async (): Promise<number> => {
  const now = runtime().clock.now();
  const since = new Date(now.getTime() - 15 * minuteMs);
  const recent = await pooled<{ account_id: string; name: string; count: number }>(
    `SELECT e.account_id, c.name, sum(e.count)::int AS count FROM usage_event e JOIN account c ON c.id = e.account_id
     WHERE e.at >= $1 AND e.at <= $2 AND e.outcome = 'denied' AND e.repeat_of IS NULL GROUP BY 1, 2`,
    [since, now],
  );
  const alerts: NewAlert[] = [];
  for (const { account_id: accountId, name, count } of recent) {
    const [stored] = await pooled<{ settings: unknown }>(
      "SELECT settings FROM alert_settings WHERE account_id = $1",
      [accountId],
    );
    const { denialsMinimum } = alertSettingsOf(stored?.settings);
    if (count < denialsMinimum) continue;
    const [before] = await pooled<{ count: number }>(
      `SELECT coalesce(sum(count), 0)::int AS count FROM usage_event
       WHERE account_id = $1 AND at >= $2 AND at < $3 AND outcome = 'denied' AND repeat_of IS NULL`,
      [accountId, new Date(since.getTime() - dayMs), since],
    );
    const usual = before?.count ?? 0;
    if (!isDenialSpike(count, usual, denialsMinimum)) continue;
    alerts.push({
      accountId,
      kind: "denials-spike",
      subject: { type: "account", id: accountId, name },
      window: now.toISOString().slice(0, 13),
      data: { count, usual: Math.round((usual / 96) * 10) / 10 },
      to: await administratorsOf(pooled, accountId),
    });
  }
  return raiseAll(alerts);
};

/** Registries that have sent no event for a day although tokens for them were given; once for each silence. */
export const checkRegistries = async (): Promise<number> => {
  const now = runtime().clock.now();
  const silent = await pooled<{ id: string; name: string; last_event_at: Date }>(
    `SELECT r.id, r.name, r.last_event_at FROM region r WHERE r.last_event_at < $1 AND (
       SELECT count(*) FROM (SELECT 1 FROM usage_event e WHERE e.at >= $1 AND e.at <= $2 AND e.region = r.id
         AND e.source = 'portal' AND e.action = 'token' AND e.outcome <> 'denied' LIMIT ${silentTokensMin}) t
     ) = ${silentTokensMin}`,
    [new Date(now.getTime() - silentMs), now],
  );
  if (silent.length === 0) return 0;
  const to = await siteAdministrators(pooled);
  return raiseAll(
    silent.map(({ id, name, last_event_at }) => ({
      accountId: siteChain,
      kind: "registry-silent",
      subject: { type: "region", id, name },
      window: last_event_at.toISOString(),
      data: { lastEventAt: last_event_at.toISOString().slice(0, 16).replace("T", " ") },
      to,
    })),
  );
};

/** Chains that aren't what was written; once for each place where one breaks. */
export const checkAuditChains = async (): Promise<number> => {
  const accounts = await pooled<{ id: string; name: string }>("SELECT id, name FROM account", []);
  const chains = [...accounts, { id: siteChain, name: "Wharfkey" }];
  let raised = 0;
  for (const { id, name } of chains) {
    const site = id === siteChain;
    const reader: Actor = {
      ...systemActor("audit-check"),
      accountId: site ? "" : id,
      platformRoles: ["Viewer"],
    };
    const state = await verifyAuditChain(reader, { scope: site ? "site" : "account" });
    if (state.ok) continue;
    raised += await raiseAll([
      {
        accountId: id,
        kind: "audit-broken",
        subject: { type: "audit", id, name },
        window: `${state.seq} ${state.problem}`,
        data: { seq: state.seq },
        to: site ? await siteAdministrators(pooled) : await administratorsOf(pooled, id, true),
      },
    ]);
  }
  return raised;
};
