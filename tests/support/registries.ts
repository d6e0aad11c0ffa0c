import path from "node:path";
import { startRegistry } from "@/scripts/lib/registry-process";
import { registryBinary } from "@/scripts/lib/tools";

/** Where Debian's docker-registry is unpacked for tests; shared by all runs in this clone. */
export const toolsDataDir = path.resolve(".data");

/** The registry that tests start. `npm run test:interop` runs the same tests with CNCF Distribution 3. */
export const testRegistry = async (): Promise<string> =>
  process.env.WHARFKEY_TEST_REGISTRY ?? (await registryBinary(toolsDataDir));

/** Starts real registries of a portal from the configuration that it wrote; resolves once they answer. */
export const startRegistries = async (
  dataDir: string,
  regions: string[],
): Promise<{ stop(): Promise<void> }> => {
  const binary = await testRegistry();
  const started = await Promise.all(
    regions.map((region) =>
      startRegistry({
        binary,
        configFile: path.join(dataDir, "registries", `${region}.yml`),
        logFile: path.join(dataDir, "registries", "logs", `${region}.log`),
        pidFile: path.join(dataDir, "registries", `${region}.pid`),
      }),
    ),
  );
  await Promise.all(started.map((registry) => registry.ready));
  return {
    async stop() {
      await Promise.all(started.map((registry) => registry.stop()));
    },
  };
};
