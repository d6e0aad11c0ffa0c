import type { Page } from "@playwright/test";
import { type SnippetInput, snippetFor } from "@/lib/domain/snippets/catalogue";
import { acceptInvitation, inviteLink } from "@/tests/support/browser";
import {
  createAccess,
  expect,
  expectAccessible,
  expectFitsPhone,
  finish,
  grantedActions,
  nameNewNamespace,
  readSecret,
  requestToken,
  test,
  unique,
} from "@/tests/support/browser-people";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

type Counted = { presses: string[]; fields: string[] };

/** Notes from now on every press of the pointer, by what is pressed, and every field that is filled, by its label. */
const countPresses = (page: Page) =>
  page.evaluate(() => {
    const counted: Counted = { presses: [], fields: [] };
    Object.assign(window, counted);
    addEventListener(
      "pointerdown",
      ({ target }) =>
        counted.presses.push((target as Element).closest("button, a, label")?.textContent ?? "nothing"),
      true,
    );
    addEventListener(
      "input",
      ({ target }) => {
        const field = target as HTMLInputElement;
        const name = field.ariaLabel ?? field.labels?.[0]?.textContent ?? "";
        if (!counted.fields.includes(name)) counted.fields.push(name);
      },
      true,
    );
  });

test("from nothing to a copied command: two fields, three clicks", async ({ admin: page }) => {
  const quick = unique("quick");
  await createAccess(page, { label: unique("first"), namespace: quick });
  await finish(page);

  const label = unique("checkout-ci");
  await page.goto("/home");
  await countPresses(page);
  await expect(page.getByLabel("What will use this key?")).toBeFocused();
  await page.keyboard.type(label);
  await expect(page.getByText("new service ID")).toBeVisible();
  // The namespace used last stands there already, and a pipeline pushes.
  const namespace = (await page.getByRole("combobox", { name: "Namespace" }).textContent()) ?? "";
  expect(namespace).toMatch(/^quick-/);
  // The second field, for who wants another one: typing on it is enough.
  await page.keyboard.press("Tab");
  await page.keyboard.type(quick);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox", { name: "Namespace" })).toHaveText(`${quick}jp-tok`);
  await expect(page.getByRole("radio", { name: "Pull and push" })).toBeChecked();
  await expect(page.getByRole("form", { name: "New key" })).toContainText(
    /Writer on quick-\w+: pulls, pushes and deletes images\. Can't create namespaces or reach others\./,
  );

  await page.getByRole("button", { name: /^Create key/ }).click();
  await page.getByRole("button", { name: "Copy key" }).click();
  const secret = await page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole("button", { name: "Copy", exact: true }).first().click();
  const command = await page.evaluate(() => navigator.clipboard.readText());

  expect(command).toBe(
    'read -rs KEY && printf %s "$KEY" | docker login -u iamapikey --password-stdin localhost:5001',
  );
  expect(await page.evaluate(() => (window as unknown as Counted).presses)).toEqual([
    expect.stringMatching(/^Create key/),
    expect.stringMatching(/^Copy key/),
    expect.stringMatching(/^Copy(?! key)/),
  ]);
  // What was typed on the second before its list had come stands in its filter without having been typed there.
  const fields = await page.evaluate(() => (window as unknown as Counted).fields);
  expect(fields.filter((name) => name !== "Filter")).toEqual(["What will use this key?"]);
  const repository = `${namespace.replace(/jp-tok$/, "")}/api`;
  const token = await requestToken(page, secret, `repository:${repository}:pull,push`);
  expect(token.status()).toBe(200);
  expect(await grantedActions(token)).toBe("pull,push");
});

test("what isn't accepted is said beside its field, what was typed stays, nothing is created", async ({
  admin: page,
}) => {
  await page.goto("/home");
  const label = unique("wrong");
  await nameNewNamespace(page, "No Good");
  await page.getByRole("button", { name: /^Create key/ }).click();
  const labelField = page.getByLabel("What will use this key?");
  await expect(labelField).toHaveAttribute("aria-invalid", "true");
  await expect(labelField).toBeFocused();
  await expect(page.getByText("This is needed.")).toBeVisible();
  await labelField.fill(label);
  await page.getByRole("button", { name: /^Create key/ }).click();
  await expect(page.getByText("Lower-case letters, digits, _ and - only.")).toBeVisible();
  await expect(labelField).toHaveValue(label);
  await expect(page.getByRole("textbox", { name: "New namespace" })).toHaveValue("No Good");

  await page.getByRole("button", { name: "Change", exact: true }).click();
  await page.getByLabel("Repositories").fill("NOT A PATTERN");
  await page.getByRole("textbox", { name: "New namespace" }).fill(unique("wrong"));
  await page.getByRole("button", { name: /^Create key/ }).click();
  await expect(
    page.getByText("Lower-case letters, digits and . _ - / with * or ? as wildcards."),
  ).toBeVisible();
  await page.goto(`/service-ids?q=${label}`);
  await expect(page.getByText(`No service ID matches “${label}”.`)).toBeVisible();
});

test("expiry, region and repositories are one click away, and hold", async ({ admin: page }) => {
  const namespace = unique("change");
  await page.goto("/home");
  await page.getByLabel("What will use this key?").fill(unique("narrow"));
  await nameNewNamespace(page, namespace);
  await page.getByRole("button", { name: "Change", exact: true }).click();
  await page.getByRole("combobox", { name: "Expires" }).click();
  await page.getByRole("option", { name: "Never" }).click();
  await page.getByLabel("Repositories").fill("api-*");
  await expect(page.getByText("Only api-*")).toBeVisible();
  await page.getByRole("button", { name: /^Create key/ }).click();
  const secret = await readSecret(page);
  const facts = page.getByRole("complementary", { name: "This key" });
  await expect(facts).toContainText("Never");
  await expect(facts).toContainText("jp-tok");
  expect((await requestToken(page, secret, `repository:${namespace}/api-1:pull`)).status()).toBe(200);
  expect((await requestToken(page, secret, `repository:${namespace}/web:pull`)).status()).toBe(401);
});

test("Ctrl+Enter creates, and the name of an own service ID adds a key to it", async ({ admin: page }) => {
  const label = unique("again");
  await createAccess(page, { label, namespace: unique("again") });
  await finish(page);
  await page.getByLabel("What will use this key?").fill(label);
  await expect(page.getByText(/^adds to again-/)).toBeVisible();
  // What it holds already counts too: a Reader more takes nothing away.
  await page.getByRole("radio", { name: "Pull", exact: true }).check({ force: true });
  const form = page.getByRole("form", { name: "New key" });
  await expect(form).toContainText(
    /Reader on again-\w+ in jp-tok: pulls images\. This service ID already has: Reader on again-\w+ in jp-tok\. Can't push or delete images, create namespaces or reach others\./,
  );
  await page.keyboard.press("Control+Enter");
  await expect(
    page.getByText(`Added to your service ID ${label}; its other keys keep working.`),
  ).toBeVisible();
  await finish(page);
  const table = page.getByRole("table", { name: "Your service IDs and keys" });
  await expect(table.getByRole("row", { name: `${label} Service ID, 2 keys` })).toBeVisible();
  await expect(table.getByRole("link", { name: `${label}-2` })).toBeVisible();
  await page.getByLabel("Filter by name or prefix").fill(`${label}-2`);
  await expect(table.getByRole("link", { name: label, exact: true })).toHaveCount(1);
  await page.getByLabel("Filter by name or prefix").fill("nothing like it");
  await expect(page.getByText("Nothing matches “nothing like it”.")).toBeVisible();
});

test("what a service ID holds already counts in the preview of a further key", async ({ admin: page }) => {
  const label = unique("both");
  const [first, second] = [unique("shop"), unique("till")];
  await createAccess(page, { label, namespace: first, role: "Pull and push" });
  await finish(page);
  const form = page.getByRole("form", { name: "New key" });
  await page.getByLabel("What will use this key?").fill(label);
  await page.getByRole("radio", { name: "Pull", exact: true }).check({ force: true });
  await expect(form).toContainText(
    `Reader on ${first} in jp-tok: pulls images. This service ID already has: Writer on ${first} in jp-tok. Can't create namespaces or reach others.`,
  );
  await nameNewNamespace(page, second);
  await expect(form).toContainText(
    `Reader on ${second} in jp-tok: pulls images. This service ID already has: Writer on ${first} in jp-tok. Can't push or delete images there, create namespaces or reach others.`,
  );
  await page.getByRole("button", { name: /^Create key/ }).click();
  const facts = page.getByRole("complementary", { name: "This key" });
  await expect(facts).toContainText(`${first} in jp-tok: pulls, pushes and deletes images`);
  await expect(facts).toContainText(`${second} in jp-tok: pulls images`);
  await expect(facts).toContainText("May notCreate namespaces or reach others");
  await finish(page);
});

test("a new namespace is offered in the region of last time", async ({ admin: page }) => {
  await page.goto("/home");
  await nameNewNamespace(page, unique("first"));
  const region = page.getByRole("combobox", { name: "Region of the new namespace" });
  await expect(region).toHaveText("jp-tok");
  await region.click();
  await page.getByRole("option", { name: "eu-de" }).click();
  await page.reload();
  await nameNewNamespace(page, unique("again"));
  await expect(region).toHaveText("eu-de");
});

test("regions, tools and forms of the command: safe first, literal on request", async ({ admin: page }) => {
  const secret = await createAccess(page, { label: unique("commands"), namespace: unique("cmd") });
  const podman = (input: Partial<SnippetInput>) =>
    snippetFor("podman", {
      ...{ host: "localhost:5001", username: "iamapikey", key: null, secure: false, literal: false },
      source: "paste",
      ...input,
    } as SnippetInput)?.lines ?? "";
  const command = page.getByRole("figure", { name: "Docker login, jp-tok" });
  await expect(command).toContainText("--password-stdin localhost:5001");
  await expect(page.getByText(/^cmd-\w+ is in Asia Pacific North, jp-tok$/)).toBeVisible();
  await page.getByRole("radio", { name: "Central Europe, eu-de" }).check({ force: true });
  await expect(page.getByText("Login works here, pulls will be denied")).toBeVisible();
  await expect(page.getByRole("figure", { name: "Docker login, eu-de" })).toContainText("localhost:5003");

  await page.getByRole("radio", { name: "Asia Pacific North, jp-tok" }).check({ force: true });
  await page.getByRole("tab", { name: "Podman" }).click();
  await page.getByRole("radio", { name: "apikey.json" }).check({ force: true });
  await expect(page.getByRole("figure", { name: "Podman login, jp-tok" })).toContainText(
    podman({ source: "file" }),
  );
  await page.getByRole("button", { name: "Show the literal form" }).click();
  await expect(page.getByRole("figure", { name: "Podman login, literal form, jp-tok" })).toContainText(
    podman({ literal: true, key: secret }),
  );
  await expect(page.getByText("The key stays in the shell's history")).toBeVisible();
  await page.getByText("Which username?").click();
  for (const username of ["iamapikey", "iambearer", "iamrefresh"])
    await expect(page.getByRole("term").filter({ hasText: username })).toBeVisible();
  await expectAccessible(page);
});

test("a denial needs its owner: it is named, and leads to the key", async ({ admin: page }) => {
  const label = unique("denied");
  const namespace = unique("denied");
  const secret = await createAccess(page, { label, namespace });
  await requestToken(page, secret, `repository:${namespace}/api:pull,push`);
  await finish(page);
  const item = page
    .getByRole("region", { name: "Needs you" })
    .getByRole("listitem")
    .filter({ hasText: label });
  await expect(item).toContainText(`Denied once in 24 h. push on ${namespace}/api.`);
  await item.getByRole("link", { name: "See why" }).click();
  await expect(page).toHaveURL(/\/api-keys\/ApiKey-.*outcome=denied/);
  await expect(page.getByRole("heading", { level: 1, name: label })).toBeVisible();
});

test("a member who holds nothing is told what to ask for; an auditor has no form", async ({
  admin,
  visitor: member,
  auditor,
}) => {
  await createAccess(admin, { label: unique("seed"), namespace: unique("seed") });
  await finish(admin);
  // Someone new: the worker's member may have got keys of their own in another test.
  const link = await inviteLink(admin, `${unique("new")}@example.com`);
  await acceptInvitation(member, link, { name: "Someone new", password: "four random words" });
  await member.goto("/home");
  await expect(member.getByText("You hold no access to hand on. Ask an administrator")).toBeVisible();
  await expect(member.getByText("No keys yet. The form above takes about 20 seconds.")).toBeVisible();
  await auditor.goto("/home");
  await expect(auditor.getByText("Auditors read everything")).toBeVisible();
  await expect(auditor.getByRole("button", { name: /Create key/ })).toHaveCount(0);
  await expectAccessible(member);
  await expectAccessible(auditor);
});

test("Get access has no accessibility fault in both themes, and fits a phone", async ({ admin: page }) => {
  await createAccess(page, { label: unique("axe"), namespace: unique("axe") });
  await expectAccessible(page);
  await expectFitsPhone(page);
  await finish(page);
  await page.getByRole("button", { name: "Change", exact: true }).click();
  await expect(page.getByRole("table", { name: "Your service IDs and keys" })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
});

test("the address without a path leads to work, or to sign in first", async ({ page, admin }) => {
  await admin.goto("/");
  await expect(admin).toHaveURL(/\/home$/);
  await page.context().clearCookies();
  await page.goto("/");
  await expect(page).toHaveURL(/\/sign-in$/);
});
