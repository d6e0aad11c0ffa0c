import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { messages } from "@/lib/i18n/messages";

type Tree = { [key: string]: string | Tree };

const flat = (tree: Tree, prefix = ""): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix}${key}.`),
  );

// Arguments ({days, plural, …} counts as days) and tags (<code>), sorted; a plural's own word (one {is}) is neither.
const placeholders = (text: string) =>
  [
    ...new Set(
      [...text.matchAll(/(?<!(?:one|other|few|many|=\d+) )\{(\w+)[,}]|<(\w+)>/g)].map(
        (match) => match[1] ?? `<${match[2]}>`,
      ),
    ),
  ].sort();

const english = new Map(flat(messages.en));
const german = new Map(flat(messages.de));

describe("messages", () => {
  it("come from every file, in both languages", () => {
    for (const locale of ["en", "de"] as const) {
      const files = readdirSync(path.join("lib/i18n/messages", locale)).map((file) =>
        path.basename(file, ".json"),
      );
      expect(Object.keys(messages[locale]).sort()).toEqual(files.sort());
    }
  });

  it("exist in German for every English one and the other way round", () => {
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it("take the same arguments and tags in both languages", () => {
    const differing = [...english].filter(
      ([key, text]) => placeholders(text).join() !== placeholders(german.get(key) ?? "").join(),
    );
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it("are never empty and never say please, oops or successfully", () => {
    const all = [...english, ...german];
    expect(all.filter(([, text]) => text.trim() === "").map(([key]) => key)).toEqual([]);
    const banned = /\b(please|oops|successfully|bitte|erfolgreich)\b/i;
    expect(all.filter(([, text]) => banned.test(text)).map(([key, text]) => `${key}: ${text}`)).toEqual([]);
  });
});
