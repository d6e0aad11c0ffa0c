import { startBesidePortal } from "./scripts/lib/beside-portal";
import { rollUpUsage } from "@/lib/services/usage-rollup";
const { stop } = await startBesidePortal();
const b = performance.now();
await rollUpUsage((n) => console.log(n, "hours", ((performance.now() - b) / 1000).toFixed(0), "s"));
await stop();
