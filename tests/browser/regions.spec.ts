import { readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import pg from "pg";
import { parse } from "yaml";
import { findEmbeddedPostgres } from "@/lib/platform/embedded-postgres";
import { administrator } from "@/tests/support/browser";
import {
  test as base,
  expect,
  expectAccessible,
  expectFitsPhone,
  unique,
} from "@/tests/support/browser-people";
import { freePorts, startPortal } from "@/tests/support/portal";
import { startRegistries } from "@/tests/support/registries";

/** With registries' ports of its own: at the usual ones somebody's demo may answer. */
const test = base.extend({
  portal: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's form
    async ({}, use) => {
      const portal = await startPortal({
        WHARFKEY_ROLE: "all",
        WHARFKEY_ADMIN_EMAIL: administrator.email,
        WHARFKEY_ADMIN_PASSWORD: administrator.password,
        WHARFKEY_REGISTRIES_PORT: String(await freePorts(5)),
      });
      // Nobody signs in with the company here.
      await use({ ...portal, oidc: undefined as never });
      await portal.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

const registries = (page: Page) => page.getByRole("table", { name: "Registries" });
const configuration = (page: Page, generation: string) =>
  page.getByRole("figure", { name: `Distribution ${generation}, eu-de` }).locator("code");

test("says of each registry whether it works with this portal", async ({ admin: page, portal }) => {
  await page.goto("/regions");
  const tokyo = registries(page).getByRole("row", { name: /Asia Pacific North/ });
  await expect(tokyo).toContainText(
    /jp-tok, formerly ap-north.*Unreachable.*Nothing listens at this address\./s,
  );
  await expectAccessible(page);
  await expectFitsPhone(page);

  const registry = await startRegistries(portal.dataDir, ["us-south"]);
  try {
    // The last answer is remembered for 15 seconds.
    await expect(async () => {
      await page.reload();
      await expect(registries(page).getByRole("row", { name: /US South/ })).toContainText("Answering", {
        timeout: 1_000,
      });
    }).toPass({ timeout: 30_000 });
    await expect(page.getByText("1 of 5 answering")).toBeVisible();
  } finally {
    await registry.stop();
  }
});

test("the configuration and the CA bundle are what a registry needs", async ({ admin: page, portal }) => {
  await page.goto("/regions/eu-de");
  const shown = parse((await configuration(page, "2.8").textContent()) ?? "");
  expect(shown.auth.token).toEqual({
    realm: `${portal.url}/oauth/token`,
    service: "de.registry",
    issuer: portal.url,
    rootcertbundle: "/etc/distribution/wharfkey-ca.pem",
  });
  await page.getByRole("tab", { name: "Distribution 3.x" }).click();
  expect(parse((await configuration(page, "3.x").textContent()) ?? "").auth.token.signingalgorithms).toEqual([
    "ES256",
  ]);
  await expectAccessible(page);
  await expectFitsPhone(page);

  await page.goto("/regions");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download the CA bundle" }).click();
  const bundle = readFileSync(await (await download).path(), "utf8");
  expect(bundle).toBe(readFileSync(path.join(portal.dataDir, "registries/bundle.pem"), "utf8"));
});

test("the webhook secret is shown after a recent sign-in and rotates with two valid", async ({
  admin: page,
  portal,
  request,
}) => {
  const send = async (secret: string) =>
    (
      await request.post("/registry/events/eu-de", {
        headers: { authorization: `Bearer ${secret}` },
        data: { events: [] },
      })
    ).status();
  const secretIn = async () => {
    const config = parse((await configuration(page, "2.8").textContent()) ?? "");
    return config.notifications.endpoints[0].headers.Authorization[0].replace("Bearer ", "") as string;
  };
  await page.goto("/regions/eu-de");
  expect(await secretIn()).toBe("WEBHOOK-SECRET");
  await page.getByRole("button", { name: "Show secret" }).click();
  await expect(page.getByText("Filled into the configuration below.")).toBeVisible();
  const first = await secretIn();
  expect(await send(first)).toBe(200);

  await page.getByRole("button", { name: "Rotate" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Rotate" }).click();
  await expect(page.getByText("The one before it is still accepted")).toBeVisible();
  const second = await secretIn();
  expect(second).not.toBe(first);
  expect([await send(first), await send(second)]).toEqual([200, 200]);
  await page.reload();
  expect(await page.content()).not.toContain(second);

  const client = new pg.Client({ connectionString: findEmbeddedPostgres(portal.dataDir)?.ownerUrl });
  await client.connect();
  await client.query("UPDATE session SET authenticated_at = now() - interval '16 minutes'");
  await client.end();
  await page.getByRole("button", { name: "Show secret" }).click();
  await expect(page).toHaveURL(/\/sign-in\/again\?callbackUrl=%2Fregions%2Feu-de/);
  await page.getByRole("textbox", { name: "Password" }).fill(administrator.password);
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page).toHaveURL(/\/regions\/eu-de$/);
  await page.getByRole("button", { name: "Show secret" }).click();
  await expect(page.getByText("Filled into the configuration below.")).toBeVisible();
  expect(await secretIn()).toBe(second);

  await page.goto("/audit?scope=site&kind=region");
  await expect(page.getByRole("table", { name: "Audit log" })).toContainText(
    /Webhook secret shown.*Webhook secret rotated/s,
  );
  expect(await page.content()).not.toContain(second);
});

test("a region is added, wrong fields say what they need, and it is changed", async ({ admin: page }) => {
  const id = unique("xx");
  await page.goto("/regions");
  await page.getByRole("button", { name: "Add region", exact: true }).click();
  const form = page.getByRole("dialog", { name: "Add a region" });
  const fill = async (fields: { [label: string]: string }) => {
    for (const [label, value] of Object.entries(fields))
      await form.getByLabel(label, { exact: true }).fill(value);
  };
  await fill({
    Id: "No Spaces",
    Name: "Nowhere",
    "Name in German": "Nirgendwo",
    "Registry host": "https://x",
    "Address for the portal": "x",
    Service: "de.registry",
  });
  await form.getByRole("button", { name: "Add region" }).click();
  await expect(
    form.getByText("2 to 30 of a–z, 0–9 and -, with a letter or digit at both ends."),
  ).toBeVisible();
  await expect(
    form.getByText("A host name such as us.registry.example, with a port where it isn't 443."),
  ).toBeVisible();
  await expect(
    form.getByText("An address such as https://us.registry.example, without a path."),
  ).toBeVisible();
  await expect(form.getByLabel("Id", { exact: true })).toBeFocused();
  await fill({ Id: id, "Registry host": `${id}.example`, "Address for the portal": `https://${id}.invalid` });
  await form.getByRole("button", { name: "Add region" }).click();
  await expect(form.getByText("Another region has this already.")).toBeVisible();
  await fill({ Service: `${id}.registry` });
  await form.getByRole("button", { name: "Add region" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Nowhere" })).toBeVisible();

  await page.getByRole("button", { name: "Edit" }).click();
  const edit = page.getByRole("dialog", { name: `Edit ${id}` });
  await expectAccessible(page);
  await edit.getByLabel("Tokens hold for (seconds)").fill("59");
  await edit.getByRole("button", { name: "Save region" }).click();
  await expect(edit.getByText("At least 60.")).toBeVisible();
  await edit.getByLabel("Tokens hold for (seconds)").fill("600");
  await edit.getByLabel("Give docker a refresh token").check();
  await edit.getByRole("button", { name: "Save region" }).click();
  await expect(page.getByText("600 s, refresh tokens for docker")).toBeVisible();
});

test("IBM Cloud's regions are added where nothing is in their way", async ({ admin: page }) => {
  await page.goto("/regions");
  await page.getByRole("button", { name: "Add IBM Cloud's regions" }).click();
  await page.getByRole("button", { name: "Add them" }).click();
  await expect(registries(page).getByRole("row", { name: /São Paulo/ })).toContainText("br.icr.io");
  await expect(registries(page).getByRole("row", { name: /Central Europe/ })).toContainText("localhost:");
});

test("who isn't a site administrator gets a 404", async ({ member, auditor }) => {
  for (const page of [member, auditor]) {
    expect((await page.goto("/regions"))?.status()).toBe(404);
    expect((await page.goto("/regions/eu-de"))?.status()).toBe(404);
    await expect(page.getByRole("link", { name: "Regions" })).toHaveCount(0);
  }
});

test("a region that isn't there is a 404", async ({ admin: page }) => {
  expect((await page.goto("/regions/nowhere"))?.status()).toBe(404);
});

test("in German", async ({ admin: page }) => {
  await page.goto("/regions/us-south");
  await page.getByRole("button", { name: "Deutsch" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Vereinigte Staaten (Süden)" })).toBeVisible();
  await expect(page.getByText("Konfiguration der Registry")).toBeVisible();
  await expectFitsPhone(page);
});
