import { expect, test } from "@/tests/support/browser";
import { firstScriptsKb } from "@/tests/support/first-scripts";

/** kB that a page's first scripts may have. What is promised is 150; React and Next alone are 132. */
const limits = { "/sign-in": 147, "/home": 165, "/keys": 157, "/usage": 166, "/guide": 148, "/people": 149 };

test("no page loads more JavaScript first than is written down for it", async ({ admin, portal }) => {
  const cookies = await admin.context().cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const sizes: Record<string, number> = {};
  for (const path of Object.keys(limits))
    sizes[path] = await firstScriptsKb(`${portal.url}${path}`, path === "/sign-in" ? "" : cookie);
  for (const [path, limit] of Object.entries(limits))
    expect(sizes[path], `${path}, kB`).toBeLessThanOrEqual(limit);
});
