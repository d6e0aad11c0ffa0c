import pg from "pg";
import { findEmbeddedPostgres } from "@/lib/platform/embedded-postgres";
import * as R from "@/lib/services/usage-rollup";
const c = new pg.Client(findEmbeddedPostgres("/tmp/scale/big")!.ownerUrl); await c.connect();
const day = new Date("2026-11-18T00:00:00Z");
await c.query("BEGIN"); await c.query("SET LOCAL work_mem='64MB'");
const times = Array.from({length:24},(_, i)=>new Date(day.getTime()+i*3600000)); const span=[times[0], new Date(day.getTime()+86400000)];
const T = (R as any).texts as Record<string,string>;
for (const [n, v] of [["hoursText",[times,...span]],["reachText",[times,...span]],["dayOfHoursText",[day]],["dayText",[day]]] as any) {
  const r = await c.query("EXPLAIN (ANALYZE, BUFFERS) "+T[n], v); console.log("==", n); console.log(r.rows.map((x:any)=>x["QUERY PLAN"]).join("\n"));
}
await c.query("ROLLBACK"); await c.end();
