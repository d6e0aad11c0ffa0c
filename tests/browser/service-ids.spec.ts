import type { Page } from "@playwright/test";
import {
  createAccess,
  expect,
  expectAccessible,
  expectFitsPhone,
  finish,
  grantedActions,
  readSecret,
  requestToken,
  test,
  unique,
} from "@/tests/support/browser-people";

/** Makes a service ID by its page and stays on the new one's. */
const createServiceId = async (page: Page, name: string, description = ""): Promise<void> => {
  await page.goto("/service-ids");
  await page.getByRole("button", { name: "New service ID" }).click();
  const form = page.getByRole("dialog", { name: "New service ID" });
  await form.getByLabel("Name").fill(name);
  await form.getByLabel("Description").fill(description);
  await form.getByRole("button", { name: "Create service ID" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
};

/** A service ID with one key and Writer on a namespace of its own. @returns the key's value; on its page */
const createWriter = async (page: Page, label: string, namespace: string): Promise<string> => {
  const secret = await createAccess(page, { label, namespace, role: "Pull and push" });
  await finish(page);
  await page.getByRole("table").getByRole("link", { name: label, exact: true }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: label })).toBeVisible();
  return secret;
};

test("a service ID from nothing: keys and policies say what is missing", async ({ admin: page }) => {
  const name = unique("nightly");
  await createServiceId(page, name, "Scans at night");
  await expect(page.getByText("Scans at night")).toBeVisible();
  await expect(page.getByText("No key yet.")).toBeVisible();
  await expect(page.getByText("Can't reach any namespace. Add a policy.")).toBeVisible();
  await expect(page.getByRole("region", { name: "History" })).toContainText("Created by admin");
  await expectAccessible(page);
  await expectFitsPhone(page);

  await page.goto("/service-ids");
  await page.getByRole("searchbox", { name: "Filter by name" }).fill(name);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("row", { name: `${name} Scans at night No key No access` })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
});

test("what is searched for may be anything", async ({ admin: page }) => {
  const odd = '"\\ %_ or (name';
  await page.goto(`/service-ids?q=${encodeURIComponent(odd)}`);
  await expect(page.getByText(`No service ID matches “${odd}”.`)).toBeVisible();
  await page.getByRole("link", { name: "Clear the filter" }).click();
  await expect(page.getByRole("searchbox")).toHaveValue("");
});

test("a name that is missing is asked for beside its field", async ({ admin: page }) => {
  await page.goto("/service-ids");
  await page.getByRole("button", { name: "New service ID" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Description").fill("kept");
  await form.getByRole("button", { name: "Create service ID" }).click();
  await expect(form.getByText("This is needed.")).toBeVisible();
  await expect(form.getByLabel("Name")).toBeFocused();
  await expect(form.getByLabel("Description")).toHaveValue("kept");
});

test("a policy is previewed while it is chosen, holds at once, is changed and taken away", async ({
  admin: page,
}) => {
  const namespace = unique("policy");
  const secret = await createWriter(page, unique("policy"), namespace);
  const policies = page.getByRole("region", { name: "Policies" });

  await policies.getByRole("button", { name: "Add policy" }).click();
  const form = page.getByRole("dialog");
  await form.getByRole("radio", { name: "Manager" }).check({ force: true });
  await form.getByRole("combobox", { name: "Namespace" }).click();
  await page.getByRole("option", { name: "All namespaces" }).click();
  await expect(form.getByText("What it gives").locator("..")).toContainText(
    "Manager on all namespaces: pulls, pushes and deletes images, creates and deletes namespaces.",
  );
  await form.getByText("What each role may do").click();
  await expect(form.getByRole("row", { name: "Delete images no yes yes" })).toBeVisible();
  await expectAccessible(page);
  await form.getByRole("button", { name: "Add policy" }).click();
  await expect(policies.getByRole("listitem")).toHaveCount(2);

  await policies.getByRole("button", { name: `More actions for Writer on ${namespace} in jp-tok` }).click();
  await page.getByRole("menuitem", { name: "Change" }).click();
  await form.getByRole("radio", { name: "Reader" }).check({ force: true });
  await form.getByLabel("Repositories").fill("api-*");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(policies).toContainText("Pulls images. Can't push or delete images");

  await policies.getByRole("button", { name: "More actions for Manager on all namespaces" }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  const question = page.getByRole("dialog", { name: "Remove this policy?" });
  await expect(question).toContainText(
    "loses Manager on all namespaces: new tokens are refused at once, tokens already out end after at most 6 minutes.",
  );
  await question.getByRole("button", { name: "Remove" }).click();
  await expect(policies.getByRole("listitem")).toHaveCount(1);

  const token = await requestToken(page, secret, `repository:${namespace}/api-1:pull`);
  expect(await grantedActions(token)).toBe("pull");
  expect((await requestToken(page, secret, `repository:${namespace}/api-1:push`)).status()).toBe(401);
  expect((await requestToken(page, secret, `repository:${namespace}/web:pull`)).status()).toBe(401);
});

test("a policy that is there already, or whose pattern is wrong, is refused in the dialog", async ({
  admin: page,
}) => {
  const namespace = unique("twin");
  await createWriter(page, unique("twin"), namespace);
  await page.getByRole("region", { name: "Policies" }).getByRole("button", { name: "Add policy" }).click();
  const form = page.getByRole("dialog");
  await form.getByRole("radio", { name: "Writer" }).check({ force: true });
  await form.getByRole("combobox", { name: "Namespace" }).click();
  await page.getByRole("option", { name: namespace }).click();
  await form.getByRole("combobox", { name: "Region" }).click();
  await page.getByRole("option", { name: "Asia Pacific North, jp-tok" }).click();
  await form.getByRole("button", { name: "Add policy" }).click();
  await expect(form.getByText("There is a policy that gives exactly this already.")).toBeVisible();
  await form.getByLabel("Repositories").fill("Über");
  await form.getByRole("button", { name: "Add policy" }).click();
  await expect(form.getByText("Lower-case letters, digits and . _ - / with *")).toBeVisible();
  await expect(form.getByLabel("Repositories")).toHaveValue("Über");
});

test("a further key gets a label of its own, and its value is shown once", async ({ admin: page }) => {
  const label = unique("rotate");
  const old = await createWriter(page, label, unique("rotate"));
  // As "Needs you" leads here: the address asks, once.
  await page.goto(`${page.url()}?new=key`);
  const form = page.getByRole("dialog", { name: `New key for ${label}` });
  await expect(form.getByLabel("Label")).toHaveValue(`${label}-2`);
  await form.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByText("Save it now. Wharfkey keeps only a fingerprint")).toBeVisible();
  const secret = await readSecret(page);
  expect(secret).not.toBe(old);
  await finish(page);
  await expect(page.getByRole("table", { name: "Keys" }).getByRole("row")).toHaveCount(3);
  await expect(form).toHaveCount(0);
  expect((await requestToken(page, old)).status()).toBe(200);
  expect((await requestToken(page, secret)).status()).toBe(200);
});

test("keys are renamed, locked, disabled, enabled and deleted, and the tokens follow at once", async ({
  admin: page,
}) => {
  const label = unique("life");
  const secret = await createWriter(page, label, unique("life"));
  const row = page.getByRole("table", { name: "Keys" }).getByRole("row").nth(1);
  const choose = async (action: string) => {
    await row.getByRole("button", { name: /^More actions for/ }).click();
    await page.getByRole("menuitem", { name: action }).click();
  };
  const dialog = page.getByRole("dialog");

  await choose("Rename and change");
  await dialog.getByLabel("Label").fill(`${label}-new`);
  await dialog.getByRole("combobox", { name: "Expires" }).click();
  await page.getByRole("option", { name: "Never" }).click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(row).toContainText(`${label}-new`);
  await expect(row).toContainText("Never");

  await choose("Lock");
  await expect(row).toContainText("Locked");
  await row.getByRole("button", { name: /^More actions for/ }).click();
  await expect(page.getByRole("menuitem")).toHaveText(["Open", "Unlock"]);
  await page.getByRole("menuitem", { name: "Unlock" }).click();
  await expect(row).not.toContainText("Locked");

  await choose("Disable");
  await expect(dialog).toContainText(
    "tokens already out end after at most 6 minutes. It can be enabled again.",
  );
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Disable" }).click();
  await expect(row).toContainText("Disabled");
  expect((await requestToken(page, secret)).status()).toBe(401);
  await choose("Enable");
  await expect(row).not.toContainText("Disabled");
  expect((await requestToken(page, secret)).status()).toBe(200);

  await page.reload();
  await choose("Delete");
  await expect(dialog).toContainText(/Last used .* by docker 27\.3\.1 from/);
  const button = dialog.getByRole("button", { name: "Delete" });
  await expect(button).toHaveAttribute("aria-disabled", "true");
  await dialog.getByRole("textbox").fill(`${label}-new`);
  await button.click();
  await expect(page.getByText("No key yet.")).toBeVisible();
  expect((await requestToken(page, secret)).status()).toBe(401);
});

test("a service ID is renamed, locked and deleted with all that is its", async ({ admin: page }) => {
  const name = unique("gone");
  const secret = await createWriter(page, name, unique("gone"));
  const menu = page.getByRole("button", { name: `More actions for ${name}` }).first();
  const dialog = page.getByRole("dialog");

  await menu.click();
  await page.getByRole("menuitem", { name: "Rename and describe" }).click();
  await dialog.getByLabel("Description").fill("Line one\nline two");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Line one line two")).toBeVisible();
  await expect(page.getByRole("region", { name: "History" })).toContainText("Changed: description by admin");

  await menu.click();
  await page.getByRole("menuitem", { name: "Lock" }).click();
  await expect(page.getByText("This service ID is locked: it can't be changed or deleted.")).toBeVisible();
  await menu.click();
  await expect(page.getByRole("menuitem")).toHaveText(["Unlock"]);
  await page.getByRole("menuitem", { name: "Unlock" }).click();
  await expect(page.getByText("This service ID is locked")).toHaveCount(0);

  await menu.click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(dialog).toContainText(`${name} goes with its 1 key and 1 policy. It can't be brought back`);
  await expect(dialog).toContainText("1 of its keys still works.");
  await dialog.getByRole("textbox").fill(name);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/service-ids$/);
  await expect(page.getByRole("link", { name, exact: true })).toHaveCount(0);
  expect((await requestToken(page, secret)).status()).toBe(401);
});

test("someone else's service ID, and one that never was, are the same 404", async ({
  admin,
  member,
  auditor,
}) => {
  const name = unique("mine");
  await createServiceId(admin, name);
  const address = admin.url();
  const foreign = await member.goto(address);
  expect(foreign?.status()).toBe(404);
  await expect(member.getByRole("heading", { name: "Nothing here" })).toBeVisible();
  const text = await member.getByRole("main").innerText();
  const missing = await member.goto("/service-ids/ServiceId-00000000-0000-4000-8000-000000000000");
  expect(missing?.status()).toBe(404);
  expect(await member.getByRole("main").innerText()).toBe(text);
  await expectAccessible(member);

  // Auditors read it, and find nothing to press but what reads.
  await auditor.goto(address);
  await expect(auditor.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(auditor.getByRole("main").getByRole("button")).toHaveText(["", "Login commands"]);
});

test("the login commands of a service ID ask for the key", async ({ admin: page }) => {
  const name = unique("again");
  await createWriter(page, name, unique("again"));
  await page.getByRole("button", { name: "Login commands" }).click();
  const dialog = page.getByRole("dialog", { name: `Login commands for ${name}` });
  await dialog.getByRole("tab", { name: "Cloud Foundry" }).click();
  await expect(dialog.getByRole("figure").first()).toContainText("CF_DOCKER_PASSWORD");
  await dialog.getByRole("tab", { name: "Docker", exact: true }).click();
  await dialog.getByRole("button", { name: "Show the literal form" }).click();
  await expect(dialog.getByRole("figure", { name: /literal form/ })).toContainText("-p YOUR_API_KEY");
  await expectAccessible(page);
});
