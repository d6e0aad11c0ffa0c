import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { lockFile } from "@/lib/platform/file-lock";
import { findOnPath } from "@/scripts/lib/executables";

let dir: string;
let file: string;

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), "wharfkey-lock-"));
  file = path.join(dir, "lock");
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(dir, { recursive: true });
});

/** Leaves only these programs on PATH. */
const only = (...programs: string[]) => {
  const bin = path.join(dir, "bin");
  mkdirSync(bin);
  for (const name of programs) symlinkSync(findOnPath(name) ?? "", path.join(bin, name));
  vi.stubEnv("PATH", bin);
};

test.skipIf(!findOnPath("perl")).each([["flock"], ["perl"]])(
  "a lock taken by %s is ours until we release it",
  (program) => {
    only(program);
    const lock = lockFile(file);
    expect(lockFile(file)).toEqual({ heldBy: process.pid });
    if ("release" in lock) lock.release();
    const again = lockFile(file);
    expect(again).toHaveProperty("release");
    if ("release" in again) again.release();
  },
);

test("releasing twice closes nothing that was opened since", () => {
  const lock = lockFile(file);
  if ("release" in lock) lock.release();
  const other = lockFile(path.join(dir, "other"));
  if ("release" in lock) lock.release();
  expect(lockFile(path.join(dir, "other"))).toEqual({ heldBy: process.pid });
  if ("release" in other) other.release();
});

test("who waits gets the lock when its holder dies", async () => {
  const holder = spawn("flock", [file, "sh", "-c", "echo held; exec cat"], { detached: true });
  await once(holder.stdout, "data");
  expect(lockFile(file)).toEqual({ heldBy: null });
  process.kill(-(holder.pid ?? 0), "SIGKILL");
  const lock = lockFile(file, true);
  expect(lock).toHaveProperty("release");
  if ("release" in lock) lock.release();
});

test("a system without means to lock says what to install", () => {
  only();
  expect(() => lockFile(file)).toThrow(`${file} can't be locked: install flock (package util-linux) or perl`);
});
