import {
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  verify,
  X509Certificate,
} from "node:crypto";
import { promisify } from "node:util";
import type { IssuedKey } from "./certificates";

type Leaf = Pick<IssuedKey, "id" | "certificate" | "publicJwk">;

/** The signing keys in memory. Signs and verifies ES256 JWTs; refilled when keys rotate. */
export type SigningKeyring = {
  /** `current` signs; `published` verify (newest first, `current` among them). */
  fill(keys: { authority: string; current: IssuedKey; published: Leaf[] }): void;
  /**
   * Compact ES256 JWS with `kid`, and `x5c` where a registry, or somebody with `chain` alone, has to verify it.
   * Signed beside the main thread, which meanwhile hears other requests.
   */
  sign(
    typ: "JWT" | "at+jwt" | "audit-checkpoint+jwt",
    payload: object,
    options?: { x5c?: boolean | "chain" },
  ): Promise<string>;
  /** Header and payload when alg, kid and signature are right, else null. Checks no claim. */
  verify(token: string): { header: Record<string, unknown>; payload: Record<string, unknown> } | null;
  knows(token: string): boolean;
  jwks(): { keys: object[] };
  /** PEM for `rootcertbundle`. */
  authority(): string;
  current(): { id: string };
};

type Signer = { id: string; privateKey: KeyObject; x5c: string; headers: Map<string, string> };

const signAside = promisify(sign);

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

const decode = (part: string | undefined): Record<string, unknown> | null => {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? "", "base64url").toString("utf8"));
    return value !== null && typeof value === "object" && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
};

const der = (pem: string): string => new X509Certificate(pem).raw.toString("base64");

export const createSigningKeyring = (): SigningKeyring => {
  let signer: Signer | undefined;
  let published: Leaf[] = [];
  let verifiers = new Map<string, KeyObject>();
  let authorityPem = "";

  const current = (): Signer => {
    if (!signer) throw new Error("no signing key is loaded");
    return signer;
  };
  const kidOf = (token: string): unknown => decode(token.split(".", 1)[0])?.kid;

  return {
    fill({ authority, current: key, published: leaves }) {
      authorityPem = authority;
      signer = {
        id: key.id,
        privateKey: createPrivateKey(key.privateKey),
        x5c: der(key.certificate),
        headers: new Map(),
      };
      published = leaves;
      verifiers = new Map(
        leaves.map((leaf) => [leaf.id, createPublicKey({ key: leaf.publicJwk, format: "jwk" })]),
      );
    },
    async sign(typ, payload, { x5c = false } = {}) {
      const { id, privateKey, x5c: certificate, headers } = current();
      const cacheKey = `${typ} ${x5c}`;
      let header = headers.get(cacheKey);
      if (!header) {
        const chain = x5c === "chain" ? [certificate, der(authorityPem)] : [certificate];
        header = base64url({ typ, alg: "ES256", kid: id, ...(x5c ? { x5c: chain } : {}) });
        headers.set(cacheKey, header);
      }
      const data = `${header}.${base64url(payload)}`;
      const key = { key: privateKey, dsaEncoding: "ieee-p1363" } as const;
      const signature = await signAside("sha256", Buffer.from(data), key);
      return `${data}.${signature.toString("base64url")}`;
    },
    verify(token) {
      const [head, body, signature, ...rest] = token.split(".");
      const header = decode(head);
      if (
        !header ||
        rest.length > 0 ||
        !signature ||
        header.alg !== "ES256" ||
        typeof header.kid !== "string"
      )
        return null;
      const key = verifiers.get(header.kid);
      if (!key) return null;
      const right = verify(
        "sha256",
        Buffer.from(`${head}.${body}`),
        { key, dsaEncoding: "ieee-p1363" },
        Buffer.from(signature, "base64url"),
      );
      const payload = right ? decode(body) : null;
      return payload && { header, payload };
    },
    knows: (token) => {
      const kid = kidOf(token);
      return typeof kid === "string" && verifiers.has(kid);
    },
    jwks: () => ({
      keys: published.map(({ id, publicJwk }) => ({ ...publicJwk, kid: id, use: "sig", alg: "ES256" })),
    }),
    authority: () => authorityPem,
    current: () => ({ id: current().id }),
  };
};
