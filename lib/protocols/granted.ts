import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context } from "hono";

/**
 * A token's answer: 200 with JSON that no cache keeps. Written to Node's own response where there is one, since
 * making and reading back the runtime's `Response` would cost more than the signature.
 */
export const granted = (c: Context, body: object): Response => {
  const { outgoing } = (c.env ?? {}) as Partial<HttpBindings>;
  if (!outgoing) return c.json(body, 200, { "cache-control": "no-store" });
  const text = JSON.stringify(body);
  outgoing
    .writeHead(200, {
      "content-type": "application/json",
      "cache-control": "no-store",
      "x-request-id": c.get("caller").requestId,
      "content-length": Buffer.byteLength(text),
    })
    .end(text);
  return RESPONSE_ALREADY_SENT;
};
