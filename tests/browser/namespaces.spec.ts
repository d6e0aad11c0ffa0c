import type { Page } from "@playwright/test";
import pg from "pg";
import { findEmbeddedPostgres } from "@/lib/platform/embedded-postgres";
import {
  expect,
  expectAccessible,
  expectFitsPhone,
  grantedActions,
  readSecret,
  requestToken,
  test,
  unique,
} from "@/tests/support/browser-people";

const createNamespace = async (page: Page, name: string): Promise<void> => {
  await page.goto("/namespaces?region=jp-tok");
  await page.getByRole("button", { name: "New namespace" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Name").fill(name);
  await form.getByRole("button", { name: "Create namespace" }).click();
  await expect(page.getByRole("link", { name, exact: true })).toBeVisible();
};

test("a namespace is created in a region, found by region, and deleted", async ({ admin: page }) => {
  const name = unique("shelf");
  await createNamespace(page, name);
  await expect(
    page.getByRole("row", { name: new RegExp(`^${name} jp-tok localhost:5001/${name} None`) }),
  ).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.goto("/namespaces?region=ap-north");
  await expect(page.getByRole("link", { name, exact: true })).toBeVisible();
  await page.goto("/namespaces?region=uk-south");
  await expect(page.getByText("No namespace in this region.")).toBeVisible();

  await page.goto("/namespaces");
  await page.getByRole("button", { name: `Delete ${name} in jp-tok` }).click();
  const question = page.getByRole("dialog", { name: `Delete ${name} in jp-tok?` });
  await expect(question).toContainText("The images stay in the registry, and its policies stay.");
  await question.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("link", { name, exact: true })).toHaveCount(0);
});

test("a name that isn't accepted, or is there already, is refused beside its field", async ({
  admin: page,
}) => {
  const name = unique("twice");
  await createNamespace(page, name);
  await page.getByRole("button", { name: "New namespace" }).click();
  const form = page.getByRole("dialog");
  const refused = async (text: string, reason: string) => {
    await form.getByLabel("Name").fill(text);
    await form.getByRole("button", { name: "Create namespace" }).click();
    await expect(form.getByText(reason, { exact: true })).toBeVisible();
    await expect(form.getByLabel("Name")).toHaveValue(text);
  };
  await refused("abc", "4 to 30 characters.");
  await refused("Team", "Lower-case letters, digits, _ and - only.");
  await refused("-team", "A letter or digit at both ends.");
  await refused(name, "This namespace is there already: use it.");
  await expectAccessible(page);
});

test("access given to a member holds at once, and they hand on no more than that", async ({
  admin,
  member,
  people,
}) => {
  const name = unique("given");
  await createNamespace(admin, name);
  await member.goto(`/namespaces/jp-tok/${name}`);
  await expect(member.getByText(`Ask an administrator for a role on ${name}.`)).toBeVisible();
  await expect(member.getByRole("button", { name: "Delete" })).toHaveCount(0);

  await admin.goto(`/namespaces/jp-tok/${name}`);
  await expect(admin.getByText("No policy reaches it. Administrators alone can use it.")).toBeVisible();
  await admin.getByRole("button", { name: "Add policy" }).click();
  const form = admin.getByRole("dialog", { name: `Access to ${name}` });
  await form.getByRole("combobox", { name: "Who" }).click();
  await admin.getByRole("option", { name: people.Member.name }).click();
  await form.getByRole("radio", { name: "Writer" }).check({ force: true });
  await expectAccessible(admin);
  await form.getByRole("button", { name: "Add policy" }).click();
  const table = admin.getByRole("table", { name: "Who can do what" });
  await expect(
    table.getByRole("row", { name: `${people.Member.name} Person Writer ${name} in jp-tok` }),
  ).toBeVisible();
  await expectAccessible(admin);
  await expectFitsPhone(admin);

  await member.goto("/home");
  await member.getByRole("combobox", { name: "Namespace" }).click();
  await member.getByRole("option", { name }).click();
  await expect(member.getByRole("radio", { name: "Pull", exact: true })).toBeEnabled();
  await expect(member.getByRole("radio", { name: "Manage" })).toBeDisabled();
  await expect(
    member.getByText(`You can hand on at most what you hold yourself: Writer on ${name}.`),
  ).toBeVisible();
  const label = unique("members-ci");
  await member.getByLabel("What will use this key?").fill(label);
  await member.getByRole("button", { name: /^Create key/ }).click();
  const secret = await readSecret(member);
  const token = await requestToken(member, secret, `repository:${name}/api:push`);
  expect(await grantedActions(token)).toBe("push");
  await member.getByRole("button", { name: "Copy key" }).click();

  // What the member handed on is flagged once they no longer hold it.
  await admin
    .getByRole("button", { name: `More actions for Writer on ${name} in jp-tok` })
    .first()
    .click();
  await admin.getByRole("menuitem", { name: "Remove" }).click();
  await admin.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(table.getByRole("row", { name: people.Member.name })).toHaveCount(0);
  await expect(table).toContainText(`More than ${people.Member.name} holds`);
  await member.goto("/home");
  const needs = member.getByRole("region", { name: "Needs you" });
  await expect(needs).toContainText(`More than its giver holds. Writer on ${name} in jp-tok.`);
  await needs.getByRole("link", { name: "Review" }).click();
  await expect(member.getByRole("heading", { level: 1, name: label })).toBeVisible();
});

test("a namespace that isn't the account's is a 404, and auditors read without buttons", async ({
  admin,
  member,
  auditor,
}) => {
  const name = unique("read");
  await createNamespace(admin, name);
  expect((await member.goto(`/namespaces/eu-de/${name}`))?.status()).toBe(404);
  expect((await member.goto(`/namespaces/nowhere/${name}`))?.status()).toBe(404);
  await auditor.goto("/namespaces");
  await expect(auditor.getByRole("link", { name, exact: true })).toBeVisible();
  await expect(auditor.getByRole("button", { name: /Delete|New namespace/ })).toHaveCount(0);
  await auditor.goto(`/namespaces/jp-tok/${name}`);
  await expect(auditor.getByText("No policy reaches it.")).toBeVisible();
  await expect(auditor.getByRole("button", { name: /Delete|Add policy/ })).toHaveCount(0);
});

test("who reaches a namespace is shown page by page and found by name; everyone can be given access", async ({
  admin: page,
  portal,
}) => {
  test.slow();
  const name = unique("crowd");
  await createNamespace(page, name);
  const client = new pg.Client({ connectionString: findEmbeddedPostgres(portal.dataDir)?.ownerUrl });
  await client.connect();
  await client.query(
    `WITH made AS (
       INSERT INTO service_id (id, iam_id, account_id, name, unique_instance_crns, created_by, entity_tag)
       SELECT 'ServiceId-' || id, 'iam-ServiceId-' || id, account_id, name || '-robot-' || to_char(n, 'FM000'), '{}', created_by, '1'
       FROM (SELECT *, gen_random_uuid() AS id FROM namespace, generate_series(1, 60) AS n WHERE name = $1) AS one
       RETURNING *
     )
     INSERT INTO policy (id, account_id, subject_iam_id, roles, namespace, created_by, modified_by, entity_tag, created_at)
     SELECT gen_random_uuid(), account_id, iam_id, '{Reader}', $1, created_by, created_by, '1',
       now() + right(name, 3)::int * interval '1 second'
     FROM made WHERE right(name, 3)::int <= 55`,
    [name],
  );
  await client.end();

  await page.goto(`/namespaces/jp-tok/${name}`);
  const table = page.getByRole("table", { name: "Who can do what" });
  const pages = page.getByRole("navigation", { name: "Pages" });
  const first = async (robot: string) =>
    expect(table.getByRole("row").nth(1)).toContainText(`${name}-robot-${robot}`);
  await first("001");
  await expect(table.getByRole("row")).toHaveCount(26);
  await expect(page.getByText("25 of 55 policies")).toBeVisible();
  await expectAccessible(page);
  await pages.getByRole("link", { name: "Next" }).click();
  await first("026");
  await pages.getByRole("link", { name: "Next" }).click();
  await first("051");
  await expect(page.getByText("5 of 55 policies")).toBeVisible();
  await expect(pages.getByRole("link", { name: "Next" })).toHaveCount(0);
  await pages.getByRole("link", { name: "Previous" }).click();
  await first("026");
  await expectFitsPhone(page);

  const search = page.getByRole("searchbox", { name: "Filter by name" });
  await search.fill("ROBOT-007");
  await search.press("Enter");
  await expect(table.getByRole("row")).toHaveCount(2);
  await first("007");
  await search.fill("nobody at all");
  await search.press("Enter");
  await expect(page.getByText("No policy for anyone called “nobody at all” reaches it.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Clear the filter" }).click();
  await first("001");

  await page.getByRole("button", { name: "Add policy" }).click();
  const form = page.getByRole("dialog", { name: `Access to ${name}` });
  await form.getByRole("combobox", { name: "Who" }).press("r");
  await page.getByRole("combobox", { name: "Filter" }).fill(`${name}-robot-060`);
  await page.getByRole("option", { name: `${name}-robot-060` }).click();
  await expect(form.getByRole("combobox", { name: "Who" })).toContainText(`${name}-robot-060`);
  await form.getByRole("button", { name: "Add policy" }).click();
  await expect(page.getByText("25 of 56 policies")).toBeVisible();
});
