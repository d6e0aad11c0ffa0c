import { readFileSync } from "node:fs";
import {
  createAccess,
  expect,
  expectAccessible,
  expectFitsPhone,
  finish,
  requestToken,
  test,
  unique,
} from "@/tests/support/browser-people";

test("a key is found by its findings, disabled with others after a preview, and enabled again", async ({
  admin: page,
}) => {
  const stem = unique("stock");
  for (const label of [`${stem}-a`, `${stem}-b`]) {
    const secret = await createAccess(page, { label, namespace: unique("stock") });
    if (label.endsWith("a")) await requestToken(page, secret);
    await finish(page);
  }
  await page.goto("/keys");
  await page.getByRole("searchbox", { name: "Label, owner or prefix" }).fill(stem);
  await page.keyboard.press("Enter");
  const table = page.getByRole("table", { name: "Key inventory" });
  await expect(table.getByRole("row")).toHaveCount(3);
  await expect(page.getByRole("link", { name: "All keys 2" })).toBeVisible();
  await page.getByRole("link", { name: /^Never used/ }).click();
  await expect(page).toHaveURL(/findings=never-used/);
  await expect(table.getByRole("row")).toHaveCount(2);
  await expect(table).toContainText(`${stem}-b`);
  await page.getByRole("link", { name: /^Never used/ }).click();
  await expect(table.getByRole("row")).toHaveCount(3);
  await expectAccessible(page);

  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  const toolbar = page.getByRole("toolbar", { name: "Actions for the selected keys" });
  await expect(toolbar).toContainText("2 selected");
  await toolbar.getByRole("button", { name: "Disable" }).click();
  const dialog = page.getByRole("dialog", { name: "Disable 2 keys?" });
  await expect(dialog).toContainText("1 of them was used in the last 7 days.");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Disable" }).click();
  await expect(page.getByRole("status").filter({ hasText: "2 keys disabled." })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("status").filter({ hasText: "2 keys are as before." })).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  await expect(table.getByText("Disabled")).toHaveCount(0);

  await toolbar.getByRole("button", { name: "Delete" }).click();
  const last = page.getByRole("dialog", { name: "Delete 2 keys?" });
  await expect(last.getByRole("button", { name: "Delete" })).toBeDisabled();
  await last.getByLabel("Number of keys, to confirm").fill("2");
  await last.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("status").filter({ hasText: "2 keys deleted." })).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByText("No key matches.")).toBeVisible();
  await expectFitsPhone(page);
});

test("a whole key that is pasted into the search finds its row, and the address has its public id alone", async ({
  admin: page,
}) => {
  const label = unique("pasted");
  const secret = await createAccess(page, { label, namespace: unique("pasted") });
  await finish(page);
  await page.goto("/keys");
  await page.getByRole("searchbox", { name: "Label, owner or prefix" }).fill(secret);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`[?&]q=${secret.slice(0, 14)}(&|$)`));
  await expect(page.getByRole("table", { name: "Key inventory" }).getByRole("row")).toHaveCount(2);
  await expect(page.getByRole("table", { name: "Key inventory" })).toContainText(label);
});

test("a change of many keys that was left in the middle is gone on with after a reload, and taken back", async ({
  admin: page,
}) => {
  const label = unique("left");
  const namespace = unique("left");
  for (const name of [`${label}-a`, `${label}-b`]) {
    await createAccess(page, { label: name, namespace });
    await finish(page);
  }
  await page.goto(`/keys?q=${label}`);
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  await page.getByRole("button", { name: "Disable" }).click();
  const dialog = page.getByRole("dialog", { name: "Disable 2 keys?" });
  await expect(dialog).toContainText(`${label}-a and ${label}-b.`);
  // The page goes away between the start and the first batch, which never reaches the portal.
  let calls = 0;
  await page.route("**/keys?*", async (route) => {
    if (route.request().method() !== "POST" || ++calls < 2) await route.continue();
  });
  await dialog.getByRole("button", { name: "Disable" }).click();
  await expect.poll(() => calls).toBe(2);
  await page.unroute("**/keys?*");
  await page.reload();
  const recent = page.getByRole("region", { name: "Recent changes" });
  const item = recent.getByRole("listitem").first();
  await expect(item).toContainText("Disable: stopped after 0 of 2 keys.");
  await expectAccessible(page);
  await item.getByRole("button", { name: "Go on" }).click();
  await expect(item).toContainText("2 keys disabled.");
  const table = page.getByRole("table", { name: "Key inventory" });
  await expect(table.getByText("Disabled", { exact: true })).toHaveCount(2);
  await page.reload();
  await item.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("2 keys are as before.").first()).toBeVisible();
  await expect(recent.getByText("2 keys disabled.")).toHaveCount(0);
  await expect(table.getByText("Disabled", { exact: true })).toHaveCount(0);
  await expectFitsPhone(page);
});

test("sorting, columns and the report", async ({ admin: page }) => {
  await createAccess(page, { label: unique("column"), namespace: unique("col") });
  await finish(page);
  await page.goto("/keys");
  await page.getByRole("link", { name: "Last used" }).click();
  await expect(page).toHaveURL(/sort=last-used/);
  await expect(page.getByRole("columnheader", { name: "Last used" })).toHaveAttribute(
    "aria-sort",
    "descending",
  );
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitemcheckbox", { name: "14 days" }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("columnheader", { name: "14 days" })).toHaveCount(0);
  await expect(page).toHaveURL(/hide=created%2Cdays/);
  await page.reload();
  await expect(page.getByRole("columnheader", { name: "14 days" })).toHaveCount(0);
  await page.goto("/keys");
  await expect(page.getByRole("columnheader", { name: "14 days" })).toHaveCount(0);
  await page.goto("/keys?hide=owner");
  await expect(page.getByRole("columnheader", { name: "14 days" })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Owner" })).toHaveCount(0);
  await page.getByRole("button", { name: "Credential report" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "CSV" }).click();
  const text = readFileSync(await (await download).path(), "utf8");
  expect(text.split("\r\n")[0]).toMatch(/^type,id,name,prefix,status/);
  expect(text).toContain("admin");
  await expectFitsPhone(page);
});

test("members see their own, auditors change nothing; in German too", async ({ member, auditor }) => {
  await member.goto("/keys");
  await expect(member.getByText("Your keys and those of your service IDs")).toBeVisible();
  await expect(member.getByRole("button", { name: "Credential report" })).toHaveCount(0);
  expect((await member.request.get("/keys/export?format=csv")).status()).toBe(403);
  await auditor.goto("/keys?findings=no-expiry");
  await expect(auditor.getByRole("heading", { name: "Key inventory" })).toBeVisible();
  await expect(auditor.getByRole("checkbox", { name: "Select all on this page" })).toHaveCount(0);
  await auditor.getByRole("button", { name: "Deutsch" }).click();
  await expect(auditor.getByRole("heading", { name: "Schlüsselinventar" })).toBeVisible();
  await expect(auditor.getByRole("navigation", { name: "Befunde" })).toContainText("Ohne Ablauf");
  await auditor.getByRole("button", { name: "English" }).click();
});
