import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";

const bootstrap = path.resolve("scripts/bootstrap.mjs");
const run = (...args: string[]) => spawnSync(process.execPath, args, { encoding: "utf8", cwd: "/" });

test("an unknown command ends with one line that names those there are", () => {
  const { status, stdout, stderr } = run(bootstrap, "nothing");
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(/^Unknown command "nothing"\. There are: .*\bdemo\b.*\btest\b.*\n$/);
});

test("a command is a name, never a path", () => {
  expect(run(bootstrap, "../server").stderr).toContain('Unknown command "../server"');
});

test("an older Node.js is told what is needed, before anything is installed", () => {
  const old = `Object.defineProperty(process.versions, "node", { value: "20.18.3" });`;
  const { status, stderr } = run(
    "--import",
    `data:text/javascript,${encodeURIComponent(old)}`,
    bootstrap,
    "demo",
  );
  expect(stderr).toContain("Wharfkey needs Node.js 20.19 or newer");
  expect(status).toBe(1);
});
