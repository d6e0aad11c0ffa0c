import { readFileSync } from "node:fs";
import fc from "fast-check";
import { parse } from "smol-toml";
import { expect, test } from "vitest";
import { composeApiKey } from "@/lib/domain/api-key";

type Rules = { rules: [{ regex: string; keywords: string[] }] };
const { rules } = parse(readFileSync("deploy/gitleaks.toml", "utf8")) as unknown as Rules;
const [{ regex, keywords }] = rules;

const base62 = (length: number) =>
  fc.string({
    unit: fc.constantFrom(..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"),
    minLength: length,
    maxLength: length,
  });

test("the gitleaks rule finds every key in a text, and nothing shorter or longer", () => {
  fc.assert(
    fc.property(base62(10), base62(32), (publicId, secret) => {
      const key = composeApiKey(publicId, secret);
      expect(new RegExp(regex).exec(`password="${key}"\n`)?.[1]).toBe(key);
      expect(keywords.some((word) => key.includes(word))).toBe(true);
      for (const other of [key.slice(0, -1), `${key}x`])
        expect(new RegExp(regex).test(` ${other} `)).toBe(false);
    }),
  );
});
