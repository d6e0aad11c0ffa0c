import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shellQuote } from "@/lib/domain/snippets/shell-quote";

const installed = (shell: string) => spawnSync(shell, ["-c", "exit 0"]).status === 0;

/** The words that a real shell makes of `printf '%s\0' <quoted words>`. */
function wordsSeenBy(shell: string, words: readonly string[]): string[] {
  const run = spawnSync(shell, ["-c", `printf '%s\\0' ${words.map(shellQuote).join(" ")}`], {
    encoding: "buffer",
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
];

describe.each(["sh", "bash", "zsh"].filter(installed))("%s", (shell) => {
  test("sees every hostile word as it was", () => {
    expect(wordsSeenBy(shell, hostile)).toEqual(hostile);
  });

  test("sees any text as it was", () => {
    const piece = fc.constantFrom("'", '"', "\\", "$", "`", "\n", " ", "!", "~", "=", "*", "a", "é");
    const word = fc.oneof(
      fc.string({ unit: piece, maxLength: 20 }),
      fc.string({ unit: "grapheme", maxLength: 20 }),
    );
    fc.assert(
      fc.property(
        fc.array(
          word.filter((text) => !text.includes("\0")),
          { minLength: 1, maxLength: 40 },
        ),
        (words) => {
          expect(wordsSeenBy(shell, words)).toEqual(words);
        },
      ),
      { numRuns: 40 },
    );
  });
});

test("what needs no quotes gets none, and a NUL is refused", () => {
  expect(shellQuote("localhost:5003/team-a/app:v1.2_x@sha256:ab")).toBe(
    "localhost:5003/team-a/app:v1.2_x@sha256:ab",
  );
  expect(shellQuote("it's")).toBe(`'it'\\''s'`);
  expect(() => shellQuote("a\0b")).toThrow("NUL");
});
