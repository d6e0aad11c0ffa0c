import { randomUUID } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import pg from "pg";
import { findEmbeddedPostgres } from "@/lib/platform/embedded-postgres";
import {
  acceptInvitation,
  administrator,
  expect,
  fillSignIn,
  inviteLink,
  signIn,
  test,
} from "@/tests/support/browser";

const password = "four random words";
const someone = () => {
  const id = randomUUID().slice(0, 8);
  return { email: `${id}@example.com`, name: `Person ${id}`, password };
};

const switcher = (page: Page, account: string) =>
  page.getByRole("button", { name: new RegExp(`^${account} .*Switch account$`) });

/** @returns its name */
const switchToNewAccount = async (page: Page): Promise<string> => {
  const name = `Account ${randomUUID().slice(0, 8)}`;
  await page.goto("/accounts");
  await page.getByRole("button", { name: "New account" }).click();
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("button", { name: `Switch to ${name}` }).click();
  await expect(switcher(page, name)).toBeVisible();
  return name;
};

/** Behind a dialog the page is hidden, so a row's absence says nothing yet. */
const closed = (page: Page) => expect(page.getByRole("dialog")).toHaveCount(0);

test("an invitation's link works once", async ({ admin, visitor }) => {
  const person = someone();
  const link = await inviteLink(admin, person.email, "Auditor");
  await expect(admin.getByRole("row", { name: person.email })).toContainText("Open until");
  await acceptInvitation(visitor, link, person);
  await visitor.goto("/people");
  const own = visitor.getByRole("row", { name: person.email });
  await expect(own).toContainText("Auditor");
  // Auditors read: no button that changes anything.
  await expect(visitor.getByRole("button", { name: "Invite" })).toHaveCount(0);
  await expect(visitor.getByRole("button", { name: /More actions/ })).toHaveCount(0);
  await visitor.context().clearCookies();
  await visitor.goto(link);
  await expect(visitor.getByText("The link was used already, and it works once.")).toBeVisible();
  await visitor.goto(`${new URL(link).origin}/invite/never-made`);
  await expect(visitor.getByText("There is no such invitation.")).toBeVisible();
});

test("a withdrawn invitation says so", async ({ admin, visitor }) => {
  const { email } = someone();
  const link = await inviteLink(admin, email);
  await admin.getByRole("button", { name: `Withdraw the invitation of ${email}` }).click();
  await admin.getByRole("button", { name: "Withdraw", exact: true }).click();
  await closed(admin);
  await expect(admin.getByRole("row", { name: email })).toHaveCount(0);
  await visitor.goto(link);
  await expect(visitor.getByText("The invitation was withdrawn.")).toBeVisible();
});

test("members don't see the page, and a new role holds at the next click", async ({ admin, visitor }) => {
  const person = someone();
  await acceptInvitation(visitor, await inviteLink(admin, person.email), person);
  await expect(visitor.getByRole("link", { name: "People" })).toHaveCount(0);
  expect((await visitor.goto("/people"))?.status()).toBe(404);
  expect((await visitor.goto("/accounts"))?.status()).toBe(404);

  await admin.reload();
  await admin.getByRole("button", { name: `More actions for ${person.name}` }).click();
  await admin.getByRole("menuitem", { name: "Change role" }).click();
  await admin.getByRole("radio", { name: "Administrator" }).check({ force: true });
  await admin.getByRole("button", { name: "Change role" }).click();
  await expect(admin.getByRole("row", { name: person.email })).toContainText("Administrator");
  expect((await visitor.goto("/people"))?.status()).toBe(200);
  await expect(visitor.getByRole("button", { name: "Invite" })).toBeVisible();
});

test("a disabled person is out at once, and can come back once enabled", async ({ admin, visitor }) => {
  const person = someone();
  await acceptInvitation(visitor, await inviteLink(admin, person.email), person);
  await admin.reload();
  const more = admin.getByRole("button", { name: `More actions for ${person.name}` });
  await more.click();
  await admin.getByRole("menuitem", { name: "Disable everywhere" }).click();
  await admin.getByRole("button", { name: "Disable", exact: true }).click();
  await expect(admin.getByRole("row", { name: person.email })).toContainText("Disabled");
  await visitor.goto("/home");
  await expect(visitor).toHaveURL(/\/sign-in/);
  await fillSignIn(visitor, person);
  await expect(visitor.getByRole("alert").first()).toHaveText(
    "This person is disabled. Ask a site administrator.",
  );
  await more.click();
  await admin.getByRole("menuitem", { name: "Enable again" }).click();
  await admin.getByRole("button", { name: "Enable", exact: true }).click();
  await expect(admin.getByRole("row", { name: person.email })).toContainText("Active");
  await signIn(visitor, person);
});

test("a removed person belongs to no account and can only sign out", async ({ admin, visitor }) => {
  const person = someone();
  await acceptInvitation(visitor, await inviteLink(admin, person.email), person);
  await admin.reload();
  await admin.getByRole("button", { name: `More actions for ${person.name}` }).click();
  await admin.getByRole("menuitem", { name: "Remove from account" }).click();
  await admin.getByRole("button", { name: "Remove from account" }).click();
  await closed(admin);
  await expect(admin.getByRole("row", { name: person.email })).toHaveCount(0);
  await visitor.goto("/home");
  await expect(visitor.getByRole("heading", { name: "You belong to no account" })).toBeVisible();
  await visitor.getByRole("button", { name: "Sign out" }).click();
  await expect(visitor).toHaveURL(/\/sign-in$/);
});

test("people are shown page by page, and found by name or email", async ({ admin, portal }) => {
  test.slow();
  const account = await switchToNewAccount(admin);
  const client = new pg.Client({ connectionString: findEmbeddedPostgres(portal.dataDir)?.ownerUrl });
  await client.connect();
  await client.query(
    `WITH made AS (
       INSERT INTO "user" (id, email, name, entity_tag)
       SELECT 'wharfkey-' || gen_random_uuid(), to_char(n, 'FM00') || '@' || a.id || '.example', 'Zoe ' || to_char(n, 'FM00'), '1'
       FROM account a, generate_series(1, 30) AS n WHERE a.name = $1 RETURNING *
     )
     INSERT INTO membership (account_id, user_id, role) SELECT a.id, m.id, 'member' FROM made m, account a WHERE a.name = $1`,
    [account],
  );
  await client.end();

  await admin.goto("/people");
  const table = admin.getByRole("table", { name: "Members of this account" });
  const pages = admin.getByRole("navigation", { name: "Pages" });
  await expect(table.getByRole("row")).toHaveCount(26);
  await expect(admin.getByText("25 of 31 people")).toBeVisible();
  await pages.getByRole("link", { name: "Next" }).click();
  await expect(table.getByRole("row").nth(1)).toContainText("Zoe 26");
  await expect(table.getByRole("row")).toHaveCount(7);
  await admin.getByRole("button", { name: "More actions for Zoe 30" }).click();
  await admin.getByRole("menuitem", { name: "Remove from account" }).click();
  await admin.getByRole("button", { name: "Remove from account" }).click();
  await expect(admin.getByText("5 of 30 people")).toBeVisible();
  await pages.getByRole("link", { name: "Previous" }).click();
  await expect(table.getByRole("row", { name: "Zoe 01" })).toBeVisible();
  await admin.getByRole("searchbox", { name: "Filter by name or email" }).fill("zoe 2");
  await admin.getByRole("searchbox", { name: "Filter by name or email" }).press("Enter");
  await expect(table.getByRole("row")).toHaveCount(11);
  for (const colorScheme of ["light", "dark"] as const) {
    await admin.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page: admin }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  }
  await admin.getByRole("searchbox", { name: "Filter by name or email" }).fill("nobody at all");
  await admin.getByRole("searchbox", { name: "Filter by name or email" }).press("Enter");
  await expect(admin.getByText("Nobody here matches “nobody at all”.")).toBeVisible();
  await admin.getByRole("link", { name: "Clear the filter" }).click();
  await expect(admin.getByText("25 of 30 people")).toBeVisible();
  await admin.setViewportSize({ width: 390, height: 844 });
  expect(await admin.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test("the last administrator can't be demoted: the dialog says what to do first", async ({ admin }) => {
  // An account of its own, so that other tests' administrators don't count.
  await switchToNewAccount(admin);
  await admin.goto("/people");
  await admin.getByRole("button", { name: "More actions for admin" }).click();
  await admin.getByRole("menuitem", { name: "Change role" }).click();
  await admin.getByRole("radio", { name: "Member" }).check({ force: true });
  await admin.getByRole("button", { name: "Change role" }).click();
  await expect(admin.getByRole("alert").filter({ hasText: "last administrator" })).toHaveText(
    "This is the account's last administrator. Make someone else an administrator first.",
  );
});

test("what a window shows of one account is not done in another that was switched to elsewhere", async ({
  admin,
}) => {
  const before = await admin.context().newPage();
  await before.goto("/service-ids");
  const name = await switchToNewAccount(admin);
  const create = async () => {
    await before.getByRole("button", { name: "New service ID" }).click();
    const form = before.getByRole("dialog", { name: "New service ID" });
    await form.getByLabel("Name").fill("meant for another");
    await form.getByRole("button", { name: "Create service ID" }).click();
  };
  await create();
  await expect(before.getByRole("alert").filter({ hasText: "another account" })).toHaveText(
    "This page shows another account than the one you use now: another window switched. Reload the page.",
  );
  await before.reload();
  await expect(switcher(before, name)).toBeVisible();
  await expect(before.getByText("meant for another")).toHaveCount(0);
  await create();
  await expect(before.getByRole("heading", { level: 1, name: "meant for another" })).toBeVisible();
});

test("someone who is here already joins a second account and switches between the two", async ({
  admin,
  visitor,
}) => {
  test.slow();
  const person = someone();
  await acceptInvitation(visitor, await inviteLink(admin, person.email), person);
  const name = await switchToNewAccount(admin);
  const link = await inviteLink(admin, person.email, "Auditor");

  await visitor.context().clearCookies();
  await visitor.goto(link);
  await visitor.getByRole("link", { name: "Sign in to join" }).click();
  await expect(visitor.getByLabel("Email")).toHaveValue(person.email);
  await visitor.getByLabel("Password", { exact: true }).fill(password);
  await visitor.getByRole("button", { name: "Sign in", exact: true }).click();
  await visitor.getByRole("button", { name: `Join ${name}` }).click();
  await expect(switcher(visitor, name)).toBeVisible();
  expect((await visitor.goto("/people"))?.status()).toBe(200);
  await switcher(visitor, name).click();
  // The account of the first invitation: whichever the administrator worked in.
  const first = visitor.getByRole("menuitemradio", { checked: false });
  const firstName = await first.locator("span.truncate").innerText();
  await first.click();
  await expect(switcher(visitor, firstName)).toBeVisible();
  expect((await visitor.goto("/people"))?.status()).toBe(404);
});

test("the invitation of someone else is not taken up from one's own session", async ({ admin }) => {
  const link = await inviteLink(admin, someone().email);
  await admin.goto(link);
  await expect(admin.getByText(`you are signed in as ${administrator.email}`)).toBeVisible();
  await expect(admin.getByRole("button", { name: /^Join/ })).toHaveCount(0);
});

test("the profile: name, password, sessions, and signing out everywhere", async ({
  admin,
  visitor,
  browser,
  baseURL,
}) => {
  test.slow();
  const person = someone();
  await acceptInvitation(visitor, await inviteLink(admin, person.email), person);
  await visitor.goto("/profile");
  await visitor.getByLabel("Name", { exact: true }).fill("Mara Lindqvist");
  await visitor.getByRole("button", { name: "Save" }).click();
  await expect(visitor.getByRole("button", { name: "Signed in as Mara Lindqvist" })).toBeVisible();

  const context = await browser.newContext({ ...(baseURL && { baseURL }), locale: "en-GB" });
  const second = await context.newPage();
  await signIn(second, person);
  await visitor.reload();
  await expect(visitor.getByRole("row", { name: /Chrome/ })).toHaveCount(2);

  await visitor.getByLabel("Present password").fill("wrong password");
  await visitor.getByLabel("New password").fill("other random words");
  await visitor.getByRole("button", { name: "Change password" }).click();
  await expect(visitor.getByText("This is not your password.")).toBeVisible();
  await visitor.getByLabel("Present password").fill(password);
  await visitor.getByRole("button", { name: "Change password" }).click();
  await expect(visitor.getByText("Password changed. Every other session has ended.")).toBeVisible();
  await expect(visitor.getByLabel("New password")).toHaveValue("");
  await second.goto("/home");
  await expect(second).toHaveURL(/\/sign-in/);

  await signIn(second, { ...person, password: "other random words" });
  await visitor.getByRole("button", { name: "Sign out everywhere" }).click();
  await visitor.getByRole("dialog").getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(visitor).toHaveURL(/\/sign-in$/);
  await second.goto("/home");
  await expect(second).toHaveURL(/\/sign-in/);
  await context.close();
});

test("people, profile and accounts have no accessibility fault, in both themes, and fit a phone", async ({
  admin,
}) => {
  test.slow();
  await inviteLink(admin, someone().email);
  for (const colorScheme of ["light", "dark"] as const)
    for (const place of ["/people", "/profile", "/accounts", "/sign-in/again"]) {
      await admin.emulateMedia({ colorScheme });
      await admin.goto(place);
      await expect(admin.getByRole("heading", { level: 1 })).toBeVisible();
      const { violations } = await new AxeBuilder({ page: admin }).analyze();
      expect(violations.map(({ id, nodes }) => [place, id, nodes[0]?.html])).toEqual([]);
    }
  await admin.setViewportSize({ width: 390, height: 844 });
  for (const place of ["/people", "/profile", "/accounts"]) {
    await admin.goto(place);
    await expect(admin.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await admin.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  }
});

test("a sign-in that is older than 15 minutes is confirmed before people are managed", async ({
  admin,
  portal,
}) => {
  const database = findEmbeddedPostgres(portal.dataDir);
  const client = new pg.Client({ connectionString: database?.ownerUrl });
  await client.connect();
  await client.query("UPDATE session SET authenticated_at = now() - interval '16 minutes'");
  await client.end();

  const { email } = someone();
  await admin.goto("/people");
  await admin.getByRole("button", { name: "Invite", exact: true }).click();
  await admin.getByLabel("Email").fill(email);
  await admin.getByRole("button", { name: "Create link" }).click();
  await expect(admin.getByRole("alert").filter({ hasText: "within the last 15 minutes" })).toBeVisible();
  await admin.getByRole("link", { name: "Sign in again" }).click();
  await expect(admin.getByRole("heading", { name: "Confirm that it's you" })).toBeVisible();
  await admin.getByLabel("Password", { exact: true }).fill("wrong password");
  await admin.getByRole("button", { name: "Confirm" }).click();
  await expect(admin.getByText("This is not your password.")).toBeVisible();
  await admin.getByLabel("Password", { exact: true }).fill(administrator.password);
  await admin.getByRole("button", { name: "Confirm" }).click();
  await expect(admin).toHaveURL(/\/people$/);
  expect(await inviteLink(admin, email)).toMatch(/\/invite\/[0-9A-Za-z]{43}$/);
});
