import type { Page } from "@playwright/test";
import { createAccess, expect, finish, test, unique } from "@/tests/support/browser-people";

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

/** The page as it is before the code of its later parts has come; that comes when the returned function is called. */
const openHeld = async (page: Page, path: string): Promise<() => void> => {
  const sent = await (await page.request.get(path)).text();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/_next/static/chunks/*.js", async (route) => {
    if (!sent.includes(new URL(route.request().url()).pathname)) await held;
    await route.continue();
  });
  await page.goto(path);
  await page.waitForFunction(() => {
    const button = document.querySelector("header button") ?? {};
    return Object.keys(button).some((name) => name.startsWith("__reactProps$"));
  });
  return release;
};

test("what is pressed and typed in a part whose code is still on the way is done once it is there", async ({
  admin,
}) => {
  const label = unique("early");
  await createAccess(admin, { label, namespace: label });
  await finish(admin);
  const page = await admin.context().newPage();

  const showKeys = await openHeld(page, "/keys");
  const row = page.getByRole("row").filter({ hasText: label });
  await expect(row).toBeVisible();
  await row.getByRole("checkbox").click({ force: true });
  await expect(row.getByRole("checkbox")).not.toBeChecked();
  showKeys();
  await expect(row.getByRole("checkbox")).toBeChecked();
  await expect(page.getByRole("toolbar")).toContainText("1 selected");

  const showHome = await openHeld(page, "/home");
  await page.getByRole("textbox", { name: "Filter by name or prefix" }).fill("nothing is called this");
  await expect(row).toBeVisible();
  showHome();
  await expect(page.getByText("nothing is called this")).toBeVisible();
  await expect(row).toHaveCount(0);
  await page.close();
});
