import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { snippetTools } from "@/lib/domain/snippets/catalogue";
import { freePorts, startPortal } from "@/tests/support/portal";
import { startRegistries } from "@/tests/support/registries";
import { ensureBuild } from "./lib/build";
import { main, say, step } from "./lib/cli";

/** `npm run screenshots [FOLDER]`: every page, in light, dark, German and at 390 px, of a portal with demo data. */
const pages = [
  "home",
  "service-ids",
  "api-keys",
  "login-commands",
  "guide",
  "denials",
  "namespaces",
  "usage",
  "audit",
  "people",
  "regions",
  "accounts",
  "site-settings",
  "profile",
];
const regions = ["jp-tok", "au-syd", "eu-de", "eu-gb", "us-south"];
const looks = {
  light: { width: 1440, height: 900, locale: "en", theme: "light" },
  dark: { width: 1440, height: 900, locale: "en", theme: "dark" },
  de: { width: 1440, height: 900, locale: "de", theme: "light" },
  phone: { width: 390, height: 844, locale: "en", theme: "light" },
} as const;

const administrator = { email: "mara@nordhafen.example", password: "a password for pictures" };

/** A page may hold a live stream open, so "no traffic" is no sign; nothing loading on it is. */
const settled = async (page: Page): Promise<void> => {
  await page.locator("h1").first().waitFor();
  await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
  await page.evaluate(() => document.fonts.ready);
};

/** The commands of every tool, on the page that shows them without a secret. */
const takeCommands = async (page: Page, take: (name: string) => Promise<unknown>): Promise<void> => {
  await page.goto("/login-commands");
  await settled(page);
  for (const { tool, title } of snippetTools) {
    const tab = page.getByRole("tab", { name: title, exact: true });
    if (await tab.count()) await tab.click();
    else {
      await page.getByRole("main").locator("[aria-haspopup=menu]").last().click();
      await page.getByRole("menuitem", { name: title, exact: true }).click();
    }
    await page.getByRole("tabpanel").getByRole("figure").first().waitFor();
    await take(`commands-${tool}`);
  }
};

const takeAll = async (browser: Browser, url: string, folder: string): Promise<void> => {
  for (const [look, { width, height, locale, theme }] of Object.entries(looks)) {
    const context = await browser.newContext({
      baseURL: url,
      viewport: { width, height },
      timezoneId: "Europe/Berlin",
    });
    await context.addCookies([
      { name: "wharfkey-locale", value: locale, url },
      { name: "wharfkey-theme", value: theme, url },
    ]);
    const page = await context.newPage();
    let taken = 0;
    const take = async (name: string) => {
      const fullPage = look === "phone" || name.startsWith("commands-");
      await page.screenshot({ path: path.join(folder, `${name}-${look}.png`), fullPage });
      taken++;
    };
    await page.goto("/sign-in");
    await take("sign-in");
    await page.fill("[name=email]", administrator.email);
    await page.fill("[name=password]", administrator.password);
    await page.press("[name=password]", "Enter");
    await page.waitForURL("**/home");
    for (const name of pages) {
      await page.goto(`/${name}`);
      await settled(page);
      await take(name);
    }
    await page.goto("/service-ids");
    await page.locator("a[href^='/service-ids/ServiceId-']").first().click();
    await page.waitForURL("**/service-ids/ServiceId-*");
    await settled(page);
    await take("service-id");
    await page.locator("a[href^='/api-keys/ApiKey-']").first().click();
    await page.waitForURL("**/api-keys/ApiKey-*");
    await settled(page);
    await take("api-key");
    await takeCommands(page, take);
    await page.goto("/nothing-here");
    await take("not-found");
    await context.close();
    say(`${look}: ${taken} pictures`);
  }
};

main(async () => {
  const folder = path.resolve(process.argv[2] ?? ".data/screenshots");
  mkdirSync(folder, { recursive: true });
  await ensureBuild();
  const firstPort = await freePorts(5);
  const portal = await step("Starting a portal", () =>
    startPortal({
      WHARFKEY_REGISTRIES_PORT: String(firstPort),
      WHARFKEY_ROLE: "all",
      WHARFKEY_ADMIN_EMAIL: administrator.email,
      WHARFKEY_ADMIN_PASSWORD: administrator.password,
    }),
  );
  const registries = await step("Starting its registries", () => startRegistries(portal.dataDir, regions));
  const executablePath = ["/usr/bin/chromium", "/usr/bin/google-chrome"].find((file) => existsSync(file));
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    await step("Filling it", () =>
      execFileSync(process.execPath, ["--import", "tsx", "scripts/db-seed.ts", "--demo"], {
        env: { ...process.env, WHARFKEY_DATA_DIR: portal.dataDir, PORT: String(portal.port) },
        stdio: "ignore",
      }),
    );
    await takeAll(browser, portal.url, folder);
    say(`Pictures are in ${folder}`);
  } finally {
    await browser.close();
    await registries.stop();
    await portal.stop();
  }
});
