import { expect, expectAccessible, expectFitsPhone, test } from "@/tests/support/browser-people";

test("the API reference shows every operation with a call to this portal, and finds them", async ({
  admin: page,
  baseURL,
}) => {
  await page.goto("/api-reference");
  await expect(page.getByRole("heading", { level: 1, name: "API reference" })).toBeVisible();
  const described = (await (await page.request.get("/openapi.json")).json()) as { paths: object };
  const count = Object.values(described.paths).flatMap((item) => Object.keys(item)).length;
  await expect(page.getByRole("article")).toHaveCount(count);
  await expect(page.locator("#post-v1-apikeys")).toContainText(`"${baseURL}/v1/apikeys"`);
  await expectFitsPhone(page);

  await page.getByRole("searchbox", { name: "Path, word or tag" }).fill("apikeys lock delete");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("article")).toHaveCount(1);
  await expect(page.getByRole("status").filter({ hasText: "1 operation" })).toBeVisible();
  // Operations are alike: what holds for some needn't be looked for in a hundred.
  await page.goto("/api-reference?q=apikeys");
  await expectAccessible(page);
  await page.goto("/api-reference?q=nothing-like-this");
  await expect(page.getByRole("link", { name: "Show all" })).toBeVisible();
});

test("a member reads the API reference in German", async ({ member: page }) => {
  await page.goto("/api-reference?q=namespaces");
  await page.getByRole("button", { name: "DE, Deutsch" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "API-Referenz" })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.getByRole("button", { name: "EN, English" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "API reference" })).toBeVisible();
});
