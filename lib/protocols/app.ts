import { Hono } from "hono";
import { iamToken } from "./iam-token";
import { operations } from "./operations";
import { registryEvents } from "./registry-events";
import { registryToken } from "./registry-token";
import { usageEvents } from "./usage-stream";

/** Paths that machines call; everything else is for people and goes to Next. */
const prefixes = ["/oauth/", "/identity/", "/v1/", "/v2/", "/api/v1/", "/registry/"];
const exact = ["/openapi.json", "/healthz", "/readyz", "/metrics"];

export const isMachinePath = (pathname: string): boolean =>
  exact.includes(pathname) || prefixes.some((prefix) => pathname.startsWith(prefix));

/** The machines' endpoints, one Hono app a protocol. */
export const createProtocols = (): Hono =>
  new Hono()
    .route("/", operations)
    .route("/", registryToken)
    .route("/", registryEvents)
    .route("/", iamToken)
    .route("/", usageEvents)
    .notFound((c) =>
      c.json({ errors: [{ code: "not_found", message: `There is nothing at ${c.req.path}.` }] }, 404),
    );
