import { type Context, Hono } from "hono";
import { type ExportFormat, exportFiles, exportFormats } from "@/lib/domain/export-format";
import { listAudit } from "@/lib/services/audit";
import { credentialFormats, exportCredentials } from "@/lib/services/credential-report";
import { logProblem } from "@/lib/services/health";
import { authenticateBearer } from "@/lib/services/iam-token";
import { exportAudit, exportUsage } from "@/lib/services/report-export";
import { isServiceError, ServiceError, type ServiceErrorCode } from "@/lib/services/service-error";
import { listUsage } from "@/lib/services/usage";
import { bearerChallenge, callerOf } from "./request-context";

const paging = ["limit", "cursor"];
const downloading = ["format", "after"];
const period = ["from", "to", "scope"];
/** What each report is narrowed by, beside its period. */
export const reportFilters = {
  usage: ["apikey_id", "iam_id", "region", "namespace", "repository", "client", "ip", "action", "outcome"],
  audit: ["actor", "action", "target", "ip", "correlation_id"],
};
const usageParameters = [...reportFilters.usage, ...period];
const auditParameters = [...reportFilters.audit, ...period];
const credentialParameters = ["findings", "unused_days", "expiring_days", "owner", "about"];

/**
 * The record for auditors and SIEMs: pages of JSON, or with `format` (or `Accept: text/csv` or
 * `application/x-ndjson`) all that matches, from `after` on.
 */
export const reports = new Hono()
  .get("/api/v1/usage", async (c) => {
    const { actor, filters, page, format, after } = await request(c, usageParameters);
    if (format) return download(c, "usage", format, await exportUsage(actor, filters, format, after));
    return pageOf(c, await listUsage(actor, filters, page));
  })
  .get("/api/v1/audit", async (c) => {
    const { actor, filters, page, format, after } = await request(c, auditParameters);
    if (format) return download(c, "audit", format, await exportAudit(actor, filters, format, after));
    return pageOf(c, await listAudit(actor, filters, page));
  })
  .get("/api/v1/credential-report", async (c) => {
    const { actor, filters, format = "ndjson" } = await credentialRequest(c);
    return download(c, "credential-report", format, await exportCredentials(actor, filters, format));
  })
  .on(
    ["POST", "PUT", "PATCH", "DELETE"],
    ["/api/v1/usage", "/api/v1/audit", "/api/v1/credential-report"],
    (c) => {
      callerOf(c);
      c.header("allow", "GET");
      return failure(c, 405, "method_not_allowed", "The record can only be read: use GET.");
    },
  )
  .onError((error, c) => {
    if (!isServiceError(error)) {
      logProblem(error, "a report was not given: the database did not answer");
      c.header("retry-after", "5");
      return failure(
        c,
        503,
        "unavailable",
        "Wharfkey's database does not answer. Try again in a few seconds.",
      );
    }
    if (error.code === "unauthorized") c.header("www-authenticate", bearerChallenge(c));
    const [status, code] = answers[error.code] ?? [400, "invalid_request"];
    return failure(c, status, code, error.message, error.field ?? undefined);
  });

const answers: { [code in ServiceErrorCode]?: [401 | 403 | 400, string] } = {
  unauthorized: [401, "unauthorized"],
  forbidden: [403, "forbidden"],
  invalid: [400, "invalid_parameter"],
};

/** Who asks for what. A misspelt filter would give more than was meant, so it is refused. */
const parametersOf = async (c: Context, known: readonly string[]) => {
  const actor = await authenticateBearer(c.req.header("authorization"), callerOf(c));
  const given: { [name: string]: string } = {};
  for (const [name, values] of Object.entries(c.req.queries())) {
    if (!known.includes(name)) throw wrong(name, `is no parameter here, there are ${known.join(", ")}`);
    if (values.length > 1) throw wrong(name, "is given more than once");
    given[name] = values[0] ?? "";
  }
  return { actor, given };
};

/** A page or a download; what means nothing there is refused too, so that nobody relies on it. */
const request = async (c: Context, filterNames: readonly string[]) => {
  const { actor, given } = await parametersOf(c, [...filterNames, ...paging, ...downloading]);
  const { limit, cursor, format: asked, after, ...filters } = given;
  const format = wantedFormat(c, asked, exportFormats);
  const misplaced = (format ? paging : ["after"]).find((name) => given[name] !== undefined);
  if (misplaced && format) throw wrong(misplaced, "is for pages: a download is whole, or goes on with after");
  if (misplaced) throw wrong(misplaced, "is for downloads: pages go on with cursor");
  const page = { ...(limit !== undefined && { limit }), ...(cursor !== undefined && { cursor }) };
  return { actor, filters, page, format, after };
};

const credentialRequest = async (c: Context) => {
  const { actor, given } = await parametersOf(c, [...credentialParameters, "format"]);
  const { format, ...filters } = given;
  return { actor, filters, format: wantedFormat(c, format, credentialFormats) };
};

const wrong = (name: string, problem: string): ServiceError =>
  new ServiceError("invalid", `${name.slice(0, 80)} ${problem}`, { field: name.slice(0, 80) });

/** By parameter, else by what is accepted; none is a page. */
const wantedFormat = <Format extends ExportFormat>(
  c: Context,
  asked: string | undefined,
  formats: readonly Format[],
): Format | undefined => {
  if (asked !== undefined) {
    const format = formats.find((one) => one === asked);
    if (!format) throw wrong("format", `needs one of ${formats.join(", ")}`);
    return format;
  }
  const accept = c.req.header("accept") ?? "";
  return formats.find((one) => accepted[one]?.test(accept));
};

const accepted: { [format in ExportFormat]?: RegExp } = {
  csv: /\btext\/csv\b/i,
  ndjson: /\bapplication\/x-ndjson\b/i,
};

const pageOf = (c: Context, { items, next }: { items: unknown[]; next: string | null }) => {
  const query = new URLSearchParams(new URL(c.req.url).search);
  if (next) query.set("cursor", next);
  return c.json({ items, ...(next ? { next: `${c.req.path}?${query}` } : {}) }, 200, {
    "cache-control": "no-store",
    vary: "accept",
  });
};

const download = (c: Context, name: string, format: ExportFormat, body: ReadableStream<Uint8Array>) =>
  c.body(body, 200, {
    "content-type": exportFiles[format].type,
    "content-disposition": `attachment; filename="wharfkey-${name}.${exportFiles[format].extension}"`,
    "cache-control": "no-store",
    vary: "accept",
  });

const failure = (
  c: Context,
  status: 400 | 401 | 403 | 405 | 503,
  code: string,
  message: string,
  parameter?: string,
) =>
  c.json(
    {
      errors: [{ code, message, ...(parameter ? { target: { type: "parameter", name: parameter } } : {}) }],
      trace: c.res.headers.get("x-request-id") ?? "",
    },
    status,
    { "cache-control": "no-store" },
  );
