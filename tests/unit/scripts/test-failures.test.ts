import { describe, expect, test } from "vitest";
import { playwrightFailures, vitestFailures } from "@/scripts/lib/test-failures";

describe("what npm test tells at its end", () => {
  test("is each of Vitest's failed tests with its message, and a file that broke", () => {
    const passed = { status: "passed", fullName: "right", failureMessages: [] };
    const failed = {
      status: "failed",
      fullName: "sums are exact",
      failureMessages: ["1 is not 2\n  at a.ts"],
    };
    expect(
      vitestFailures({
        testResults: [
          { name: "/a.test.ts", status: "passed", assertionResults: [passed] },
          { name: "/b.test.ts", status: "failed", assertionResults: [passed, failed] },
          { name: "/c.test.ts", status: "failed", message: "no such module", assertionResults: [] },
        ],
      }),
    ).toEqual([
      "/b.test.ts › sums are exact\n    1 is not 2\n      at a.ts",
      "/c.test.ts\n    no such module",
    ]);
  });

  test("is each of Playwright's failed or flaky tests, however deep, and errors outside of tests", () => {
    const spec = (title: string, status: string, ...messages: (string | null)[]) => ({
      title,
      file: "a.spec.ts",
      line: 7,
      tests: [{ status, results: messages.map((message) => (message ? { error: { message } } : {})) }],
    });
    const suites = [
      {
        specs: [spec("right", "expected", null)],
        suites: [{ specs: [spec("flaky one", "flaky", "late", null)] }],
      },
      { specs: [spec("wrong", "unexpected", "no button")] },
    ];
    expect(playwrightFailures({ suites, errors: [{ message: "no browser" }] })).toEqual([
      "a.spec.ts:7 › flaky one\n    late",
      "a.spec.ts:7 › wrong\n    no button",
      "    no browser",
    ]);
  });
});
