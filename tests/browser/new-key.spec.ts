import { readFileSync } from "node:fs";
import { createAccess, expect, finish, test, unique } from "@/tests/support/browser-people";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test("a new key's value is in one answer and nowhere else", async ({ admin: page }) => {
  const bodies: Promise<string>[] = [];
  // On a busy machine the browser may have forgotten an action's answer before it is asked for it.
  await page.route("**/*", async (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    const response = await route.fetch();
    bodies.push(response.text().then((text) => `POST ${response.headers()["cache-control"]}\n${text}`));
    await route.fulfill({ response });
  });
  page.on("response", (response) => {
    if (response.request().method() === "POST") return;
    if (response.headers()["content-type"] === "text/event-stream") return; // the live line's never ends
    bodies.push(
      response
        .text()
        .then((text) => `${response.request().method()} ${response.headers()["cache-control"]}\n${text}`)
        .catch(() => ""),
    );
  });
  const secret = await createAccess(page, { label: unique("once"), namespace: unique("once") });
  await expect(page.getByText(secret)).toHaveCount(0);
  expect(await page.content()).not.toContain(secret);
  await Promise.all(bodies); // the browser forgets them with the page
  await finish(page);
  await page.reload();
  await expect(page.getByRole("table", { name: "Your service IDs and keys" })).toBeVisible();

  const holding = (await Promise.all(bodies)).filter((body) => body.includes(secret));
  expect(holding).toHaveLength(1);
  expect(holding[0]).toMatch(/^POST .*no-store/);
  const kept = await page.evaluate(() =>
    JSON.stringify([
      localStorage,
      sessionStorage,
      document.cookie,
      location.href,
      document.title,
      history.state,
    ]),
  );
  expect(kept).not.toContain(secret);
  expect(await page.content()).not.toContain(secret);
});

test("the key can be revealed, hidden and downloaded as apikey.json", async ({ admin: page }) => {
  const label = unique("download");
  const secret = await createAccess(page, { label, namespace: unique("down") });
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download apikey.json" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("apikey.json");
  const saved = JSON.parse(readFileSync(await file.path(), "utf8")) as Record<string, string>;
  expect(saved).toMatchObject({ name: label, apikey: secret });
  await expect(page.getByText(/^Downloaded at/)).toBeVisible();
});

test("leaving without the key asks first, by link, by Back and by Done", async ({ admin: page }) => {
  await page.goto("/service-ids");
  await createAccess(page, { label: unique("leave"), namespace: unique("leave") });
  const question = page.getByRole("dialog", { name: "Leave without the key?" });

  await page.getByRole("link", { name: "Namespaces" }).click();
  await expect(question).toContainText("If you leave now it's gone; you can create another.");
  await question.getByRole("button", { name: "Stay here" }).click();
  await page.goBack();
  await question.getByRole("button", { name: "Stay here" }).click();
  await page.getByRole("button", { name: "Done" }).click();
  await question.getByRole("button", { name: "Stay here" }).click();
  await expect(page.getByRole("heading", { name: /is ready$/ })).toBeVisible();

  await page.getByRole("button", { name: "Copy key" }).click();
  await expect(page.getByText("Key copied")).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("form", { name: "New key" })).toBeVisible();
});
