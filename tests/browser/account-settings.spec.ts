import { expect, expectAccessible, expectFitsPhone, test } from "@/tests/support/browser-people";

test("an administrator sets how long tokens hold, within the bounds", async ({ admin: page }) => {
  await page.goto("/settings");
  await expect(page.getByRole("heading", { level: 1, name: "Account settings" })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  const lifetime = page.getByRole("textbox", { name: "Access tokens hold" });
  const save = page.getByRole("region", { name: "Account and tokens" }).getByRole("button", { name: "Save" });
  await lifetime.fill("10");
  await save.click();
  await expect(lifetime).toHaveAttribute("aria-invalid", "true");
  await lifetime.fill("1800");
  await save.click();
  await expect(page.getByText("Account settings saved")).toBeVisible();
  await page.reload();
  await expect(lifetime).toHaveValue("1800");
  await page.goto("/audit");
  await expect(page.getByText("Account changed").first()).toBeVisible();
});

test("the account's settings are not there for members and auditors", async ({ member, auditor }) => {
  for (const page of [member, auditor]) {
    const answer = await page.goto("/settings");
    expect(answer?.status()).toBe(404);
  }
});
