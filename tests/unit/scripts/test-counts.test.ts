import { describe, expect, test } from "vitest";
import { countPlaywright, countVitest, judge, sum, summaryLine } from "@/scripts/lib/test-counts";

const vitestReport = {
  numPassedTests: 3,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  testResults: [
    { status: "passed", assertionResults: [{ status: "passed" }] },
    { status: "failed", assertionResults: [{ status: "failed" }, { status: "passed" }] },
  ],
};

describe("the counts of npm test", () => {
  test("take Vitest's passed, failed, and skipped with todo", () => {
    expect(countVitest(vitestReport)).toEqual({ passed: 3, failed: 1, skipped: 3 });
  });

  test("count a test file that broke before its tests as a failure", () => {
    const broken = {
      ...vitestReport,
      testResults: [...vitestReport.testResults, { status: "failed", assertionResults: [] }],
    };
    expect(countVitest(broken).failed).toBe(2);
  });

  test("count Playwright's flaky tests and errors outside of tests as failures", () => {
    const stats = { expected: 4, unexpected: 1, flaky: 2, skipped: 3 };
    expect(countPlaywright({ stats, errors: [{}] })).toEqual({ passed: 4, failed: 4, skipped: 3 });
  });

  test("turn a runner that fails without a failed test into a failure", () => {
    expect(judge({ passed: 5, failed: 0, skipped: 0 }, 1)).toEqual({ passed: 5, failed: 1, skipped: 0 });
    expect(judge({ passed: 5, failed: 0, skipped: 0 }, null)).toEqual({ passed: 5, failed: 1, skipped: 0 });
    expect(judge({ passed: 5, failed: 2, skipped: 0 }, 1)).toEqual({ passed: 5, failed: 2, skipped: 0 });
    expect(judge({ passed: 5, failed: 0, skipped: 1 }, 0)).toEqual({ passed: 5, failed: 0, skipped: 1 });
  });

  test("turn a runner that ran nothing into a failure", () => {
    expect(judge({ passed: 0, failed: 0, skipped: 9 }, 0)).toEqual({ passed: 0, failed: 1, skipped: 9 });
  });

  test("are summed into the one last line", () => {
    const all = [
      { passed: 1, failed: 2, skipped: 3 },
      { passed: 10, failed: 20, skipped: 30 },
    ];
    expect(summaryLine(sum(all))).toBe("11 passed, 22 failed, 33 skipped");
    expect(summaryLine(sum([]))).toBe("0 passed, 0 failed, 0 skipped");
  });
});
