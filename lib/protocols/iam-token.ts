import { type Context, Hono } from "hono";
import { identityEndpoints, publishedKeys } from "@/lib/services/discovery";
import { logProblem } from "@/lib/services/health";
import { type IamTokenAnswer, introspect, issueIamToken } from "@/lib/services/iam-token";
import { bodyLimit } from "./body-limit";
import { basicCredentials, callerOf, formParameters } from "./request-context";

const bodySizeBytesMax = 64 * 1024;
const apikeyGrant = "urn:ibm:params:oauth:grant-type:apikey";

type Status = 400 | 401 | 405 | 413 | 415 | 429 | 503;

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

const answer = (c: Context, result: IamTokenAnswer) => {
  if (!result.ok && result.problem === "rate-limited") {
    c.header("retry-after", String(result.retryAfterSeconds));
    return failure(c, 429, "BXNIM0429E", result.message);
  }
  if (!result.ok) return failure(c, 400, codes[result.problem], result.message);
  return c.json(
    {
      access_token: result.accessToken,
      refresh_token: result.refreshToken ?? "not_supported",
      token_type: "Bearer",
      expires_in: result.expiresInSeconds,
      expiration: result.expiration,
      scope: "ibm openid",
    },
    200,
    { "cache-control": "no-store" },
  );
};

const limit = bodyLimit({
  sizeBytesMax: bodySizeBytesMax,
  onError: (c) => failure(c, 413, "BXNIM0413E", `The body is larger than ${bodySizeBytesMax} bytes.`),
});

/** Tokens for SDKs and CLIs. @see https://cloud.ibm.com/apidocs/iam-identity-token-api */
export const iamToken = new Hono()
  .post("/identity/token", limit, async (c) => {
    const caller = callerOf(c);
    const form = await formParameters(c);
    if (!form) return failure(c, 415, "BXNIM0121E", "The body must be application/x-www-form-urlencoded.");
    const credentials = basicCredentials(c);
    const clientId =
      typeof credentials === "object" && credentials.username === "bx" && credentials.password === "bx"
        ? "bx"
        : "default";
    const grantType = form.get("grant_type");
    if (!grantType) return failure(c, 400, "BXNIM0109E", "Property missing or empty: grant_type");
    if (grantType === apikeyGrant) {
      const apikey = form.get("apikey");
      if (!apikey) return failure(c, 400, "BXNIM0109E", "Property missing or empty: apikey");
      const responseType = form.get("response_type");
      if (responseType && responseType !== "cloud_iam")
        return failure(
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
        return failure(c, 401, "BXNIM0103E", "A refresh needs the client's Basic header bx:bx.");
      return answer(
        c,
        await issueIamToken({ grant: { type: "refresh", refreshToken }, grantType, clientId, caller }),
      );
    }
    return failure(c, 400, "BXNIM0102E", `grant_type must be ${apikeyGrant} or refresh_token`);
  })
  .all("/identity/token", (c) => {
    callerOf(c);
    c.header("allow", "POST");
    return failure(c, 405, "BXNIM0060E", "Use POST with a form.");
  })
  .get("/identity/keys", (c) => c.json(publishedKeys(), 200, { "cache-control": "public, max-age=60" }))
  .get("/identity/.well-known/openid-configuration", (c) => c.json(identityEndpoints()))
  .post("/identity/introspect", limit, async (c) => {
    callerOf(c);
    const form = await formParameters(c);
    if (!form) return failure(c, 415, "BXNIM0121E", "The body must be application/x-www-form-urlencoded.");
    const token = form.get("token");
    const apikey = form.get("apikey");
    if (!token && !apikey) return failure(c, 400, "BXNIM0109E", "Property missing or empty: token");
    const claims = await introspect(token ? { token } : { apikey: apikey ?? "" });
    return c.json(claims ? { active: true, ...claims } : { active: false }, 200, {
      "cache-control": "no-store",
    });
  })
  .onError((error, c) => {
    logProblem(error, "identity request failed: the database did not answer");
    c.header("retry-after", "5");
    return failure(
      c,
      503,
      "BXNIM0503E",
      "The database does not answer. Nothing was given; try again in a few seconds.",
    );
  });
