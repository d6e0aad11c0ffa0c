import { snippetTools } from "@/lib/domain/snippets/catalogue";
import {
  createAccess,
  expect,
  expectAccessible,
  expectFitsPhone,
  finish,
  test,
  unique,
} from "@/tests/support/browser-people";

test("the guide's commands name the reader's own registry, namespace and keys", async ({ admin: page }) => {
  const label = unique("guide");
  await createAccess(page, { label, namespace: unique("guide") });
  await finish(page);
  await page.goto("/guide");
  await expect(
    page.getByRole("heading", { level: 1, name: "Automate access to your registries" }),
  ).toBeVisible();
  await expect(page.getByRole("figure", { name: "docker login", exact: true })).toContainText(
    "docker login -u iamapikey --password-stdin localhost:5001",
  );
  await expect(page.getByRole("figure", { name: "cf push", exact: true })).toContainText(
    /--docker-image localhost:5001\/[a-z0-9-]+\/REPOSITORY/,
  );
  await expect(page.getByRole("table", { name: "Registries by region" }).getByRole("row")).toHaveCount(6);
  await expectAccessible(page);
  await expectFitsPhone(page);
});

test("every link of the guide leads somewhere", async ({ admin: page }) => {
  await page.goto("/guide");
  const hrefs = await page
    .getByRole("main")
    .getByRole("link")
    .evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute("href") ?? ""))]);
  expect(hrefs).toEqual(expect.arrayContaining(["#elsewhere", "/home", "/login-commands", "/denials"]));
  for (const href of hrefs)
    if (href.startsWith("#")) await expect(page.locator(`[id="${href.slice(1)}"]`)).toHaveCount(1);
    else expect((await page.request.get(href)).status(), href).toBe(200);
});

test("the guide in German", async ({ admin: page }) => {
  await page.goto("/guide");
  await page.getByRole("button", { name: "DE, Deutsch" }).click();
  await expect(
    page.getByRole("heading", { level: 1, name: "Zugriff auf die Registrys automatisieren" }),
  ).toBeVisible();
  await expect(
    page.getByRole("heading", { name: "Images in anderen Kubernetes-Namensräumen, Regionen und Konten" }),
  ).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
});

test("login commands: every tool is two clicks away, in every shell, without a secret", async ({
  admin: page,
}) => {
  await page.goto("/login-commands");
  await expect(page.getByRole("tab", { name: "Docker", exact: true })).toHaveAttribute(
    "aria-selected",
    "true",
  );
  const pinned = await page.getByRole("tab").allTextContents();
  for (const { title } of snippetTools) {
    if (pinned.includes(title)) await page.getByRole("tab", { name: title, exact: true }).click();
    else {
      await page.getByRole("button", { name: /\d+ more/ }).click();
      await page.getByRole("menuitem", { name: title, exact: true }).click();
    }
    await expect(page.getByRole("tab", { name: title, exact: true })).toHaveAttribute(
      "aria-selected",
      "true",
    );
    await expect(page.getByRole("tabpanel").getByRole("figure").first()).toBeVisible();
  }
  expect(await page.content()).not.toMatch(/wfk_[0-9A-Za-z]{10}_/);

  await page.getByRole("tab", { name: "Docker", exact: true }).click();
  await page.getByRole("combobox", { name: "Shell" }).click();
  await page.getByRole("option", { name: "PowerShell" }).click();
  await expect(page.getByRole("tabpanel")).toContainText("Read-Host");
  await page.reload();
  await expect(page.getByRole("tabpanel")).toContainText("Read-Host");
  await page.getByRole("tab", { name: "Kubernetes", exact: true }).click();
  await page.getByText("As YAML", { exact: true }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download wharfkey-pull-secret.yaml" }).click();
  expect((await download).suggestedFilename()).toBe("wharfkey-pull-secret.yaml");
  await expectAccessible(page);
  await expectFitsPhone(page);
});
