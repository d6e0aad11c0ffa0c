import type { Page } from "@playwright/test";
import {
  createAccess,
  expect,
  expectAccessible,
  expectFitsPhone,
  finish,
  requestToken,
  test,
  unique,
} from "@/tests/support/browser-people";
import { clientHome } from "@/tests/support/client-home";
import { client } from "@/tests/support/clients";
import { startRegistries } from "@/tests/support/registries";

const host = "localhost:5001";
const line = (page: Page) => page.locator("section[data-state]");
const status = (page: Page) => line(page).getByRole("status");
const events = (page: Page) =>
  page.locator("section").filter({ has: page.getByRole("heading", { name: "First events" }) });

const newKey = (page: Page): Promise<string> =>
  createAccess(page, { label: unique("live"), namespace: unique("live") });

test("a real docker login turns the line amber, then green, without a reload", async ({
  admin: page,
  portal,
}) => {
  const docker = client("docker");
  test.skip(!docker, "docker is not installed");
  const registry = await startRegistries(portal.dataDir, ["jp-tok"]);
  const home = clientHome();
  const logIn = (user: string, key: string) =>
    home.run(docker ?? "", ["login", "-u", user, "--password-stdin", host], { input: key });
  try {
    const key = await newKey(page);
    await expect(status(page)).toHaveText(
      "Waiting for first login…Run the command; this line turns green by itself.",
    );
    await expect(events(page)).toContainText("Every login, pull, push and denial with this key appears here");
    await expectAccessible(page);

    expect((await logIn("mara", key)).code).not.toBe(0);
    await expect(line(page)).toHaveAttribute("data-state", "denied");
    await expect(status(page)).toContainText(
      "Login arrived, but was denied. Username isn't one of the three.",
    );
    await expect(status(page)).toContainText(/docker \d+\.\d+\.\S+ from 127\.0\.0\.1, today at [\d:]+\./);
    await expect(line(page).getByRole("figure", { name: "Corrected command" })).toContainText(
      `docker login -u iamapikey --password-stdin ${host}`,
    );
    await expectAccessible(page);

    expect((await logIn("iamapikey", key)).output).toContain("Login Succeeded");
    await expect(line(page)).toHaveAttribute("data-state", "verified");
    await expect(status(page)).toContainText(/Verified: docker \d+\.\d+\.\S+ logged in from 127\.0\.0\.1\./);
    await expect(status(page)).toContainText(/Seen today at [\d:]+ in jp-tok\./);
    await expect(events(page).getByRole("listitem")).toContainText(["Log in denied", "Log in allowed"]);
    await expectAccessible(page);
    await expectFitsPhone(page);
  } finally {
    await registry.stop();
    home.remove();
  }
  await finish(page);
});

test("a key that was copied badly turns the line amber, with the command to log in again", async ({
  admin: page,
}) => {
  const streamed = page.waitForRequest(/\/usage\/stream/);
  const key = await newKey(page);
  const said =
    /^A login with this key's beginning but a wrong secret arrived: copy it again\. ?docker 27\.3\.1 from 127\.0\.0\.1, today at [\d:]+\. It is the only one so far\.$/;
  expect((await requestToken(page, key.slice(0, 40))).status()).toBe(401);
  await expect(line(page)).toHaveAttribute("data-state", "failed");
  await expect(status(page)).toHaveText(said);
  await expect(line(page).getByRole("figure", { name: "Corrected command" })).toContainText(
    `docker login -u iamapikey --password-stdin ${host}`,
  );
  // It is no use of the key.
  await expect(events(page).getByRole("listitem")).toHaveCount(0);
  await expectAccessible(page);
  await expectFitsPhone(page);

  await finish(page);

  // The key's page says so from the beginning.
  const id = new URL((await streamed).url()).searchParams.get("apikey_id");
  await page.goto(`/api-keys/${id}`);
  await expect(status(page)).toHaveText(said);
  await page.getByRole("button", { name: "DE, Deutsch" }).click();
  await expect(status(page)).toContainText(
    "Eine Anmeldung mit dem Anfang dieses Schlüssels, aber falschem Geheimnis ist angekommen: Schlüssel erneut kopieren.",
  );
  await expectFitsPhone(page);
  await requestToken(page, key);
  await expect(line(page)).toHaveAttribute("data-state", "verified");
});

test("a result is said once: what the key does afterwards changes the list, not the words", async ({
  admin: page,
}) => {
  const key = await newKey(page);
  await requestToken(page, key);
  await expect(line(page)).toHaveAttribute("data-state", "verified");
  await status(page).evaluate((element) => {
    const changes = { count: 0 };
    new MutationObserver((records) => {
      changes.count += records.length;
    }).observe(element, { subtree: true, childList: true, characterData: true });
    Object.assign(window, { changes });
  });
  await requestToken(page, key);
  await requestToken(page, key);
  await expect(events(page).getByRole("listitem")).toHaveCount(3);
  expect(await page.evaluate(() => (window as unknown as { changes: { count: number } }).changes.count)).toBe(
    0,
  );
  await finish(page);
});

test("the corrected command is one for the person's shell, also when they change it", async ({
  admin: page,
}) => {
  const key = await newKey(page);
  const shell = page.getByRole("combobox", { name: "Shell" });
  const corrected = line(page).getByRole("figure", { name: "Corrected command" });
  await shell.click();
  await page.getByRole("option", { name: "PowerShell" }).click();
  const answer = await page.request.get("/oauth/token?service=jp.registry", {
    headers: { authorization: `Basic ${Buffer.from(`mara:${key}`).toString("base64")}` },
  });
  expect(answer.status()).toBe(401);
  await expect(line(page)).toHaveAttribute("data-state", "denied");
  await expect(corrected).toContainText(
    `PS> $key = [Net.NetworkCredential]::new('', (Read-Host 'API key' -AsSecureString)).Password; $key | docker login -u iamapikey --password-stdin ${host}`,
  );
  await shell.click();
  await page.getByRole("option", { name: "fish" }).click();
  await expect(corrected).toContainText(`> read -s KEY && printf %s "$KEY" | docker login -u iamapikey`);
  await finish(page);
});

test("while the stream is broken the line says so, and catches up by itself", async ({ admin: page }) => {
  await page.route("**/api/v1/usage/stream?*", (route) => route.fulfill({ status: 401 }));
  const key = await newKey(page);
  await expect(line(page)).toContainText("Live updates paused, checking every 10 s.");
  await requestToken(page, key);
  await page.unroute("**/api/v1/usage/stream?*");
  await expect(line(page)).toHaveAttribute("data-state", "verified");
  await expect(line(page)).not.toContainText("Live updates paused");
  await finish(page);
});

test("after two minutes it says what to try", async ({ admin: page }) => {
  await page.clock.install();
  await newKey(page);
  await expect(line(page)).toContainText("Listening in all regions for");
  await expect(line(page)).not.toContainText("No login yet. Check");
  await page.clock.fastForward("02:01");
  await expect(line(page)).toContainText(
    `No login yet. Check the host is ${host} and the user is iamapikey.`,
  );
  await finish(page);
});

test("without scripts a reload shows the state", async ({ admin: page, browser, baseURL }) => {
  const key = await newKey(page);
  await page.getByRole("button", { name: "Copy key" }).click();
  await page.getByRole("link", { name: "No login yet? Check for denials" }).click();
  await expect(page).toHaveURL(/\/api-keys\//);
  const context = await browser.newContext({
    ...(baseURL && { baseURL }),
    locale: "en-GB",
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  const plain = await context.newPage();
  await plain.goto(new URL(page.url()).pathname);
  await expect(status(plain)).toContainText("Waiting for first login…");
  // Playwright's texts leave <noscript> out.
  const hint = line(plain).locator("noscript");
  await expect(hint).toBeVisible();
  expect(await hint.innerHTML()).toBe("Reload the page to see whether the key was used.");
  await requestToken(page, key);
  await plain.reload();
  await expect(status(plain)).toContainText("Verified: docker 27.3.1 logged in from 127.0.0.1.");
  await context.close();
});

test("a page in the background gives its stream up, and knows what it missed when it is back", async ({
  admin: page,
}) => {
  const open: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/usage/stream")) open.push("opened");
  });
  page.on("requestfailed", (request) => {
    if (request.url().includes("/usage/stream")) open.push("closed");
  });
  const see = (hidden: boolean) =>
    page.evaluate((value) => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => value });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
  const key = await newKey(page);
  await see(true);
  await expect.poll(() => open).toEqual(["opened", "closed"]);
  await requestToken(page, key);
  await see(false);
  await expect(line(page)).toHaveAttribute("data-state", "verified");
  await finish(page);
});
