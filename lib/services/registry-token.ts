import { randomUUID } from "node:crypto";
import { registryTokenClaims, registryTokenType } from "@/lib/domain/jwt-claims";
import { splitRepository } from "@/lib/domain/namespace";
import { decideRequest, denialSentence, type RequestDecision } from "@/lib/domain/policy";
import { formatScope, parseScopes, type Scope } from "@/lib/domain/scope";
import { credentialKind } from "@/lib/domain/username";
import { runtime } from "@/lib/platform/runtime";
import type { NewUsageRow } from "@/lib/platform/usage-committer";
import { accessOf, type Credential, type FindCredential } from "./credential";
import { attemptCredential, type Caller, printable, rowBase, rowOwner } from "./credential-attempt";
import { findRepeat, recordFailure, repeatKeyOf } from "./failed-attempts";
import { epochOf, mustBeFresh, withKeyring } from "./keyring";
import { issueRefreshToken } from "./refresh-tokens";

export type RegistryTokenRequest = {
  username: string;
  password: string;
  service: string;
  /** `scope` parameters as they came. */
  scopes: string[];
  /** docker's `offline_token=true`. */
  offlineToken: boolean;
  caller: Caller;
};

export type RegistryTokenAnswer =
  | { ok: true; token: string; expiresInSeconds: number; issuedAt: Date; refreshToken: string | null }
  | { ok: false; problem: "unauthorized" | "denied" | "invalid"; message: string }
  | { ok: false; problem: "rate-limited"; message: string; retryAfterSeconds: number };

/**
 * Gives a registry token for what a credential may do, or says why not. The usage row is committed before
 * this resolves; without it nothing is given.
 * @throws when the database is away
 * @see https://distribution.github.io/distribution/spec/auth/token/
 */
export const issueRegistryToken = (request: RegistryTokenRequest): Promise<RegistryTokenAnswer> =>
  withKeyring((find) => decide(request, find));

const decide = async (request: RegistryTokenRequest, find: FindCredential): Promise<RegistryTokenAnswer> => {
  const { clock, usage } = runtime();
  const { caller, username, password } = request;
  const service = printable(request.service);
  const now = clock.now();
  const parsed = parseScopes(request.scopes);
  const scopes = parsed.ok ? parsed.scopes : [];
  const attempt = await attemptCredential(username, password, service, namespacesOf(scopes), now, find);
  const { credential, refusal } = attempt;
  const row = rowOf(request, scopes, credential, now);

  if (refusal) {
    mustBeFresh(credential);
    const retryAfterSeconds = await recordFailure(
      { ...row, outcome: "denied", reason: refusal.reason },
      caller,
      password,
    );
    if (retryAfterSeconds !== null)
      return {
        ok: false,
        problem: "rate-limited",
        message: "Too many failed attempts from this address: wait a minute and check the key.",
        retryAfterSeconds,
      };
    return { ok: false, problem: "unauthorized", message: withRequest(refusal.message, caller) };
  }
  const refuse = async (reason: string, message: string): Promise<RegistryTokenAnswer> => {
    mustBeFresh(credential);
    await usage.commit({ ...row, outcome: "denied", reason });
    return { ok: false, problem: "invalid", message: withRequest(message, caller) };
  };
  if (!parsed.ok) return refuse("malformed-scope", `The scope "${parsed.value}" ${parsed.problem}.`);
  if (!credential.region)
    return refuse(
      "unknown-service",
      `No region has the service "${service.slice(0, 80)}": compare auth.token.service in the registry's configuration with Wharfkey's regions.`,
    );

  const decision = decideRequest(accessOf(credential, credential.region.id, now), scopes);
  const decided: NewUsageRow = {
    ...row,
    outcome: decision.outcome,
    reason: decision.reason?.code ?? null,
    detail: decision.reason,
  };
  if (decision.outcome === "denied") {
    mustBeFresh(credential);
    await recordDenied(decided);
    return { ok: false, problem: "denied", message: withRequest(sentenceOf(decision), caller) };
  }
  return grant(request, credential, decision, decided, attempt.parentExp, now);
};

const grant = async (
  request: RegistryTokenRequest,
  credential: Credential,
  decision: RequestDecision,
  row: NewUsageRow,
  parentExp: number | null,
  now: Date,
): Promise<RegistryTokenAnswer> => {
  const { signingKeys, config, usage } = runtime();
  const { key, region } = credential;
  if (!key || !region) throw new Error("nothing to grant for");
  const jti = randomUUID();
  const limits = [parentExp, key.expiresAt && Math.floor(key.expiresAt.getTime() / 1000)].filter(
    (exp) => exp !== null,
  );
  const claims = registryTokenClaims({
    issuer: config.url,
    service: region.service,
    iamId: key.iamId,
    apikeyId: key.id,
    jti,
    access: decision.access,
    now,
    ttlSeconds: region.tokenTtlSeconds,
    ...(limits.length > 0 ? { parentExp: Math.min(...limits) } : {}),
  });
  const granted = { granted: decision.access.map(formatScope), tokenId: jti, epoch: epochOf(credential) };
  const [token] = await Promise.all([
    signingKeys.sign(registryTokenType, claims, { x5c: true }),
    usage.commit({ ...row, ...granted }),
  ]);
  const refreshToken =
    request.offlineToken && region.offlineToken ? await issueRefreshToken(credential, now) : null;
  return { ok: true, token, expiresInSeconds: claims.exp - claims.iat, issuedAt: now, refreshToken };
};

const rowOf = (
  request: RegistryTokenRequest,
  scopes: Scope[],
  credential: Credential,
  now: Date,
): Omit<NewUsageRow, "outcome"> => {
  const { caller, password, service } = request;
  const repository = scopes.find((scope) => scope.type === "repository")?.name ?? null;
  const requested = scopes.map(formatScope);
  const base = rowBase(caller, now);
  return {
    ...base,
    ...rowOwner(credential),
    action: request.scopes.length === 0 ? "login" : "token",
    region: credential.region?.id ?? null,
    namespace: (repository && splitRepository(repository)?.namespace) ?? null,
    repository,
    requested,
    namespaces: namespacesOf(scopes),
    username: credentialKind(request.username),
    repeatKey: repeatKeyOf(base, password, service, requested),
  };
};

/** containerd sends a refused request a second time: the row says so and isn't counted. */
const recordDenied = async (row: NewUsageRow): Promise<void> => {
  await runtime().usage.commit({ ...row, repeatOf: await findRepeat(row) });
};

const namespacesOf = (scopes: Scope[]): string[] => [
  ...new Set(
    scopes.flatMap((scope) =>
      scope.type === "repository" ? (splitRepository(scope.name)?.namespace ?? []) : [],
    ),
  ),
];

const sentenceOf = ({ reason }: RequestDecision): string =>
  reason ? denialSentence(reason, "en") : "Access denied.";

/** The id by which the owner finds out who decided so. */
const withRequest = (sentence: string, { requestId }: Caller): string => `${sentence} Request ${requestId}.`;
