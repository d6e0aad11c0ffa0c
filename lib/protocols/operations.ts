import { Hono } from "hono";
import { databaseReady } from "@/lib/services/health";

/** `/healthz`: the process is up. `/readyz`: the database is reachable and migrated. */
export const operations = new Hono()
  .get("/healthz", (c) => c.json({ status: "up" }))
  .get("/readyz", async (c) => {
    const ready = await databaseReady();
    if (ready) return c.json({ status: "ready" });
    return c.json({ status: "not ready", reason: "the database is not reachable" }, 503, { "retry-after": "5" });
  });
