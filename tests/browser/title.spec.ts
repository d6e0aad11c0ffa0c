import type { Page } from "@playwright/test";
import { createAccess, expect, finish, test, unique } from "@/tests/support/browser-people";

test("the title never goes while a page is refreshed or another one opened", async ({ admin: page }) => {
  await recordTitles(page);
  await page.goto("/namespaces?region=jp-tok");
  for (let count = 0; count < 5; count++) {
    const name = unique("titled");
    await page.getByRole("button", { name: "New namespace" }).click();
    const form = page.getByRole("dialog");
    await form.getByLabel("Name").fill(name);
    await form.getByRole("button", { name: "Create namespace" }).click();
    await expect(page.getByRole("link", { name, exact: true })).toBeVisible();
  }
  await follow(page, "Regions");
  await expectTitles(page, ["Namespaces", "Regions"]);
});

test("the title is there while a key is made, its page opened, and on the way back and forth", async ({
  admin: page,
}) => {
  const name = unique("titled");
  await recordTitles(page);
  await createAccess(page, { label: name, namespace: unique("titled") });
  await finish(page);
  await follow(page, "Login commands");
  await follow(page, "Key inventory");
  await page.getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Key inventory", level: 1 })).toBeVisible();
  await page.goForward();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
  await expectTitles(page, [
    ...["Get access", "New key", "Get access", "Login commands"],
    ...["Key inventory", name, "Key inventory", name],
  ]);
});

test("nothing is fetched ahead, so that no page is empty while its skeleton is on the way", async ({
  admin: page,
}) => {
  const ahead: string[] = [];
  page.on("request", (request) => {
    if (request.headers()["next-router-prefetch"]) ahead.push(request.url());
  });
  await recordTitles(page);
  await page.goto("/regions");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Audit log" }).hover();
  await follow(page, "Audit log");
  await expectTitles(page, ["Regions", "Audit log"]);
  expect(ahead).toEqual([]);
});

const english = {
  "/home": "Get access",
  "/service-ids": "Service IDs",
  "/login-commands": "Login commands",
  "/guide": "Guide",
  "/denials": "Why was I denied?",
  "/keys": "Key inventory",
  "/audit": "Audit log",
  "/regions/jp-tok": "Asia Pacific North",
  "/sign-in/again": "Sign in again",
  "/nothing": "Nothing here",
};
const german: typeof english = {
  "/home": "Zugang holen",
  "/service-ids": "Service-IDs",
  "/login-commands": "Anmeldebefehle",
  "/guide": "Anleitung",
  "/denials": "Warum wurde abgelehnt?",
  "/keys": "Schlüsselinventar",
  "/audit": "Prüfprotokoll",
  "/regions/jp-tok": "Asien-Pazifik (Norden)",
  "/sign-in/again": "Neu anmelden",
  "/nothing": "Hier ist nichts",
};

for (const [locale, titles] of Object.entries({ en: english, de: german }))
  test(`a page as it is sent has one title, in the reader's language: ${locale}`, async ({
    admin: page,
    portal,
  }) => {
    await page.context().addCookies([{ name: "wharfkey-locale", value: locale, url: portal.url }]);
    const sent: Record<string, string[]> = {};
    for (const path of Object.keys(titles)) {
      const html = await (await page.request.get(path)).text();
      sent[path] = [...html.matchAll(/<title>(.*?)<\/title>/g)].map(([, title = ""]) => title);
    }
    expect(sent).toEqual(
      Object.fromEntries(Object.entries(titles).map(([path, title]) => [path, [`${title} · Wharfkey`]])),
    );
  });

/** From the next load on, every title that the document has had, the lack of one too, once it had one. */
const recordTitles = (page: Page) =>
  page.addInitScript(() => {
    const titles: string[] = [];
    Object.assign(window, { titles });
    new MutationObserver(() => {
      if (document.title !== (titles.at(-1) ?? "")) titles.push(document.title);
    }).observe(document, { childList: true, subtree: true, characterData: true });
  });

/** Exactly these, one after the other; the last is the only one there, and what a screen reader is told. */
const expectTitles = async (page: Page, names: string[]): Promise<void> => {
  const titles = names.map((name) => `${name} · Wharfkey`);
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { titles: string[] }).titles))
    .toEqual(titles);
  await expect(page).toHaveTitle(titles.at(-1) ?? "");
  await expect(page.locator("title:not(svg *)")).toHaveCount(1);
  await expect(page.locator("next-route-announcer [aria-live]")).toHaveText(titles.at(-1) ?? "");
};

/** Goes by the navigation. */
const follow = async (page: Page, name: string): Promise<void> => {
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
};
