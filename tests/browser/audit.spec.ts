import { readFileSync } from "node:fs";
import pg from "pg";
import type { AuditItem } from "@/lib/domain/audit-event";
import { verifyChain } from "@/lib/domain/chain-walk";
import { findEmbeddedPostgres } from "@/lib/platform/embedded-postgres";
import { sha256Hex } from "@/lib/platform/secret";
import {
  createAccess,
  expect,
  expectAccessible,
  expectFitsPhone,
  finish,
  test,
  unique,
} from "@/tests/support/browser-people";

test("a change is found, read in its panel, and the keyboard goes back to its row", async ({
  admin: page,
}) => {
  const label = unique("audited");
  await createAccess(page, { label, namespace: unique("aud") });
  await finish(page);
  await page.goto("/audit");
  await expect(page.getByText(/^Chain verified to event/)).toBeVisible();
  await page.getByRole("searchbox", { name: "Actor, target or event no." }).fill(label);
  await page.keyboard.press("Enter");
  const table = page.getByRole("table", { name: "Audit log" });
  await expect(table.getByRole("row")).toHaveText([/^No\./, /Key created/, /Service ID created/]);
  const row = table.getByRole("row", { name: /Service ID created/ });
  const number = (await row.getByRole("cell").first().textContent())?.replace(/\D/g, "") ?? "";
  // The whole row leads there, not its link alone.
  await row.click({ position: { x: 640, y: 12 } });
  const panel = page.getByRole("complementary", { name: "Service ID created" });
  await expect(panel.getByRole("heading", { name: "Service ID created" })).toBeFocused();
  await expect(panel.getByRole("figure", { name: "Change" })).toContainText(`+ name: ${label}`);
  await expect(panel).toContainText("127.0.0.1");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
  await expect(row.getByRole("link")).toBeFocused();

  await page.goto(`/audit?q=${number}`);
  await expect(page.getByRole("complementary", { name: "Service ID created" })).toBeVisible();
  await page.getByRole("link", { name: "Newer event" }).click();
  await expect(
    page.getByText(`Event ${(Number(number) + 1).toLocaleString("en-GB")}`, { exact: true }),
  ).toBeVisible();
  await expectFitsPhone(page);
});

test("what one request did is one press away, and days narrow the list", async ({ admin: page }) => {
  const label = unique("request");
  await createAccess(page, { label, namespace: unique("req") });
  await finish(page);
  await page.goto(`/audit?q=${label}`);
  const table = page.getByRole("table", { name: "Audit log" });
  await table.getByRole("link", { name: "Key created" }).click();
  await page.getByRole("complementary").getByTitle("Show all that this request did").click();
  // The namespace and the policy don't bear the label: the request alone joins them.
  await expect(table).toContainText("Namespace created");
  await expect(table).toContainText("Policy added");
  await expect(table.getByRole("row")).toHaveCount(5);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Show other requests too" }).click();
  await expect(table.getByRole("row").nth(6)).toBeVisible();

  await page.getByLabel("From (UTC)").fill("2020-01-01");
  await page.getByLabel("to", { exact: true }).fill("2020-01-31");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByText("No event matches these filters.")).toBeVisible();
  await expect(page).toHaveURL(/from=2020-01-01&to=2020-01-31/);
  const today = new Date().toISOString().slice(0, 10);
  await page.getByLabel("From (UTC)").fill(today);
  await page.getByLabel("to", { exact: true }).fill(today);
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(table.getByRole("row").nth(1)).toBeVisible();
  await expectFitsPhone(page);
});

test("auditors read it, members get a 404, and only site administrators see the site's", async ({
  admin,
  auditor,
  member,
}) => {
  expect((await member.goto("/audit"))?.status()).toBe(404);
  expect((await member.request.get("/audit/export?format=csv")).status()).toBe(403);
  expect((await auditor.goto("/audit?scope=site"))?.status()).toBe(200);
  await expect(auditor.getByText("Every change in this account.")).toBeVisible();
  await expect(auditor.getByRole("link", { name: "Site", exact: true })).toHaveCount(0);
  expect((await auditor.request.get("/audit/export?scope=site&format=csv")).status()).toBe(200);

  await admin.goto("/audit");
  await admin.getByRole("link", { name: "Site", exact: true }).click();
  await expect(admin.getByRole("table", { name: "Audit log" })).toContainText("Signing key made");
  await expectAccessible(admin);
});

test("an export without a filter can be verified without the portal", async ({ admin: page }) => {
  await page.goto("/audit");
  await page.getByRole("button", { name: "Export with proof" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "NDJSON, verifiable offline" }).click();
  const items = readFileSync(await (await download).path(), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as AuditItem);
  expect(verifyChain(items, sha256Hex)).toEqual({ ok: true, count: items.length });
  await page.reload();
  await expect(page.getByRole("table", { name: "Audit log" }).getByRole("row").nth(1)).toContainText(
    "Audit exported",
  );
});

test("an item that was altered in the database turns the badge red, by number", async ({
  admin: page,
  portal,
}) => {
  const client = new pg.Client({ connectionString: findEmbeddedPostgres(portal.dataDir)?.ownerUrl });
  await client.connect();
  const alter = async (sql: string) => {
    await client.query(
      `BEGIN; ALTER TABLE audit_event DISABLE TRIGGER USER; ${sql}; ALTER TABLE audit_event ENABLE TRIGGER USER; COMMIT`,
    );
  };
  await page.goto("/audit");
  await expect(page.getByText(/^Chain verified to event/)).toBeVisible();
  const where = "WHERE seq = 2 AND chain <> 'site' AND chain = (SELECT account_id FROM membership LIMIT 1)";
  try {
    await alter(`UPDATE audit_event SET ip = ip || '9' ${where}`);
    await page.getByRole("button", { name: "Verify all of it" }).click();
    const alarm = page.getByRole("alert").filter({ hasText: "The record was altered" });
    await expect(alarm).toContainText("The record was altered: event 2 isn't what was written.");
    await expectAccessible(page);
  } finally {
    await alter(`UPDATE audit_event SET ip = left(ip, -1) ${where}`);
    await client.end();
  }
  await page.getByRole("button", { name: "Verify all of it" }).click();
  await expect(page.getByText(/^Chain verified to event/)).toBeVisible();
});

test("filters that fit nothing say so; in German too", async ({ admin: page }) => {
  await page.goto("/audit?kind=policy&q=nobody-and-nothing");
  await expect(page.getByText("No event matches these filters.")).toBeVisible();
  await page.getByRole("button", { name: "Deutsch" }).click();
  await expect(page.getByText("Kein Ereignis passt zu diesen Filtern.")).toBeVisible();
  await page.getByRole("link", { name: "Filter aufheben" }).click();
  await expect(page.getByText(/^Kette geprüft bis Ereignis/)).toBeVisible();
  await expect(page.getByRole("table", { name: "Prüfprotokoll" })).toContainText("Angemeldet");
});
