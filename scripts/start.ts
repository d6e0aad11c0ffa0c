import path from "node:path";
import { ensureBuild } from "./lib/build";
import { main } from "./lib/cli";

// `npm start` without a build of these sources: makes it first. With one, bootstrap.mjs runs the portal itself.
main(async () => {
  await ensureBuild();
  await import(path.join(import.meta.dirname, "portal.mjs"));
});
