import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

/** Playwright's own browser where it is installed, else the system's. */
const system = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((file) =>
  existsSync(file),
);

export default defineConfig({
  testDir: "tests/browser",
  // Each worker has a portal and a database of its own.
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: "list",
  use: {
    locale: "en-GB",
    timezoneId: "UTC",
    viewport: { width: 1280, height: 860 },
    trace: "off",
    video: "off",
    launchOptions: {
      ...(system && { executablePath: system }),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
