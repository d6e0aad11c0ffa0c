import "reflect-metadata";
import { createHash, createPrivateKey, createPublicKey, type KeyObject, webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";

/** A key pair with its certificate, as PEM. `id` is the libtrust key id of the public key. */
export type IssuedKey = {
  id: string;
  certificate: string;
  privateKey: string;
  publicJwk: { kty: "EC"; crv: "P-256"; x: string; y: string };
  notAfter: Date;
};

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const dayMs = 86_400_000;

/**
 * libtrust key id: SHA-256 of the DER SubjectPublicKeyInfo, first 30 bytes in base32, groups of four.
 * @see https://distribution.github.io/distribution/spec/auth/jwt/
 */
export const libtrustKeyId = (publicKey: KeyObject): string => {
  const der = publicKey.export({ type: "spki", format: "der" });
  const bytes = createHash("sha256").update(der).digest().subarray(0, 30);
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  let bits = 0;
  let value = 0;
  let text = "";
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(value >>> bits) & 31];
    }
    value &= (1 << bits) - 1;
  }
  return (text.match(/.{4}/g) ?? []).join(":");
};

const issued = async (
  certificate: x509.X509Certificate,
  keys: webcrypto.CryptoKeyPair,
): Promise<IssuedKey> => {
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey));
  const key = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
  const publicKey = createPublicKey(key);
  const { x, y } = publicKey.export({ format: "jwk" });
  return {
    id: libtrustKeyId(publicKey),
    certificate: certificate.toString("pem"),
    privateKey: key.export({ type: "pkcs8", format: "pem" }).toString(),
    publicJwk: { kty: "EC", crv: "P-256", x: String(x), y: String(y) },
    notAfter: certificate.notAfter,
  };
};

/** The authority that registries trust by `rootcertbundle`: P-256, 10 years. */
export const issueAuthority = async (now: Date): Promise<IssuedKey> => {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: "CN=Wharfkey registry token authority",
    notBefore: new Date(now.getTime() - dayMs),
    notAfter: new Date(now.getTime() + 3652 * dayMs),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return issued(certificate, keys);
};

/** A signing key under the authority: 90 days, `notBefore` a day back for clocks that differ. */
export const issueLeaf = async (
  authority: Pick<IssuedKey, "certificate" | "privateKey">,
  now: Date,
): Promise<IssuedKey> => {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const parent = new x509.X509Certificate(authority.certificate);
  const pkcs8 = createPrivateKey(authority.privateKey).export({ type: "pkcs8", format: "der" });
  const signingKey = await webcrypto.subtle.importKey("pkcs8", pkcs8, algorithm, false, ["sign"]);
  const certificate = await x509.X509CertificateGenerator.create({
    subject: "CN=Wharfkey registry token",
    issuer: parent.subject,
    notBefore: new Date(now.getTime() - dayMs),
    notAfter: new Date(now.getTime() + 90 * dayMs),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      await x509.AuthorityKeyIdentifierExtension.create(await parent.publicKey.export()),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return issued(certificate, keys);
};
