import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll } from "vitest";
import { createProtocols } from "@/lib/protocols/app";
import { protocolListener } from "@/lib/protocols/listener";
import type { Actor } from "@/lib/services/actor";
import { createApiKey } from "@/lib/services/api-keys";
import { issueIamToken } from "@/lib/services/iam-token";

/** An access token of an API key. */
export const accessTokenOf = async (apikey: string): Promise<string> => {
  const answer = await issueIamToken({
    grant: { type: "apikey", apikey },
    grantType: "urn:ibm:params:oauth:grant-type:apikey",
    clientId: "default",
    caller: { ip: "192.0.2.1", userAgent: "test", requestId: "test" },
  });
  if (!answer.ok) throw new Error(answer.message);
  return answer.accessToken;
};

/** A new key of the person, as a value. */
export const keyOf = async (person: Actor, owner = "me"): Promise<string> =>
  (await createApiKey(person, { owner, name: "test key", expiresAt: null })).value.reveal();

/** Calls the machines' endpoints with one token. The answer's body is JSON or null. */
export const caller = (token: string | null) => {
  const app = createProtocols();
  return async (method: string, path: string, body?: unknown, headers: { [name: string]: string } = {}) => {
    const response = await app.request(`http://localhost${path}`, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      // biome-ignore lint/suspicious/noExplicitAny: answers are asserted field by field
      body: (text ? JSON.parse(text) : null) as any,
    };
  };
};

/** The machines' endpoints on a real port, for clients that want one. */
export const protocolServer = (): { url: string } => {
  const server = createServer(protocolListener());
  const place = { url: "" };
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    place.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return place;
};
