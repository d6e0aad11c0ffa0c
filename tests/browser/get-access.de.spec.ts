import { administrator, signIn } from "@/tests/support/browser";
import { expect, expectAccessible, expectFitsPhone, test, unique } from "@/tests/support/browser-people";

test("the whole way in German, and nothing is cut off on a phone", async ({ page }) => {
  await signIn(page, administrator);
  await page.getByRole("button", { name: "DE, Deutsch" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Zugang holen" })).toBeVisible();
  await page.getByLabel("Was wird diesen Schlüssel nutzen?").fill(unique("kasse-ci"));
  const name = page.getByRole("textbox", { name: "Neuer Namensraum" });
  if (!(await name.isVisible())) {
    await page.getByRole("combobox", { name: "Namensraum" }).click();
    await page.getByRole("button", { name: "Namensraum anlegen" }).click();
  }
  await name.fill(unique("kasse"));
  await expect(
    page.getByText(/zieht, schiebt und löscht Images\. Kann keine Namensräume anlegen/),
  ).toBeVisible();
  await expectFitsPhone(page);
  await page.getByRole("button", { name: /^Schlüssel erstellen/ }).click();
  await expect(page.getByText("Jetzt sichern. Wharfkey behält nur einen Fingerabdruck")).toBeVisible();
  await page.getByRole("radio", { name: "Mitteleuropa, eu-de" }).check({ force: true });
  await expect(page.getByText("Anmelden geht hier, Pulls werden abgelehnt")).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
});
