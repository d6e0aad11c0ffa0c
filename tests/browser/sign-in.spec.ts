import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { administrator, expect, fillSignIn, signIn, test } from "@/tests/support/browser";
import { startPortal } from "@/tests/support/portal";

test("the sign-in page leads back to where someone wanted to go, and nowhere else", async ({ page }) => {
  await page.goto("/people");
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Fpeople$/);
  await fillSignIn(page, administrator);
  await expect(page).toHaveURL(/\/people$/);
  await page.context().clearCookies();
  await page.goto("/sign-in?callbackUrl=https://example.com/");
  await fillSignIn(page, administrator);
  await expect(page).toHaveURL(/localhost:\d+\/home$/);
});

test("a wrong password says so, keeps the email, and puts nothing into the address", async ({ page }) => {
  await page.goto("/sign-in");
  await fillSignIn(page, { ...administrator, password: "wrong password" });
  await expect(page.getByRole("alert").filter({ hasText: "Email or password is wrong." })).toBeVisible();
  await expect(page.getByLabel("Email")).toHaveValue(administrator.email);
  expect(new URL(page.url()).search).toBe("");
  await page.getByLabel("Password", { exact: true }).fill(administrator.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/\/home$/);
});

test("the form works before its scripts have loaded", async ({ browser, baseURL }) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    ...(baseURL && { baseURL }),
    locale: "en-GB",
  });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await fillSignIn(page, { ...administrator, password: "wrong password" });
  await expect(page.getByText("Email or password is wrong.")).toBeVisible();
  expect(new URL(page.url()).search).toBe("");
  await fillSignIn(page, administrator);
  await expect(page).toHaveURL(/\/home$/);
  await context.close();
});

test("the session cookie is HttpOnly and SameSite=Lax, holds no name, and signing out ends the session itself", async ({
  admin,
}) => {
  const context = admin.context();
  const cookie = (await context.cookies()).find(({ name }) => name === "wharfkey-session");
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax", secure: false, path: "/" });
  expect(cookie?.value).not.toContain("admin");
  await admin.getByRole("button", { name: "Signed in as admin" }).click();
  await admin.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(admin).toHaveURL(/\/sign-in$/);
  if (cookie) await context.addCookies([cookie]);
  await admin.goto("/home");
  await expect(admin).toHaveURL(/\/sign-in\?callbackUrl=%2Fhome$/);
});

test("next-auth's own endpoint signs in by the same rules and refuses a form without its token", async ({
  request,
}) => {
  const { csrfToken } = (await (await request.get("/api/auth/csrf")).json()) as { csrfToken: string };
  const callback = (form: Record<string, string>) =>
    request.post("/api/auth/callback/credentials", { form: { ...form, json: "true" }, maxRedirects: 0 });
  const { email, password } = administrator;
  const wrong = await callback({ csrfToken, email, password: "wrong password" });
  expect([wrong.status(), new URL(((await wrong.json()) as { url: string }).url).search]).toEqual([
    401,
    "?error=wrong",
  ]);
  await callback({ email, password });
  expect((await request.get("/home", { maxRedirects: 0 })).status()).toBe(307);
  expect((await callback({ csrfToken, email, password })).status()).toBe(200);
  expect((await request.get("/home", { maxRedirects: 0 })).status()).toBe(200);
});

test("a foreign origin can't use a server action", async ({ admin, request }) => {
  const { cookies } = await admin.context().storageState();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const answer = await request.post("/people", {
    headers: {
      cookie,
      origin: "https://evil.example",
      "next-action": "0".repeat(42),
      "content-type": "text/plain",
    },
    data: "[]",
  });
  expect(answer.status()).toBeGreaterThanOrEqual(400);
});

test("a generated password opens the page for the own one alone, and its file goes with it", async ({
  browser,
}) => {
  const portal = await startPortal({ WHARFKEY_ROLE: "all" });
  try {
    const file = path.join(portal.dataDir, "first-login.txt");
    const generated = /^password: (.*)$/m.exec(readFileSync(file, "utf8"))?.[1] ?? "";
    const context = await browser.newContext({ baseURL: portal.url, locale: "en-GB" });
    const page = await context.newPage();
    await page.goto("/sign-in");
    await fillSignIn(page, { email: administrator.email, password: generated });
    await expect(page.getByRole("heading", { name: "Choose your own password" })).toBeVisible();
    await page.goto("/people");
    await expect(page).toHaveURL(/\/change-password$/);
    const password = page.getByLabel("New password");
    for (const [typed, answer] of [
      ["short", "At least 12 characters."],
      [
        "Password2026!",
        "This password is among those that are tried first. Choose another: four random words are good.",
      ],
    ] as const) {
      await password.fill(typed);
      await page.getByRole("button", { name: "Change password" }).click();
      await expect(page.getByText(answer, { exact: true })).toBeVisible();
      await expect(password).toBeFocused();
    }
    await password.fill("four random words");
    await page.getByRole("button", { name: "Change password" }).click();
    await expect(page).toHaveURL(/\/home$/);
    expect(existsSync(file)).toBe(false);
    await context.clearCookies();
    await signIn(page, { email: administrator.email, password: "four random words" });
    await context.close();
  } finally {
    await portal.stop();
  }
});

test("the sign-in page has no accessibility fault, in both themes, on a phone in German too", async ({
  page,
  browser,
  baseURL,
}) => {
  const faults = async (shown: typeof page) =>
    (await new AxeBuilder({ page: shown }).analyze()).violations.map(({ id }) => id);
  await page.goto("/sign-in");
  expect(await faults(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await faults(page)).toEqual([]);
  const context = await browser.newContext({
    ...(baseURL && { baseURL }),
    locale: "de-DE",
    viewport: { width: 390, height: 844 },
  });
  const phone = await context.newPage();
  await phone.goto("/sign-in?error=no-invitation");
  await expect(phone.getByRole("heading", { name: "Bei Wharfkey anmelden" })).toBeVisible();
  await expect(phone.getByRole("alert").first()).toHaveText(
    "Der Firmenzugang ist nicht verknüpft. Um eine Einladung bitten oder einen lokalen Zugang verwenden.",
  );
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  expect(await faults(phone)).toEqual([]);
  await context.close();
});
