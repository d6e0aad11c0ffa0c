import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { compileFunction } from "node:vm";
import { expect } from "vitest";

type Suite = "iam-identity.v1" | "iam-access-groups.v2" | "iam-policy-management.v1";
type Console = { [method: string]: (...output: unknown[]) => void };

/** `done`, the code and status of the portal's refusal, or `not sent` when the SDK refused to ask. */
export type Outcome = [test: string, outcome: string];

/**
 * Runs an example suite as the SDK ships it, one test after the other. It is written for jest and reads its URLs
 * and key from the environment; what it waits for outside is not waited for here.
 */
export const runIbmExamples = async (suite: Suite): Promise<Outcome[]> => {
  const load = createRequire(import.meta.url);
  const sdk = path.dirname(load.resolve("@ibm-cloud/platform-services/package.json"));
  const tests: { name: string; run: () => Promise<void> }[] = [];
  const warned: unknown[] = [];
  const parts: { [name: string]: unknown } = {
    require: (id: string) => {
      if (id.includes("auth-helper"))
        return { prepareTests: () => (_name: string, all: () => void) => all() };
      return load(id.startsWith("../dist/") ? path.join(sdk, id.slice("../dist/".length)) : id);
    },
    jest: {
      setTimeout() {},
      spyOn: (object: Console, method: string) => ({
        mockImplementation(instead: (output: unknown) => void) {
          object[method] = instead;
        },
      }),
    },
    test: (name: string, run: () => Promise<void>) =>
      tests.push({ name: name.split(/[ (]/)[0] ?? name, run }),
    expect,
    console: { log() {}, warn: (error: unknown) => warned.push(error) } satisfies Console,
    setTimeout: (then: () => void) => setImmediate(then),
  };
  const source = readFileSync(path.join(sdk, "examples", `${suite}.test.js`), "utf8");
  compileFunction(source, Object.keys(parts), { filename: `${suite}.test.js` })(...Object.values(parts));

  const outcomes: Outcome[] = [];
  for (const { name, run } of tests) {
    warned.length = 0;
    const isDone = await run().then(
      () => true,
      () => false,
    );
    outcomes.push([name, isDone ? "done" : refusalOf(warned[0])]);
  }
  return outcomes;
};

const refusalOf = (error: unknown): string => {
  const { status, body } = (error ?? {}) as { status?: number; body?: string };
  if (status === undefined) return "not sent";
  const { errors } = JSON.parse(body || "{}") as { errors?: { code: string }[] };
  return `${status} ${errors?.[0]?.code}`;
};
