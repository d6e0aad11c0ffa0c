import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import pg from "pg";
import { findEmbeddedPostgres } from "@/lib/platform/embedded-postgres";
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

/** A new key that logged in, got a token and was refused one. */
const used = async (page: Page): Promise<{ label: string; namespace: string }> => {
  const [label, namespace] = [unique("used"), unique("use")];
  const secret = await createAccess(page, { label, namespace, role: "Pull" });
  await finish(page);
  expect((await requestToken(page, secret)).status()).toBe(200);
  expect((await requestToken(page, secret, `repository:${namespace}/api:pull`)).status()).toBe(200);
  expect((await requestToken(page, secret, `repository:${namespace}/api:pull,push`)).status()).toBe(401);
  return { label, namespace };
};

const events = (page: Page) => page.getByRole("table", { name: "Events" });

/** Narrows the view by one of the menus, whose choices are links, and waits for the view. */
const choose = async (page: Page, filter: string, option: string) => {
  await page.getByRole("button", { name: new RegExp(`^${filter} `) }).click();
  const link = page.getByRole("menuitem", { name: option, exact: true });
  const href = (await link.getAttribute("href")) ?? "";
  await link.click();
  await expect(page).toHaveURL((url) => url.pathname + url.search === href);
  await expect(page.getByRole("button", { name: `${filter} ${option}`, exact: true })).toBeVisible();
};

/** Narrows the view to what is found by typing, and waits for the view. */
const narrow = async (page: Page, kind: string, text: string, label = text, chip = label) => {
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("combobox", { name: "Filter" }).fill(text);
  await page.getByRole("option", { name: `${label} ${kind}`, exact: true }).click();
  await expect(page.getByRole("link", { name: `Remove the filter ${kind} ${chip}` })).toBeVisible();
};

const counter = (page: Page, text: string) => page.getByRole("link", { name: new RegExp(`^${text} `) });

test("what a key did is counted, listed and explained", async ({ admin: page }) => {
  const { label, namespace } = await used(page);
  await page.goto("/usage");
  await narrow(page, "Identity", label);
  for (const count of ["Logins 1", "Tokens 1", "Pulls 0", "Pushes 0", "Deletes 0", "Denials 1"])
    await expect(counter(page, count)).toBeVisible();
  await counter(page, "Tokens").click();
  await expect(
    page.getByRole("img", { name: "Tokens by Region: 1 in all, most: jp-tok (1)." }),
  ).toBeVisible();
  await page.getByText("View as table").click();
  await expect(
    page
      .getByRole("region", { name: /^Tokens by Region/ })
      .getByRole("row")
      .last(),
  ).toContainText(/1\s*1$/);
  await expect(page.getByRole("list", { name: "By namespace" })).toContainText(namespace);
  await expect(page.getByRole("list", { name: "By client" })).toContainText("docker");

  await expect(events(page).getByRole("row")).toHaveCount(4);
  await expect(events(page).getByRole("row").nth(1)).toContainText(
    new RegExp(
      `Token.*${namespace}/api.*${label} / ${label}.*docker 27\\.3\\.1.*jp-tok.*Denied.*Role is Reader, push needs Writer`,
      "s",
    ),
  );
  const cause = page.getByRole("table", { name: "Denials" }).getByRole("row").nth(1);
  await expect(cause).toContainText(
    `The role on ${namespace} in jp-tok is Reader, push needs Writer: request Writer on ${namespace}.`,
  );
  await cause.getByRole("button", { name: "Explain" }).click();
  const why = page.getByRole("dialog", { name: "Why was this push denied?" });
  await expect(why.getByRole("listitem")).toHaveText([
    "Key is known and active",
    `${namespace} exists in jp-tok and belongs to this account`,
    `A policy covers ${namespace}/api in jp-tok`,
    /^Role is Reader, push needs Writer/,
  ]);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expectAccessible(page);
  await expectFitsPhone(page);
});

test("the view is in its address, and a reload shows the same", async ({ admin: page }) => {
  const { label } = await used(page);
  await page.goto("/usage");
  await narrow(page, "Identity", label);
  await choose(page, "Result", "Denied");
  await page.getByRole("link", { name: "7 d", exact: true }).click();
  await expect(events(page).getByRole("row")).toHaveCount(2);
  await expect(page).toHaveURL(/period=7d.*iam_id=iam-ServiceId-.*outcome=denied/);
  await page.reload();
  await expect(events(page).getByRole("row")).toHaveCount(2);
  await expect(page.getByText("Pulls per 6 hours, UTC")).toBeVisible();
  await choose(page, "Event", "Push");
  await expect(page.getByText("No event matches these filters.")).toBeVisible();
});

test("a period without use says so and offers more", async ({ admin: page }) => {
  await page.goto("/usage?namespace=never-used-at-all");
  await expect(page.getByText("No use in this period matches the filters.")).toBeVisible();
  await page.getByRole("link", { name: "Clear the filters" }).click();
  await expect(page).not.toHaveURL(/namespace=/);
});

test("members see their own, auditors all, and what has no account is for site administrators", async ({
  admin,
  member,
  auditor,
  visitor,
}) => {
  const { label } = await used(admin);
  await requestToken(visitor, "wfk_0123456789_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA4UhtYC");
  await auditor.goto("/usage");
  await narrow(auditor, "Identity", label);
  await expect(events(auditor).getByRole("row")).toHaveCount(4);

  await member.goto("/usage");
  await expect(member.getByText("What your keys and service IDs did.")).toBeVisible();
  await expect(member.getByText(label)).toHaveCount(0);
  const iamId = new URL(auditor.url()).searchParams.get("iam_id");
  await member.goto(`/usage?iam_id=${iamId}`);
  await expect(member.getByText("No event matches these filters.")).toBeVisible();
  for (const page of [member, auditor]) {
    await page.goto("/usage?scope=site");
    await expect(page.getByRole("link", { name: "No account" })).toHaveCount(0);
    await expect(page.getByText("Unknown key")).toHaveCount(0);
  }
  await admin.goto("/usage");
  await admin.getByRole("link", { name: "No account" }).click();
  await expect(events(admin).getByRole("row").nth(1)).toContainText(/Unknown key.*Denied.*Key is unknown/s);
});

test("an export holds what the page shows, and the audit says that it left", async ({ admin: page }) => {
  const { label } = await used(page);
  await page.goto("/usage");
  await narrow(page, "Identity", label);
  await page.getByRole("button", { name: "Export" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "CSV, for spreadsheets" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^wharfkey-usage-\d{4}-\d{2}-\d{2}\.csv$/);
  const lines = readFileSync(await file.path(), "utf8")
    .trimEnd()
    .split("\r\n");
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(/^id,at,source,action,outcome,/);
  await page.goto("/audit?kind=usage");
  await expect(page.getByRole("table", { name: "Audit log" }).getByRole("row").nth(1)).toContainText(
    "Usage exported",
  );
});

test("a key's own page lists every use of it", async ({ admin: page }) => {
  const { label } = await used(page);
  await page.goto("/usage");
  await narrow(page, "Identity", label);
  await events(page)
    .getByRole("link", { name: `${label} / ${label}` })
    .first()
    .click();
  const use = page.locator("#usage");
  await expect(use.getByRole("row")).toHaveCount(4);
  await use.getByRole("link", { name: "All in Usage" }).click();
  await expect(page.getByRole("link", { name: `Remove the filter Key ${label}` })).toBeVisible();
  await expect(events(page).getByRole("row")).toHaveCount(4);
});

test("one event has all of its fields, and the keyboard goes back to its row", async ({ admin: page }) => {
  const { label, namespace } = await used(page);
  await page.goto("/usage");
  await narrow(page, "Identity", label);
  await expect(events(page).getByRole("row")).toHaveCount(4);
  const row = events(page).getByRole("row").nth(1);
  // The whole row leads there, not its link alone.
  await row.click({ position: { x: 20, y: 8 } });
  const panel = page.getByRole("complementary", { name: "Push" });
  await expect(panel.getByRole("heading", { name: "Push", exact: true })).toBeFocused();
  for (const text of [
    `repository:${namespace}/api:pull,push`,
    "Docker-Client/27.3.1 (linux)",
    "127.0.0.1",
    "iamapikey",
    "Role is Reader, push needs Writer",
    "role-too-low",
    `${label} / ${label}`,
  ])
    await expect(panel).toContainText(text);
  await expect(panel.getByRole("link", { name: "Why, and what to do" })).toHaveAttribute(
    "href",
    /^\/denials\/[0-9a-f-]{36}$/,
  );
  await expectAccessible(page);
  await panel.getByRole("link", { name: "Older event" }).click();
  await expect(page.getByRole("complementary", { name: "Get a token" })).toContainText(
    `repository:${namespace}/api:pull`,
  );
  await page.reload();
  await expect(events(page).getByRole("row")).toHaveCount(4);
  await expect(page.getByRole("heading", { name: "Get a token" })).toBeFocused();
  await expectFitsPhone(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("complementary", { name: "Get a token" })).toHaveCount(0);
  await expect(events(page).getByRole("row").nth(2).getByRole("link", { name: "Token" })).toBeFocused();
});

test("another's event is none, like one that isn't there", async ({ admin, member }) => {
  const { label } = await used(admin);
  await admin.goto("/usage");
  await narrow(admin, "Identity", label);
  await events(admin).getByRole("row").nth(1).getByRole("link", { name: "Token" }).click();
  await expect(admin).toHaveURL(/event=/);
  const event = new URL(admin.url()).searchParams.get("event");
  for (const ref of [event, event?.replace(/.$/, (last) => (last === "0" ? "1" : "0")), "x"]) {
    await member.goto(`/usage?event=${ref}`);
    await expect(member.getByRole("heading", { level: 1, name: "Usage" })).toBeVisible();
    await expect(member.getByRole("complementary")).toHaveCount(0);
  }
});

test("columns lead into their time, by pointer, by dragging and by keyboard", async ({ admin: page }) => {
  const { label } = await used(page);
  await page.goto("/usage?metric=tokens&period=24h");
  await narrow(page, "Identity", label);
  const columns = page.getByRole("group", { name: /^Columns\./ }).getByRole("link");
  await expect(columns).toHaveCount(24);
  const caption = (text: string) => page.getByText(`Tokens per ${text}, UTC`, { exact: true });

  await page.getByRole("link", { name: /: 1, zoom in$/ }).click();
  await expect(caption("minute")).toBeVisible();
  await expect(counter(page, "Tokens 1")).toBeVisible();
  const hour = new URL(page.url()).searchParams.get("from") ?? "";
  expect(hour).toMatch(/T\d\d:00:00\.000Z$/);
  await page.getByRole("link", { name: "Zoom out" }).click();
  await expect(page).toHaveURL((url) => (url.searchParams.get("from") ?? hour) < hour);
  await page.getByRole("link", { name: "Back to the period" }).click();
  await expect(columns).toHaveCount(24);

  const box = await columns.first().boundingBox();
  const end = await columns.last().boundingBox();
  if (!box || !end) throw new Error("the columns have no place");
  const y = box.y + box.height / 2;
  await page.mouse.move(end.x + end.width - 2, y);
  await page.mouse.down();
  await page.mouse.move(end.x - 2.5 * end.width, y, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/from=/);
  await expect(caption("5 minutes")).toBeVisible();
  await page.getByRole("link", { name: "24 h", exact: true }).click();
  await expect(columns).toHaveCount(24);

  await columns.last().focus();
  await page.keyboard.press("ArrowLeft");
  await expect(columns.nth(22)).toBeFocused();
  await page.keyboard.press("End");
  await expect(columns.nth(23)).toBeFocused();
  for (let more = 0; more < 8; more++) await page.keyboard.press("Shift+ArrowLeft");
  await expect(page.getByRole("status").filter({ hasText: /^Selected: / })).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(caption("15 minutes")).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("link", { name: "24 h", exact: true }).click();
  await expect(columns).toHaveCount(24);
  await page.getByText("View as table").click();
  await page
    .getByRole("region", { name: /^Tokens by Region/ })
    .getByRole("link")
    .last()
    .click();
  await expect(page).toHaveURL(/from=/);
});

test.describe("in Berlin", () => {
  test.use({ timezoneId: "Europe/Berlin" });

  test("figures, list and file have the reader's days", async ({ admin: page, portal }) => {
    const { label } = await used(page);
    const client = new pg.Client({ connectionString: findEmbeddedPostgres(portal.dataDir)?.ownerUrl });
    await client.connect();
    // The first minute of a day in Berlin, and the last one of the day before.
    await client.query(
      `UPDATE usage_event SET at = CASE WHEN requested = '{}' THEN timestamptz '2026-11-02 22:59:30Z' ELSE timestamptz '2026-11-02 23:00:30Z' END
       WHERE iam_id = (SELECT iam_id FROM service_id WHERE name = $1)`,
      [label],
    );
    await client.end();
    await page.goto("/usage?from=2026-11-03&to=2026-11-04&metric=tokens");
    await expect(page).toHaveURL(/from=2026-11-02T23%3A00%3A00\.000Z&to=2026-11-03T23%3A00%3A00\.000Z/);
    await narrow(page, "Identity", label);
    await expect(page.getByText(/^Tokens per hour, UTC\+[12]$/)).toBeVisible();
    await expect(counter(page, "Tokens 1")).toBeVisible();
    await expect(counter(page, "Logins 0")).toBeVisible();
    await expect(events(page).getByRole("row")).toHaveCount(3);
    await expect(page.getByRole("table", { name: "Denials" }).getByRole("row")).toHaveCount(2);
    await page.getByRole("button", { name: "Export" }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: "CSV, for spreadsheets" }).click();
    const lines = readFileSync(await (await download).path(), "utf8")
      .trimEnd()
      .split("\r\n");
    expect(lines).toHaveLength(3);

    await page.getByRole("button", { name: /^3 Nov( 2026)?, 00:00 – 4 Nov( 2026)?, 00:00$/ }).click();
    const dialog = page.getByRole("dialog", { name: "From … to …" });
    await expect(dialog.getByLabel("From", { exact: true })).toHaveValue("2026-11-03T00:00");
    await dialog.getByLabel("From", { exact: true }).fill("2026-11-02T23:59");
    await dialog.getByRole("button", { name: "Show" }).click();
    await expect(page).toHaveURL(/from=2026-11-02T22%3A59%3A00\.000Z/);
    await expect(counter(page, "Logins 1")).toBeVisible();
  });
});

test("a time that is none says so, and the period is shown", async ({ admin: page }) => {
  await page.goto("/usage?from=2026-11-04&to=2026-11-03");
  await expect(page.getByRole("alert").filter({ hasText: "The time ends before it begins." })).toBeVisible();
  await expect(
    page.getByText("Pulls per day, UTC").or(page.getByText("No use in this period.")),
  ).toBeVisible();
  expect((await page.request.get("/usage/export?from=x")).status()).toBe(400);
});

test("the chart is split by what was chosen, and a ranking shows more", async ({ admin: page }) => {
  const { label, namespace } = await used(page);
  await page.goto("/usage?metric=tokens&period=24h");
  await choose(page, "Namespace", namespace);
  await choose(page, "By", "Client");
  await expect(
    page.getByRole("img", { name: "Tokens by Client: 1 in all, most: docker (1)." }),
  ).toBeVisible();
  await choose(page, "By", "Identity");
  await expect(
    page.getByRole("img", { name: `Tokens by Identity: 1 in all, most: ${label} (1).` }),
  ).toBeVisible();
  await choose(page, "By", "Result");
  await expect(page.getByRole("img", { name: /^All uses by Result: 2 in all, most: / })).toBeVisible();
  await expect(page.getByRole("list", { name: "Tokens by identity" })).toContainText(label);
  await expectAccessible(page);
  for (let more = 0; more < 5; more++) await used(page);
  await page.goto("/usage?metric=tokens&period=24h");
  const ranking = page.getByRole("list", { name: "Tokens by repository" });
  await expect(ranking.getByRole("listitem")).toHaveCount(5);
  await page.getByRole("link", { name: "Show more: Tokens by repository" }).click();
  await expect(page.getByRole("link", { name: "Show fewer: Tokens by repository" })).toBeVisible();
  expect(await ranking.getByRole("listitem").count()).toBeGreaterThan(5);
});

test("keys, repositories and addresses are found by typing", async ({ admin: page }) => {
  const { label, namespace } = await used(page);
  await page.goto("/usage");
  await narrow(page, "Key", label, `${label} / ${label}`, label);
  await narrow(page, "Repository", namespace, `${namespace}/api`);
  await narrow(page, "Address", "192.0.2.99");
  await expect(page.getByText("No use in this period matches the filters.")).toBeVisible();
  await page.getByRole("link", { name: "Remove the filter Address 192.0.2.99" }).click();
  await expect(events(page).getByRole("row")).toHaveCount(3);
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await expectAccessible(page);
});

test("of a pasted key only the public id is asked for, and what another text found isn't chosen", async ({
  admin: page,
}) => {
  const { label } = await used(page);
  const asked: string[] = [];
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/usage/suggestions?**", async (route) => {
    asked.push(new URL(route.request().url()).searchParams.get("q") ?? "");
    if (asked.length > 1) await held;
    await route.continue();
  });
  await page.goto("/usage");
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  const field = page.getByRole("combobox", { name: "Filter" });
  await field.fill(label);
  await expect(page.getByRole("option").first()).toBeVisible();
  await field.fill(`wfk_0123456789_${"A".repeat(38)}`);
  await expect.poll(() => asked).toEqual([label, "wfk_0123456789"]);
  await field.press("Enter");
  answer();
  await expect(page.getByText(/^Nothing matches/)).toBeVisible();
  expect(new URL(page.url()).search).toBe("");
});

test("a view is kept under a name, opened, renamed and deleted", async ({ admin: page, member }) => {
  const name = unique("view");
  await page.goto("/usage?metric=denials&period=7d&split=client");
  const views = page.getByRole("navigation", { name: "Saved views" });
  await views.getByRole("button", { name: "Save this view" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Save view" }).click();
  const link = views.getByRole("link", { name, exact: true });
  await expect(link).toHaveAttribute("aria-current", "true");
  await page.goto("/usage");
  await link.click();
  await expect(page).toHaveURL(/period=7d.*metric=denials.*split=client/);
  await views.getByRole("button", { name: `Rename or delete ${name}` }).click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill(`${name} too`);
  await page.getByRole("button", { name: "Rename view" }).click();
  await expect(views.getByRole("link", { name: `${name} too` })).toBeVisible();
  await expectAccessible(page);
  await member.goto("/usage");
  await expect(member.getByRole("link", { name: `${name} too` })).toHaveCount(0);
  await views.getByRole("button", { name: `Rename or delete ${name} too` }).click();
  await page.getByRole("menuitem", { name: "Delete view" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete view" }).click();
  await expect(views.getByRole("link", { name: `${name} too` })).toHaveCount(0);
});

test("in German", async ({ admin: page }) => {
  await used(page);
  await page.goto("/usage");
  await page.getByRole("button", { name: "Deutsch" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Nutzung" })).toBeVisible();
  await expect(page.getByRole("table", { name: "Ereignisse" }).getByRole("row").nth(1)).toContainText(
    "Rolle ist Reader, Push braucht Writer",
  );
  await expectFitsPhone(page);
});
