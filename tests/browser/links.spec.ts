import { expect, test } from "@/tests/support/browser";

test("a link opens its page in the same document, by pointer and by key", async ({ admin: page }) => {
  await page.evaluate(() => document.documentElement.setAttribute("data-same", ""));
  await page.getByRole("link", { name: "Regions" }).click();
  await expect(page.getByRole("heading", { name: "Regions", level: 1 })).toBeVisible();
  await page.getByRole("link", { name: "Namespaces" }).press("Enter");
  await expect(page.getByRole("heading", { name: "Namespaces", level: 1 })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Regions", level: 1 })).toBeVisible();
  await expect(page.locator("html[data-same]")).toBeAttached();
});

test("with Control a link opens another tab, and this page stays", async ({ admin: page }) => {
  const opened = page.context().waitForEvent("page");
  await page.getByRole("link", { name: "Regions" }).click({ modifiers: ["Control"] });
  await expect(await opened).toHaveURL(/\/regions$/);
  await expect(page).toHaveURL(/\/home$/);
});

test("another view of a list leaves the window where it is, another page begins at its top", async ({
  admin: page,
}) => {
  await page.setViewportSize({ width: 1280, height: 300 });
  await page.goto("/usage");
  const view = page.getByRole("navigation").getByRole("link", { name: "30 d" });
  await page.evaluate(() => window.scrollTo(0, 60));
  await view.press("Enter");
  await expect(page).toHaveURL(/30d/);
  expect(await page.evaluate(() => window.scrollY)).toBe(60);
  await page.getByRole("link", { name: "Regions" }).press("Enter");
  await expect(page.getByRole("heading", { name: "Regions", level: 1 })).toBeInViewport();
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
});
