import type { Page } from "@playwright/test";
import { expect, expectAccessible, expectFitsPhone, test } from "@/tests/support/browser-people";
import { startRegistries } from "@/tests/support/registries";

const result = (page: Page, name = "Result of the check") =>
  page.getByRole("list", { name }).getByRole("listitem");

test("a stopped registry in words; once it runs, every step works", async ({ admin: page, portal }) => {
  await page.goto("/regions/eu-de");
  await page.getByRole("button", { name: "Check connection" }).click();
  await expect(page.getByText("1 step fails at Central Europe.")).toBeVisible();
  await expect(result(page).first()).toContainText(
    /Fails.*The registry answers.*Nobody listens at http:\/\/localhost:5003\..*How to mend it: Start the registry/s,
  );
  await expect(result(page).filter({ hasText: "Not checked" })).toHaveCount(6);
  await expectAccessible(page);
  await expectFitsPhone(page);

  const registry = await startRegistries(portal.dataDir, ["eu-de"]);
  try {
    await page.getByRole("button", { name: "Check again" }).click();
    await expect(page.getByText("Central Europe is connected: every step works.")).toBeVisible();
    await expect(result(page).filter({ hasText: "Works" })).toHaveCount(7);
    await expect(result(page).last()).toContainText(/Its events arrive.*came after \d+ ms\./s);

    await page.getByRole("button", { name: "DE, Deutsch" }).click();
    await page.getByRole("button", { name: "Erneut prüfen" }).click();
    await expect(page.getByText("Mitteleuropa ist verbunden: jeder Schritt gelingt.")).toBeVisible();
    await expect(result(page, "Ergebnis der Prüfung").filter({ hasText: "Gelingt" })).toHaveCount(7);
    await expectAccessible(page);
    await expectFitsPhone(page);
  } finally {
    await registry.stop();
  }
});
