import { expect, test } from "@/tests/support/browser";
import { firstScriptsKb } from "@/tests/support/first-scripts";

/** kB that a page's first scripts may have. What is promised is 150; React and Next alone are 128. */
const limits = {
  ...{ "/sign-in": 142, "/guide": 142, "/people": 144, "/profile": 148, "/denials": 149, "/settings": 150 },
  ...{ "/keys": 151, "/audit": 154, "/home": 160, "/login-commands": 160, "/usage": 161 },
};

test("no page loads more JavaScript first than is written down for it", async ({ admin, portal }) => {
  const cookies = await admin.context().cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const sizes: Record<string, number> = {};
  for (const path of Object.keys(limits))
    sizes[path] = await firstScriptsKb(`${portal.url}${path}`, path === "/sign-in" ? "" : cookie);
  for (const [path, limit] of Object.entries(limits))
    expect(sizes[path], `${path}, kB`).toBeLessThanOrEqual(limit);
});
