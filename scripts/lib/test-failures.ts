type VitestReport = {
  testResults: {
    name: string;
    status: string;
    message?: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
};

const firstLines = (message: string): string[] =>
  message
    .split("\n")
    .slice(0, 12)
    .map((line) => `    ${line}`);

/** From Vitest's JSON report: each failed test with the beginning of what it said; a file that broke, by itself. */
export const vitestFailures = ({ testResults }: VitestReport): string[] =>
  testResults.flatMap(({ name, status, message = "", assertionResults }) => {
    const failed = assertionResults.filter((result) => result.status === "failed");
    if (failed.length === 0) return status === "failed" ? [[name, ...firstLines(message)].join("\n")] : [];
    return failed.map(({ fullName, failureMessages }) =>
      [`${name} › ${fullName}`, ...firstLines(failureMessages.join("\n"))].join("\n"),
    );
  });

type PlaywrightSuite = {
  suites?: PlaywrightSuite[];
  specs?: { title: string; file: string; line: number; tests: PlaywrightTest[] }[];
};
type PlaywrightTest = { status: string; results: { error?: { message?: string } }[] };
type PlaywrightReport = { suites: PlaywrightSuite[]; errors: { message?: string }[] };

const specsOf = ({ suites = [], specs = [] }: PlaywrightSuite): NonNullable<PlaywrightSuite["specs"]> => [
  ...specs,
  ...suites.flatMap(specsOf),
];

/** From Playwright's JSON report: each test that failed once or more, and errors outside of tests. */
export const playwrightFailures = ({ suites, errors }: PlaywrightReport): string[] => [
  ...suites.flatMap(specsOf).flatMap(({ title, file, line, tests }) =>
    tests
      .filter(({ status }) => status === "unexpected" || status === "flaky")
      .map(({ results }) => {
        const message = results.find(({ error }) => error)?.error?.message ?? "";
        return [`${file}:${line} › ${title}`, ...firstLines(message)].join("\n");
      }),
  ),
  ...errors.map(({ message = "" }) => firstLines(message).join("\n")),
];
