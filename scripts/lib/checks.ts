import { spawnSync } from "node:child_process";
import path from "node:path";
import { Failure, say, step } from "./cli";

const root = path.join(import.meta.dirname, "../..");

const checks: readonly (readonly [title: string, args: readonly string[]])[] = [
  // Next's own types (routes, images) are made files; a stale set would accuse pages that are gone.
  ["Checking: types of the routes", ["node_modules/next/dist/bin/next", "typegen"]],
  ["Checking: types", ["node_modules/typescript/bin/tsc", "--noEmit", "--project", "."]],
  ["Checking: lint and format", ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings"]],
];
export const ruleTests = ["import-rules", "repository", "i18n/page-words"].map(
  (name) => `tests/unit/${name}.test.ts`,
);

/** Runs every check, also after one has failed, and prints what a failing one says. Returns how many failed. */
export const runChecks = async (further: typeof checks = []): Promise<number> => {
  let failed = 0;
  for (const [title, args] of [...checks, ...further])
    await step(title, () => {
      const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1" };
      const run = spawnSync(process.execPath, args, { cwd: root, env, encoding: "utf8", maxBuffer: 1 << 28 });
      if (run.status !== 0) throw new Failure(`${run.stdout}${run.stderr}`.trim());
    }).catch((error: Error) => {
      failed += 1;
      say(error.message);
    });
  return failed;
};
