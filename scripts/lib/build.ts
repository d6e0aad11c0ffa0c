import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { lockFile } from "@/lib/platform/file-lock";
import { Failure, say, step } from "./cli";
import { builds, isFresh } from "./sources.mjs";

const root = path.join(import.meta.dirname, "../..");

const buildPages = () => {
  const run = spawnSync(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (run.status === 0) return;
  say(`\n${run.stdout}${run.stderr}`.trimEnd());
  throw new Failure("The pages could not be built. The lines above say why.");
};

/** The project's own modules in one file, so that running them needs no TypeScript; packages stay where they are. */
const buildServer = () =>
  build({
    ...{ absWorkingDir: root, entryPoints: ["server.ts"], outfile: builds.server.result },
    ...{ bundle: true, packages: "external", platform: "node", format: "esm", target: "node20" },
    logLevel: "warning",
  });

const make = async (
  title: string,
  of: (typeof builds)["pages" | "server"],
  work: () => unknown,
): Promise<void> => {
  if (isFresh(of)) return;
  await step(title, async () => {
    const before = of.hash();
    await work();
    writeFileSync(of.file, before);
  });
};

/**
 * Builds pages and server unless a build of exactly these sources is there. Several processes may ask at once.
 * @throws Failure after the compiler's own words were printed
 */
export const ensureBuild = async (): Promise<void> => {
  if (isFresh(builds.pages) && isFresh(builds.server)) return;
  const stamps = path.join(root, "node_modules/.wharfkey");
  mkdirSync(stamps, { recursive: true });
  const lock = lockFile(path.join(stamps, "build.lock"), true);
  await make("Building the pages", builds.pages, buildPages);
  await make("Building the server", builds.server, buildServer);
  if ("release" in lock) lock.release();
};
