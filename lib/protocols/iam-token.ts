import { type Context, Hono } from "hono";
import { identityEndpoints, publishedKeys } from "@/lib/services/discovery";
import { recordUnreadable } from "@/lib/services/failed-attempts";
import { databaseReady, logProblem } from "@/lib/services/health";
import { type IamTokenAnswer, introspect, issueIamToken } from "@/lib/services/iam-token";
import { bodyLimit } from "./body-limit";
import { granted } from "./granted";
import { basicCredentials, type CallerEnv, formParameters, withCaller } from "./request-context";

const bodySizeBytesMax = 64 * 1024;
const apikeyGrant = "urn:ibm:params:oauth:grant-type:apikey";

type Status = 400 | 401 | 405 | 413 | 415 | 429 | 500 | 503;

/** IAM's token error shape. `url` in the context holds no "iam", or the SDK hides the message. */
const failure = (
  c: Context,
  status: Status,
  errorCode: string,
  errorMessage: string,
  errorDetails?: string,
) =>
  c.json(
    {
      errorCode,
      errorMessage,
      ...(errorDetails ? { errorDetails } : {}),
      context: {
        requestId: c.res.headers.get("x-request-id") ?? "",
        requestType: "incoming.Identity_Token",
        url: c.req.path,
      },
    },
    status,
    { "cache-control": "no-store" },
  );

const codes = {
  "key-not-found": "BXNIM0415E",
  "key-disabled": "BXNIM0462E",
  "token-invalid": "BXNIM0407E",
  "token-expired": "BXNIM0408E",
} as const;

const rateLimited = (c: Context, retryAfterSeconds: number, message: string) => {
  c.header("retry-after", String(retryAfterSeconds));
  return failure(c, 429, "BXNIM0429E", message);
};

const answer = (c: Context, result: IamTokenAnswer) => {
  if (!result.ok && result.problem === "rate-limited")
    return rateLimited(c, result.retryAfterSeconds, result.message);
  if (!result.ok) return failure(c, 400, codes[result.problem], result.message);
  return granted(c, {
    access_token: result.accessToken,
    refresh_token: result.refreshToken ?? "not_supported",
    token_type: "Bearer",
    expires_in: result.expiresInSeconds,
    expiration: result.expiration,
    scope: "ibm openid",
  });
};

/** A credential came in a form that can't be used: an attempt like any other. */
const unreadable = async (c: Context, ...refusal: [Status, string, string, string?]) => {
  await recordUnreadable(c.get("caller"), "token");
  if (refusal[0] === 401) c.header("www-authenticate", 'Basic realm="Wharfkey"');
  return failure(c, ...refusal);
};

const bodyProblems = { 400: "BXNIM0110E", 413: "BXNIM0413E", 415: "BXNIM0121E" };
const limit = bodyLimit({
  sizeBytesMax: bodySizeBytesMax,
  refuse: (c, status, message) => unreadable(c, status, bodyProblems[status], message),
});

const notAForm = (c: Context) => {
  const refusal = [415, "BXNIM0121E", "The body must be application/x-www-form-urlencoded."] as const;
  const isEmpty = c.req.header("content-type") === undefined && basicCredentials(c) === "none";
  return isEmpty ? failure(c, ...refusal) : unreadable(c, ...refusal);
};

/** What no grant of ours takes; recorded where a credential stands beside it. */
const noGrant = (c: Context, form: URLSearchParams, code: string, message: string) =>
  ["apikey", "refresh_token", "password"].some((name) => form.get(name))
    ? unreadable(c, 400, code, message)
    : failure(c, 400, code, message);

/** Tokens for SDKs and CLIs. @see https://cloud.ibm.com/apidocs/iam-identity-token-api */
export const iamToken = new Hono<CallerEnv>()
  .use("/identity/*", withCaller)
  .post("/identity/token", limit, async (c) => {
    const caller = c.get("caller");
    const form = await formParameters(c);
    if (!form) return notAForm(c);
    const credentials = basicCredentials(c);
    if (credentials === "unreadable" && /^basic\b/i.test(c.req.header("authorization") ?? ""))
      return unreadable(c, 401, "BXNIM0103E", "The Basic header is not readable: it needs base64 of bx:bx.");
    const clientId =
      typeof credentials === "object" && credentials.username === "bx" && credentials.password === "bx"
        ? "bx"
        : "default";
    const grantType = form.get("grant_type");
    if (!grantType) return noGrant(c, form, "BXNIM0109E", "Property missing or empty: grant_type");
    if (grantType === apikeyGrant) {
      const apikey = form.get("apikey");
      if (!apikey) return failure(c, 400, "BXNIM0109E", "Property missing or empty: apikey");
      const responseType = form.get("response_type");
      if (responseType && responseType !== "cloud_iam")
        return unreadable(
          c,
          400,
          "BXNIM0106E",
          "response_type must be cloud_iam",
          "Other response types are not supported.",
        );
      return answer(
        c,
        await issueIamToken({ grant: { type: "apikey", apikey }, grantType, clientId, caller }),
      );
    }
    if (grantType === "refresh_token") {
      const refreshToken = form.get("refresh_token");
      if (!refreshToken) return failure(c, 400, "BXNIM0109E", "Property missing or empty: refresh_token");
      if (clientId !== "bx")
        return unreadable(c, 401, "BXNIM0103E", "A refresh needs the client's Basic header bx:bx.");
      return answer(
        c,
        await issueIamToken({ grant: { type: "refresh", refreshToken }, grantType, clientId, caller }),
      );
    }
    return noGrant(c, form, "BXNIM0102E", `grant_type must be ${apikeyGrant} or refresh_token`);
  })
  .all("/identity/token", (c) => {
    c.header("allow", "POST");
    const refusal = [405, "BXNIM0060E", "Use POST with a form."] as const;
    return basicCredentials(c) === "none" ? failure(c, ...refusal) : unreadable(c, ...refusal);
  })
  .get("/identity/keys", (c) => c.json(publishedKeys(), 200, { "cache-control": "public, max-age=60" }))
  .get("/identity/.well-known/openid-configuration", (c) => c.json(identityEndpoints()))
  .post("/identity/introspect", limit, async (c) => {
    const form = await formParameters(c);
    if (!form) return notAForm(c);
    const what = { token: form.get("token"), apikey: form.get("apikey") };
    const { claims, retryAfterSeconds } = await introspect(what, c.get("caller"));
    if (retryAfterSeconds !== null)
      return rateLimited(c, retryAfterSeconds, "Too many failed attempts from this address: wait a minute.");
    return c.json(claims ? { active: true, ...claims } : { active: false }, 200, {
      "cache-control": "no-store",
    });
  })
  .onError(async (error, c) => {
    logProblem(error, `${c.req.method} ${c.req.path} failed`);
    if (await databaseReady())
      return failure(c, 500, "BXNIM0500E", "Wharfkey failed; its log says why. Nothing was given.");
    c.header("retry-after", "5");
    return failure(
      c,
      503,
      "BXNIM0503E",
      "The database does not answer. Nothing was given; try again in a few seconds.",
    );
  });
