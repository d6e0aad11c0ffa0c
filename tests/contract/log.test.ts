import { expect, test } from "vitest";
import { createLog, errorWords } from "@/lib/platform/log";
import { testRuntime } from "@/tests/support/runtime";

const portal = testRuntime();

/** What fails with a secret among its values. */
const failures: [name: string, fail: () => Promise<unknown>, says: string][] = [
  [
    "a wrong call of Prisma's",
    () => portal.runtime.prisma.user.create({ data: { passwordHash: "HELD-BACK" } } as never),
    "Argument `id` is missing.",
  ],
  [
    "a row that PostgreSQL refuses",
    () => portal.runtime.pool.query(`INSERT INTO "user" (id, password_hash) VALUES ('u', 'HELD-BACK')`),
    'null value in column "email"',
  ],
];

test.each(failures)("%s is logged without what was to be written", async (_name, fail, says) => {
  const error = await fail().catch((reason: Error) => reason);
  const lines: string[] = [];
  createLog("info", { write: (line) => void lines.push(line) }).error({ err: error }, "failed");
  const [logged] = lines.map((line) => JSON.parse(line).err as { message: string; stack: string });
  expect(logged?.message).toContain(says);
  expect(logged?.stack).toMatch(/^ {4}at /);
  expect(lines.join("")).not.toContain("HELD-BACK");
  expect(errorWords(error as Error)).toBe(logged?.message);
});
