import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/services/actor";
import { createApiKey, getApiKey, setApiKeyDisabled, setApiKeyLocked } from "@/lib/services/api-keys";
import { accessTokenOf, caller, keyOf } from "@/tests/support/rest";
import { testRuntime } from "@/tests/support/runtime";

const portal = testRuntime();
const path = "/api/v1/leaked-keys";
const anybody = caller(null);
let administrator: Actor;

beforeAll(() => {
  administrator = portal.administrator;
});

const keyWith = async (actionWhenLeaked: "none" | "disable" | "delete") => {
  const made = await createApiKey(administrator, {
    owner: "me",
    name: "found",
    expiresAt: null,
    actionWhenLeaked,
  });
  return { id: made.key.id, apikey: made.value.reveal() };
};

const auditOf = (id: string) =>
  portal.runtime.prisma.auditEvent.findMany({ where: { targetId: id, action: "api-key.leak" } });

describe("a leaked key", () => {
  test.each([
    ["none", "none", "active"],
    ["disable", "disabled", "disabled"],
    ["delete", "deleted", null],
  ] as const)(
    "that is to be %s is %s, by anybody who has it, and it is audited",
    async (wish, done, state) => {
      const { id, apikey } = await keyWith(wish);
      const found = { apikey, url: "https://git.example.com/team/app", note: "in a commit" };
      const { status, body } = await anybody("POST", path, found);
      expect([status, body]).toEqual([
        200,
        { id, account_id: administrator.accountId, action_when_leaked: wish, done },
      ]);
      const key = await getApiKey(administrator, id).catch(() => null);
      expect(key && (key.disabledAt ? "disabled" : "active")).toBe(state);
      const [entry] = await auditOf(id);
      expect(entry).toMatchObject({
        actorName: "Visitor",
        after: { done, url: found.url, note: found.note, deleted: done === "deleted" },
      });
      expect(
        JSON.stringify(entry, (_, value) => (typeof value === "bigint" ? String(value) : value)),
      ).not.toContain(apikey);
    },
  );

  test("is disabled though it is locked, by a token whose person the audit names", async () => {
    const { id, apikey } = await keyWith("disable");
    await setApiKeyLocked(administrator, id, true);
    const call = caller(await accessTokenOf(await keyOf(administrator)));
    expect((await call("POST", path, { apikey })).body.done).toBe("disabled");
    expect((await call("POST", path, { apikey })).body.done).toBe("none");
    expect((await auditOf(id)).map(({ actorIamId }) => actorIamId)).toEqual([
      administrator.iamId,
      administrator.iamId,
    ]);
  });

  test("that is unknown, deleted or malformed gets one answer, and too many of them 429", async () => {
    const { apikey } = await keyWith("delete");
    await anybody("POST", path, { apikey });
    const answers = [];
    for (const value of [apikey, "x", "wfk_0123456789_AAAA"])
      answers.push(await anybody("POST", path, { apikey: value }));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.errors[0].message}`))).toEqual(
      new Set(["404 Unknown API key: no key has this value, or it is deleted already."]),
    );
    expect((await caller("nonsense")("POST", path, { apikey })).status).toBe(401);
    let status = 404;
    for (let tries = 0; tries < 40 && status === 404; tries += 1)
      status = (await anybody("POST", path, { apikey: `unknown ${tries}` })).status;
    expect(status).toBe(429);
    const other = await keyWith("none");
    expect((await anybody("POST", path, { apikey: other.apikey })).status).toBe(200);
  });

  test("for which nothing is left to do fills no audit, however often it is reported", async () => {
    const { id, apikey } = await keyWith("disable");
    const statuses: number[] = [];
    for (let times = 0; times < 40; times += 1)
      statuses.push((await anybody("POST", path, { apikey })).status);
    expect(statuses).toEqual([...Array(31).fill(200), ...Array(9).fill(429)]);
    expect((await auditOf(id)).length).toBe(31);
    await setApiKeyDisabled(administrator, id, false);
    expect((await anybody("POST", path, { apikey })).body.done).toBe("disabled");
  });
});
