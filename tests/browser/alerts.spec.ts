import {
  createAccess,
  expect,
  expectAccessible,
  expectFitsPhone,
  finish,
  test,
  unique,
} from "@/tests/support/browser-people";

test("an owner who is asked to look at a key sees it on the bell, opens it and marks it read", async ({
  admin: page,
}) => {
  const label = unique("noticed");
  await createAccess(page, { label, namespace: unique("ntc") });
  await finish(page);
  await page.goto(`/keys?q=${label}`);
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  await page.getByRole("button", { name: "Notify owner" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Notify owner" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Owner of 1 key notified." })).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  await page.goto("/home");
  await page.getByRole("link", { name: /^Alerts, \d+ unread$/ }).click();
  const list = page.getByRole("list", { name: "Alerts" });
  const item = list.getByRole("listitem").filter({ hasText: label });
  await expect(item).toContainText("asks you to look at");
  await expectAccessible(page);
  await item.getByRole("button", { name: "Mark as read" }).click();
  await expect(item.getByText("Unread")).toHaveCount(0);
  await page.getByRole("button", { name: "Mark all as read" }).click();
  await expect(page.getByRole("link", { name: "Alerts, none unread" })).toBeVisible();
  await item.getByRole("link", { name: new RegExp(label) }).click();
  await expect(page).toHaveURL(/\/api-keys\/ApiKey-/);
  await page.goto("/alerts");
  await expectFitsPhone(page);
});

test("an administrator sets kinds and a webhook, whose secret is shown once", async ({ admin: page }) => {
  await page.goto("/settings");
  const unused = page.getByRole("group", { name: "A key is unused" });
  await expect(unused.getByRole("checkbox", { name: "Raised" })).not.toBeChecked();
  await unused.getByRole("checkbox", { name: "Raised" }).check();
  await page.getByRole("button", { name: "Save alerts" }).click();
  await expect(page.getByText("Alerts saved").first()).toBeVisible();
  await page.getByLabel("Webhook address").fill("https://10.1.2.3/hook");
  await page.getByRole("button", { name: "Set Webhook" }).click();
  await expect(page.getByText("An https address at a public host")).toBeVisible();
  await page.getByLabel("Webhook address").fill("https://hooks.example.com/very-private");
  await page.getByRole("button", { name: "Set Webhook" }).click();
  await expect(page.getByText(/^whsec_[0-9A-Za-z]{40}$/)).toBeVisible();
  await expect(page.getByText("Posts to hooks.example.com")).toBeVisible();
  await expectAccessible(page);
  await page.reload();
  await expect(unused.getByRole("checkbox", { name: "Raised" })).toBeChecked();
  await expect(page.getByText(/whsec_/)).toHaveCount(0);
  await expect(page.locator("body")).not.toContainText("very-private");
  await page.getByRole("button", { name: "Remove Webhook" }).click();
  await expect(page.getByText("Posts to hooks.example.com")).toHaveCount(0);
  await expectFitsPhone(page);
  await page.goto("/alerts?view=deliveries");
  await expect(page.getByText("Nothing was sent yet.")).toBeVisible();
  await expectAccessible(page);
});

test("a site administrator sets the site's alerts and where they go; others don't find the page", async ({
  admin: page,
  member,
}) => {
  await page.goto("/home");
  await page.getByRole("link", { name: "Site settings" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Site settings" })).toBeVisible();
  await expect(page.getByRole("group", { name: "A registry sends no events" })).toBeVisible();
  await expect(page.getByRole("group", { name: "A key is unused" })).toHaveCount(0);
  const checkpoints = page.getByRole("checkbox", { name: "Post it to the webhook" });
  await expect(checkpoints).not.toBeChecked();
  await checkpoints.check();
  await page.getByRole("button", { name: "Save alerts" }).click();
  await expect(page.getByText("Alerts saved").first()).toBeVisible();
  await page.getByLabel("Webhook address").fill("https://hooks.example.com/site");
  await page.getByRole("button", { name: "Set Webhook" }).click();
  await expect(page.getByText("Posts to hooks.example.com")).toBeVisible();
  await page.reload();
  await expect(checkpoints).toBeChecked();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Remove Webhook" }).click();
  await expect(page.getByText("Posts to hooks.example.com")).toHaveCount(0);
  await page.goto("/settings");
  await expect(page.getByText("Posts to hooks.example.com")).toHaveCount(0);
  await page.goto("/audit?scope=site");
  await expect(page.getByText("Alert webhook removed").first()).toBeVisible();
  await page.goto("/site-settings");
  await expectFitsPhone(page);
  expect((await member.goto("/site-settings"))?.status()).toBe(404);
});

test("a member's alerts are quiet and in German; deliveries and settings aren't theirs", async ({
  member,
}) => {
  await member.goto("/alerts?view=deliveries");
  await expect(member.getByText("All quiet.")).toBeVisible();
  expect((await member.goto("/settings"))?.status()).toBe(404);
  await member.goto("/profile");
  await expect(member.getByText("This portal sends no mail")).toBeVisible();
  await member.getByRole("button", { name: "Deutsch" }).first().click();
  await expect(member.getByText("Dieses Portal sendet keine Mail")).toBeVisible();
  await member.goto("/alerts");
  await expect(member.getByText("Alles ruhig.")).toBeVisible();
  await member.getByRole("button", { name: "English" }).click();
});
