import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { messages } from "@/lib/i18n/messages";

const folder = "lib/services";
const source = readdirSync(folder)
  .map((file) => readFileSync(path.join(folder, file), "utf8"))
  .join("\n");
const found = (pattern: RegExp) => [...new Set([...source.matchAll(pattern)].map(([, one]) => one ?? ""))];

/** Names that are put together, and what they can become. */
const composed: { [template: string]: readonly string[] } = {
  "api-key.$": ["update", "disable", "enable", "lock", "unlock", "delete"].map((one) => `api-key.${one}`),
  "service-id.$": ["update", "lock", "unlock"].map((one) => `service-id.${one}`),
  "$.update": ["account.update", "site.update"],
  "$.export": ["usage.export", "audit.export", "credential-report.export"],
};
const templates = found(/action: `([^`]+)`/g).map((text) => text.replace(/\$\{[^}]+\}/g, "$"));

/** What a role may, and the one whose words stand elsewhere. */
const others = ["namespace.list", "sign-out.everywhere"];

const kinds = [...new Set([...found(/action: "([a-z-]+)\./g), ...Object.keys(messages.en.audit.actions)])];
const actions = [
  ...new Set([
    ...found(new RegExp(`"((?:${kinds.join("|")})\\.[a-z-]+)"`, "g")),
    ...Object.values(composed).flat(),
  ]),
].filter((action) => !others.includes(action));

type Words = { [kind: string]: { [verb: string]: string } };

describe("every action that a service puts into the audit has words", () => {
  test("those that are put together are known here", () => {
    expect(templates.sort()).toEqual(Object.keys(composed).sort());
    expect(actions.length).toBeGreaterThan(60);
  });

  test.each(["en", "de"] as const)("in %s, and its kind too", (locale) => {
    const { actions: words, kinds: kindWords } = messages[locale].audit;
    const missing = actions.filter((action) => {
      const [kind = "", verb = ""] = action.split(".");
      return !(words as Words)[kind]?.[verb];
    });
    expect(missing).toEqual([]);
    expect(kinds.filter((kind) => !(kind in kindWords))).toEqual([]);
  });

  test("and no words are left of an action that is none any more", () => {
    const worded = Object.entries(messages.en.audit.actions as Words).flatMap(([kind, verbs]) =>
      Object.keys(verbs).map((verb) => `${kind}.${verb}`),
    );
    expect(worded.filter((action) => !actions.includes(action))).toEqual([]);
  });
});
