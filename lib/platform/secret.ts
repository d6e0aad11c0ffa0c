import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { base62FromBytes, composeApiKey } from "@/lib/domain/api-key";
import { Secret } from "./secret-type";

/** Everything that is derived from WHARFKEY_SECRET by HKDF, each for one purpose. */
export type SecretKit = {
  /** HMAC-SHA-256 with the pepper: how keys, invitations and refresh tokens are stored and found. */
  digest(value: string): Buffer;
  /** AES-256-GCM: 12 bytes nonce, 16 bytes tag, ciphertext. `context` binds the value to its place. */
  encrypt(plain: string, context: string): Buffer;
  decrypt(sealed: Uint8Array, context: string): string;
  /** Kept in the database, so that a wrong secret stops the start. Tells nothing about the secret. */
  checkValue: string;
  sessionSecret: Secret;
};

/** The pepper's version, stored beside each digest. */
export const pepperVersion = 1;

export const createSecretKit = (master: Secret): SecretKit => {
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync("sha256", master.reveal(), "wharfkey", purpose, 32));
  const pepper = derive(`pepper-${pepperVersion}`);
  const encryptionKey = derive("encryption-1");
  return {
    digest: (value) => createHmac("sha256", pepper).update(value).digest(),
    encrypt(plain, context) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", encryptionKey, nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    decrypt(sealed, context) {
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv("aes-256-gcm", encryptionKey, bytes.subarray(0, 12))
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
    },
    checkValue: derive("check-value").toString("hex"),
    sessionSecret: new Secret(derive("session").toString("hex")),
  };
};

export const sha256Hex = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Unbiased base62 text of `length` characters from the CSPRNG. */
export const randomBase62 = (length: number): string => {
  for (;;) {
    const text = base62FromBytes(randomBytes(length * 2), length);
    if (text) return text;
  }
};

/** A new API key: its public id (10 characters) and the whole value, which is shown once. */
export const randomApiKey = (): { publicId: string; value: Secret } => {
  const publicId = randomBase62(10);
  return { publicId, value: new Secret(composeApiKey(publicId, randomBase62(32))) };
};

/** Entity tag of the field's form: version, dash, 32 hex digits. */
export const nextEntityTag = (previous?: string): string => {
  const version = previous ? Number.parseInt(previous, 10) + 1 : 1;
  return `${version}-${randomBytes(16).toString("hex")}`;
};

/** Compares without telling by time where they differ. */
export const sameSecret = (a: string, b: string): boolean =>
  timingSafeEqual(createHash("sha256").update(a).digest(), createHash("sha256").update(b).digest());
