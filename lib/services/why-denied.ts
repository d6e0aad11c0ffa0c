import { splitRepository } from "@/lib/domain/namespace";
import { decideRequest } from "@/lib/domain/policy";
import { parseScopes } from "@/lib/domain/scope";
import type { UsageItem } from "@/lib/domain/usage";
import { runtime } from "@/lib/platform/runtime";
import { type Actor, mayReadAccount } from "./actor";
import { accessOf, findCredential, keyRefusal } from "./credential";
import { isServiceError, notFound } from "./service-error";
import { usageQuery, whereOf } from "./usage-query";
import { type StoredUsage, withNames } from "./usage-view";
import { type Change, type Denied, keyChange } from "./why-denied-change";
import { accessLost, type DeniedRule, rulesOf } from "./why-denied-rules";

export type { Change } from "./why-denied-change";
export type { DeniedRule } from "./why-denied-rules";

export type DenialExplanation = {
  /** What was asked, by which key, from where, and the reason. */
  use: UsageItem;
  /** As it is now. */
  keyExpiresAt: Date | null;
  /** The policies that came nearest, as they were then. */
  rules: DeniedRule[];
  /** What took away the access that would have sufficed; null when it never was there. */
  lost: Change | null;
  /** Who expired, disabled or deleted the key, or ended what it belongs to. */
  keyChange: Change | null;
  /** Whether the same request would be granted now; null where that is the client's to change. */
  allowedNow: boolean | null;
  /** Names of who can change it. */
  administrators: string[];
};

/** The request id in what someone pasted: the id alone, or the whole error message; null when there is none. */
export const requestIdIn = (text: string): string | null =>
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(text)?.[0].toLowerCase() ?? null;

/**
 * Why a request was denied: what was asked, which rule decided, who changed it last before, who can help.
 * For the key's owner, administrators and auditors; site administrators also for what belongs to no account.
 * @param requestId as the client's error message names it
 * @throws ServiceError not-found, the same for a foreign request and for none
 */
export const explainDenial = async (actor: Actor, requestId: string): Promise<DenialExplanation> => {
  const row = (await findDenied(actor, requestId, "account")) ?? (await findDenied(actor, requestId, "site"));
  if (!row) throw notFound("denied request");
  const [use] = (await withNames([row])) as [UsageItem];
  const denied: Denied = { accountId: use.account_id ?? "", iamId: use.iam_id ?? "", at: row.at };
  const now = await stateNow(use);
  return {
    use,
    keyExpiresAt: now.keyExpiresAt,
    rules: use.detail ? await rulesOf(denied, use.detail) : [],
    lost: use.detail ? await accessLost(denied, use.detail) : null,
    keyChange: await keyChange(denied, use),
    allowedNow: now.allowed,
    administrators: await administratorsOf(denied.accountId),
  };
};

const findDenied = async (
  actor: Actor,
  requestId: string,
  scope: "account" | "site",
): Promise<StoredUsage | undefined> => {
  // A service ID reads its own uses by the API. Who changed what, and who can help, is for people.
  if (actor.role === "service" && !mayReadAccount(actor)) return undefined;
  const query = await usageQuery(actor, { scope }).catch(forbiddenIsNothing);
  if (!query) return undefined;
  const { rows } = await runtime().pool.query<StoredUsage>(
    `SELECT e.* FROM usage_event e
     WHERE e.request_id = ${query.put(requestId)} AND e.outcome = 'denied' AND ${whereOf(query)}
     ORDER BY e.at DESC LIMIT 1`,
    query.values,
  );
  return rows[0];
};

const forbiddenIsNothing = (error: unknown): null => {
  if (isServiceError(error) && error.code === "forbidden") return null;
  throw error;
};

const clientsToChange = new Set(["wrong-username", "invalid-token", "expired-token", "malformed-scope"]);

/** The same request again, decided by what is so now. */
const stateNow = async (use: UsageItem): Promise<{ keyExpiresAt: Date | null; allowed: boolean | null }> => {
  const { prisma, clock } = runtime();
  const region = use.region ? await prisma.region.findUnique({ where: { id: use.region } }) : null;
  const parsed = parseScopes(use.requested);
  const scopes = parsed.ok ? parsed.scopes : [];
  const namespaces = scopes.flatMap(({ name }) => splitRepository(name)?.namespace ?? []);
  const credential = await findCredential(
    { by: "id", id: use.apikey_id ?? "" },
    region?.service ?? "",
    namespaces,
  );
  const keyExpiresAt = credential.key?.expiresAt ?? null;
  if (clientsToChange.has(use.reason ?? "") || !credential.key) return { keyExpiresAt, allowed: null };
  const refused = keyRefusal(credential, clock.now()) !== null;
  if (refused || scopes.length === 0) return { keyExpiresAt, allowed: !refused };
  if (!credential.region) return { keyExpiresAt, allowed: null };
  const { outcome } = decideRequest(accessOf(credential, credential.region.id, clock.now()), scopes);
  return { keyExpiresAt, allowed: outcome !== "denied" };
};

const administratorsOf = async (accountId: string): Promise<string[]> => {
  const rows = await runtime().prisma.membership.findMany({
    where: { accountId, role: "administrator", user: { disabledAt: null } },
    select: { user: { select: { name: true } } },
    orderBy: { user: { name: "asc" } },
    take: 20,
  });
  return rows.map(({ user }) => user.name);
};
