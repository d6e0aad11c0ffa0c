import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(path.join(root, file), "utf8");

const madeByTools =
  /^(node_modules|\.next|\.data|\.git|prisma\/generated|test-results|playwright-report|coverage)(\/|$)/;
const list = (folder: string): string[] =>
  readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    if (madeByTools.test(name)) return [];
    return entry.isDirectory() ? list(name) : [name];
  });

/** Lists of data, which nobody reads from top to bottom. */
const catalogues = ["lib/platform/common-password-list.ts"];

/** A test's table of cases is read by its names, not from top to bottom. */
const linesMax = (file: string): number => (file.startsWith("tests/") ? 450 : 250);

test("no source file is longer than 250 lines, no test longer than 450", () => {
  const long = list(".")
    .filter((file) => /\.(ts|tsx|mjs|js|sh)$/.test(file) && !catalogues.includes(file))
    .map((file) => ({ file, lines: read(file).trimEnd().split("\n").length }))
    .filter(({ file, lines }) => lines > linesMax(file));
  expect(long).toEqual([]);
});

test("package-lock.json names no download address", () => {
  expect(read("package-lock.json").match(/"resolved": "http[^"]*"/)).toBeNull();
});

const keysOf = (value: unknown, prefix = ""): string[] =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => keysOf(inner, `${prefix}${key}.`))
    : [prefix.slice(0, -1)];

test("English and German have the same messages", () => {
  const messagesOf = (language: string) =>
    list(`lib/i18n/messages/${language}`)
      .filter((file) => file.endsWith(".json"))
      .flatMap((file) => keysOf(JSON.parse(read(file))).map((key) => `${path.basename(file)} ${key}`))
      .sort();
  expect(messagesOf("en").length).toBeGreaterThan(0);
  expect(messagesOf("de")).toEqual(messagesOf("en"));
});

test("what is run by its path is executable", () => {
  const files = [".ci/run", "scripts/lib/registry-in-docker.sh"];
  expect(files.filter((file) => (statSync(path.join(root, file)).mode & 0o111) !== 0o111)).toEqual([]);
});
