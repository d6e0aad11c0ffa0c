import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { registryTokenClaims } from "@/lib/domain/jwt-claims";
import { issueAuthority, issueLeaf } from "@/lib/platform/certificates";
import { createSigningKeyring } from "@/lib/platform/signing-keyring";

/** The yardstick: a server that does nothing but sign the same token. Prints its port. */
const now = new Date();
const authority = await issueAuthority(now);
const leaf = await issueLeaf(authority, now);
const keyring = createSigningKeyring();
keyring.fill({ authority: authority.certificate, current: leaf, published: [leaf] });

const server = createServer(async (_request, response) => {
  const claims = registryTokenClaims({
    issuer: "http://localhost:3000",
    service: "de.registry",
    iamId: "iam-ServiceId-00000000-0000-4000-8000-000000000000",
    apikeyId: "ApiKey-00000000-0000-4000-8000-000000000000",
    jti: randomUUID(),
    access: [{ type: "repository", name: "team-a/app", actions: ["pull"] }],
    now: new Date(),
  });
  const token = await keyring.sign("JWT", claims, { x5c: true });
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
