import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { parse as parseYaml } from "yaml";
import {
  createAccess,
  expect,
  expectAccessible,
  expectFitsPhone,
  finish,
  test,
  unique,
} from "@/tests/support/browser-people";

const host = "localhost:5001";
const panel = (page: Page) => page.getByRole("tabpanel");
const literal = (page: Page) => page.getByRole("region", { name: "Literal form" });

/** A tool of the tabs, or of the menu behind them. */
const choose = async (page: Page, tool: string): Promise<void> => {
  const tab = page.getByRole("tab", { name: tool, exact: true });
  if (await tab.count()) await tab.click();
  else {
    await page.getByRole("button", { name: /\d+ more/ }).click();
    await page.getByRole("menuitem", { name: tool, exact: true }).click();
  }
  await expect(tab).toHaveAttribute("aria-selected", "true");
};

/** Opens another way of the literal form, and saves its file. */
const literalFile = async (page: Page, way: string, file: string): Promise<string> => {
  await literal(page).getByText(way, { exact: true }).click();
  const download = page.waitForEvent("download");
  await literal(page)
    .getByRole("button", { name: `Download ${file}` })
    .click();
  return readFileSync(await (await download).path(), "utf8");
};

test("right after a key was created, the literal form of every way holds it, and its files work", async ({
  admin: page,
}) => {
  const key = await createAccess(page, { label: unique("literal"), namespace: unique("literal") });
  const sent: string[] = [];
  page.on("request", (request) => sent.push(`${request.url()} ${request.postData()}`));
  await page.getByRole("button", { name: "Show the literal form" }).click();
  const entry = { username: "iamapikey", password: key, auth: btoa(`iamapikey:${key}`) };

  await choose(page, "Kubernetes");
  const secret = parseYaml(await literalFile(page, "As YAML", "wharfkey-pull-secret.yaml"));
  expect(JSON.parse(secret.stringData[".dockerconfigjson"])).toEqual({ auths: { [host]: entry } });
  // What has no key in it isn't said twice.
  await expect(literal(page).getByText("For every pod of a service account")).toHaveCount(0);
  await panel(page).getByText("As YAML", { exact: true }).first().click();
  const safe = page.getByRole("figure", { name: "wharfkey-pull-secret.yaml" }).first();
  await expect(safe).toContainText('"password": "YOUR_API_KEY"');
  await expect(safe).not.toContainText('"auth"');
  await expect(panel(page)).toContainText("Put the key in place of YOUR_API_KEY.");

  await choose(page, "config.json");
  expect(JSON.parse(await literalFile(page, "The file itself", "config.json"))).toEqual({
    auths: { [host]: entry },
  });
  await choose(page, "containerd");
  expect(await literalFile(page, "For the CRI plugin: config.toml", "/etc/containerd/config.toml")).toContain(
    `password = "${key}"`,
  );
  await choose(page, "ibmcloud");
  await literal(page).getByText("On IBM Cloud: cr login", { exact: true }).click();
  await expect(literal(page)).toContainText(
    `ibmcloud login --apikey ${key}\nibmcloud cr region-set ap-north\nibmcloud cr login`,
  );
  await literal(page).getByText("On IBM Cloud: cf push", { exact: true }).click();
  await expect(literal(page)).toContainText(
    `export CF_DOCKER_PASSWORD=${key}\nibmcloud cf push APP -o ${host}/`,
  );
  await expectAccessible(page);
  await expectFitsPhone(page);
  expect(sent.filter((request) => request.includes(key))).toEqual([]);
  await finish(page);
});

test("commands are aimed at the new key's namespace, a repository and an app, and stay so", async ({
  admin: page,
}) => {
  const [first, second] = [unique("aaa"), unique("zzz")];
  const label = unique("aim");
  await createAccess(page, { label, namespace: first });
  await finish(page);
  await createAccess(page, { label, namespace: second });
  await expect(panel(page).getByRole("combobox", { name: "Namespace" })).toHaveCount(0);
  await choose(page, "Cloud Foundry");
  await expect(panel(page).getByRole("combobox", { name: "Namespace" })).toHaveText(second);
  const command = page.getByRole("figure", { name: "Cloud Foundry login, jp-tok", exact: true });
  await expect(command).toContainText(`cf push APP --docker-image ${host}/${second}/REPOSITORY `);
  await page.getByLabel("Repository and tag").fill("shop/api:v1");
  await panel(page).getByLabel("App").fill("kasse; rm -rf $HOME");
  await expect(command).toContainText(
    `cf push 'kasse; rm -rf $HOME' --docker-image ${host}/${second}/shop/api:v1 `,
  );
  await panel(page).getByRole("combobox", { name: "Namespace" }).click();
  await page.getByRole("option", { name: first }).click();
  await expect(command).toContainText(`${host}/${first}/shop/api:v1 `);
  await expectAccessible(page);
  await expectFitsPhone(page);
  await finish(page);

  await page.goto("/login-commands");
  await expect(command).toContainText(
    `cf push 'kasse; rm -rf $HOME' --docker-image ${host}/${first}/shop/api:v1 `,
  );
  await page.getByLabel("Repository and tag").fill("Shop:v1");
  await expect(page.getByLabel("Repository and tag")).toHaveAttribute("aria-invalid", "true");
  await expect(panel(page)).toContainText("Needs lower-case letters, digits and . _ - /, then perhaps :tag.");
});
