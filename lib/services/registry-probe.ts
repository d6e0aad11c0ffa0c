import type { ConnectionFault } from "@/lib/domain/connection-check";
import { registryTokenClaims, registryTokenType } from "@/lib/domain/jwt-claims";
import type { Scope } from "@/lib/domain/scope";
import { runtime } from "@/lib/platform/runtime";
import { sha256Hex } from "@/lib/platform/secret";
import { reasonOf } from "./region-health";

/** The registry that is checked: where the portal reaches it, and the audience of its tokens. */
export type ProbedRegistry = { url: string; service: string; userAgent: string };

export type Answer = { status: number; headers: Headers; body: string };

const timeoutMs = 5_000;
const bodyLengthMax = 2_000;

/** One request of the check. @throws what fetch throws; see faultOfError */
export const ask = async (
  { url, userAgent }: ProbedRegistry,
  path: string,
  { token, ...init }: { method?: string; body?: string; token?: string; contentType?: string } = {},
): Promise<Answer> => {
  const response = await fetch(url + path, {
    method: init.method ?? "GET",
    ...(init.body !== undefined ? { body: init.body } : {}),
    headers: {
      "user-agent": userAgent,
      ...(init.contentType ? { "content-type": init.contentType } : {}),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    redirect: "manual",
    cache: "no-store",
    signal: AbortSignal.timeout(timeoutMs),
  });
  const body = init.method === "HEAD" ? "" : (await response.text()).slice(0, bodyLengthMax);
  return { status: response.status, headers: response.headers, body };
};

const faultsByCode: Record<string, ConnectionFault> = {
  ENOTFOUND: "name-unknown",
  EAI_AGAIN: "name-unknown",
  ECONNREFUSED: "refused",
  timeout: "timeout",
  UND_ERR_CONNECT_TIMEOUT: "timeout",
  CERT_HAS_EXPIRED: "certificate-expired",
  CERT_NOT_YET_VALID: "certificate-expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "certificate-name",
  DEPTH_ZERO_SELF_SIGNED_CERT: "certificate-untrusted",
  SELF_SIGNED_CERT_IN_CHAIN: "certificate-untrusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "certificate-untrusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "certificate-untrusted",
  UNABLE_TO_GET_ISSUER_CERT: "certificate-untrusted",
  ERR_SSL_WRONG_VERSION_NUMBER: "needs-http",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "needs-http",
  EPROTO: "needs-http",
};

/** What keeps the registry from being reached at all. `code` is the system's. */
export const faultOfError = (error: unknown): { fault: ConnectionFault; code: string } => {
  const code = reasonOf(error);
  return { fault: faultsByCode[code] ?? "unreachable", code };
};

/** A token of the portal's own for the checked registry, for one minute. It is nobody's use. */
export const probeToken = (
  { service }: ProbedRegistry,
  probeId: string,
  access: Scope[],
  issuer = runtime().config.url,
): Promise<string> => {
  const { signingKeys, clock } = runtime();
  const claims = registryTokenClaims({
    issuer,
    service,
    iamId: "wharfkey-check",
    apikeyId: probeId,
    jti: probeId,
    access,
    now: clock.now(),
    ttlSeconds: 60,
  });
  return signingKeys.sign(registryTokenType, claims, { x5c: true });
};

/** A dot is in no namespace's name, so no account can ever own it. */
export const probeRepository = "wharfkey.probe/check";

const emptyBlob = "{}";
const emptyDigest = `sha256:${sha256Hex(emptyBlob)}`;
const manifestType = "application/vnd.oci.image.manifest.v1+json";
const empty = { mediaType: "application/vnd.oci.empty.v1+json", digest: emptyDigest, size: emptyBlob.length };
/** Always the same, so that checks leave one tiny image however often they run. */
const manifest = JSON.stringify({
  schemaVersion: 2,
  mediaType: manifestType,
  config: empty,
  layers: [empty],
});

/**
 * Pushes a tiny image as a client would, so that the registry has something to report.
 * @returns null when it is there, else the answer that wasn't right
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md#push
 */
export const pushProbe = async (registry: ProbedRegistry, probeId: string): Promise<Answer | null> => {
  const access = [{ type: "repository", name: probeRepository, actions: ["pull", "push"] }];
  const token = await probeToken(registry, probeId, access);
  const base = `/v2/${probeRepository}`;
  const there = await ask(registry, `${base}/blobs/${emptyDigest}`, { method: "HEAD", token });
  if (there.status !== 200) {
    const begun = await ask(registry, `${base}/blobs/uploads/`, { method: "POST", body: "", token });
    if (begun.status !== 202) return begun;
    // Only the path: the token is for this registry, wherever it believes that it is.
    const place = new URL(begun.headers.get("location") ?? "", registry.url);
    place.searchParams.set("digest", emptyDigest);
    const put = await ask(registry, place.pathname + place.search, {
      ...{ method: "PUT", body: emptyBlob, contentType: "application/octet-stream", token },
    });
    if (put.status !== 201) return put;
  }
  const pushed = await ask(registry, `${base}/manifests/check`, {
    ...{ method: "PUT", body: manifest, contentType: manifestType, token },
  });
  return pushed.status === 201 ? null : pushed;
};
