import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import type { Secret } from "./secret-type";

/** argon2id with OWASP's parameters: 19 MiB, 2 passes. @see https://cheatsheetseries.owasp.org */
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const hashPassword = (password: Secret): Promise<string> => hash(password.reveal(), options);

let decoy: Promise<string> | undefined;

/** False for a person without a password too, in the same time. */
export const verifyPassword = async (stored: string | null, password: Secret): Promise<boolean> => {
  decoy ??= hash(randomBytes(16).toString("hex"), options);
  const right = await verify(stored ?? (await decoy), password.reveal()).catch(() => false);
  return right && stored !== null;
};

/** A generated first password: 20 characters that are read without doubt. */
export const randomPassword = (): string => {
  const alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
  const text = [...randomBytes(20)].map((byte) => alphabet[byte & 31]).join("");
  return (text.match(/.{5}/g) ?? []).join("-");
};
