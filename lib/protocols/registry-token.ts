import { type Context, Hono } from "hono";
import { recordUnreadable } from "@/lib/services/failed-attempts";
import { databaseReady, logProblem } from "@/lib/services/health";
import { issueRegistryToken, type RegistryTokenAnswer } from "@/lib/services/registry-token";
import { bodyLimit } from "./body-limit";
import { granted } from "./granted";
import { basicCredentials, type CallerEnv, formParameters, withCaller } from "./request-context";

/** A refresh token and a few scopes; nobody needs more. */
const bodySizeBytesMax = 64 * 1024;

type ErrorCode = "UNAUTHORIZED" | "DENIED" | "UNSUPPORTED" | "TOOMANYREQUESTS" | "UNAVAILABLE" | "UNKNOWN";

/** The registry's error shape, whose message docker prints. @see https://distribution.github.io/distribution/spec/api/#errors */
const failure = (
  c: Context,
  status: 400 | 401 | 405 | 413 | 415 | 429 | 500 | 503,
  code: ErrorCode,
  message: string,
) => c.json({ errors: [{ code, message }] }, status, { "cache-control": "no-store" });

const answer = (c: Context, result: RegistryTokenAnswer) => {
  if (result.ok)
    return granted(c, {
      token: result.token,
      access_token: result.token,
      expires_in: result.expiresInSeconds,
      issued_at: result.issuedAt.toISOString(),
      ...(result.refreshToken ? { refresh_token: result.refreshToken } : {}),
    });
  switch (result.problem) {
    case "unauthorized":
      return failure(c, 401, "UNAUTHORIZED", result.message);
    case "denied":
      return failure(c, 401, "DENIED", result.message);
    case "invalid":
      return failure(c, 400, "UNSUPPORTED", result.message);
    case "rate-limited":
      c.header("retry-after", String(result.retryAfterSeconds));
      return failure(c, 429, "TOOMANYREQUESTS", result.message);
  }
};

const noCredentials = "No credentials: log in with the username iamapikey and an API key as the password.";

/** A credential came in a form that can't be used: an attempt like any other. */
const unreadable = async (c: Context, status: 400 | 405 | 413 | 415, message: string) => {
  await recordUnreadable(c.get("caller"), "token");
  return failure(c, status, "UNSUPPORTED", message);
};

/** The same where a credential came; without one there was no attempt. */
const refused = (c: Context, status: 400 | 405 | 415, message: string, hasCredential: boolean) =>
  hasCredential || basicCredentials(c) !== "none"
    ? unreadable(c, status, message)
    : failure(c, status, "UNSUPPORTED", message);

const limit = bodyLimit({ sizeBytesMax: bodySizeBytesMax, refuse: unreadable });

/** `GET` with Basic and `POST` as an OAuth2 form. @see https://distribution.github.io/distribution/spec/auth/oauth/ */
export const registryToken = new Hono<CallerEnv>()
  .use("/oauth/token", withCaller)
  .get("/oauth/token", async (c) => {
    const caller = c.get("caller");
    const credentials = basicCredentials(c);
    const scopes = c.req.queries("scope") ?? [];
    if (credentials === "none") return failure(c, 401, "UNAUTHORIZED", noCredentials);
    if (credentials === "unreadable") {
      await recordUnreadable(caller, scopes.length === 0 ? "login" : "token");
      return failure(
        c,
        401,
        "UNAUTHORIZED",
        "The Authorization header is not readable: it needs Basic and base64 of username:password.",
      );
    }
    return answer(
      c,
      await issueRegistryToken({
        ...credentials,
        service: c.req.query("service") ?? "",
        scopes: scopes.filter(Boolean),
        offlineToken: c.req.query("offline_token") === "true",
        caller,
      }),
    );
  })
  .post("/oauth/token", limit, async (c) => {
    const form = await formParameters(c);
    if (!form) {
      const hasBody = c.req.header("content-type") !== undefined;
      return refused(c, 415, "The body must be application/x-www-form-urlencoded.", hasBody);
    }
    const common = {
      service: form.get("service") ?? "",
      scopes: form.getAll("scope").filter(Boolean),
      offlineToken: form.get("access_type") === "offline",
      caller: c.get("caller"),
    };
    const grantType = form.get("grant_type");
    if (grantType === "password")
      return answer(
        c,
        await issueRegistryToken({
          ...common,
          username: form.get("username") ?? "",
          password: form.get("password") ?? "",
        }),
      );
    if (grantType === "refresh_token")
      return answer(
        c,
        await issueRegistryToken({
          ...common,
          username: "iamrefresh",
          password: form.get("refresh_token") ?? "",
        }),
      );
    const hasCredential = form.has("password") || form.has("refresh_token");
    return refused(c, 400, "grant_type must be password or refresh_token.", hasCredential);
  })
  .all("/oauth/token", (c) => {
    c.header("allow", "GET, POST");
    return refused(c, 405, "Use GET with Basic, or POST with a form.", false);
  })
  .onError(async (error, c) => {
    logProblem(error, "registry token refused");
    if (await databaseReady())
      return failure(c, 500, "UNKNOWN", "Wharfkey failed; its log says why. Nothing was given.");
    c.header("retry-after", "5");
    return failure(
      c,
      503,
      "UNAVAILABLE",
      "Wharfkey's database does not answer. Nothing was given; try again in a few seconds.",
    );
  });
