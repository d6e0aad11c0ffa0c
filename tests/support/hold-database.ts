import { lockDataDir } from "@/lib/platform/data-dir-lock";
import { startEmbeddedPostgres } from "@/lib/platform/embedded-postgres";
import { createLog } from "@/lib/platform/log";

// Holds a data directory and its database until it is killed: `hold-database.ts <data directory>`.
const dataDir = process.argv[2] ?? "";
lockDataDir(dataDir);
const { ownerUrl, appUrl } = await startEmbeddedPostgres({ dataDir, log: createLog("silent") });
process.stdout.write(`${JSON.stringify({ ownerUrl, appUrl })}\n`);
setInterval(() => {}, 60_000);
