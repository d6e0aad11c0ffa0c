import { type Context, Hono } from "hono";
import { listAudit } from "@/lib/services/audit";
import { exportCredentials } from "@/lib/services/credential-report";
import { logProblem } from "@/lib/services/health";
import { authenticateBearer } from "@/lib/services/iam-token";
import { type ExportFormat, exportAudit, exportUsage } from "@/lib/services/report-export";
import { isServiceError, ServiceError, type ServiceErrorCode } from "@/lib/services/service-error";
import { listUsage } from "@/lib/services/usage";
import { callerOf } from "./request-context";

const paging = ["limit", "cursor"];
const period = ["from", "to", "scope"];
const usageParameters = ["apikey_id", "iam_id", "region", "namespace", "action", "outcome", ...period];
const auditParameters = ["actor", "action", "target", ...period];
const credentialParameters = ["findings", "unused_days", "expiring_days", "owner", "about"];

/**
 * The record for auditors and SIEMs: pages of JSON, or with `Accept: text/csv` or `application/x-ndjson` all
 * that matches.
 */
export const reports = new Hono()
  .get("/api/v1/usage", async (c) => {
    const { actor, filters, page } = await request(c, usageParameters);
    const format = wantedFormat(c);
    if (format) return download(c, "usage", format, await exportUsage(actor, filters, format));
    return pageOf(c, await listUsage(actor, filters, page));
  })
  .get("/api/v1/audit", async (c) => {
    const { actor, filters, page } = await request(c, auditParameters);
    const format = wantedFormat(c);
    if (format) return download(c, "audit", format, await exportAudit(actor, filters, format));
    return pageOf(c, await listAudit(actor, filters, page));
  })
  .get("/api/v1/credential-report", async (c) => {
    const { actor, filters } = await request(c, credentialParameters, []);
    const format = wantedFormat(c) ?? "ndjson";
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
    if (error.code === "unauthorized") c.header("www-authenticate", "Bearer");
    const [status, code] = answers[error.code] ?? [400, "invalid_request"];
    return failure(c, status, code, error.message, error.field ?? undefined);
  });

const answers: { [code in ServiceErrorCode]?: [401 | 403 | 400, string] } = {
  unauthorized: [401, "unauthorized"],
  forbidden: [403, "forbidden"],
  invalid: [400, "invalid_parameter"],
};

/** Who asks for what. A misspelt filter would give more than was meant, so it is refused. */
const request = async (c: Context, known: readonly string[], pages: readonly string[] = paging) => {
  const actor = await authenticateBearer(c.req.header("authorization"), callerOf(c));
  const filters: { [name: string]: string } = {};
  const page: { [name: string]: string } = {};
  for (const [name, values] of Object.entries(c.req.queries())) {
    const place = known.includes(name) ? filters : pages.includes(name) ? page : null;
    if (!place) throw wrong(name, `is no parameter here, there are ${[...known, ...pages].join(", ")}`);
    if (values.length > 1) throw wrong(name, "is given more than once");
    place[name] = values[0] ?? "";
  }
  return { actor, filters, page };
};

const wrong = (name: string, problem: string): ServiceError =>
  new ServiceError("invalid", `${name.slice(0, 80)} ${problem}`, { field: name.slice(0, 80) });

const wantedFormat = (c: Context): ExportFormat | null => {
  const accept = c.req.header("accept") ?? "";
  if (/\btext\/csv\b/i.test(accept)) return "csv";
  return /\bapplication\/x-ndjson\b/i.test(accept) ? "ndjson" : null;
};

const pageOf = (c: Context, { items, next }: { items: unknown[]; next: string | null }) => {
  const query = new URLSearchParams(new URL(c.req.url).search);
  if (next) query.set("cursor", next);
  return c.json({ items, ...(next ? { next: `${c.req.path}?${query}` } : {}) }, 200, {
    "cache-control": "no-store",
    vary: "accept",
  });
};

const contentTypes = { csv: "text/csv; charset=utf-8; header=present", ndjson: "application/x-ndjson" };

const download = (c: Context, name: string, format: ExportFormat, body: ReadableStream<Uint8Array>) =>
  c.body(body, 200, {
    "content-type": contentTypes[format],
    "content-disposition": `attachment; filename="wharfkey-${name}.${format}"`,
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
