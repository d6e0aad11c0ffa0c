import { Hono } from "hono";
import { databaseReady } from "@/lib/services/health";
import { mayReadMetrics, readMetrics } from "@/lib/services/metrics";
import { callerOf } from "./request-context";

/** `/healthz`: the process is up. `/readyz`: the database is reachable and migrated. `/metrics`: for Prometheus. */
export const operations = new Hono()
  .get("/healthz", (c) => c.json({ status: "up" }))
  .get("/readyz", async (c) => {
    if (await databaseReady()) return c.json({ status: "ready" });
    const notReady = { status: "not ready", reason: "the database is not reachable" };
    return c.json(notReady, 503, { "retry-after": "5" });
  })
  .get("/metrics", async (c) => {
    if (!mayReadMetrics(c.req.header("authorization"), callerOf(c).ip))
      return c.json(
        {
          errors: [
            { code: "unauthorized", message: "Metrics need the bearer token of WHARFKEY_METRICS_TOKEN." },
          ],
        },
        401,
      );
    const { text, contentType } = await readMetrics();
    return c.body(text, 200, { "content-type": contentType });
  });
