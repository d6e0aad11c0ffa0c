import { Hono } from "hono";
import { getCookie } from "hono/cookie";
import { streamSSE } from "hono/streaming";
import type { Actor } from "@/lib/services/actor";
import { logProblem } from "@/lib/services/health";
import { authenticateBearer } from "@/lib/services/iam-token";
import { isServiceError } from "@/lib/services/service-error";
import { cookieName, sessionIdOfCookie } from "@/lib/services/session-cookie";
import { findSession } from "@/lib/services/sessions";
import { usageStream } from "@/lib/services/usage-stream";
import { callerOf } from "./request-context";

/** Of one identity in this process: each reads the database whenever its key is used. */
const streamsMax = 20;
const streamsOf = new Map<string, number>();

/**
 * `GET /api/v1/usage/stream?apikey_id=…`: server-sent events named `use`, each a usage row: the last ten, then
 * each new one; and `failed` whenever an attempt with the key's beginning and a wrong secret came. For the
 * browser's session, or a Bearer access token.
 */
export const usageEvents = new Hono().get("/api/v1/usage/stream", async (c) => {
  const caller = callerOf(c);
  const apikeyId = c.req.query("apikey_id") ?? "";
  const authorization = c.req.header("authorization");
  const sessionId = await sessionIdOfCookie(getCookie(c, cookieName("session")));
  const who = async (): Promise<Actor | null> => {
    if (authorization) return authenticateBearer(authorization, caller).catch(refusedIsNobody);
    // A page that is left open is no use of the session: it idles out.
    const found =
      sessionId &&
      (await findSession(sessionId, { ...caller, correlationId: caller.requestId }, { isUse: false }));
    return found && !found.mustChangePassword ? found.actor : null;
  };
  const iamId = (await who())?.iamId;
  if (!iamId) return c.json({ errors: [{ code: "unauthorized", message: "Sign in first." }] }, 401);
  if (!apikeyId)
    return c.json(
      { errors: [{ code: "invalid", message: "apikey_id is missing: it needs an API key's id." }] },
      400,
    );
  // Nobody would read what it holds, or end it.
  if (c.req.method === "HEAD") return c.body(null);
  const others = streamsOf.get(iamId) ?? 0;
  if (others >= streamsMax) {
    const message = `You have ${others} live streams open, the most there may be: close one first.`;
    return c.json({ errors: [{ code: "too_many_requests", message }] }, 429);
  }
  streamsOf.set(iamId, others + 1);
  c.header("cache-control", "no-store");
  c.header("x-accel-buffering", "no");
  return streamSSE(c, async (stream) => {
    const ended = new AbortController();
    stream.onAbort(() => ended.abort());
    try {
      for await (const message of usageStream(who, apikeyId, ended.signal)) {
        if (!message) await stream.write(": waiting\n\n");
        else
          await stream.writeSSE({
            ...(message.event === "use" && { id: message.data.id }),
            ...{ event: message.event, data: JSON.stringify(message.data) },
          });
      }
    } catch (error) {
      if (!isServiceError(error)) logProblem(error, "a live usage stream ended");
    } finally {
      const left = (streamsOf.get(iamId) ?? 1) - 1;
      if (left > 0) streamsOf.set(iamId, left);
      else streamsOf.delete(iamId);
    }
  });
});

const refusedIsNobody = (error: unknown): null => {
  if (isServiceError(error)) return null;
  throw error;
};
