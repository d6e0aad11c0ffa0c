import { readFileSync } from "node:fs";
import { decodeJwt } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { clientAddressHeader } from "@/lib/platform/client-address";
import { registryToken } from "@/lib/protocols/registry-token";
import { signAccessToken } from "@/lib/services/access-token";
import { findCredential } from "@/lib/services/credential";
import { issueRefreshToken } from "@/lib/services/refresh-tokens";
import { basic, createNamespaceRow, createServiceKey, type TestKey } from "@/tests/support/credentials";
import { testRuntime } from "@/tests/support/runtime";

type Access = { type: string; name: string; actions: string[] };
type Vector = {
  client: string;
  method: "GET" | "POST";
  url: string;
  basic: string | null;
  contentType: string | null;
  body: string | null;
  granted: Access[] | null;
  denied: string[] | null;
};

const vectors = readFileSync("tests/support/vectors/token-requests.jsonl", "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Vector);

const portal = testRuntime();
const keys: Record<string, TestKey> = {};
let accessToken = "";
let refreshToken = "";

beforeAll(async () => {
  const { runtime, administrator } = portal;
  for (const region of ["us-south", "eu-de"])
    for (const name of ["team-a", "team-b", "team-c"])
      await createNamespaceRow(runtime, administrator, region, name);
  const us = { region: "us-south" };
  keys["mgr-secret"] = await createServiceKey(runtime, administrator, "mgr", [
    { ...us, roles: ["Manager"], namespace: "team-a" },
  ]);
  keys["rea-secret"] = await createServiceKey(runtime, administrator, "rea", [
    { ...us, roles: ["Reader"], namespace: "team-a" },
  ]);
  keys["wri-secret"] = await createServiceKey(runtime, administrator, "wri", [
    { ...us, roles: ["Writer"], namespace: "team-a" },
    { ...us, roles: ["Reader"], namespace: "team-b" },
  ]);
  keys["all-secret"] = await createServiceKey(runtime, administrator, "all", [{ roles: ["Manager"] }]);
  const credential = await findCredential({ by: "id", id: keys["mgr-secret"].id }, "", []);
  const now = new Date();
  ({ token: accessToken } = await signAccessToken(credential, { grantType: "x", clientId: "default", now }));
  refreshToken = await issueRefreshToken(credential, now);
});

/** The recorded request with this portal's path, services and credentials in place of the invented ones. */
const replay = async (vector: Vector, address: string) => {
  const real = (password: string) =>
    keys[password]?.value ??
    (password.startsWith("rt-") ? refreshToken : password.startsWith("eyJ") ? accessToken : password);
  const headers: Record<string, string> = { "user-agent": vector.client, [clientAddressHeader]: address };
  if (vector.basic) {
    const colon = vector.basic.indexOf(":");
    Object.assign(headers, basic(vector.basic.slice(0, colon), real(vector.basic.slice(colon + 1))));
  }
  if (vector.contentType) headers["content-type"] = vector.contentType;
  let body = vector.body;
  if (body) {
    const form = new URLSearchParams(body);
    for (const name of ["password", "refresh_token"])
      if (form.has(name)) form.set(name, real(form.get(name) ?? ""));
    form.set("service", (form.get("service") ?? "").replace(".test", ""));
    body = form.toString();
  }
  const url = vector.url.replace("/token", "/oauth/token").replaceAll(".test", "");
  return registryToken.request(`http://localhost${url}`, {
    method: vector.method,
    headers,
    ...(body ? { body } : {}),
  });
};

const scopesOf = (vector: Vector): string[] => {
  const parameters = vector.body
    ? new URLSearchParams(vector.body)
    : new URL(vector.url, "http://x").searchParams;
  return parameters.getAll("scope").flatMap((scope) => scope.split(" "));
};

/** Recorded grants by repository, merged: what a client got where it asked for the same scope twice. */
const merged = (access: Access[]): Record<string, string[]> => {
  const result: Record<string, string[]> = {};
  for (const { name, actions } of access) {
    const all = actions.includes("*") ? ["pull", "push", "delete"] : actions;
    result[name] = [...new Set([...(result[name] ?? []), ...all])].sort();
  }
  return result;
};

const isWrong = ({ basic: credentials, body }: Vector) =>
  /:(wrong|bad|abc)$/.test(credentials ?? "") ||
  /^bob:/.test(credentials ?? "") ||
  /password=bad/.test(body ?? "");

describe("recorded requests of docker, skopeo, podman, buildah and containerd", () => {
  test.each(vectors.map((vector, index) => ({ ...vector, index })))(
    "$index $client $method $url",
    async ({ index, ...vector }) => {
      const response = await replay(vector, `198.51.100.${index}`);
      const answer = (await response.json()) as {
        token?: string;
        access_token?: string;
        expires_in?: number;
        errors?: [{ code: string; message: string }];
      };
      if (isWrong(vector) || (!vector.basic && !vector.body)) {
        expect([response.status, answer.errors?.[0].code]).toEqual([401, "UNAUTHORIZED"]);
        return;
      }
      const asked = scopesOf(vector);
      const granted = merged(vector.granted ?? []);
      if (vector.granted === null) {
        // The experiment refused this credential; here it holds.
        expect(response.status).toBe(200);
        return;
      }
      const [first] = asked;
      const [, firstName = "", firstActions = ""] = /^[a-z]+:(.+):([^:]+)$/.exec(first ?? "") ?? [];
      const wantsWrite = (vector.denied ?? []).some(
        (scope) => scope.startsWith(`repository:${firstName}:`) && /push|\*|delete/.test(scope),
      );
      if (asked.length > 0 && ((wantsWrite && firstActions !== "") || Object.keys(granted).length === 0)) {
        expect([response.status, answer.errors?.[0].code]).toEqual([401, "DENIED"]);
        expect(answer.errors?.[0].message).toMatch(/ Request [0-9a-f-]{36}\.$/);
        return;
      }
      expect(response.status).toBe(200);
      expect(answer.access_token).toBe(answer.token);
      expect(answer.expires_in).toBe(300);
      const claims = decodeJwt(answer.token ?? "") as { aud: unknown; access: Access[] };
      expect(claims.aud).toBe(`${/service=(\w+)\./.exec(vector.body ?? vector.url)?.[1]}.registry`);
      expect(merged(claims.access)).toEqual(granted);
      expect(claims.access.every(({ actions }) => !actions.includes("*"))).toBe(true);
    },
  );
});
