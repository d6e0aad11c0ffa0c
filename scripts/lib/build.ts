import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { lockFile } from "@/lib/platform/file-lock";
import { Failure, say, step } from "./cli";

const root = path.join(import.meta.dirname, "../..");
const stampFile = path.join(root, ".next/wharfkey-sources");
/** What `next build` reads. */
const sources = [
  "app",
  "components",
  "lib",
  "public",
  "next.config.js",
  "package-lock.json",
  "postcss.config.mjs",
  "prisma/schema.prisma",
  "proxy.ts",
  "tsconfig.json",
];

/** SHA-256 over names and contents: unlike times, these survive a checkout. */
const hashSources = (): string => {
  const sum = createHash("sha256");
  const add = (name: string) => {
    const file = path.join(root, name);
    if (!existsSync(file)) return;
    if (statSync(file).isDirectory())
      for (const inner of readdirSync(file).sort()) add(path.join(name, inner));
    else sum.update(`${name}\0`).update(readFileSync(file));
  };
  for (const name of sources) add(name);
  return sum.digest("hex");
};

const isFresh = () =>
  existsSync(path.join(root, ".next/BUILD_ID")) &&
  existsSync(stampFile) &&
  readFileSync(stampFile, "utf8") === hashSources();

/**
 * Builds the pages unless a build of exactly these sources is there. Several processes may ask at once.
 * @throws Failure after the compiler's own words were printed
 */
export const ensureBuild = async (): Promise<void> => {
  if (isFresh()) return;
  const stamps = path.join(root, "node_modules/.wharfkey");
  mkdirSync(stamps, { recursive: true });
  const lock = lockFile(path.join(stamps, "build.lock"), true);
  if (!isFresh())
    await step("Building the pages", () => {
      const before = hashSources();
      const run = spawnSync(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
        cwd: root,
        encoding: "utf8",
        env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      });
      if (run.status !== 0) {
        say(`\n${run.stdout}${run.stderr}`.trimEnd());
        throw new Failure("The pages could not be built. The lines above say why.");
      }
      writeFileSync(stampFile, before);
    });
  if ("release" in lock) lock.release();
};
