import { randomUUID } from "node:crypto";
import { parseApiKey } from "@/lib/domain/api-key";
import { parseUserAgent } from "@/lib/domain/client";
import { credentialKind } from "@/lib/domain/username";
import { runtime } from "@/lib/platform/runtime";
import type { NewUsageRow } from "@/lib/platform/usage-committer";
import { verifyAccessToken } from "./access-token";
import {
  type Credential,
  type FindCredential,
  findCredential,
  type KeyRefusal,
  keyRefusal,
  refusalSentence,
} from "./credential";

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
 * @param find through the keyring, where a commit follows
 */
export const attemptCredential = async (
  username: string,
  password: string,
  service: string,
  namespaces: string[],
  now: Date,
  find: FindCredential = findCredential,
): Promise<Attempt> => {
  const kind = credentialKind(username);
  if (kind === "iambearer") return attemptAccessToken(password, service, namespaces, now, find);
  if (kind === "iamrefresh") return attemptRefreshToken(password, service, namespaces, now);
  const credential = await find(
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
  find: FindCredential,
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
  const credential = await find({ by: "id", id: verified.claims.apikey_id }, service, namespaces);
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
