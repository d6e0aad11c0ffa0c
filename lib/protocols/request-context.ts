import { randomUUID } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { clientAddressHeader } from "@/lib/platform/client-address";
import type { Caller } from "@/lib/services/credential-attempt";

/** Who calls, from where; the request id is in every answer and in the usage row. */
export const callerOf = (c: Context): Caller => {
  const requestId = randomUUID();
  c.header("x-request-id", requestId);
  return {
    ip: c.req.header(clientAddressHeader) ?? "unknown",
    userAgent: c.req.header("user-agent") ?? "",
    requestId,
  };
};

export type CallerEnv = { Variables: { caller: Caller } };

/** Notes the caller before anything is refused, so that every answer has its request id. */
export const withCaller: MiddlewareHandler<CallerEnv> = (c, next) => {
  c.set("caller", callerOf(c));
  return next();
};

/** What a 401 asks for: an access token, or another than the one that came. @see RFC 6750 section 3 */
export const bearerChallenge = (c: Context): string =>
  c.req.header("authorization") === undefined ? "Bearer" : 'Bearer error="invalid_token"';

/** `user:password` of a Basic header; "none" without a header, "unreadable" when it is not Basic. @see RFC 7617 */
export const basicCredentials = (
  c: Context,
): { username: string; password: string } | "none" | "unreadable" => {
  const header = c.req.header("authorization");
  if (!header) return "none";
  const encoded = /^basic +([A-Za-z0-9+/_-]+=*) *$/i.exec(header)?.[1];
  if (!encoded) return "unreadable";
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon < 0 ? "unreadable" : { username: text.slice(0, colon), password: text.slice(colon + 1) };
};

const formType = "application/x-www-form-urlencoded";

/** The parameters of a form post; null when the body is of another type. */
export const formParameters = async (c: Context): Promise<URLSearchParams | null> => {
  const type = c.req.header("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  return type === formType ? new URLSearchParams(await c.req.text()) : null;
};
