import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { main, say } from "./lib/cli";
import { writeProofs } from "./lib/command-proofs";
import { buildGoProgram, buildGoTool, goTools } from "./lib/go-tools";
import { pythonEnvironment, pythonSdk, schemathesis } from "./lib/python-tools";
import { installTestClients } from "./lib/test-clients";
import { type Counts, countVitest, judge, sum, summaryLine } from "./lib/test-counts";
import { testEnvironment } from "./lib/test-environment";

const root = path.join(import.meta.dirname, "..");
const dataDir = path.join(root, ".data");

// `npm run test:interop`: what only a Go toolchain or Python brings: tools, a registry, IBM's SDKs, schemathesis.
// `npm test` doesn't need them.
main(async () => {
  const folders = new Map<string, string>();
  const skipped: string[] = [];
  for (const tool of goTools) {
    const built = await buildGoTool(dataDir, tool);
    if ("folder" in built) folders.set(tool.name, built.folder);
    else skipped.push(`${tool.name} ${tool.version}: ${built.reason}`);
  }
  // IBM's core alone: the module of its generated services can't be had from every proxy.
  const goSdk = await buildGoProgram(dataDir, "ibm-go-sdk", path.join(root, "tests/interop/go"));
  if ("folder" in goSdk) folders.set("ibm-go-sdk", goSdk.folder);
  else skipped.push(`ibm-go-sdk: ${goSdk.reason}`);
  const python: Record<string, string> = {};
  for (const [variable, program, tool] of [
    ["WHARFKEY_TEST_PYTHON", "python", pythonSdk],
    ["WHARFKEY_TEST_SCHEMATHESIS", "schemathesis", schemathesis],
  ] as const) {
    const installed = await pythonEnvironment(dataDir, tool);
    if ("bin" in installed) python[variable] = path.join(installed.bin, program);
    else skipped.push(`${tool.name}: ${installed.reason}`);
  }
  for (const line of skipped) say(`Skipped ${line}`);
  if (folders.size === 0 && Object.keys(python).length === 0) return;
  await installTestClients(dataDir);

  const reports = mkdtempSync(path.join(tmpdir(), "wharfkey-interop-"));
  const bin = [...folders.values()];
  const proofs = path.join(reports, "proofs");
  const vitest = async (title: string, args: string[], env: Record<string, string>): Promise<Counts> => {
    say(`\n${title}`);
    const report = path.join(reports, `${title}.json`);
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const child = spawn(process.execPath, ["node_modules/vitest/vitest.mjs", "run", ...args, ...reporters], {
      cwd: root,
      env: {
        ...testEnvironment(),
        PATH: [process.env.PATH, ...bin].join(path.delimiter),
        WHARFKEY_TEST_PROOFS: proofs,
        ...env,
      },
      stdio: "inherit",
    });
    const [code] = await once(child, "exit");
    return judge(countVitest(JSON.parse(readFileSync(report, "utf8"))), code);
  };
  const results = [await vitest("Tools", ["--project", "interop"], python)];
  const registry = folders.get("registry");
  if (registry) {
    const files = ["registry-", "check-connection", "snippets"].map((name) => `tests/contract/${name}`);
    const suite = ["--project", "contract", ...files];
    const env = { WHARFKEY_TEST_REGISTRY: path.join(registry, "registry") };
    results.push(await vitest("Distribution 3", suite, env));
  }
  const total = sum(results);
  // A run in which something failed or was missing proves less than the table that stands.
  if (total.failed === 0 && skipped.length === 0) writeProofs(proofs, path.join(root, "docs/commands.md"));
  rmSync(reports, { recursive: true });
  for (const line of skipped) say(`Skipped ${line}`);
  console.log(`\n${summaryLine(total)}`);
  process.exitCode = total.failed > 0 ? 1 : 0;
});
