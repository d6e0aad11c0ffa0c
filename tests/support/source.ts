import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");

/** All TypeScript below a folder, as paths from the root. */
export const filesOf = (folder: string): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort();

/** Without comments. */
export const codeOf = (file: string): string =>
  readFileSync(path.join(root, file), "utf8").replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, "");

/** What a file imports: its own project's files as paths from the root, packages by their name. */
export const importsOf = (file: string, code = codeOf(file)): string[] => {
  const statements =
    /\b(?:import|export)\b(?:[^"'`;()]*?\bfrom)?\s*["']([^"']+)["']|\b(?:import|require)\(\s*["']([^"']+)["']/g;
  return [...code.matchAll(statements)].map(([, fixed, loaded]) => {
    const name = fixed ?? loaded ?? "";
    if (name.startsWith("@/")) return name.slice(2);
    return name.startsWith(".") ? path.join(path.dirname(file), name) : `package:${name}`;
  });
};

/** Without the imports of types, which nobody loads. */
export const withoutTypes = (code: string): string =>
  code
    .replace(/\b(?:import|export) type\b[^"']*["'][^"']+["']/g, "")
    .replace(/\bimport \{(?:\s*type \w+(?: as \w+)?,?)+\s*\} from ["'][^"']+["']/g, "");

const isFile = (name: string) =>
  existsSync(path.join(root, name)) && statSync(path.join(root, name)).isFile();

/** The file that an import names; undefined for a package's. */
export const fileOf = (name: string): string | undefined =>
  [name, `${name}.ts`, `${name}.tsx`, `${name}/index.ts`].find(isFile);

/** Whether it begins with "use client", or "use server". */
export const isFor = (side: "client" | "server", code: string): boolean =>
  new RegExp(`^\\s*["']use ${side}["']`).test(code);

/**
 * The file's own code and what it pulls into a browser: no types, and of server actions their names alone.
 * @returns files and packages, each with the file that imports it
 */
export const reachedInBrowser = (file: string, seen = new Map<string, string>(), from = "") => {
  if (seen.has(file)) return seen;
  seen.set(file, from);
  const code = codeOf(file);
  if (isFor("server", code)) return seen;
  for (const name of importsOf(file, withoutTypes(code))) {
    const found = fileOf(name);
    if (found) reachedInBrowser(found, seen, file);
    else if (!seen.has(name)) seen.set(name, file);
  }
  return seen;
};
