import type { Page } from "@playwright/test";
import { shells, snippetTools } from "@/lib/domain/snippets/catalogue";

/** Keeps a picture of the page as it is now. */
type Take = (name: string) => Promise<void>;

const pages = [
  "home",
  "service-ids",
  "api-keys",
  "login-commands",
  "guide",
  "api-reference",
  "denials",
  "namespaces",
  "usage",
  "keys",
  "audit",
  "alerts",
  "people",
  "regions",
  "settings",
  "accounts",
  "profile",
];

/** A page may hold a live stream open, so "no traffic" is no sign; nothing loading on it is. */
const settled = async (page: Page): Promise<void> => {
  await page.locator("h1").first().waitFor();
  await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
  await page.evaluate(() => document.fonts.ready);
};

const visit = async (page: Page, path: string): Promise<void> => {
  await page.goto(path);
  await settled(page);
};

/** Every page of the navigation, one of each kind behind them, and a region's check. */
export const takePages = async (page: Page, take: Take): Promise<void> => {
  for (const name of pages) {
    await visit(page, `/${name}`);
    await take(name);
  }
  await visit(page, "/service-ids");
  await page.locator("a[href^='/service-ids/ServiceId-']").first().click();
  await page.waitForURL("**/service-ids/ServiceId-*");
  await settled(page);
  await take("service-id");
  await page.locator("a[href^='/api-keys/ApiKey-']").first().click();
  await page.waitForURL("**/api-keys/ApiKey-*");
  await settled(page);
  await take("api-key");
  await visit(page, "/regions/eu-de");
  await page.locator("#connection button").click();
  await page.locator("#connection li").last().waitFor();
  await page.locator("#connection").scrollIntoViewIfNeeded();
  await take("region-check");
};

/** A tool of the tabs, or of the menu behind them; its ways all open. */
const chooseTool = async (page: Page, title: string): Promise<void> => {
  const tab = page.getByRole("tab", { name: title, exact: true });
  if (await tab.count()) await tab.click();
  else {
    await page.getByRole("main").locator("[aria-haspopup=menu]").last().click();
    await page.getByRole("menuitem", { name: title, exact: true }).click();
  }
  const panel = page.getByRole("tabpanel");
  await panel.getByRole("figure").first().waitFor();
  await panel.locator("details").evaluateAll((all) => {
    for (const one of all) one.setAttribute("open", "");
  });
};

const showLiteral = (page: Page) =>
  page.getByRole("main").locator("button.link[aria-expanded=false]").click();

/** The commands of every tool, and of some in each shell and literally, on the page that shows them without a secret. */
export const takeCommands = async (page: Page, take: Take): Promise<void> => {
  await visit(page, "/login-commands");
  for (const { tool, title } of snippetTools) {
    await chooseTool(page, title);
    await take(`commands-${tool}`);
  }
  for (const shell of shells.slice(1)) {
    await page.evaluate((chosen) => {
      localStorage.setItem("wharfkey-shell", chosen);
      localStorage.removeItem("wharfkey-tool"); // one remembered gets its tab only after the page's scripts
    }, shell);
    await visit(page, "/login-commands");
    await chooseTool(page, "config.json");
    await take(`commands-in-${shell}`);
  }
  await page.evaluate(() => {
    for (const name of ["shell", "tool"]) localStorage.removeItem(`wharfkey-${name}`);
  });
  await visit(page, "/login-commands");
  await chooseTool(page, "ibmcloud");
  await showLiteral(page);
  await chooseTool(page, "ibmcloud");
  await take("commands-literally");
};

/** A new key's page while it waits, after a denied login (and why it was), verified, and with its literal form. */
export const takeNewKey = async (page: Page, take: Take): Promise<void> => {
  await visit(page, "/home");
  await page.locator("[name=label]").fill("release-ci");
  await take("home-form");
  await page.locator("form:has([name=label]) [type=submit]").click();
  await page.locator("section[data-state=waiting]").waitFor();
  await take("key-waiting");
  const copyKey = page.getByRole("main").locator("section").first().getByRole("button").nth(1);
  await copyKey.click();
  const key = await page.evaluate(() => navigator.clipboard.readText());
  const logIn = (user: string) =>
    page.request.get("/oauth/token?service=de.registry", {
      headers: {
        authorization: `Basic ${Buffer.from(`${user}:${key}`).toString("base64")}`,
        "user-agent": "Docker-Client/28.2.2 (linux)",
      },
    });
  await logIn("mara");
  const denied = page.locator("section[data-state=denied]");
  await denied.waitFor();
  await take("key-denied");
  const why = await denied.locator("a[href^='/denials/']").getAttribute("href");
  await logIn("iamapikey");
  await page.locator("section[data-state=verified]").waitFor();
  await take("key-verified");
  await chooseTool(page, "Kubernetes");
  await showLiteral(page);
  await chooseTool(page, "Kubernetes");
  await take("key-literal");
  await chooseTool(page, "Docker");
  await visit(page, why ?? "");
  await take("denial");
};
