import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { type Browser, chromium } from "@playwright/test";
import { freePorts, startPortal } from "@/tests/support/portal";
import { startRegistries } from "@/tests/support/registries";
import { ensureBuild } from "./lib/build";
import { main, say, step } from "./lib/cli";
import { takeCommands, takeNewKey, takePages } from "./lib/pictures";

/** `npm run screenshots [FOLDER [LOOK…]]`: every page, in all looks or these, of a portal with demo data. */
const regions = ["jp-tok", "au-syd", "eu-de", "eu-gb", "us-south"];
const looks = {
  light: { width: 1440, height: 900, locale: "en", theme: "light" },
  dark: { width: 1440, height: 900, locale: "en", theme: "dark" },
  de: { width: 1440, height: 900, locale: "de", theme: "light" },
  phone: { width: 390, height: 844, locale: "en", theme: "light" },
  "de-phone": { width: 390, height: 844, locale: "de", theme: "light" },
} as const;

const administrator = { email: "mara@nordhafen.example", password: "a password for pictures" };

const takeAll = async (browser: Browser, url: string, folder: string, wanted: string[]): Promise<void> => {
  for (const [look, { width, height, locale, theme }] of Object.entries(looks)) {
    if (wanted.length > 0 && !wanted.includes(look)) continue;
    const context = await browser.newContext({
      baseURL: url,
      viewport: { width, height },
      timezoneId: "Europe/Berlin",
      permissions: ["clipboard-read", "clipboard-write"],
    });
    await context.addCookies([
      { name: "wharfkey-locale", value: locale, url },
      { name: "wharfkey-theme", value: theme, url },
    ]);
    const page = await context.newPage();
    let taken = 0;
    const take = async (name: string) => {
      const fullPage = width < 500 || /^(?:commands|key)-/.test(name);
      await page.screenshot({ path: path.join(folder, `${name}-${look}.png`), fullPage });
      taken++;
    };
    await page.goto("/sign-in");
    await take("sign-in");
    await page.fill("[name=email]", administrator.email);
    await page.fill("[name=password]", administrator.password);
    await page.press("[name=password]", "Enter");
    await page.waitForURL("**/home");
    await takePages(page, take);
    await takeCommands(page, take);
    await takeNewKey(page, take);
    await page.goto("/nothing-here");
    await take("not-found");
    await context.close();
    say(`${look}: ${taken} pictures`);
  }
};

main(async () => {
  const [, , target = ".data/screenshots", ...wanted] = process.argv;
  const folder = path.resolve(target);
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
    await takeAll(browser, portal.url, folder, wanted);
    say(`Pictures are in ${folder}`);
  } finally {
    await browser.close();
    await registries.stop();
    await portal.stop();
  }
});
