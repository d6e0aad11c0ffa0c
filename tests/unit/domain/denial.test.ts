import { describe, expect, test } from "vitest";
import { type DenialReason, denialSentence } from "@/lib/domain/denial";

const base = { region: "eu-de", namespace: "team-a", repository: "team-a/app", action: "push" };
const reasons: DenialReason[] = [
  { ...base, code: "no-namespace" },
  { ...base, code: "no-namespace", coveredRegions: ["us-south"] },
  { ...base, code: "no-slash", namespace: "team-a", repository: "team-a" },
  { ...base, code: "role-too-low", heldRole: "Reader", neededRole: "Writer" },
  { ...base, code: "no-policy", neededRole: "Writer" },
  { ...base, code: "wrong-region", neededRole: "Writer", coveredRegions: ["us-south", "jp-tok"] },
  { ...base, code: "repository-not-covered", neededRole: "Writer" },
  {
    ...base,
    code: "other-time",
    neededRole: "Writer",
    condition: {
      pattern: "time-based-conditions:weekly:all-day",
      rule: {
        key: "{{environment.attributes.day_of_week}}",
        operator: "dayOfWeekAnyOf",
        value: ["6+00:00", "7+00:00"],
      },
    },
  },
  { ...base, code: "catalog", namespace: null, repository: "catalog", action: "delete" },
  { ...base, code: "unsupported-type", namespace: null, repository: "x", action: "sign" },
];

test("in English each says which rule decided and what to do", () => {
  expect(reasons.map((reason) => denialSentence(reason, "en"))).toEqual([
    "There is no namespace team-a in eu-de for this account: check the name (NAMESPACE/REPOSITORY) and the region, or have the namespace created there.",
    "There is no namespace team-a in eu-de for this account: its policies name team-a in us-south, so use the registry there.",
    "There is no namespace team-a in eu-de for this account: check the name (NAMESPACE/REPOSITORY) and the region, or have the namespace created there.",
    "The role on team-a in eu-de is Reader, push needs Writer: request Writer on team-a.",
    "No policy gives access to namespace team-a in eu-de: request Writer on team-a.",
    "Policies on team-a hold in us-south, jp-tok, not in eu-de: use the registry there, or request Writer in eu-de.",
    "Policies on team-a in eu-de don't cover the repository team-a/app: request Writer on it.",
    "The policy on team-a in eu-de holds only Sat, Sun (UTC): push then, or request Writer for other times.",
    "Listing all repositories is denied to everyone, since it would show those of other accounts: name the repository instead.",
    "Nothing but pull, push and delete on repositories can be granted, so sign on x can't: ask for one of these.",
  ]);
});

test("in German too, without addressing anyone", () => {
  const sentences = reasons.map((reason) => denialSentence(reason, "de"));
  expect(sentences[0]).toBe(
    "Es gibt keinen Namensraum team-a in eu-de für dieses Konto: Namen (NAMENSRAUM/REPOSITORY) und Region prüfen oder den Namensraum dort anlegen lassen.",
  );
  expect(sentences[3]).toBe(
    "Die Rolle für team-a in eu-de ist Reader, Push braucht Writer: Writer für team-a beantragen.",
  );
  expect(sentences[9]).toContain("sign auf x");
  for (const sentence of sentences) expect(sentence).not.toMatch(/\bSie\b|\bIhr|undefined|null/);
});

describe("one sentence, whatever the reason", () => {
  test.each(reasons)("$code", (reason) => {
    for (const locale of ["en", "de"] as const) {
      const sentence = denialSentence(reason, locale);
      expect(sentence).toMatch(/^[A-Z].*\.$/);
      expect(sentence.slice(0, -1)).not.toMatch(/[.!?] [A-Z]/);
      expect(sentence).not.toMatch(/undefined|null|please|oops/i);
    }
  });
});

test("an unregistered or foreign namespace and a name without / read the same", () => {
  const unregistered: DenialReason = { ...base, code: "no-namespace", namespace: "x", repository: "x/app" };
  const slashless: DenialReason = { ...base, code: "no-slash", namespace: "x", repository: "x" };
  for (const locale of ["en", "de"] as const)
    expect(denialSentence(slashless, locale)).toBe(denialSentence(unregistered, locale));
  expect(denialSentence(slashless, "en")).toContain("no namespace x in eu-de for this account");
});
