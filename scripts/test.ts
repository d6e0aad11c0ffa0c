import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensureBuild } from "./lib/build";
import { runChecks } from "./lib/checks";
import { main, say } from "./lib/cli";
import { clientsAreRequired, installTestClients } from "./lib/test-clients";
import { type Counts, countPlaywright, countVitest, judge, sum, summaryLine } from "./lib/test-counts";
import { testEnvironment } from "./lib/test-environment";
import { playwrightFailures, vitestFailures } from "./lib/test-failures";

const root = path.join(import.meta.dirname, "..");
const nothing: Counts = { passed: 0, failed: 0, skipped: 0 };
const failure: Counts = { ...nothing, failed: 1 };
/** What failed is told again at the end: much is printed between. */
const failures: string[] = [];

const run = async (
  title: string,
  args: string[],
  report: string,
  read: { count: (json: never) => Counts; failures: (json: never) => string[] },
): Promise<Counts> => {
  say(`\n${title}`);
  const env = { ...testEnvironment(), PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const [code] = await once(spawn(process.execPath, args, { cwd: root, env, stdio: "inherit" }), "exit");
  try {
    const json = JSON.parse(readFileSync(report, "utf8")) as never;
    failures.push(...read.failures(json));
    return judge(read.count(json), code);
  } catch {
    return failure; // it broke before it could report
  }
};

const clients = async (): Promise<Counts> => {
  const missing = await installTestClients(path.join(root, ".data"));
  if (missing.length === 0) return nothing;
  if (!clientsAreRequired()) say(`Not installed, so what needs them is skipped: ${missing.join(", ")}`);
  else say(`Could not be installed: ${missing.join(", ")}`);
  return clientsAreRequired() ? failure : nothing;
};

// `npm test`: everything that proves Wharfkey. The last line is `N passed, N failed, N skipped`.
main(async () => {
  const reports = mkdtempSync(path.join(tmpdir(), "wharfkey-reports-"));
  const vitest = (project: string) => {
    const report = path.join(reports, `${project}.json`);
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    return run(
      `Tests: ${project}`,
      ["node_modules/vitest/vitest.mjs", "run", "--project", project, ...reporters],
      report,
      { count: countVitest, failures: vitestFailures },
    );
  };
  const results = [await clients(), { ...nothing, failed: await runChecks() }];
  const isBuilt = await ensureBuild().then(
    () => true,
    (error: Error) => {
      say(error.message);
      return false;
    },
  );
  if (!isBuilt) results.push(failure);
  results.push(await vitest("unit"), await vitest("contract"));
  if (isBuilt) {
    const args = ["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json"];
    const read = { count: countPlaywright, failures: playwrightFailures };
    results.push(await run("Tests: browser", args, path.join(reports, "browser.json"), read));
  }
  rmSync(reports, { recursive: true });
  const total = sum(results);
  if (failures.length > 0) console.log(`\nFailed:\n\n${failures.join("\n\n")}`);
  console.log(`\n${summaryLine(total)}`);
  process.exitCode = total.failed > 0 ? 1 : 0;
});
