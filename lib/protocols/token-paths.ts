import { count, form, json, list, object, query, registryErrors, text } from "./openapi-words";

/** OpenAPI of the token endpoints, which follow distribution's and IAM's documents. */

const basic = [{ credential: [] }];

const tokenErrors = json(
  "Refused",
  object({ errorCode: text, errorMessage: text, errorDetails: text, context: { type: "object" } }, [
    "errorCode",
    "errorMessage",
    "context",
  ]),
);
const registryToken = json(
  "A registry token for what of the scopes is held",
  object({ token: text, access_token: text, expires_in: count, issued_at: text, refresh_token: text }, [
    "token",
    "access_token",
    "expires_in",
    "issued_at",
  ]),
);

const accessToken = json(
  "An access token",
  object({
    access_token: text,
    refresh_token: text,
    token_type: text,
    expires_in: count,
    expiration: count,
    scope: text,
  }),
);

const tokenParameters = {
  service: { ...text, description: "The registry's service" },
  scope: {
    ...text,
    description: "`repository:NAMESPACE/REPOSITORY:pull,push`; several, separated by spaces or repeated",
  },
};

export const tokenPaths = {
  "/oauth/token": {
    get: {
      tags: ["Registry tokens"],
      summary: "A registry token for Basic credentials (distribution's token protocol)",
      security: basic,
      parameters: [
        query("service", tokenParameters.service.description, text, true),
        query("scope", tokenParameters.scope.description),
        query("account", "Ignored"),
        query("offline_token", "Also a refresh token, where the region offers it", { type: "boolean" }),
        query("client_id", "Recorded by clients, ignored here"),
      ],
      responses: {
        200: registryToken,
        400: registryErrors,
        401: registryErrors,
        429: registryErrors,
        503: registryErrors,
      },
    },
    post: {
      tags: ["Registry tokens"],
      summary: "A registry token by an OAuth2 form",
      security: [],
      requestBody: form(
        object(
          {
            grant_type: { enum: ["password", "refresh_token"] },
            ...tokenParameters,
            username: { enum: ["iamapikey", "iambearer", "iamrefresh"] },
            password: text,
            refresh_token: text,
            access_type: { enum: ["online", "offline"] },
            client_id: text,
          },
          ["grant_type", "service"],
        ),
      ),
      responses: {
        200: registryToken,
        400: registryErrors,
        401: registryErrors,
        413: registryErrors,
        415: registryErrors,
        429: registryErrors,
        503: registryErrors,
      },
    },
  },
  "/identity/token": {
    post: {
      tags: ["Access tokens"],
      summary: "An access token for an API key or a refresh token",
      security: [],
      requestBody: form(
        object(
          {
            grant_type: { enum: ["urn:ibm:params:oauth:grant-type:apikey", "refresh_token"] },
            apikey: text,
            refresh_token: text,
            response_type: { enum: ["cloud_iam"] },
          },
          ["grant_type"],
        ),
      ),
      responses: {
        200: accessToken,
        400: tokenErrors,
        401: tokenErrors,
        413: tokenErrors,
        415: tokenErrors,
        429: tokenErrors,
        503: tokenErrors,
      },
    },
  },
  "/identity/introspect": {
    post: {
      tags: ["Access tokens"],
      summary: "Whether a token or key holds",
      security: [],
      requestBody: form(object({ token: text, apikey: text }, [])),
      responses: {
        200: json("`active`, with the claims when it is", object({ active: { type: "boolean" } })),
        400: tokenErrors,
        413: tokenErrors,
        415: tokenErrors,
        429: tokenErrors,
        503: tokenErrors,
      },
    },
  },
  "/identity/keys": {
    get: {
      tags: ["Access tokens"],
      summary: "Public signing keys (JWKS)",
      security: [],
      responses: { 200: json("A JWK set", object({ keys: list({ type: "object" }) })) },
    },
  },
  "/identity/.well-known/openid-configuration": {
    get: {
      tags: ["Access tokens"],
      summary: "Discovery",
      security: [],
      responses: { 200: json("Endpoints of the issuer") },
    },
  },
};
