import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

test("the migrations make exactly the schema", { timeout: 240_000, retry: 1 }, async () => {
  const args = [
    "migrate",
    "diff",
    "--from-migrations",
    "prisma/migrations",
    "--to-schema",
    "prisma/schema.prisma",
    "--exit-code",
  ];
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: path.resolve("scripts/schema-engine.mjs") };
  const ran = await promisify(execFile)("node_modules/.bin/prisma", args, { env, timeout: 110_000 }).catch(
    (error: { stdout: string }) => error,
  );
  expect(ran.stdout).toContain("No difference detected");
});
