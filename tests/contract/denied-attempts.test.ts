import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { runtime } from "@/lib/platform/runtime";
import { createProtocols } from "@/lib/protocols/app";
import type { Actor } from "@/lib/services/actor";
import { createApiKey } from "@/lib/services/api-keys";
import { issueIamToken } from "@/lib/services/iam-token";
import { createNamespace } from "@/lib/services/namespaces";
import { createPolicy } from "@/lib/services/policies";
import { recordManyRefusals, refusalsPerMinuteMax, watched } from "@/lib/services/refusal";
import { forbidden, notFound, ServiceError } from "@/lib/services/service-error";
import { createServiceId } from "@/lib/services/service-ids";
import { testRuntime } from "@/tests/support/runtime";
import { auditOf, expectChain, outcomeOf } from "@/tests/support/use-cases";

const portal = testRuntime();
const app = createProtocols();
let member: Actor;
let token: string;
let abroad: { key: string; policy: string; service: string };

beforeAll(async () => {
  member = await portal.createPerson(portal.administrator.accountId, "member");
  const key = await createApiKey(member, { owner: "me", name: "k", expiresAt: null });
  const answer = await issueIamToken({
    grant: { type: "apikey", apikey: key.value.reveal() },
    grantType: "apikey",
    clientId: "default",
    caller: { ip: "192.0.2.1", userAgent: "test", requestId: randomUUID() },
  });
  token = answer.ok ? answer.accessToken : "";
  const other = await portal.createPerson(await portal.createAccount(), "administrator");
  const service = await createServiceId(other, { name: "abroad" });
  await createNamespace(other, { region: "eu-de", name: "abroad" });
  abroad = {
    service: service.id,
    key: (await createApiKey(other, { owner: service.id, name: "k", expiresAt: null })).key.id,
    policy: (await createPolicy(other, { subject: { iamId: service.iamId }, roles: ["Reader"] })).id,
  };
});

/** The actor's own account's denied attempts after `work`, as they were recorded. */
const deniedBy = async (work: () => Promise<unknown>) => {
  const { accountId } = portal.administrator;
  const before = await auditOf(portal.runtime.prisma, accountId);
  await work();
  const items = (await auditOf(portal.runtime.prisma, accountId)).slice(before.length);
  return items.map(({ action, target, after, actor }) => ({ action, target, after, by: actor.iam_id }));
};

const call = (method: string, path: string, body?: object) =>
  app.request(path, {
    method,
    headers: { authorization: `Bearer ${token}`, "if-match": "*", "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });

describe("over REST", () => {
  const id = () => abroad;
  test.each<[string, () => string, object | undefined, number, string, () => string]>([
    ["DELETE", () => `/v1/apikeys/${id().key}`, undefined, 404, "api-key.delete", () => id().key],
    ["POST", () => `/v1/apikeys/${id().key}/lock`, undefined, 404, "api-key.lock", () => id().key],
    ["DELETE", () => `/v1/apikeys/${id().key}/disable`, undefined, 404, "api-key.enable", () => id().key],
    [
      "PUT",
      () => `/v1/serviceids/${id().service}`,
      { name: "x" },
      404,
      "service-id.update",
      () => id().service,
    ],
    ["DELETE", () => `/v1/policies/${id().policy}`, undefined, 404, "policy.delete", () => id().policy],
    ["POST", () => "/v2/groups", { name: "x" }, 403, "access-group.create", () => ""],
    [
      "DELETE",
      () => "/api/v1/namespaces/abroad?region=eu-de",
      undefined,
      403,
      "namespace.delete",
      () => "eu-de/abroad",
    ],
    ["POST", () => "/api/v1/accounts", { name: "x" }, 403, "account.create", () => ""],
  ])("%s of what is foreign or not allowed", async (method, path, body, status, action, target) => {
    const items = await deniedBy(async () => expect((await call(method, path(), body)).status).toBe(status));
    expect(items).toEqual([
      {
        action: "access.denied",
        target: { type: action.split(".")[0], id: target(), name: "" },
        after: { action, reason: status === 403 ? "forbidden" : "not-found" },
        by: member.iamId,
      },
    ]);
  });

  test("reads, and what is refused for its form, are none", async () => {
    expect(
      await deniedBy(async () => {
        expect((await call("GET", `/v1/apikeys/${abroad.key}`)).status).toBe(404);
        expect((await call("POST", "/v2/groups", { nonsense: true })).status).toBe(400);
      }),
    ).toEqual([]);
  });

  test("a secret in the place of an id isn't written down", async () => {
    const secrets = ["wfk_0123456789_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA4UhtYC", "a".repeat(32), "Passw0rd!"];
    const items = await deniedBy(async () => {
      for (const secret of secrets)
        expect((await call("DELETE", `/v1/apikeys/${encodeURIComponent(secret)}`)).status).toBe(404);
    });
    expect(items.map(({ target }) => target.id)).toEqual(["", "", ""]);
  });
});

test("a flood is recorded one by one up to the limit, and the rest with its count when the minute is over", async () => {
  const minute = new Date("2027-03-01T10:00:00Z");
  portal.setNow(minute);
  const attempt = (who: Actor) =>
    watched(who, { action: "policy.delete", id: abroad.policy }, () => Promise.reject(notFound("policy")));
  const items = await deniedBy(async () => {
    for (let i = 0; i < refusalsPerMinuteMax + 7; i++) await outcomeOf(() => attempt(member));
    await recordManyRefusals();
  });
  expect(items).toHaveLength(refusalsPerMinuteMax);

  const others = await deniedBy(() => outcomeOf(() => attempt(portal.administrator)));
  expect(others.map(({ by }) => by)).toEqual([portal.administrator.iamId]);

  portal.setNow(new Date(minute.getTime() + 60_000));
  const summary = {
    action: "access.denied",
    target: { type: "user", id: member.iamId, name: member.name },
    after: { reason: "rate-limited", count: 7, minute: "2027-03-01T10:00:00.000Z" },
    by: member.iamId,
  };
  expect(await deniedBy(() => recordManyRefusals())).toEqual([summary]);
  expect(await deniedBy(() => recordManyRefusals())).toEqual([]);
  portal.setNow(null);
});

test.each([
  ["conflict", new ServiceError("conflict", "taken")],
  ["locked", new ServiceError("locked", "locked")],
  ["a failure", new Error("connect ECONNREFUSED")],
])("%s is no denial", async (_, error) => {
  const items = await deniedBy(() =>
    watched(member, { action: "policy.delete", id: "" }, () => Promise.reject(error)).catch(() => {}),
  );
  expect(items).toEqual([]);
});

test("who belongs to no account is recorded in the site's chain", async () => {
  const site = { ...portal.administrator, accountId: "" };
  const before = await auditOf(runtime().prisma, "site");
  await outcomeOf(() =>
    watched(site, { action: "namespace.create", id: "eu-de/new" }, () => Promise.reject(forbidden("no"))),
  );
  const items = (await auditOf(runtime().prisma, "site")).slice(before.length);
  expect(items.map(({ action, target }) => [action, target.id])).toEqual([["access.denied", "eu-de/new"]]);
});

test("the chain holds after all of it", async () => {
  expect(await expectChain(portal.runtime.prisma, portal.administrator.accountId)).toBeGreaterThan(30);
});
