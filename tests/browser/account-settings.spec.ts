import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { expect, expectAccessible, expectFitsPhone, test } from "@/tests/support/browser-people";

test("an administrator sets how long tokens and sessions hold, within the bounds", async ({
  admin: page,
}) => {
  await page.goto("/settings");
  await expect(page.getByRole("heading", { level: 1, name: "Account settings" })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  const lifetime = page.getByRole("textbox", { name: "Access tokens hold" });
  const save = page
    .getByRole("region", { name: "Account, tokens and sessions" })
    .getByRole("button", { name: "Save" });
  await lifetime.fill("10");
  await save.click();
  await expect(lifetime).toHaveAttribute("aria-invalid", "true");
  await lifetime.fill("1800");
  await save.click();
  await expect(page.getByText("Account settings saved").first()).toBeVisible();
  await page.reload();
  await expect(lifetime).toHaveValue("1800");
  const idle = page.getByRole("textbox", { name: "Sessions end without use after" });
  await expect(idle).toHaveValue("");
  for (const [value, kept] of [
    ["7201", null],
    ["7200", "7200"],
    ["", ""],
  ] as const) {
    await idle.fill(value);
    await save.click();
    if (kept === null) {
      await expect(idle).toHaveAttribute("aria-invalid", "true");
      continue;
    }
    await expect(page.getByText("Account settings saved").first()).toBeVisible();
    await page.reload();
    await expect(idle).toHaveValue(kept);
  }
  await page.goto("/audit");
  await expect(page.getByText("Account changed").first()).toBeVisible();
});

test("how long usage is kept is set within bounds, and a deleted month is downloaded", async ({
  admin: page,
  portal,
}) => {
  await page.goto("/accounts");
  const accountId = await page
    .getByText(/^[0-9a-f]{32}$/)
    .first()
    .textContent();
  const folder = path.join(portal.dataDir, "exports");
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `usage-${accountId}-2025-01.ndjson.gz`), gzipSync('{"action":"pull"}\n'));

  await page.goto("/settings");
  const panel = page.getByRole("region", { name: "How long usage is kept" });
  const months = panel.getByRole("textbox", { name: "Keep usage for" });
  await expect(months).toHaveValue("13");
  await months.fill("121");
  await panel.getByRole("button", { name: "Save" }).click();
  await expect(months).toHaveAttribute("aria-invalid", "true");
  await months.fill("24");
  await panel.getByRole("checkbox", { name: "Write each month to a file before it is deleted" }).check();
  await panel.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Usage settings saved").first()).toBeVisible();
  await page.reload();
  await expect(months).toHaveValue("24");
  await expect(panel.getByRole("checkbox")).toBeChecked();
  await expectAccessible(page);
  const download = page.waitForEvent("download");
  await panel.getByRole("link", { name: "Download the usage of January 2025" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe(`wharfkey-usage-${accountId}-2025-01.ndjson.gz`);
  expect(gunzipSync(readFileSync(await file.path())).toString()).toBe('{"action":"pull"}\n');
  await expectFitsPhone(page);
  await page.goto("/audit?kind=usage");
  await expect(page.getByText("Deleted month of usage downloaded").first()).toBeVisible();

  await page.goto("/site-settings");
  const site = page.getByRole("region", { name: "How long usage of no account is kept" });
  await site.getByRole("textbox", { name: "Keep usage for" }).fill("6");
  await site.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Usage settings saved").first()).toBeVisible();
  await page.goto("/settings");
  await expect(months).toHaveValue("24");
});

test("the account's settings are not there for members and auditors", async ({ member, auditor }) => {
  for (const page of [member, auditor]) {
    const answer = await page.goto("/settings");
    expect(answer?.status()).toBe(404);
    expect((await page.request.get("/settings/usage-exports/2025-01")).status()).toBe(404);
  }
});
