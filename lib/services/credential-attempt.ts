import { createHash, randomUUID } from "node:crypto";
import { parseApiKey } from "@/lib/domain/api-key";
import { parseUserAgent } from "@/lib/domain/client";
import { credentialKind } from "@/lib/domain/username";
import { createFailureCounter } from "@/lib/platform/rate-limit";
import { runtime } from "@/lib/platform/runtime";
import type { NewUsageRow } from "@/lib/platform/usage-committer";
import { verifyAccessToken } from "./access-token";
import { type Credential, findCredential, type KeyRefusal, keyRefusal, refusalSentence } from "./credential";

/** Where a credential request came from. */
export type Caller = { ip: string; userAgent: string; requestId: string };

/** How a credential was refused, before anything that it asked for was looked at. */
export type Refusal = {
  reason: "malformed-key" | "unknown-key" | "invalid-token" | "expired-token" | "wrong-username" | KeyRefusal;
  /** For the person who holds the credential; names the cause, never the secret. */
  message: string;
};

export type Attempt = {
  credential: Credential;
  refusal: Refusal | null;
  /** Unix seconds after which nothing made from this credential may live. */
  parentExp: number | null;
};

const userAgentLengthMax = 400;
/** Failures of one address or one public id that are answered one by one, in a minute. */
const failuresPerMinuteMax = 30;
const windowSeconds = 60;

/** The columns that every row of a credential request has. */
export const rowBase = (caller: Caller, at: Date): Omit<NewUsageRow, "action" | "outcome"> => {
  const client = parseUserAgent(caller.userAgent);
  return {
    id: randomUUID(),
    at,
    source: "portal",
    clientName: client.name,
    clientVersion: client.version,
    userAgent: printable(caller.userAgent).slice(0, userAgentLengthMax),
    ip: caller.ip,
    requestId: caller.requestId,
  };
};

/** Nothing that a column or a terminal would choke on. */
export const printable = (text: string): string => text.replace(/\p{Cc}/gu, "�").toWellFormed();

/** What a row tells of the key once the whole secret matched. */
export const rowOwner = ({ key }: Credential): Partial<NewUsageRow> =>
  key ? { apikeyId: key.id, iamId: key.iamId, accountId: key.accountId } : {};

const unknownKey = (password: string): Refusal => {
  const parsed = parseApiKey(password);
  return parsed.kind === "malformed"
    ? {
        reason: "malformed-key",
        message: "Unknown API key: it is not complete or has a typing error. Copy it again.",
      }
    : {
        reason: "unknown-key",
        message: "Unknown API key. Check that it was copied whole and belongs to this portal.",
      };
};

/**
 * Finds whom a username and password speak for. Why a key is refused is said only after the whole secret
 * matched; otherwise it is "unknown API key".
 * @param namespaces those that the request names, see findCredential
 */
export const attemptCredential = async (
  username: string,
  password: string,
  service: string,
  namespaces: string[],
  now: Date,
): Promise<Attempt> => {
  const kind = credentialKind(username);
  if (kind === "iambearer") return attemptAccessToken(password, service, namespaces, now);
  if (kind === "iamrefresh") return attemptRefreshToken(password, service, namespaces, now);
  const credential = await findCredential(
    { by: "digest", digest: runtime().secrets.digest(password) },
    service,
    namespaces,
  );
  const refusal = credential.key ? refusalOf(credential, now) : unknownKey(password);
  if (kind === "other")
    return { credential, refusal: credential.key && refusal ? refusal : wrongUsername, parentExp: null };
  return { credential, refusal, parentExp: null };
};

const wrongUsername: Refusal = {
  reason: "wrong-username",
  message:
    "The username must be iamapikey (with an API key), iambearer (with an access token) or iamrefresh (with a refresh token).",
};

const refusalOf = (credential: Credential, now: Date): Refusal | null => {
  const reason = keyRefusal(credential, now);
  return reason && { reason, message: refusalSentence(reason, credential) };
};

const noCredential = (service: string, namespaces: string[]) =>
  findCredential({ by: "id", id: "" }, service, namespaces);

const attemptAccessToken = async (
  token: string,
  service: string,
  namespaces: string[],
  now: Date,
): Promise<Attempt> => {
  const verified = await verifyAccessToken(token);
  if (!verified.ok) {
    const message =
      verified.problem === "expired"
        ? "The access token has expired: get a new one from /identity/token."
        : "The password is not an access token of this portal: get one from /identity/token, or use iamapikey with an API key.";
    const reason = verified.problem === "expired" ? "expired-token" : "invalid-token";
    return {
      credential: await noCredential(service, namespaces),
      refusal: { reason, message },
      parentExp: null,
    };
  }
  const credential = await findCredential({ by: "id", id: verified.claims.apikey_id }, service, namespaces);
  const refusal = credential.key
    ? refusalOf(credential, now)
    : { reason: "deleted" as const, message: "The API key of this access token was deleted." };
  return { credential, refusal, parentExp: verified.claims.exp };
};

const attemptRefreshToken = async (
  token: string,
  service: string,
  namespaces: string[],
  now: Date,
): Promise<Attempt> => {
  const credential = await findCredential(
    { by: "refresh-token", digest: runtime().secrets.digest(token) },
    service,
    namespaces,
  );
  const { refreshToken } = credential;
  if (!refreshToken)
    return {
      credential,
      refusal: {
        reason: "invalid-token",
        message: "The password is not a refresh token of this portal: get one from /identity/token.",
      },
      parentExp: null,
    };
  const parentExp = Math.floor(refreshToken.expiresAt.getTime() / 1000);
  if (refreshToken.revokedAt || refreshToken.usedAt)
    return {
      credential,
      refusal: {
        reason: "invalid-token",
        message: "The refresh token was replaced or revoked: log in again.",
      },
      parentExp,
    };
  if (refreshToken.expiresAt <= now)
    return {
      credential,
      refusal: { reason: "expired-token", message: "The refresh token has expired: log in again." },
      parentExp,
    };
  return { credential, refusal: refusalOf(credential, now), parentExp };
};

const failures = createFailureCounter(windowSeconds);

/** A deterministic id: the row of one address and minute, whichever portal counts it. */
const windowRowId = (ip: string, minute: number): string => {
  const hex = createHash("sha256").update(`over-limit ${ip} ${minute}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/**
 * Counts and records a failed attempt. Beyond the limit of its address or public id it is one row per
 * address and minute, and the answer is 429. A right key never comes here, so it is never limited.
 * @returns seconds to wait when over the limit, else null
 */
export const recordFailure = async (
  row: NewUsageRow,
  caller: Caller,
  password: string,
): Promise<number | null> => {
  const now = row.at;
  const parsed = parseApiKey(password);
  const publicId = parsed.kind === "wharfkey" ? parsed.publicId : null;
  const repeat = await findRepeat(row);
  if (repeat) {
    await runtime().usage.commit({ ...row, repeatOf: repeat });
    return null;
  }
  const ofAddress = failures.hit(`address ${caller.ip}`, now);
  const ofKey = publicId && !row.apikeyId ? failures.hit(`key ${publicId}`, now) : 0;
  if (ofAddress <= failuresPerMinuteMax && ofKey <= failuresPerMinuteMax) {
    await runtime().usage.commit(row);
    if (publicId && !row.apikeyId) await countFailureOfKey(publicId, now);
    return null;
  }
  const minute = Math.floor(now.getTime() / 60_000);
  const { source, action, clientName, clientVersion, userAgent, ip } = row;
  const overLimit = {
    id: windowRowId(ip, minute),
    at: new Date(minute * 60_000),
    outcome: "denied",
    reason: "rate-limited",
  } as const;
  await runtime().usage.commit({ source, action, clientName, clientVersion, userAgent, ip, ...overLimit });
  return windowSeconds - Math.floor((now.getTime() / 1000) % windowSeconds);
};

/** Records a credential that could not even be read, such as a Basic header that is none. */
export const recordUnreadable = (caller: Caller, action: "login" | "token"): Promise<number | null> =>
  recordFailure(
    {
      ...rowBase(caller, runtime().clock.now()),
      action,
      outcome: "denied",
      reason: "malformed-credential",
      username: "other",
    },
    caller,
    "",
  );

/** A right public id with a wrong secret: a failed attempt on that key, never a use of it. */
const countFailureOfKey = async (publicId: string, now: Date): Promise<void> => {
  await runtime().pool.query({
    name: "key-failure",
    text: `INSERT INTO api_key_activity AS a (api_key_id, failed_count, last_failed_at)
      SELECT id, 1, $2 FROM api_key WHERE public_id = $1
      ON CONFLICT (api_key_id) DO UPDATE SET failed_count = a.failed_count + 1, last_failed_at = excluded.last_failed_at`,
    values: [publicId, now],
  });
};

const repeatSeconds = 5;

/** Marks containerd's POST, so that the GET that follows its refusal is known as the same attempt. */
export const repeatKeyOf = (
  caller: Caller,
  password: string,
  service: string,
  scopes: string[],
): string | null =>
  parseUserAgent(caller.userAgent).name === "containerd"
    ? runtime()
        .secrets.digest([caller.ip, password, service, [...scopes].sort().join(" ")].join("\n"))
        .toString("base64url")
    : null;

export const findRepeat = async (row: NewUsageRow): Promise<string | null> => {
  if (!row.repeatKey) return null;
  const { rows } = await runtime().pool.query<{ id: string }>({
    name: "usage-repeat",
    text: "SELECT id FROM usage_event WHERE repeat_key = $1 AND repeat_of IS NULL AND at > $2 AND at <= $3 ORDER BY at DESC LIMIT 1",
    values: [row.repeatKey, new Date(row.at.getTime() - repeatSeconds * 1000), row.at],
  });
  return rows[0]?.id ?? null;
};
