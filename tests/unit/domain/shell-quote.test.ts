import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fishQuote, powershellQuote, powershellString, shellQuote } from "@/lib/domain/snippets/shell-quote";
import { client } from "@/tests/support/clients";
import { powershellParser } from "@/tests/support/powershell";

/** The words that a real shell makes of `printf '%s\0' <quoted words>`. */
function wordsSeenBy(shell: string, quote: (word: string) => string, words: readonly string[]): string[] {
  const env = { PATH: process.env.PATH, HOME: "/nonexistent", LANG: "C.UTF-8" };
  const run = spawnSync(shell, ["-c", `printf '%s\\0' ${words.map(quote).join(" ")}`], {
    encoding: "buffer",
    env: env as unknown as NodeJS.ProcessEnv,
  });
  expect(run.stderr.toString()).toBe("");
  return run.stdout.toString("utf8").split("\0").slice(0, -1);
}

const hostile = [
  "$(id)",
  "`id`",
  "$HOME",
  "'; id; '",
  "it's",
  "''",
  '"',
  "\\",
  "\\'",
  "a b\tc\nd",
  "*",
  "~root",
  "=ls",
  "!!",
  "#x",
  "-n",
  "{a,b}",
  "a>b<c|d&e;f",
  "",
  "ä€🚢",
  "‘x’ ‚y‛",
  "@{a=1}",
  "1,2",
  "%self",
  "(id)",
];

const piece = fc.constantFrom("'", "’", '"', "\\", "$", "`", "\n", " ", "!", "~", "=", "*", "(", "a", "é");
const word = fc
  .oneof(fc.string({ unit: piece, maxLength: 20 }), fc.string({ unit: "grapheme", maxLength: 20 }))
  .filter((text) => !text.includes("\0"));
const anyWords = fc.array(word, { minLength: 1, maxLength: 40 });

describe.each([
  ["sh", shellQuote],
  ["bash", shellQuote],
  ["zsh", shellQuote],
  ["fish", fishQuote],
] as const)("%s", (shell, quote) => {
  const installed = shell === "sh" || shell === "bash" || client(shell) !== null;

  test.skipIf(!installed)("sees every hostile word as it was", () => {
    expect(wordsSeenBy(shell, quote, hostile)).toEqual(hostile);
  });

  test.skipIf(!installed)("sees any text as it was", () => {
    const property = fc.property(anyWords, (words) => {
      expect(wordsSeenBy(shell, quote, words)).toEqual(words);
    });
    fc.assert(property, { numRuns: 25 });
  });
});

const parse = await powershellParser();

describe("PowerShell, by its grammar", () => {
  const seen = (words: readonly string[]) => parse(`tool ${words.map(powershellQuote).join(" ")}`);

  test("sees every hostile word as it was", () => {
    expect(seen(hostile).leaves.filter((leaf) => leaf.trim() || leaf === "")).toEqual(["tool", ...hostile]);
  });

  test("sees any text as it was, never a variable or a second command", () => {
    const property = fc.property(word, (text) => {
      const { hasError, leaves } = parse(`tool ${powershellString(text)}`);
      expect([hasError, leaves.at(-1)]).toEqual([false, text]);
    });
    fc.assert(property, { numRuns: 300 });
  });

  test("a quote that isn't doubled would be found", () => {
    expect(parse("tool 'a'; 'b'").leaves).toEqual(["tool", " ", "a", ";", "b"]);
    expect(parse("tool 'a").hasError).toBe(true);
  });
});

test("what needs no quotes gets none, and a NUL is refused", () => {
  const image = "localhost:5003/team-a/app:v1.2_x@sha256:ab";
  expect([shellQuote(image), fishQuote(image), powershellQuote(image)]).toEqual([image, image, `'${image}'`]);
  expect(powershellQuote("localhost:5003/team-a/app:v1.2_x")).toBe("localhost:5003/team-a/app:v1.2_x");
  expect(shellQuote("it's")).toBe(`'it'\\''s'`);
  expect(fishQuote("it's \\")).toBe(`'it\\'s \\\\'`);
  expect(powershellQuote("it's ’")).toBe("'it''s ’’'");
  for (const quote of [shellQuote, fishQuote, powershellQuote]) expect(() => quote("a\0b")).toThrow("NUL");
});
