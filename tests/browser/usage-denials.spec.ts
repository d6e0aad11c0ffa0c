import { createAccess, expect, finish, requestToken, test, unique } from "@/tests/support/browser-people";

test("of many causes ten are shown, and a link leads to every denied event", async ({ admin: page }) => {
  const [label, namespace] = [unique("refused"), unique("refuse")];
  const secret = await createAccess(page, { label, namespace, role: "Pull" });
  await finish(page);
  const isRefused = async (repository: number) =>
    expect(
      (await requestToken(page, secret, `repository:${namespace}/app-${repository}:pull,push`)).status(),
    ).toBe(401);
  for (let repository = 1; repository <= 9; repository++) await isRefused(repository);
  const causes = page.getByRole("table", { name: "Denials" });
  const every = page.getByRole("link", { name: "Every denied event" });
  const view = `/usage?period=24h&namespace=${namespace}`;
  await page.goto(view);
  await expect(causes.getByRole("row")).toHaveCount(1 + 9);
  await expect(every).toHaveCount(0);

  for (const repository of [10, 11]) await isRefused(repository);
  await page.goto(view);
  await expect(causes.getByRole("row")).toHaveCount(1 + 10);
  await every.click();
  await expect(page).toHaveURL(/[?&]outcome=denied(&|#)/);
  const events = page.getByRole("table", { name: "Events" });
  await expect(events.getByRole("row")).toHaveCount(1 + 11);
  await expect(events.getByText("Denied")).toHaveCount(11);
  await expect(page.getByRole("heading", { name: "Events" })).toBeInViewport();
});
