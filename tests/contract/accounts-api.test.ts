import { expect, test } from "vitest";
import { createProtocols } from "@/lib/protocols/app";
import { testRuntime } from "@/tests/support/runtime";

const apikey = "first-administrators-key-0123456789abcdef";
const portal = testRuntime({ WHARFKEY_ADMIN_APIKEY: apikey });

const accessToken = async (): Promise<string> => {
  const response = await createProtocols().request("/identity/token", {
    method: "POST",
    body: new URLSearchParams({ grant_type: "urn:ibm:params:oauth:grant-type:apikey", apikey }),
  });
  return ((await response.json()) as { access_token: string }).access_token;
};
const post = async (body: unknown, headers: Record<string, string> = {}) => {
  const response = await createProtocols().request("/api/v1/accounts", {
    method: "POST",
    headers: {
      authorization: `Bearer ${await accessToken()}`,
      "content-type": "application/json",
      ...headers,
    },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

test("a site administrator makes an account and is its administrator", async () => {
  const { status, body } = await post({ name: "Nordhafen" });
  expect(status).toBe(201);
  expect(body).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{32}$/),
    name: "Nordhafen",
    created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    created_by: portal.administrator.iamId,
  });
  const membership = await portal.runtime.prisma.membership.findFirst({
    where: { accountId: String(body.id) },
  });
  expect(membership).toMatchObject({ userId: portal.administrator.iamId, role: "administrator" });
});

test("a wrong body is refused with the field's name, and nothing is made", async () => {
  const before = await portal.runtime.prisma.account.count();
  for (const [body, details] of [
    [{}, "name"],
    [{ name: "" }, "name"],
    [{ name: 7 }, "name"],
    [{ name: "x".repeat(256) }, "name"],
    [{ name: "Nordhafen", owner: "me" }, "owner"],
    ["no json", "body"],
  ] as const) {
    const answer = await post(body);
    expect({
      status: answer.status,
      details: (answer.body.errors as { details: string }[])[0]?.details,
    }).toEqual({ status: 400, details });
  }
  expect(await portal.runtime.prisma.account.count()).toBe(before);
});

test("without a token it is 401, and for anyone but a site administrator 403", async () => {
  expect((await post({ name: "x" }, { authorization: "" })).status).toBe(401);
  expect((await post({ name: "x" }, { authorization: "Bearer nonsense" })).status).toBe(401);
  await portal.runtime.prisma.user.update({
    where: { id: portal.administrator.iamId },
    data: { siteAdministrator: false },
  });
  expect((await post({ name: "x" })).status).toBe(403);
});
