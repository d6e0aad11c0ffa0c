import {
  createAccess,
  expect,
  expectAccessible,
  expectFitsPhone,
  finish,
  grantedActions,
  requestToken,
  test,
  unique,
} from "@/tests/support/browser-people";

test("a custom role is made of actions, given by a policy, changed for it at once, and deleted", async ({
  admin: page,
}) => {
  const title = unique("Deployer");
  await page.goto("/settings");
  const roles = page.getByRole("region", { name: "Custom roles" });
  await roles.getByRole("button", { name: "New role" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Shown as").fill("Manager");
  await form.getByRole("button", { name: "Create role" }).click();
  await expect(form.getByText("A role of the system is called that.").first()).toBeVisible();
  await expect(form.getByText("Choose at least one.")).toBeVisible();
  await form.getByLabel("Shown as").fill(title);
  await expect(form.getByLabel("Name", { exact: true })).toHaveValue(
    title.replace(/-(.)/, (_, one) => one.toUpperCase()),
  );
  await form.getByLabel("Name", { exact: true }).fill("no capital");
  await form.getByLabel("Pull images").check();
  await form.getByLabel("Push images").check();
  await form.getByRole("button", { name: "Create role" }).click();
  await expect(form.getByText("A capital letter first, then letters and digits alone")).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  const name = `Role${Date.now()}`;
  await form.getByLabel("Name", { exact: true }).fill(name);
  await expect(form.getByLabel("Push images")).toBeChecked();
  await form.getByRole("button", { name: "Create role" }).click();
  const row = roles.getByRole("listitem").filter({ hasText: title });
  await expect(row).toContainText(`${name}in no policyPull images and Push images`);
  await expectAccessible(page);

  const namespace = unique("roles");
  const label = unique("roles");
  const secret = await createAccess(page, { label, namespace, role: "Pull" });
  await finish(page);
  await page.goto("/service-ids");
  await page.getByRole("link", { name: label, exact: true }).click();
  const policies = page.getByRole("region", { name: "Policies" });
  await policies.getByRole("button", { name: `More actions for Reader on ${namespace}` }).click();
  await page.getByRole("menuitem", { name: "Change" }).click();
  await form.getByRole("radio", { name: "Custom" }).check({ force: true });
  await form.getByRole("combobox", { name: "Custom role" }).click();
  await page.getByRole("option", { name: title }).click();
  await expect(form.getByText("What it gives").locator("..")).toContainText(
    `${title} on ${namespace} in jp-tok: pulls and pushes images. Can't delete images`,
  );
  await expectAccessible(page);
  await expectFitsPhone(page);
  await form.getByRole("button", { name: "Save" }).click();
  await expect(policies).toContainText(`${title}${namespace}`);
  await expect(policies).toContainText("Pulls and pushes images. Can't delete images");
  const service = page.url();
  const scope = `repository:${namespace}/api:pull,push`;
  expect(await grantedActions(await requestToken(page, secret, scope))).toBe("pull,push");

  await page.goto("/settings");
  await expect(row).toContainText("in 1 policy");
  await roles.getByRole("button", { name: `More actions for ${title}` }).click();
  await page.getByRole("menuitem", { name: "Change" }).click();
  await form.getByLabel("Push images").uncheck();
  await form.getByRole("button", { name: "Save" }).click();
  await expect(row).toContainText("in 1 policyPull images");
  const refused = await requestToken(page, secret, scope);
  expect(refused.status()).toBe(401);
  expect(await refused.text()).toContain(`The role on ${namespace} in jp-tok is ${title}, push needs Writer`);

  const remove = async () => {
    await roles.getByRole("button", { name: `More actions for ${title}` }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  };
  await remove();
  await expect(page.getByText("Policies still hold this role. Change or remove them first.")).toBeVisible();
  await page.goto(service);
  await policies.getByRole("button", { name: `More actions for ${title}` }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  // What is behind an open dialog isn't there for roles.
  await expect(form).toHaveCount(0);
  await expect(policies.getByRole("listitem")).toHaveCount(0);
  await page.goto("/settings");
  await remove();
  await expect(form).toHaveCount(0);
  await expect(row).toHaveCount(0);
  await page.goto("/audit");
  for (const event of ["Custom role created", "Custom role changed", "Custom role deleted"])
    await expect(page.getByText(event).first()).toBeVisible();
});

test("in German, and on a phone", async ({ admin: page }) => {
  await page.goto("/settings");
  await page.getByRole("button", { name: "DE, Deutsch" }).click();
  const roles = page.getByRole("region", { name: "Eigene Rollen" });
  await roles.getByRole("button", { name: "Neue Rolle" }).click();
  await expect(page.getByRole("dialog").getByLabel("Images ziehen")).toBeVisible();
  await expectFitsPhone(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "EN, English" }).click();
  await expect(page.getByRole("region", { name: "Custom roles" })).toBeVisible();
});
