import path from "node:path";
import { ensureBuild } from "./lib/build";
import { main } from "./lib/cli";

// `npm start`: the portal alone, for production. Builds the pages when no build of these sources is there.
main(async () => {
  Object.assign(process.env, { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" });
  await ensureBuild();
  process.argv[1] = path.join(import.meta.dirname, "../server.ts");
  await import("../server");
});
