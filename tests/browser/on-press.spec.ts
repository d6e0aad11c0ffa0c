import { expect, test } from "@/tests/support/browser";

test("a menu that is fetched with its first press opens by pointer and keys, and gives the focus back", async ({
  admin: page,
}) => {
  await page.goto("/home");
  // A slow network: the press is not lost.
  await page.route("**/_next/static/chunks/**", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 700));
    await route.continue();
  });
  const button = page.getByRole("button", { name: "Appearance" });
  await expect(button).toHaveAttribute("aria-haspopup", "menu");
  await button.click();
  await expect(button).toHaveAttribute("aria-expanded", "true");
  const first = page.getByRole("menuitemradio").first();
  await expect(first).toBeVisible();
  await button.click();
  await expect(first).toHaveCount(0);
  // As speech presses it.
  await button.evaluate((element: HTMLElement) => element.click());
  await expect(first).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(first).toHaveCount(0);

  for (const key of ["Enter", " ", "ArrowDown"]) {
    await button.focus();
    await page.keyboard.press(key);
    await expect(first).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("menuitemradio").nth(1)).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(first).toHaveCount(0);
    await expect(button).toBeFocused();
  }
});

test("the navigation's tooltip is there for pointer and keyboard, stays while pointed at, and goes with Escape", async ({
  admin: page,
}) => {
  await page.setViewportSize({ width: 1000, height: 700 });
  await page.goto("/guide");
  const link = page.getByRole("link", { name: "Service IDs" });
  const tooltip = page.getByRole("tooltip");
  await link.hover();
  await expect(tooltip).toHaveText("Service IDs");
  await expect(link).toHaveAccessibleDescription("Service IDs");
  await tooltip.hover();
  await expect(tooltip).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(tooltip).toHaveCount(0);

  await page.mouse.move(600, 400);
  await link.focus();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
  await expect(link).toBeFocused();
  await expect(tooltip).toHaveText("Service IDs");
  await page.keyboard.press("Escape");
  await expect(tooltip).toHaveCount(0);
});

test("a select opens by letter, its option follows the keys, and Escape changes nothing", async ({
  admin: page,
}) => {
  await page.goto("/home");
  await page.getByRole("button", { name: "Change", exact: true }).click();
  const select = page.getByRole("combobox", { name: "Expires" });
  const before = await select.textContent();
  await select.focus();
  await page.keyboard.press("ArrowDown");
  const list = page.getByRole("listbox");
  await expect(list).toBeFocused();
  await expect(page.getByRole("option", { selected: true })).toHaveText(before ?? "");
  await page.keyboard.press("End");
  await page.keyboard.press("Escape");
  await expect(list).toHaveCount(0);
  await expect(select).toBeFocused();
  await expect(select).toHaveText(before ?? "");
  await page.keyboard.press("n");
  await expect(list).toBeFocused();
  const id = await list.getAttribute("aria-activedescendant");
  const found = await page.locator(`[id="${id}"]`).textContent();
  expect(found).toBe("Never");
  await page.keyboard.press("Enter");
  await expect(select).toHaveText(found ?? "");
  await expect(select).toBeFocused();
});
