/**
 * OpenAPI of the protocols that aren't made of described routes: tokens, reports, notifications, operations.
 * Plain literals, since each follows a document of its own.
 */

type Schema = { [keyword: string]: unknown };

const text = { type: "string" };
const count = { type: "integer" };
const object = (properties: { [name: string]: Schema }, required = Object.keys(properties)): Schema => ({
  type: "object",
  properties,
  required,
});
const list = (items: Schema): Schema => ({ type: "array", items });

const json = (description: string, schema: Schema = { type: "object" }) => ({
  description,
  content: { "application/json": { schema } },
});
const form = (schema: Schema) => ({
  required: true,
  content: { "application/x-www-form-urlencoded": { schema } },
});
const query = (name: string, description: string, schema: Schema = text, required = false) => ({
  name,
  in: "query",
  description,
  schema,
  required,
});

const basic = [{ credential: [] }];
const bearer = [{ accessToken: [] }];

const registryErrors = json(
  "Refused; docker prints the message",
  object({ errors: list(object({ code: text, message: text })) }),
);
const tokenErrors = json(
  "Refused",
  object({ errorCode: text, errorMessage: text, errorDetails: text, context: { type: "object" } }, [
    "errorCode",
    "errorMessage",
    "context",
  ]),
);
const reportErrors = json(
  "Refused; the message names the parameter",
  object({ errors: list({ type: "object" }), trace: text }),
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

const period = [
  query("from", "First instant, ISO 8601"),
  query("to", "First instant after it, ISO 8601"),
  query("limit", "1–1000, default 100", count),
  query("cursor", "From `next`"),
];

const report = (summary: string, parameters: object[]) => ({
  get: {
    tags: ["Reports"],
    summary,
    description: "With `Accept: text/csv` or `application/x-ndjson`, all that matches is streamed.",
    security: bearer,
    parameters: [...parameters, ...period],
    responses: {
      200: {
        description: "A page; `next` is a path to follow",
        content: {
          "application/json": { schema: object({ items: list({ type: "object" }), next: text }, ["items"]) },
          "text/csv": { schema: text },
          "application/x-ndjson": { schema: text },
        },
      },
      400: reportErrors,
      401: reportErrors,
      403: reportErrors,
    },
  },
});

const tokenParameters = {
  service: { ...text, description: "The registry's service" },
  scope: {
    ...text,
    description: "`repository:NAMESPACE/REPOSITORY:pull,push`; several, separated by spaces or repeated",
  },
};

export const otherPaths = {
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
  "/api/v1/usage": report("Who used which key, from where, for what", [
    ...["apikey_id", "iam_id", "region", "namespace", "action", "outcome"].map((name) =>
      query(name, "Only rows with it"),
    ),
  ]),
  "/api/v1/audit": report("Every change of anything, hash by hash", [
    ...["actor", "action", "target"].map((name) => query(name, "Only items with it")),
  ]),
  "/api/v1/usage/stream": {
    get: {
      tags: ["Reports"],
      summary: "The live line of one key (server-sent events)",
      security: bearer,
      parameters: [query("apikey_id", "The key's id", text, true)],
      responses: {
        200: { description: "Events named `use`", content: { "text/event-stream": { schema: text } } },
        400: reportErrors,
        401: reportErrors,
      },
    },
  },
  "/registry/events/{region}": {
    post: {
      tags: ["Registries"],
      summary: "A registry's notifications, with the region's webhook secret",
      security: [{ webhookSecret: [] }],
      parameters: [{ name: "region", in: "path", required: true, schema: text }],
      requestBody: {
        required: true,
        content: {
          "application/vnd.docker.distribution.events.v1+json": {
            schema: object({ events: list({ type: "object" }) }),
          },
        },
      },
      responses: { 200: json("Committed"), 401: registryErrors, 503: registryErrors },
    },
  },
  "/healthz": {
    get: { tags: ["Operations"], summary: "The process is up", security: [], responses: { 200: json("Up") } },
  },
  "/readyz": {
    get: {
      tags: ["Operations"],
      summary: "The database is reachable and migrated",
      security: [],
      responses: { 200: json("Ready"), 503: json("Not ready") },
    },
  },
  "/metrics": {
    get: {
      tags: ["Operations"],
      summary: "Prometheus metrics; without a token set, for loopback only",
      security: [{ metricsToken: [] }],
      responses: {
        200: { description: "Text exposition", content: { "text/plain": { schema: text } } },
        401: registryErrors,
      },
    },
  },
};

export const securitySchemes = {
  accessToken: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "From /identity/token" },
  credential: {
    type: "http",
    scheme: "basic",
    description: "`iamapikey`, `iambearer` or `iamrefresh` and the credential",
  },
  webhookSecret: { type: "http", scheme: "bearer", description: "The region's webhook secret" },
  metricsToken: { type: "http", scheme: "bearer", description: "WHARFKEY_METRICS_TOKEN" },
};
