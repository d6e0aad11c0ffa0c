import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const alias = { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") };

/** A busy machine takes longer than Vitest's second; what never comes still fails its test. */
const expect = { poll: { timeout: 30_000 } };

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["tests/unit/**/*.test.ts"],
          testTimeout: 30_000,
          // It imports JSON as Node 20 doesn't.
          server: { deps: { inline: [/@actions\/workflow-parser/] } },
        },
      },
      {
        resolve: { alias },
        test: {
          name: "contract",
          include: ["tests/contract/**/*.test.ts"],
          globalSetup: ["./tests/support/postgres.ts"],
          testTimeout: 120_000,
          hookTimeout: 240_000,
          expect,
          maxWorkers: 2,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "interop",
          include: ["tests/interop/**/*.test.ts"],
          globalSetup: ["./tests/support/postgres.ts"],
          testTimeout: 120_000,
          hookTimeout: 240_000,
          expect,
        },
      },
    ],
  },
});
