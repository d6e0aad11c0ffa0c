import { crc32 } from "./crc32";

/** `wfk_` + public id + `_` + secret + checksum: scanners and people's typing errors are recognised offline. */
export const apiKeyPrefix = "wfk_";
export const publicIdLength = 10;
export const secretLength = 32;
const checksumLength = 6;
const keyLength = apiKeyPrefix.length + publicIdLength + 1 + secretLength + checksumLength;
const keyShape = /^wfk_([0-9A-Za-z]{10})_[0-9A-Za-z]{38}$/;
const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

export type ParsedApiKey =
  | { kind: "wharfkey"; publicId: string }
  | { kind: "custom" }
  | { kind: "malformed"; problem: "checksum" | "characters" | "length" };

/** A key's whole value. `publicId` is 10, `secret` 32 base62 characters; anything else throws. */
export function composeApiKey(publicId: string, secret: string): string {
  const body = `${apiKeyPrefix}${publicId}_${secret}`;
  const value = body + checksum(body);
  if (!keyShape.test(value)) throw new TypeError("an API key needs 10 and 32 base62 characters");
  return value;
}

/** Recognises a key without any look-up. A value that begins with `wfk_` must be a whole key of ours. */
export function parseApiKey(value: string): ParsedApiKey {
  if (!value.startsWith(apiKeyPrefix)) {
    const problem = lengthOrCharacters(value);
    return problem ? { kind: "malformed", problem } : { kind: "custom" };
  }
  if (value.length !== keyLength) return { kind: "malformed", problem: "length" };
  const publicId = keyShape.exec(value)?.[1];
  if (!publicId) return { kind: "malformed", problem: "characters" };
  const body = value.slice(0, -checksumLength);
  if (value !== body + checksum(body)) return { kind: "malformed", problem: "checksum" };
  return { kind: "wharfkey", publicId };
}

/** The public id that a value begins with, also where the rest is cut off or mistyped. */
export function publicIdOf(value: string): string | null {
  return /^wfk_([0-9A-Za-z]{10})(?:_|$)/.exec(value)?.[1] ?? null;
}

/** What keeps a caller-chosen value from being a key: 32–256 of `[A-Za-z0-9_-]`, and no mistyped key of ours. */
export function customKeyProblem(value: string): "length" | "characters" | null {
  const parsed = parseApiKey(value);
  if (parsed.kind !== "malformed") return null;
  return parsed.problem === "checksum" ? "characters" : parsed.problem;
}

/** Unbiased base62 text from random bytes; null when they don't suffice (a few spare ones do). */
export function base62FromBytes(bytes: Uint8Array, length: number): string | null {
  let text = "";
  for (const byte of bytes) {
    if (text.length === length) break;
    // 248 = 4 × 62: a byte above would make the first eight characters likelier.
    if (byte < 248) text += base62[byte % 62];
  }
  return text.length === length ? text : null;
}

/** How a key is shown once its value is gone: `wfk_8FqT2m…`. */
export function apiKeyDisplay(publicId: string): string {
  return `${apiKeyPrefix}${publicId.slice(0, 6)}…`;
}

/** A text without the secrets of keys and refresh tokens that somebody pasted into it; their beginning stays. */
export function withoutKeys(text: string): string {
  return text.replace(/(wfk_[0-9A-Za-z]{10}_|wfr_)[0-9A-Za-z]{16,}/g, "$1***");
}

export type ApiKeyStatus = "deleted" | "disabled" | "expired" | "expiring" | "never-used" | "active";

/** The one status a key shows, the gravest first. Expiring: within `expiringDays` of `now`. */
export function apiKeyStatus(
  key: { disabledAt: Date | null; deletedAt: Date | null; expiresAt: Date | null; lastAuthn: Date | null },
  now: Date,
  expiringDays = 14,
): ApiKeyStatus {
  if (key.deletedAt) return "deleted";
  if (key.disabledAt) return "disabled";
  const leftMs = key.expiresAt ? key.expiresAt.getTime() - now.getTime() : Number.POSITIVE_INFINITY;
  if (leftMs <= 0) return "expired";
  if (leftMs <= expiringDays * 86_400_000) return "expiring";
  return key.lastAuthn ? "active" : "never-used";
}

/** `wanted` when it's free, else the next free number behind it: "ci" → "ci-2", "ci-2" → "ci-3". */
export function suggestLabel(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted;
  const numbered = /^(.+)-([1-9][0-9]{0,5})$/.exec(wanted);
  const stem = numbered?.[1] ?? wanted;
  let number = Number(numbered?.[2] ?? 1) + 1;
  while (taken.includes(`${stem}-${number}`)) number++;
  return `${stem}-${number}`;
}

function lengthOrCharacters(value: string): "length" | "characters" | null {
  if (value.length < 32 || value.length > 256) return "length";
  return /^[A-Za-z0-9_-]+$/.test(value) ? null : "characters";
}

function checksum(body: string): string {
  let rest = crc32(body);
  let text = "";
  for (let place = 0; place < checksumLength; place++) {
    text = base62[rest % 62] + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}
