import {
  createAccess,
  expect,
  expectAccessible,
  expectFitsPhone,
  finish,
  readSecret,
  requestToken,
  test,
  unique,
} from "@/tests/support/browser-people";

test("a personal key: suggested label, its value once, and the way to its page", async ({ member: page }) => {
  await page.goto("/api-keys");
  await expect(page.getByText("You have no personal key. Use one on your laptop")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "New key" }).click();
  const form = page.getByRole("dialog", { name: "New personal key" });
  await expect(form.getByLabel("Label")).toHaveValue(/^laptop-member-/);
  await form.getByRole("combobox", { name: "Expires" }).click();
  await page.getByRole("option", { name: /^In 30 days/ }).click();
  await form.getByRole("button", { name: "Create key" }).click();
  const secret = await readSecret(page);
  const facts = page.getByRole("complementary", { name: "This key" });
  await expect(facts).toContainText("Log in, and nothing else: no policy reaches it yet.");
  await expect(facts).toContainText("no region yet");
  await expectAccessible(page);
  expect((await requestToken(page, secret)).status()).toBe(200);
  await finish(page);

  const row = page.getByRole("table", { name: "My API keys" }).getByRole("row").nth(1);
  await expect(row).toContainText(secret.slice(0, 10));
  await expect(row).toContainText("docker 27.3.1");
  await expectFitsPhone(page);
  await row.getByRole("link").click();
  await expect(page.getByRole("region", { name: "This key" })).toContainText(/Uses\s*1/);
  await expect(page.getByRole("region", { name: "This key" })).toContainText("docker 27.3.1");
  await expect(page.getByRole("region", { name: "History" })).toContainText("Created by Member");
  await expectAccessible(page);
  await expectFitsPhone(page);
});

test("a day of one's choice is the last one; none is refused beside its field", async ({ admin: page }) => {
  await page.goto("/api-keys");
  await page.getByRole("button", { name: "New key" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Label").fill(unique("day"));
  await form.getByRole("combobox", { name: "Expires" }).click();
  await page.getByRole("option", { name: "On a day of your choice" }).click();
  await form.getByRole("button", { name: "Create key" }).click();
  await expect(form.getByText("A day that exists, such as 31 January 2027.")).toBeVisible();
  const year = new Date().getUTCFullYear() + 2;
  await form.getByLabel("Last day").fill(`${year}-01-31`);
  await form.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByRole("complementary", { name: "This key" })).toContainText(`31 Jan ${year}`);
  await finish(page);
});

test("a key's own page: changed elsewhere meanwhile, disabled, deleted", async ({ admin: page, context }) => {
  await page.goto("/api-keys");
  await page.getByRole("button", { name: "New key" }).click();
  const label = unique("own");
  await page.getByRole("dialog").getByLabel("Label").fill(label);
  await page.getByRole("dialog").getByRole("button", { name: "Create key" }).click();
  const secret = await readSecret(page);
  await page.getByRole("button", { name: "Copy key" }).click();
  await page.goto("/api-keys");
  await page.getByRole("link", { name: label }).click();
  await expect(page.getByRole("heading", { level: 1, name: label })).toBeVisible();
  const menu = page.getByRole("button", { name: `More actions for ${label}` });
  const dialog = page.getByRole("dialog");

  await menu.click();
  await page.getByRole("menuitem", { name: "Rename and change" }).click();
  const other = await context.newPage();
  await other.goto(page.url());
  await other.getByRole("button", { name: `More actions for ${label}` }).click();
  await other.getByRole("menuitem", { name: "Lock" }).click();
  await expect(other.getByText("Locked", { exact: true })).toBeVisible();
  await other.getByRole("button", { name: `More actions for ${label}` }).click();
  await other.getByRole("menuitem", { name: "Unlock" }).click();
  await expect(other.getByText("Locked", { exact: true })).toHaveCount(0);
  await dialog.getByLabel("Label").fill(`${label}-renamed`);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("alert")).toBeVisible();
  await expect(dialog.getByLabel("Label")).toHaveValue(`${label}-renamed`);
  await page.reload();

  await menu.click();
  await page.getByRole("menuitem", { name: "Disable" }).click();
  await dialog.getByRole("button", { name: "Disable" }).click();
  await expect(page.getByText("Disabled", { exact: true }).first()).toBeVisible();
  expect((await requestToken(page, secret)).status()).toBe(401);
  await menu.click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await dialog.getByRole("button", { name: "Delete" }).click();
  await expect(page).toHaveURL(/\/api-keys$/);
  await expect(page.getByRole("link", { name: label })).toHaveCount(0);
});

test("an auditor makes a key of their own and reads others' without changing them", async ({
  admin,
  auditor,
}) => {
  const label = unique("read");
  await createAccess(admin, { label, namespace: unique("read") });
  await finish(admin);
  await admin.getByRole("button", { name: `More actions for ${label}` }).click();
  await admin.getByRole("menuitem", { name: "Open" }).click();
  await expect(admin.getByRole("heading", { level: 1, name: label })).toBeVisible();

  await auditor.goto(admin.url());
  await expect(auditor.getByRole("heading", { level: 1, name: label })).toBeVisible();
  await expect(auditor.getByRole("button", { name: /More actions/ })).toHaveCount(0);
  await auditor.goto("/api-keys");
  await expect(auditor.getByText("An auditor's key reads usage and audit.")).toBeVisible();
  await auditor.getByRole("button", { name: "New key" }).click();
  await auditor.getByRole("dialog").getByRole("button", { name: "Create key" }).click();
  await expect(auditor.getByRole("heading", { level: 1, name: /is ready$/ })).toBeVisible();
});

test("someone else's key, and one that never was, are the same 404", async ({ admin, member }) => {
  const label = unique("foreign");
  await createAccess(admin, { label, namespace: unique("foreign") });
  await admin.getByRole("button", { name: "Copy key" }).click();
  await admin.goto("/home");
  await admin.getByRole("button", { name: `More actions for ${label}` }).click();
  await admin.getByRole("menuitem", { name: "Open" }).click();
  await expect(admin.getByRole("heading", { level: 1, name: label })).toBeVisible();
  expect((await member.goto(admin.url()))?.status()).toBe(404);
  const text = await member.getByRole("main").innerText();
  expect((await member.goto("/api-keys/ApiKey-00000000-0000-4000-8000-000000000000"))?.status()).toBe(404);
  expect(await member.getByRole("main").innerText()).toBe(text);
});
