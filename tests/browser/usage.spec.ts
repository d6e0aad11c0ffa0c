import { readFileSync } from "node:fs";
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

test("what a key did is counted, listed and explained", async ({ admin: page }) => {
  const { label, namespace } = await used(page);
  await page.goto("/usage");
  await choose(page, "Identity", label);
  await expect(page.getByRole("link", { name: /^Logins and tokens 2 / })).toBeVisible();
  await expect(page.getByRole("link", { name: /^Denials 1 / })).toBeVisible();
  await page.getByRole("link", { name: /^Logins and tokens/ }).click();
  await expect(
    page.getByRole("img", { name: "Logins and tokens by region: 2 in all, most in jp-tok (2)." }),
  ).toBeVisible();
  await page.getByText("View as table").click();
  await expect(
    page
      .getByRole("region", { name: /^Logins and tokens by region/ })
      .getByRole("row")
      .last(),
  ).toContainText(/2\s*2$/);
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
  await choose(page, "Identity", label);
  await choose(page, "Result", "Denied");
  await page.getByRole("link", { name: "7 d", exact: true }).click();
  await expect(events(page).getByRole("row")).toHaveCount(2);
  await expect(page).toHaveURL(/period=7d.*iam_id=iam-ServiceId-.*outcome=denied/);
  await page.reload();
  await expect(events(page).getByRole("row")).toHaveCount(2);
  await expect(
    page.getByText("Logins and tokens per 6 hours, UTC").or(page.getByText("Pulls per 6 hours, UTC")),
  ).toBeVisible();
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
  await choose(auditor, "Identity", label);
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
  await choose(page, "Identity", label);
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
  await choose(page, "Identity", label);
  await events(page)
    .getByRole("link", { name: `${label} / ${label}` })
    .first()
    .click();
  const use = page.locator("#usage");
  await expect(use.getByRole("row")).toHaveCount(4);
  await use.getByRole("link", { name: "All in Usage" }).click();
  await expect(page.getByRole("link", { name: "Show every key" })).toContainText(`Key ${label}`);
  await expect(events(page).getByRole("row")).toHaveCount(4);
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
