import { createTranslator } from "use-intl/core";
import { describe, expect, test } from "vitest";
import { connectionFaults, connectionSteps, judgeClock } from "@/lib/domain/connection-check";
import { messages } from "@/lib/i18n/messages";

const values = {
  ...{ url: "http://localhost:5001", code: "ECODE", to: "https://x", status: 404, scheme: "Basic" },
  ...{ got: "A", expected: "B", seconds: 75, leeway: 60, milliseconds: 12 },
};

describe.each(["en", "de"] as const)("what a connection check says in %s", (locale) => {
  const t = createTranslator({ locale, messages: messages[locale], namespace: "connection" });

  test.each(connectionFaults)("%s: what is wrong, and how to mend it", (fault) => {
    for (const part of ["what", "mend"] as const)
      expect(t(`faultsBy.${fault}.${part}`, values)).toMatch(/^(?!connection\.).+\.$/s);
  });

  test.each(connectionSteps)("%s: what was done, and how well it went", (step) => {
    expect(t(`steps.${step}`)).not.toContain("connection.");
    expect(t(`good.${step}`, values)).not.toBe("");
  });
});

describe("a registry's clock", () => {
  const at = (seconds: number) => new Date(Date.UTC(2026, 10, 22, 12, 0, 0) + seconds * 1000);

  test.each([
    [0, "ok", null],
    [4, "ok", null],
    [-4, "ok", null],
    [5, "warn", "clock-ahead"],
    [-59, "warn", "clock-behind"],
    [60, "fault", "clock-ahead"],
    [-75, "fault", "clock-behind"],
  ] as const)("that is %i s ahead: %s %s", (seconds, state, fault) => {
    // A Date header has whole seconds: on average it is half a second old.
    expect(judgeClock(at(seconds), new Date(at(0).getTime() + 500))).toEqual({ seconds, state, fault });
  });
});
