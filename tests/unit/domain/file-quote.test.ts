import fc from "fast-check";
import { parseToObject } from "hcl2-parser";
import { parse as parseToml } from "smol-toml";
import { describe, expect, test, vi } from "vitest";
import { parse as parseYaml } from "yaml";
import { base64, groovyString, hclString, safeJson, yamlString } from "@/lib/domain/snippets/file-quote";
import { hostileText } from "@/tests/support/hostile-text";

vi.setConfig({ testTimeout: 30_000 });

describe("any text stays what it is", () => {
  test("in YAML, by the core schema and by that of 1.1, which GitLab's parser follows", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        for (const version of ["1.1", "1.2"] as const)
          expect(parseYaml(`a:\n  - b: ${yamlString(text)}\n`, { version })).toEqual({ a: [{ b: text }] });
      }),
    );
    for (const word of ["true", "No", "null", "y", "1", "1:30", "a: b", "a:", "-", "~", "", "0x1f"])
      expect(parseYaml(yamlString(word), { version: "1.1" })).toBe(word);
    expect(yamlString("localhost:5003/team-a/app:v1")).toBe("localhost:5003/team-a/app:v1");
  });

  test("in TOML", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(parseToml(`a = ${safeJson(text)}`)).toEqual({ a: text });
      }),
    );
  });

  test("in Terraform, which normalizes all strings", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(parseToObject(`a = ${hclString(text)}`)[0]).toEqual({ a: text.normalize("NFC") });
      }),
    );
  });

  test("in Groovy, whose single quotes know JavaScript's escapes", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const literal = groovyString(text);
        expect(literal).toMatch(/^'(?:[^'\\\n\r]|\\.)*'$/u);
        expect(new Function(`return ${literal}`)()).toBe(text);
      }),
    );
  });
});

test("base64 is of the text's UTF-8", () => {
  expect(base64("iamapikey:é🚢")).toBe(Buffer.from("iamapikey:é🚢").toString("base64"));
});
