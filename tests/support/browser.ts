import { test as base, expect, type Page } from "@playwright/test";
import { type OidcServer, startOidcServer } from "./oidc-server";
import { builtPortal, freePorts, type Portal, startPortal } from "./portal";

export { expect };

export const administrator = { email: "admin@localhost", password: "a long enough password" };
export const companyName = "Nordhafen SSO";

type Fixtures = {
  /** Fails the test when the page wrote an error or a policy violation to the console. */
  quietConsole: undefined;
  /** The page, signed in as the first administrator. */
  admin: Page;
  /** Another browser, where nobody is signed in. */
  visitor: Page;
};
type WorkerFixtures = { portal: Portal & { oidc: OidcServer } };

/** One portal with a company sign-in for all tests of a worker; `baseURL` is its address. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  portal: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's form
    async ({}, use) => {
      const port = await freePorts();
      const oidc = await startOidcServer(`http://localhost:${port}/api/auth/callback/company`, {});
      const portal = await startPortal(
        {
          PORT: String(port),
          WHARFKEY_ROLE: "all",
          WHARFKEY_ADMIN_EMAIL: administrator.email,
          WHARFKEY_ADMIN_PASSWORD: administrator.password,
          OIDC_ISSUER: oidc.issuer,
          OIDC_CLIENT_ID: oidc.clientId,
          OIDC_CLIENT_SECRET: oidc.clientSecret,
          OIDC_NAME: companyName,
        },
        builtPortal,
      );
      await use({ ...portal, oidc });
      await portal.stop();
      await oidc.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  baseURL: ({ portal }, use) => use(portal.url),
  page: ({ page }, use) => use(patient(page)),
  quietConsole: [
    async ({ page }, use) => {
      const said = listen(page);
      await use(undefined);
      expect(said).toEqual([]);
    },
    { auto: true },
  ],
  admin: async ({ page }, use) => {
    await signIn(page, administrator);
    await use(page);
  },
  visitor: async ({ browser, baseURL }, use) => {
    const context = await browser.newContext({ ...(baseURL && { baseURL }), locale: "en-GB" });
    const page = patient(await context.newPage());
    const said = listen(page);
    await use(page);
    await context.close();
    expect(said).toEqual([]);
  },
});

/** Goes on after `goto` once React answers the page's buttons: a click that comes before is lost. */
export const patient = (page: Page): Page => {
  const goto = page.goto.bind(page);
  page.goto = async (...target) => {
    const response = await goto(...target);
    await page.waitForFunction(() =>
      [...document.querySelectorAll("button")].every((button) =>
        Object.keys(button).some((name) => name.startsWith("__reactProps$")),
      ),
    );
    return response;
  };
  return page;
};

const listen = (page: Page): string[] => {
  const said: string[] = [];
  page.on("console", (message) => {
    // A page that answers 404 on purpose is no error of the page's.
    if (message.type() === "error" && !/status of 40[0-9]/.test(message.text())) said.push(message.text());
  });
  page.on("pageerror", (error) => said.push(error.message));
  return said;
};

/** Signs in by the sign-in page's form, and waits for Get access. */
export const signIn = async (page: Page, who: { email: string; password: string }): Promise<void> => {
  await page.goto("/sign-in");
  await fillSignIn(page, who);
  await expect(page).toHaveURL(/\/home$/);
  // A page that is left before all of it has come says so in its console (React's error 419).
  await page.waitForLoadState("load");
};

export const fillSignIn = async (
  page: Page,
  { email, password }: { email: string; password: string },
): Promise<void> => {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
};

/** Invites by the People page. @returns the one-time link */
export const inviteLink = async (page: Page, email: string, role = "Member"): Promise<string> => {
  await page.goto("/people");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const form = page.getByRole("dialog", { name: "Invite someone" });
  await form.getByLabel("Email").fill(email);
  await form.getByRole("radio", { name: role }).check({ force: true });
  await form.getByRole("button", { name: "Create link" }).click();
  const shown = page.getByRole("dialog", { name: `Link for ${email}` });
  const link = (await shown.getByRole("code").textContent()) ?? "";
  await shown.getByRole("button", { name: "Done" }).click();
  return link;
};

/** A new person by invitation, in the visitor's browser. */
export const acceptInvitation = async (
  page: Page,
  link: string,
  who: { name: string; password: string },
): Promise<void> => {
  await page.goto(link);
  await page.getByLabel("Your name").fill(who.name);
  await page.getByLabel("Password", { exact: true }).fill(who.password);
  await page.getByRole("button", { name: "Create my account" }).click();
  await expect(page).toHaveURL(/\/home$/);
};

/** Leaves for the company's sign-in and comes back as that identity. */
export const continueWithCompany = async (page: Page, button: string, identity: string): Promise<void> => {
  await page.getByRole("button", { name: button }).click();
  await page.getByRole("button", { name: identity, exact: true }).click();
};
