import { createAccess, expect, finish, test, unique } from "@/tests/support/browser-people";
import { firstScriptsKb } from "@/tests/support/first-scripts";

/** kB that a page's first scripts may have: 150 is what is promised. React and Next alone are 128. */
const limits = {
  ...{ "/sign-in": 141, "/guide": 141, "/people": 143, "/profile": 146, "/settings": 149, "/denials": 148 },
  ...{
    "/home": 150,
    "a key": 149,
    "a service ID": 150,
    "/usage": 147,
    "/keys": 145,
    "/login-commands": 149,
    "/audit": 150,
  },
};

test("no page loads more JavaScript first than is written down for it", async ({ admin, portal }) => {
  const label = unique("scripts");
  await createAccess(admin, { label, namespace: label });
  await finish(admin);
  const row = admin.getByRole("row").filter({ hasText: label });
  const serviceId = await row.getByRole("link").getAttribute("href");
  await admin.goto(serviceId ?? "");
  const key = await row.getByRole("link").first().getAttribute("href");
  const paths: Record<string, string | null> = { "a key": key, "a service ID": serviceId };
  const cookies = await admin.context().cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  for (const [name, limit] of Object.entries(limits)) {
    const path = paths[name] ?? name;
    const size = await firstScriptsKb(`${portal.url}${path}`, name === "/sign-in" ? "" : cookie);
    expect.soft(size, `${name}, kB`).toBeLessThanOrEqual(limit);
  }
});
