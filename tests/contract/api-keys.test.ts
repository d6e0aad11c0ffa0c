import { beforeAll, describe, expect, test } from "vitest";
import { parseApiKey } from "@/lib/domain/api-key";
import type { Actor } from "@/lib/services/actor";
import {
  createApiKey,
  deleteApiKey,
  findApiKeyByValue,
  getApiKey,
  listApiKeys,
  purgeDeletedApiKeys,
  setApiKeyDisabled,
  setApiKeyLocked,
  suggestApiKeyLabel,
  updateApiKey,
} from "@/lib/services/api-keys";
import { createServiceId } from "@/lib/services/service-ids";
import { testRuntime } from "@/tests/support/runtime";
import { auditOf, expectChain, refusalOf } from "@/tests/support/use-cases";

const portal = testRuntime();
let member: Actor;
let service: { id: string; iamId: string };

beforeAll(async () => {
  member = await portal.createPerson(portal.administrator.accountId, "member");
  service = await createServiceId(member, { name: "checkout-ci" });
});

const never = { expiresAt: null };

describe("a new key", () => {
  test("has a value of the contract's form, which only its digest in the database knows", async () => {
    const { key, value } = await createApiKey(member, { owner: "me", name: "laptop", ...never });
    expect(parseApiKey(value.reveal())).toEqual({
      kind: "wharfkey",
      publicId: expect.stringMatching(/^[0-9A-Za-z]{10}$/),
    });
    expect(JSON.stringify({ key, value })).not.toContain(value.reveal().slice(15));
    const row = await portal.runtime.prisma.apiKey.findUniqueOrThrow({ where: { id: key.id } });
    expect(Buffer.from(row.digest).toString("hex")).toBe(
      portal.runtime.secrets.digest(value.reveal()).toString("hex"),
    );
    expect(JSON.stringify(row, (_, one) => (typeof one === "bigint" ? String(one) : one))).not.toContain(
      value.reveal(),
    );
    expect(JSON.stringify(await auditOf(portal.runtime.prisma, member.accountId))).not.toContain(
      value.reveal().slice(15),
    );
    expect((await findApiKeyByValue(member, value)).id).toBe(key.id);
    expect(key).toMatchObject({
      iamId: member.iamId,
      accountId: member.accountId,
      owner: { kind: "user", id: member.iamId, name: member.name },
      status: "never-used",
      display: `${value.reveal().slice(0, 10)}…`,
      locked: false,
      mayChange: true,
      entityTag: expect.stringMatching(/^1-[0-9a-f]{32}$/),
    });
    expect(key.history.map(({ action, iam_id }) => [action, iam_id])).toEqual([["create", member.iamId]]);
  });

  test("may begin locked and disabled, with an expiry and an answer to a leak", async () => {
    const { key } = await createApiKey(member, {
      owner: service.id,
      name: "prepared",
      description: "for the move\nin May",
      expiresAt: "2099-05-31T12:00+0200",
      actionWhenLeaked: "disable",
      locked: true,
      disabled: true,
    });
    expect(key).toMatchObject({
      iamId: service.iamId,
      owner: { kind: "service-id", id: service.id, name: "checkout-ci" },
      status: "disabled",
      locked: true,
      actionWhenLeaked: "disable",
      description: "for the move\nin May",
      expiresAt: new Date("2099-05-31T10:00:00Z"),
    });
  });

  test("of a chosen value is accepted once; unacceptable and used values get the same answer", async () => {
    const value = "chosen-by-the-caller_0123456789-abc";
    const { key } = await createApiKey(member, { owner: "me", name: "chosen", value, ...never });
    expect(key.display).toBeNull();
    const refusals = await Promise.all(
      [value, "too-short", `${"x".repeat(31)}!`, "x".repeat(257), `wfk_0123456789_${"A".repeat(38)}`].map(
        (one) =>
          refusalOf(createApiKey(portal.administrator, { owner: "me", name: "again", value: one, ...never })),
      ),
    );
    expect(new Set(refusals.map((refusal) => JSON.stringify(refusal))).size).toBe(1);
    expect(refusals[0]).toMatchObject({ code: "conflict", field: "apikey", reason: "key-value" });
    await deleteApiKey(member, key.id);
    expect(
      (await refusalOf(createApiKey(member, { owner: "me", name: "again", value, ...never }))).code,
    ).toBe("conflict");
  });

  test.each([
    ["name", { name: "" }],
    ["name", { name: "x".repeat(256) }],
    ["name", { name: "a\u0000b" }],
    ["name", { name: "a\u001b[31mb" }],
    ["name", { name: "half \ud800 pair" }],
    ["description", { description: "x".repeat(1001) }],
    ["description", { description: "bell \u0007" }],
    ["expiresAt", { expiresAt: "2020-01-01T00:00Z" }],
    ["expiresAt", { expiresAt: "2099-02-30T00:00Z" }],
    ["expiresAt", { expiresAt: "tomorrow" }],
    ["actionWhenLeaked", { actionWhenLeaked: "shout" as "none" }],
  ])("with a wrong %s is refused, and nothing is made (%#)", async (field, wrong) => {
    const before = await portal.runtime.prisma.apiKey.count();
    const events = await expectChain(portal.runtime.prisma, member.accountId);
    const refusal = await refusalOf(createApiKey(member, { owner: "me", name: "fine", ...never, ...wrong }));
    expect(refusal).toMatchObject({ code: "invalid", field });
    expect(refusal.message.startsWith(`${field} `)).toBe(true);
    expect(await portal.runtime.prisma.apiKey.count()).toBe(before);
    expect(await expectChain(portal.runtime.prisma, member.accountId)).toBe(events);
  });

  test("may bear a taken label; the suggestion is only one", async () => {
    await createApiKey(member, { owner: service.id, name: "ci", ...never });
    expect(await suggestApiKeyLabel(member, service.id, "ci")).toBe("ci-2");
    await createApiKey(member, { owner: service.id, name: "ci", ...never });
    await createApiKey(member, { owner: service.id, name: "ci-2", ...never });
    expect(await suggestApiKeyLabel(member, service.id, "ci-2")).toBe("ci-3");
    expect(await suggestApiKeyLabel(member, "me", "ci")).toBe("ci");
  });
});

describe("a key's life", () => {
  test("changes carry new entity tags, history and audit; a change of nothing carries none", async () => {
    const { key } = await createApiKey(member, { owner: "me", name: "life", description: "old", ...never });
    const changed = await updateApiKey(
      member,
      key.id,
      { name: "new life", description: "" },
      { ifMatch: key.entityTag },
    );
    expect(changed).toMatchObject({
      name: "new life",
      description: null,
      entityTag: expect.stringMatching(/^2-/),
    });
    expect(
      (await refusalOf(updateApiKey(member, key.id, { name: "x" }, { ifMatch: key.entityTag }))).code,
    ).toBe("stale");
    expect((await updateApiKey(member, key.id, { name: "new life" }, { ifMatch: "*" })).entityTag).toBe(
      changed.entityTag,
    );

    expect((await setApiKeyDisabled(member, key.id, true)).status).toBe("disabled");
    expect((await setApiKeyDisabled(member, key.id, false)).status).toBe("never-used");
    expect((await setApiKeyLocked(member, key.id, true)).locked).toBe(true);
    for (const change of [
      () => updateApiKey(member, key.id, { name: "y" }),
      () => setApiKeyDisabled(member, key.id, true),
      () => deleteApiKey(member, key.id),
    ])
      expect(await refusalOf(change())).toMatchObject({ code: "locked", reason: "api-key-locked" });
    await setApiKeyLocked(member, key.id, false);
    await deleteApiKey(member, key.id);
    expect((await refusalOf(getApiKey(member, key.id))).code).toBe("not-found");
    expect((await refusalOf(setApiKeyDisabled(member, key.id, false))).code).toBe("not-found");

    const steps = ["create", "update", "disable", "enable", "lock", "unlock", "delete"];
    const row = await portal.runtime.prisma.apiKey.findUniqueOrThrow({ where: { id: key.id } });
    expect((row.history as { action: string }[]).map(({ action }) => action)).toEqual(steps);
    const audit = (await auditOf(portal.runtime.prisma, member.accountId)).filter(
      ({ target }) => target.id === key.id,
    );
    expect(audit.map(({ action }) => action)).toEqual(steps.map((step) => `api-key.${step}`));
    expect(audit[1]).toMatchObject({
      before: { name: "life", description: "old" },
      after: { name: "new life", description: null },
      target: { type: "api-key", id: key.id, name: "new life" },
    });
    expect(audit.at(-1)).toMatchObject({ before: { name: "new life" }, after: null });
  });

  test("an expiry that passed stays when another field changes, and can be taken away", async () => {
    const soon = new Date(Date.now() + 60_000);
    const { key } = await createApiKey(member, { owner: "me", name: "brief", expiresAt: soon });
    portal.setNow(new Date(Date.now() + 120_000));
    try {
      expect((await getApiKey(member, key.id)).status).toBe("expired");
      expect((await updateApiKey(member, key.id, { name: "brief 2", expiresAt: soon })).status).toBe(
        "expired",
      );
      expect((await updateApiKey(member, key.id, { expiresAt: null })).status).toBe("never-used");
    } finally {
      portal.setNow(null);
    }
  });

  test("deleted keys are remembered 90 days, then forgotten with one audit entry", async () => {
    const { key } = await createApiKey(member, { owner: "me", name: "forgotten", ...never });
    const kept = await createApiKey(member, { owner: "me", name: "kept", ...never });
    await deleteApiKey(member, key.id);
    const there = () => portal.runtime.prisma.apiKey.count({ where: { id: { in: [key.id, kept.key.id] } } });
    const day = 86_400_000;
    try {
      portal.setNow(new Date(Date.now() + 89 * day));
      await purgeDeletedApiKeys();
      expect(await there()).toBe(2);
      portal.setNow(new Date(Date.now() + 91 * day));
      await purgeDeletedApiKeys();
      expect(await there()).toBe(1);
      const last = (await auditOf(portal.runtime.prisma, member.accountId)).at(-1);
      expect(last).toMatchObject({
        action: "api-key.purge",
        actor: { iam_id: "wharfkey-system" },
        before: { api_keys: expect.arrayContaining([key.id]) },
      });
      expect(await purgeDeletedApiKeys()).toBe(0);
    } finally {
      portal.setNow(null);
    }
  });
});

describe("lists", () => {
  test("pages forward and back give every key once, in order, whatever is sorted by", async () => {
    const lister = await portal.createPerson(await portal.createAccount(), "member");
    for (let number = 0; number < 7; number++)
      await createApiKey(lister, {
        owner: "me",
        name: `key-${(number * 3) % 7}`,
        ...(number % 2 ? { description: `d${number}` } : {}),
        expiresAt: null,
      });
    for (const sort of ["createdAt", "name", "description", "expiresAt"] as const)
      for (const order of ["asc", "desc"] as const) {
        const whole = (await listApiKeys(lister, { sort, order, limit: 100 })).items.map(({ id }) => id);
        expect(whole).toHaveLength(7);
        const forward = [await listApiKeys(lister, { sort, order, limit: 3 })];
        for (let last = forward[0]; last?.next; last = forward.at(-1))
          forward.push(await listApiKeys(lister, { limit: 3, cursor: last.next }));
        expect(forward.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(whole);
        expect(
          forward.map(({ offset, next, previous }) => [offset, next !== null, previous !== null]),
        ).toEqual([
          [0, true, false],
          [3, true, true],
          [6, false, true],
        ]);
        const back = await listApiKeys(lister, { limit: 3, cursor: forward[2]?.previous ?? "" });
        expect(back).toMatchObject({
          items: forward[1]?.items,
          offset: 3,
          next: forward[1]?.next,
          previous: forward[1]?.previous,
        });
      }
  });

  test("members see their own and those of their service IDs; `mine` means that for everyone", async () => {
    const stranger = await portal.createPerson(member.accountId, "member");
    await createApiKey(stranger, { owner: "me", name: "strange", ...never });
    const owners = async (actor: Actor, scope: "mine" | "account") =>
      new Set((await listApiKeys(actor, { scope, limit: 100 })).items.map(({ iamId }) => iamId));
    expect(await owners(member, "account")).toEqual(new Set([member.iamId, service.iamId]));
    expect(await owners(stranger, "account")).toEqual(new Set([stranger.iamId]));
    expect(await owners(portal.administrator, "account")).toEqual(
      new Set([member.iamId, service.iamId, stranger.iamId]),
    );
    expect(await owners(portal.administrator, "mine")).toEqual(new Set());
    const users = await listApiKeys(portal.administrator, { kind: "user", limit: 100 });
    expect(users.items.every(({ owner }) => owner.kind === "user")).toBe(true);
  });

  test.each(["", "x", "bnVsbA", Buffer.from('["digest","asc","a","b",0,0]').toString("base64url")])(
    "a cursor that no list gave is refused (%s)",
    async (cursor) => {
      expect(await refusalOf(listApiKeys(member, { cursor }))).toMatchObject({
        code: "invalid",
        field: "pagetoken",
      });
    },
  );
});
