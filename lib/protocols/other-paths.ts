import { exportFormats } from "@/lib/domain/export-format";
import { keyFindings } from "@/lib/domain/inputs/key-inventory";
import { count, json, list, object, query, registryErrors, text } from "./openapi-words";
import { reportFilters } from "./reports";
import { tokenPaths } from "./token-paths";

/**
 * OpenAPI of the protocols that aren't made of described routes: tokens, reports, notifications, operations.
 * Plain literals, since each follows a document of its own.
 */

const bearer = [{ accessToken: [] }];

const reportErrors = json(
  "Refused; the message names the parameter",
  object({ errors: list({ type: "object" }), trace: text }),
);

const period = [
  query("from", "First instant, ISO 8601"),
  query("to", "First instant after it, ISO 8601"),
  query("limit", "Of a page: 1–1000, default 100", count),
  query("cursor", "Of a page: from `next`"),
  query("format", "Streams all that matches: `csv`, `ndjson`, or `ocsf` (OCSF 1.3 events, one a line)", {
    type: "string",
    enum: exportFormats,
  }),
];

const downloads = `With \`format\`, or with \`Accept: text/csv\` or \`application/x-ndjson\`, all that matches is streamed.
A download that broke off is gone on with by \`after\`: repeat the request, with the last line that came whole.`;

const report = (summary: string, after: string, parameters: object[]) => ({
  get: {
    tags: ["Reports"],
    summary,
    description: downloads,
    security: bearer,
    parameters: [...parameters, ...period, query("after", after)],
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

export const otherPaths = {
  ...tokenPaths,
  "/api/v1/usage": report(
    "Who used which key, from where, for what",
    "Of a download, which is newest first: goes on after this row, its `at`, `_` and its `id`. In OCSF these are `metadata.original_time` and `metadata.uid`.",
    reportFilters.usage.map((name) => query(name, "Only rows with it")),
  ),
  "/api/v1/audit": report(
    "Every change of anything, hash by hash",
    "Of a download, which is oldest first: goes on after this item, its `seq`, so a SIEM that keeps the last gets what is new. In OCSF it is `metadata.sequence`.",
    reportFilters.audit.map((name) => query(name, "Only items with it")),
  ),
  "/api/v1/credential-report": {
    get: {
      tags: ["Reports"],
      summary: "Every API key with status, ages, last use, policies and findings, and the account's people",
      description:
        "NDJSON, or with `Accept: text/csv` CSV; streamed. People follow where nothing is filtered.",
      security: bearer,
      parameters: [
        query("findings", `Only keys with all of these, by comma: ${keyFindings.join(", ")}`),
        query("unused_days", "What `unused` means, default 90", count),
        query("expiring_days", "What `expiring` means, default 14", count),
        query("owner", "`user` or `service-id`"),
        query("about", "Part of a label or an owner's name, or the beginning of a prefix"),
        query("format", "`ndjson` or `csv`, as `Accept` says it too", {
          type: "string",
          enum: ["ndjson", "csv"],
        }),
      ],
      responses: {
        200: {
          description: "A line a credential",
          content: { "application/x-ndjson": { schema: text }, "text/csv": { schema: text } },
        },
        400: reportErrors,
        401: reportErrors,
        403: reportErrors,
      },
    },
  },
  "/api/v1/usage/stream": {
    get: {
      tags: ["Reports"],
      summary: "The live line of one key (server-sent events)",
      security: bearer,
      parameters: [query("apikey_id", "The key's id", text, true)],
      responses: {
        200: {
          description: "Events named `use`, a usage row each, and `failed`",
          content: { "text/event-stream": { schema: text } },
        },
        400: reportErrors,
        401: reportErrors,
        429: reportErrors,
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
