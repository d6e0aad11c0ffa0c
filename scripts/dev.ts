import { main } from "./lib/cli";

// `npm run dev`: the portal with pages that follow their sources.
main(async () => {
  Object.assign(process.env, { NODE_ENV: "development", NEXT_TELEMETRY_DISABLED: "1" });
  await import("../server");
});
