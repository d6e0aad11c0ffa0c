import { createPrivateKey, randomUUID, sign, X509Certificate } from "node:crypto";
import { createServer } from "node:http";
import { registryTokenClaims } from "@/lib/domain/jwt-claims";
import { issueAuthority, issueLeaf } from "@/lib/platform/certificates";

/** The yardstick: a server that does nothing but sign the same token, in its one thread. Prints its port. */
const now = new Date();
const authority = await issueAuthority(now);
const leaf = await issueLeaf(authority, now);
const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const x5c = [new X509Certificate(leaf.certificate).raw.toString("base64")];
const header = base64url({ typ: "JWT", alg: "ES256", kid: leaf.id, x5c });
const key = { key: createPrivateKey(leaf.privateKey), dsaEncoding: "ieee-p1363" } as const;

const server = createServer((_request, response) => {
  const claims = registryTokenClaims({
    issuer: "http://localhost:3000",
    service: "de.registry",
    iamId: "iam-ServiceId-00000000-0000-4000-8000-000000000000",
    apikeyId: "ApiKey-00000000-0000-4000-8000-000000000000",
    jti: randomUUID(),
    access: [{ type: "repository", name: "team-a/app", actions: ["pull"] }],
    now: new Date(),
  });
  const data = `${header}.${base64url(claims)}`;
  const token = `${data}.${sign("sha256", Buffer.from(data), key).toString("base64url")}`;
  const body = JSON.stringify({
    token,
    access_token: token,
    expires_in: 300,
    issued_at: new Date().toISOString(),
  });
  response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" }).end(body);
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(typeof address === "object" ? address?.port : "");
});
