import { Hono, type MiddlewareHandler } from "hono";
import { countCredentialRequest } from "@/lib/services/metrics";
import { iamToken } from "./iam-token";
import { noRoute } from "./no-route";
import { operations } from "./operations";
import { registryEvents } from "./registry-events";
import { registryToken } from "./registry-token";
import { reports } from "./reports";
import { restApis } from "./rest-apis";
import { usageEvents } from "./usage-stream";

/** Paths that machines call; everything else is for people and goes to Next. */
const prefixes = ["/oauth/", "/identity/", "/v1/", "/v2/", "/api/v1/", "/registry/"];
const exact = ["/openapi.json", "/healthz", "/readyz", "/metrics"];

export const isMachinePath = (pathname: string): boolean =>
  exact.includes(pathname) || prefixes.some((prefix) => pathname.startsWith(prefix));

const credentialPaths = new Set(["/oauth/token", "/identity/token"]);

const counted: MiddlewareHandler = async (c, next) => {
  if (!credentialPaths.has(c.req.path)) return next();
  const began = performance.now();
  await next();
  countCredentialRequest(c.req.path, c.res.status, (performance.now() - began) / 1000);
};

/** The machines' endpoints, one Hono app a protocol. A trailing slash says nothing: some SDKs send one. */
export const createProtocols = (): Hono => {
  const app = new Hono({ strict: false })
    .use(counted)
    .route("/", operations)
    .route("/", registryToken)
    .route("/", registryEvents)
    .route("/", iamToken)
    .route("/", usageEvents)
    .route("/", reports)
    .route("/", restApis);
  return app.notFound(noRoute(app));
};
