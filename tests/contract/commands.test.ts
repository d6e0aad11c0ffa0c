import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, readFileSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { ensureBuild } from "@/scripts/lib/build";
import { temporaryDataDir } from "@/scripts/lib/temporary-data-dir";
import { freePorts } from "@/tests/support/portal";
import { testRegistry } from "@/tests/support/registries";

const nobody = { uid: 65534, gid: 65534 };
const isRoot = process.getuid?.() === 0;
const regions = ["jp-tok", "au-syd", "eu-de", "eu-gb", "us-south"];

type Command = { child: ChildProcess; said(): string };
const children: ChildProcess[] = [];
const dataDirs: string[] = [];
let registryFolder: string;

beforeAll(async () => {
  await ensureBuild();
  registryFolder = path.dirname(await testRegistry());
}, 300_000);
afterEach(async () => {
  for (const child of children.splice(0))
    if (child.exitCode === null && !child.signalCode) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
  for (const dir of dataDirs.splice(0)) rmSync(dir, { recursive: true, force: true });
});

/** A command of package.json, as npm runs it, on a data directory and ports of its own. */
const place = async (user: Partial<typeof nobody> = {}) => {
  const dataDir = temporaryDataDir("command");
  dataDirs.push(dataDir);
  if (user.uid !== undefined) chownSync(dataDir, user.uid, nobody.gid);
  const port = await freePorts(6);
  const env = {
    PATH: `${registryFolder}:${process.env.PATH}`,
    HOME: dataDir,
    PORT: String(port),
    WHARFKEY_REGISTRIES_PORT: String(port + 1),
    WHARFKEY_DATA_DIR: dataDir,
  } as unknown as NodeJS.ProcessEnv;
  const run = (command: string): Command => {
    const child = spawn(process.execPath, ["scripts/bootstrap.mjs", command], {
      ...user,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    children.push(child);
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (said += chunk));
    return { child, said: () => said };
  };
  return { dataDir, port, run };
};

const until = (command: Command, words: string) =>
  vi.waitFor(() => expect(command.said()).toContain(words), { timeout: 90_000, interval: 100 });

const status = (url: string) =>
  fetch(url, { redirect: "manual" }).then(
    (answer) => answer.status,
    () => null,
  );
const registryStatuses = (port: number) =>
  Promise.all(regions.map((_, i) => status(`http://localhost:${port + 1 + i}/v2/`)));
const pidOf = (dataDir: string, region: string) =>
  Number(readFileSync(path.join(dataDir, "registries", `${region}.pid`), "utf8"));

const ended = async ({ child }: Command): Promise<number | null> => {
  if (child.exitCode === null) await once(child, "exit");
  return child.exitCode;
};

/** Whether another user gets at this clone at all: one under a 0700 home is root's alone. */
const isOpen = ((): boolean => {
  for (let at = process.cwd(); ; at = path.dirname(at)) {
    if ((statSync(at).mode & 0o005) !== 0o005) return false;
    if (at === path.dirname(at)) return true;
  }
})();
const users: [string, typeof nobody | undefined][] = [["this user", undefined]];
if (isRoot && isOpen) users.push(["another user", nobody]);
else
  console.info(`npm run demo as another user is not tested: ${isRoot ? "this clone is closed" : "not root"}`);

describe("npm run demo", () => {
  test.each(users)("as %s brings up portal and registries, and Ctrl-C ends all of it", async (_, user) => {
    const { dataDir, port, run } = await place(user);
    const demo = run("demo");
    await until(demo, "Wharfkey is running.");
    expect(demo.said()).toContain(`http://localhost:${port}`);
    expect(demo.said()).toContain(path.join(dataDir, "first-login.txt"));
    expect(await status(`http://localhost:${port}/sign-in`)).toBe(200);
    expect(await registryStatuses(port)).toEqual(regions.map(() => 401));
    expect(statSync(path.join(dataDir, "secret")).uid).toBe(user?.uid ?? process.getuid?.());
    demo.child.kill("SIGINT");
    expect(await ended(demo)).toBe(0);
    expect(await status(`http://localhost:${port}/healthz`)).toBe(null);
    expect(await registryStatuses(port)).toEqual(regions.map(() => null));
  });

  test("a second one on the same data directory says so, and the first goes on", async () => {
    const { dataDir, port, run } = await place();
    const first = run("demo");
    await until(first, "Wharfkey is running.");
    const second = run("demo");
    expect(await ended(second)).toBe(1);
    expect(second.said()).toMatch(new RegExp(`Another Wharfkey \\(pid \\d+\\) runs on ${dataDir}`));
    expect(await status(`http://localhost:${port}/readyz`)).toBe(200);
  });
});

test("npm run registries replaces the registries that a killed demo left behind", async () => {
  const { dataDir, port, run } = await place();
  const demo = run("demo");
  await until(demo, "Wharfkey is running.");
  const orphan = pidOf(dataDir, "eu-de");
  demo.child.kill("SIGKILL");
  await ended(demo);
  expect(await status(`http://localhost:${port + 3}/v2/`)).toBe(401);
  const registries = run("registries");
  await until(registries, "Ctrl-C stops them.");
  expect(pidOf(dataDir, "eu-de")).not.toBe(orphan);
  expect(await registryStatuses(port)).toEqual(regions.map(() => 401));
  registries.child.kill("SIGTERM");
  expect(await ended(registries)).toBe(0);
  expect(await registryStatuses(port)).toEqual(regions.map(() => null));
});
