import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import {
  createAccess,
  expect,
  expectAccessible,
  expectFitsPhone,
  finish,
  grantedActions,
  requestToken,
  test,
  unique,
} from "@/tests/support/browser-people";

/** A key that may only pull, and what a client prints when it tries to push. */
const deniedPush = async (page: Page) => {
  const label = unique("why");
  const namespace = unique("why");
  const key = await createAccess(page, { label, namespace, role: "Pull" });
  await finish(page);
  const scope = `repository:${namespace}/api:pull,push`;
  const answer = (await (await requestToken(page, key, scope)).json()) as { errors: { message: string }[] };
  const message = answer.errors[0]?.message ?? "";
  return { label, namespace, key, scope, message, id: /Request ([0-9a-f-]{36})/.exec(message)?.[1] ?? "" };
};

test("from the client's error message to the rule, who made it, and access that works", async ({
  admin: page,
}) => {
  const { label, namespace, key, scope, message, id } = await deniedPush(page);
  await page.goto("/denials");
  await page.getByLabel("Request id, or the whole error message").fill(`denied: ${message}`);
  await page.locator("form").getByRole("button", { name: "Explain" }).click();
  await expect(page).toHaveURL(`/denials/${id}`);
  await expect(page.getByRole("heading", { level: 1, name: "Why was this push denied?" })).toBeVisible();
  const decided = page
    .locator("section")
    .filter({ has: page.getByRole("heading", { name: "What decided" }) });
  await expect(decided).toContainText("Key is known and active");
  await expect(decided).toContainText("Role is Reader, push needs Writer");
  await expect(decided).toContainText(new RegExp(`Reader on ${namespace} in jp-tok\\s*admin gave it on `));
  await expectAccessible(page);
  await expectFitsPhone(page);

  await page.getByRole("link", { name: "Open the change" }).click();
  await expect(page).toHaveURL(/\/audit\?event=\d+/);
  await page.goBack();

  await page.getByRole("button", { name: `Give Writer on ${namespace}` }).click();
  const form = page.getByRole("dialog", { name: `Access for ${label}` });
  await expect(form).toContainText(`Writer on ${namespace} in jp-tok: pulls, pushes and deletes images.`);
  await form.getByRole("button", { name: "Add policy" }).click();
  await expect(page.getByText("The same request would be allowed now: try it again.")).toBeVisible();
  const again = await requestToken(page, key, scope);
  expect(again.status()).toBe(200);
  expect(await grantedActions(again)).toBe("pull,push");
});

test("who isn't the owner gets the answer for what isn't there", async ({ admin: page, member }) => {
  const { id, message } = await deniedPush(page);
  const foreign = await member.goto(`/denials/${id}`);
  const none = await member.goto(`/denials/${randomUUID()}`);
  expect([foreign?.status(), none?.status()]).toEqual([404, 404]);
  await member.goto("/denials");
  await member.getByLabel("Request id, or the whole error message").fill(message);
  await member.keyboard.press("Enter");
  await expect(member.getByText("No denied request that is yours has this id.")).toBeVisible();
  await expectAccessible(member);
});

test("the auditor sees who decided, and changes nothing", async ({ admin: page, auditor }) => {
  const { id, namespace } = await deniedPush(page);
  await auditor.goto(`/denials/${id}`);
  await expect(auditor.getByText("Role is Reader, push needs Writer")).toBeVisible();
  await expect(auditor.getByText(`admin can give Writer on ${namespace} in jp-tok.`)).toBeVisible();
  await expect(auditor.getByRole("button", { name: /^Give/ })).toHaveCount(0);
});

test("a text without a request id says what one looks like", async ({ admin: page }) => {
  await page.goto("/denials?request=denied");
  await expect(page.getByText("There is no request id in this.")).toBeVisible();
  await expect(page.getByLabel("Request id, or the whole error message")).toHaveValue("denied");
});

test("from a denied row on the usage page, and in German", async ({ admin: page }) => {
  const { id } = await deniedPush(page);
  await page.goto("/usage");
  await page.getByLabel("Request id, or the whole error message").fill(id);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/denials/${id}`);
  await page.getByRole("button", { name: "DE, Deutsch" }).click();
  await expect(
    page.getByRole("heading", { level: 1, name: "Warum wurde dieser Push abgelehnt?" }),
  ).toBeVisible();
  await expect(page.getByText("Rolle ist Reader, Push braucht Writer")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Nächster Schritt" })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
});
