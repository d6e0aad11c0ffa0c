import { randomUUID } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import type { APIResponse, Browser, BrowserContext, Page } from "@playwright/test";
import { decodeJwt } from "jose";
import {
  acceptInvitation,
  administrator,
  test as base,
  expect,
  inviteLink,
  patient,
  signIn,
} from "./browser";

export { expect };

type State = Awaited<ReturnType<BrowserContext["storageState"]>>;
type Role = "Member" | "Auditor";
type Fixtures = {
  /** A page of a member who holds nothing yet; of an auditor. Each signed in, each in a browser of its own. */
  member: Page;
  auditor: Page;
};
type WorkerFixtures = { people: Record<Role, { name: string; state: State }> };

/** The portal's tests with a member and an auditor of the default account, who came in by invitation. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  people: [
    async ({ browser, portal }, use) => {
      const admin = await open(browser, portal.url);
      await signIn(admin, administrator);
      const people = { Member: await join("Member"), Auditor: await join("Auditor") };
      await admin.context().close();
      await use(people);

      async function join(role: Role) {
        const id = randomUUID().slice(0, 8);
        const link = await inviteLink(admin, `${role.toLowerCase()}-${id}@example.com`, role);
        const page = await open(browser, portal.url);
        const name = `${role} ${id}`;
        await acceptInvitation(page, link, { name, password: "four random words" });
        const state = await page.context().storageState();
        await page.context().close();
        return { name, state };
      }
    },
    { scope: "worker", timeout: 120_000 },
  ],
  member: ({ browser, portal, people }, use) => asPerson(browser, portal.url, people.Member.state, use),
  auditor: ({ browser, portal, people }, use) => asPerson(browser, portal.url, people.Auditor.state, use),
});

const open = async (browser: Browser, baseURL: string, storageState?: State): Promise<Page> =>
  patient(
    await (
      await browser.newContext({ baseURL, locale: "en-GB", ...(storageState && { storageState }) })
    ).newPage(),
  );

const asPerson = async (
  browser: Browser,
  baseURL: string,
  state: State,
  use: (page: Page) => Promise<void>,
) => {
  const page = await open(browser, baseURL, state);
  await use(page);
  await page.context().close();
};

/** Something that no other test has; no number at its end, which a further key's name would count on from. */
export const unique = (stem: string): string => `${stem}-${randomUUID().slice(0, 5)}k`;

/** No violation of WCAG 2.2 A and AA, in light and in dark. */
export const expectAccessible = async (page: Page): Promise<void> => {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
      .analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
    expect(found, colorScheme).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: null });
};

/** Nothing sticks out sideways on a phone, an open dialog included. */
export const expectFitsPhone = async (page: Page): Promise<void> => {
  await page.setViewportSize({ width: 390, height: 844 });
  await expect
    .poll(() =>
      page.evaluate(() => {
        const dialogs = [...document.querySelectorAll("[role=dialog]")];
        const edges = dialogs.map((dialog) => dialog.getBoundingClientRect().right);
        return Math.max(document.documentElement.scrollWidth, ...edges) - window.innerWidth;
      }),
    )
    .toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1280, height: 860 });
};

/** What Get access asks for, on /home: a label, and a new namespace in a region where one may be made. */
export const createAccess = async (
  page: Page,
  { label, namespace, role }: { label: string; namespace?: string; role?: string },
): Promise<string> => {
  await page.goto("/home");
  await page.getByLabel("What will use this key?").fill(label);
  if (namespace) await nameNewNamespace(page, namespace);
  if (role) await page.getByRole("radio", { name: role, exact: true }).check({ force: true });
  await page.getByRole("button", { name: /^Create key/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: `Key for ${label} is ready` })).toBeFocused();
  return readSecret(page);
};

/** Fills the form's namespace with one that isn't there yet. */
export const nameNewNamespace = async (page: Page, namespace: string): Promise<void> => {
  const field = page.getByRole("textbox", { name: "New namespace", exact: true });
  if (!(await field.isVisible())) {
    await page.getByRole("combobox", { name: "Namespace", exact: true }).click();
    await page.getByRole("button", { name: "Create a namespace" }).click();
  }
  await field.fill(namespace);
};

/** The new key's value, by its own button. */
export const readSecret = async (page: Page): Promise<string> => {
  await page.getByRole("button", { name: "Reveal" }).click();
  const secret = (await page.getByText(/^wfk_[0-9A-Za-z]{10}_[0-9A-Za-z]{38}$/).textContent()) ?? "";
  await page.getByRole("button", { name: "Hide" }).click();
  return secret;
};

/** Leaves the view of a new key as someone who has saved it. */
export const finish = async (page: Page): Promise<void> => {
  await page.getByRole("button", { name: "Copy key" }).click();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("heading", { name: /is ready$/ })).toHaveCount(0);
};

/** Asks for a token as a client of the Tokyo registry does. */
export const requestToken = (page: Page, apiKey: string, scope?: string): Promise<APIResponse> =>
  page.request.get(`/oauth/token?service=jp.registry${scope ? `&scope=${encodeURIComponent(scope)}` : ""}`, {
    headers: {
      authorization: `Basic ${Buffer.from(`iamapikey:${apiKey}`).toString("base64")}`,
      "user-agent": "Docker-Client/27.3.1 (linux)",
    },
  });

/** What a token request was granted: `pull,push`. */
export const grantedActions = async (response: APIResponse): Promise<string> => {
  const { token } = (await response.json()) as { token: string };
  const { access } = decodeJwt(token) as { access: { actions: string[] }[] };
  return access.flatMap(({ actions }) => actions).join(",");
};
