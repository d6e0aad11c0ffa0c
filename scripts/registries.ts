import { readConfig } from "@/lib/platform/config";
import { endSignal, main, step } from "./lib/cli";
import { runRegistries } from "./lib/registries";
import { registryBinary } from "./lib/tools";

// `npm run registries`: the demo's regional registries alone, from the configurations that the portal wrote.
main(async () => {
  const { dataDir } = readConfig();
  const ended = endSignal();
  const binary = await step("Finding a registry to run", () => registryBinary(dataDir));
  const registries = await step("Starting the registries", () => runRegistries(dataDir, binary));
  console.table(Object.fromEntries(registries.running.map(({ region, ...where }) => [region, where])));
  console.log("Ctrl-C stops them.");
  await ended;
  await step("Stopping the registries", () => registries.stop());
  process.exit(0);
});
