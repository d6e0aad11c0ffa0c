import { createPublicKey, type KeyObject, verify, X509Certificate } from "node:crypto";
import type { ChainPlace } from "@/lib/domain/chain-walk";

/** A signed statement: the portal `iss` saw `chain` with `hash` at `seq`, at `iat` (seconds). */
export type Checkpoint = ChainPlace & { iss: string; chain: string; iat: number };

export const checkpointType = "audit-checkpoint+jwt";

/** Why a text isn't a checkpoint that can be believed; a sentence. */
export class CheckpointProblem extends Error {
  override name = "CheckpointProblem";
}

/** Whom to believe: certificates (authority or leaf) and public keys. */
export type Trust = { certificates: X509Certificate[]; keys: KeyObject[] };

/** Reads PEM certificates, PEM public keys or a JWKS. @throws CheckpointProblem */
export const readTrust = (text: string): Trust => {
  try {
    if (text.trimStart().startsWith("{")) {
      const { keys } = JSON.parse(text) as { keys: object[] };
      return {
        certificates: [],
        keys: keys.map((key) => createPublicKey({ key: key as never, format: "jwk" })),
      };
    }
    const blocks = text.match(/-----BEGIN ([A-Z ]+)-----[^-]+-----END \1-----/g) ?? [];
    if (blocks.length === 0) throw new Error();
    return {
      certificates: blocks
        .filter((pem) => pem.includes("CERTIFICATE"))
        .map((pem) => new X509Certificate(pem)),
      keys: blocks.filter((pem) => pem.includes("PUBLIC KEY")).map((pem) => createPublicKey(pem)),
    };
  } catch {
    throw new CheckpointProblem("The key file needs PEM certificates, a PEM public key, or a JWKS.");
  }
};

/**
 * Verifies a checkpoint's signature with nothing but public keys. The signer's certificate comes with it; it
 * has to be one that `trust` names or whose authority issued it, and must have been valid at `iat`. Without
 * `trust` the authority in the checkpoint itself is taken: then compare its fingerprint.
 * @returns what it says, and the SHA-256 fingerprint of the authority that comes with it
 * @throws CheckpointProblem
 */
export const readCheckpoint = (jws: string, trust?: Trust): { checkpoint: Checkpoint; authority: string } => {
  const [head, body, signature, ...rest] = jws.trim().split(".");
  const header = decode(head);
  const payload = decode(body);
  const [leaf, authority] = certificatesOf(header);
  if (
    !head ||
    !body ||
    !signature ||
    rest.length > 0 ||
    header?.typ !== checkpointType ||
    !leaf ||
    !authority
  )
    throw new CheckpointProblem("This is no checkpoint.");
  const signed = verify(
    "sha256",
    Buffer.from(`${head}.${body}`),
    { key: leaf.publicKey, dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  if (header.alg !== "ES256" || !signed)
    throw new CheckpointProblem("The checkpoint's signature is wrong: it was altered.");
  if (!isTrusted(leaf, trust ?? { certificates: [authority], keys: [] }))
    throw new CheckpointProblem("The checkpoint was signed by another key than the one given.");
  const checkpoint = payload as Checkpoint;
  const at = checkpoint.iat * 1000;
  if (at < Date.parse(leaf.validFrom) || at > Date.parse(leaf.validTo))
    throw new CheckpointProblem("The signer's certificate was not valid when the checkpoint was made.");
  return { checkpoint, authority: authority.fingerprint256 };
};

const isTrusted = (leaf: X509Certificate, { certificates, keys }: Trust): boolean =>
  certificates.some(
    (known) =>
      known.fingerprint256 === leaf.fingerprint256 ||
      (leaf.checkIssued(known) && leaf.verify(known.publicKey)),
  ) || keys.some((key) => key.equals(leaf.publicKey));

const certificatesOf = (header: Record<string, unknown> | null): X509Certificate[] => {
  try {
    return ((header?.x5c ?? []) as string[]).map((der) => new X509Certificate(Buffer.from(der, "base64")));
  } catch {
    return [];
  }
};

const decode = (part: string | undefined): Record<string, unknown> | null => {
  try {
    return JSON.parse(Buffer.from(part ?? "", "base64url").toString("utf8")) as Record<string, unknown>;
  } catch {
    return null;
  }
};
