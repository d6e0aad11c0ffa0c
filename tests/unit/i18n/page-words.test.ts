import path from "node:path";
import { describe, expect, test } from "vitest";
import {
  codeOf,
  fileOf,
  filesOf,
  importsOf,
  isFor,
  reachedInBrowser,
  withoutTypes,
} from "@/tests/support/source";

const files = filesOf("app").filter((file) =>
  /\/(page|layout|template|default|loading|error|not-found|global-error)\.tsx$/.test(file),
);
const folders = [...new Set(files.map((file) => path.dirname(file)))];

/** The client components that a file brings along. */
const clientsOf = (file: string, seen = new Set<string>()): string[] => {
  if (seen.has(file)) return [];
  seen.add(file);
  const code = codeOf(file);
  if (isFor("client", code)) return [file];
  if (isFor("server", code)) return [];
  return importsOf(file, withoutTypes(code)).flatMap((name) => {
    const found = fileOf(name);
    return found ? clientsOf(found, seen) : [];
  });
};

/** The namespaces that they ask for in the browser. */
const askedBy = (file: string): string[] => {
  const reached = new Map<string, string>();
  for (const client of clientsOf(file)) reachedInBrowser(client, reached);
  return [...reached.keys()].flatMap((name) =>
    fileOf(name)
      ? [...codeOf(name).matchAll(/\buseTranslations\("([^"]+)"\)/g)].map(([, asked = ""]) => asked)
      : [],
  );
};

const givenBy = (folder: string): string[] => {
  const layout = fileOf(`${folder}/layout`);
  const [, names = ""] = (layout && /\bwordsOf\(([^)]*)\)/.exec(codeOf(layout))) || [];
  return [...names.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => name);
};

const above = (folder: string): string[] =>
  folder === "app" ? [] : [...above(path.dirname(folder)), ...givenBy(path.dirname(folder))];

const has = (given: string[], name: string) =>
  given.some((one) => name === one || name.startsWith(`${one}.`));

describe("a layout brings the words that the client components beside it ask for, and no others", () => {
  test.each(folders)("%s", (folder) => {
    const asked = [...new Set(files.filter((file) => path.dirname(file) === folder).flatMap(askedBy))];
    const needed = asked.filter(
      (name) =>
        !has(above(folder), name) &&
        !has(
          asked.filter((one) => one !== name),
          name,
        ),
    );
    expect(givenBy(folder).sort()).toEqual(needed.sort());
  });

  test("so each asks for them by a name that can be read here", () => {
    const found = ["app", "components"]
      .flatMap(filesOf)
      .filter((file) => /\buseTranslations\((?!"[^"]+"\))/.test(codeOf(file)));
    expect(found).toEqual([]);
  });
});
