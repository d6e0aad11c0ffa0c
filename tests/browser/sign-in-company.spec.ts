import { randomUUID } from "node:crypto";
import {
  acceptInvitation,
  companyName,
  continueWithCompany,
  expect,
  inviteLink,
  test,
} from "@/tests/support/browser";
import type { OidcServer } from "@/tests/support/oidc-server";

const button = `Continue with ${companyName}`;

/** A new identity at the company, by a name of its own. */
const identity = (oidc: OidcServer, emailVerified = true) => {
  const id = randomUUID().slice(0, 8);
  const made = { email: `${id}@example.com`, emailVerified, name: `Person ${id}` };
  oidc.identities.set(id, made);
  return made;
};

test("an invited person gets in with the company's sign-in, without a password, and again later", async ({
  admin,
  visitor,
  portal,
}) => {
  const person = identity(portal.oidc);
  await inviteLink(admin, person.email, "Auditor");
  await visitor.goto("/sign-in?callbackUrl=/profile");
  await continueWithCompany(visitor, button, person.name);
  await expect(visitor).toHaveURL(/\/profile$/);
  await expect(visitor.getByText(`Connected: ${companyName} signs you in.`)).toBeVisible();
  await expect(visitor.getByLabel("Present password")).toHaveCount(0);
  const wharfkey = (await visitor.context().cookies()).filter(({ name }) => name.startsWith("wharfkey-"));
  await visitor.context().clearCookies({ name: /^wharfkey-/ });
  expect(wharfkey.length).toBeGreaterThan(0);
  await visitor.goto("/sign-in");
  // The company's session is still open: no question there.
  await visitor.getByRole("button", { name: button }).click();
  await expect(visitor).toHaveURL(/\/home$/);
});

test("no invitation, no access: the page says what to do", async ({ visitor, portal }) => {
  const person = identity(portal.oidc);
  await visitor.goto("/sign-in");
  await continueWithCompany(visitor, button, person.name);
  await expect(visitor.getByRole("alert").first()).toHaveText(
    "Your company account isn't linked. Ask an admin for an invitation, or use a local account.",
  );
  await visitor.goto("/home");
  await expect(visitor).toHaveURL(/\/sign-in/);
});

test("an address that the company didn't verify opens no invitation", async ({ admin, visitor, portal }) => {
  const person = identity(portal.oidc, false);
  await inviteLink(admin, person.email);
  await visitor.goto("/sign-in");
  await continueWithCompany(visitor, button, person.name);
  await expect(visitor.getByRole("alert").first()).toContainText("didn't confirm your address");
});

test("a local account is connected from its own session only, and then also confirms with the company", async ({
  admin,
  visitor,
  portal,
}) => {
  const person = identity(portal.oidc);
  const link = await inviteLink(admin, person.email);
  await acceptInvitation(visitor, link, { name: person.name, password: "four random words" });

  await visitor.context().clearCookies();
  await visitor.goto("/sign-in");
  await continueWithCompany(visitor, button, person.name);
  await expect(visitor.getByRole("alert").first()).toContainText("This address has a local account");

  await visitor.getByLabel("Email").fill(person.email);
  await visitor.getByLabel("Password", { exact: true }).fill("four random words");
  await visitor.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(visitor).toHaveURL(/\/home$/);
  await visitor.goto("/profile");
  await visitor.getByRole("button", { name: "Connect company sign-in" }).click();
  await expect(visitor.getByText("Company sign-in connected.")).toBeVisible();

  await visitor.goto("/sign-in/again?callbackUrl=/profile");
  // The company asks anew although its session is open.
  await continueWithCompany(visitor, `Confirm with ${companyName}`, person.name);
  await expect(visitor).toHaveURL(/\/profile$/);

  const stranger = identity(portal.oidc);
  await visitor.goto("/sign-in/again?callbackUrl=/profile");
  await continueWithCompany(visitor, `Confirm with ${companyName}`, stranger.name);
  await expect(visitor.getByRole("alert").first()).toHaveText(
    "This is another person's company account. Use your own.",
  );
});

test("an invitation's link offers the company's sign-in and ends in the portal", async ({
  admin,
  visitor,
  portal,
}) => {
  const person = identity(portal.oidc);
  const link = await inviteLink(admin, person.email);
  await visitor.goto(link);
  await continueWithCompany(visitor, `Join with ${companyName}`, person.name);
  await expect(visitor).toHaveURL(/\/home$/);
});
