import IamIdentityV1 from "@ibm-cloud/platform-services/iam-identity/v1";
import { IamAuthenticator } from "ibm-cloud-sdk-core";
import pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/services/actor";
import { keyOf, protocolServer } from "@/tests/support/rest";
import { testRuntime } from "@/tests/support/runtime";

/** IBM's own SDK, unchanged, with only its URL changed. */
const portal = testRuntime();
const server = protocolServer();
let administrator: Actor;
let sdk: IamIdentityV1;

const sdkOf = async (person: Actor) =>
  new IamIdentityV1({
    authenticator: new IamAuthenticator({ apikey: await keyOf(person), url: server.url }),
    serviceUrl: server.url,
  });

beforeAll(async () => {
  administrator = portal.administrator;
  sdk = await sdkOf(administrator);
});

/** Status and message of what the SDK threw. */
const refusal = async (attempt: Promise<unknown>) =>
  attempt.then(
    () => ({ status: 0, message: "not refused" }),
    ({ status, message }: { status: number; message: string }) => ({ status, message }),
  );

describe("API keys", () => {
  test("create, get, update, lock, disable, delete: as IBM's documentation shows them", async () => {
    const { iamId, accountId } = administrator;
    const created = await sdk.createApiKey({ name: "Example-ApiKey", iamId, description: "first" });
    const key = created.result;
    expect(created.status).toBe(201);
    expect(created.headers.etag).toBe(key.entity_tag);
    expect(key).toMatchObject({
      id: expect.stringMatching(/^ApiKey-[0-9a-f-]{36}$/),
      entity_tag: expect.stringMatching(/^1-[0-9a-f]{32}$/),
      crn: `crn:v1:wharfkey:public:iam-identity::a/${accountId}::apikey:${key.id}`,
      locked: false,
      disabled: false,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d\+0000$/),
      created_by: iamId,
      iam_id: iamId,
      account_id: accountId,
      apikey: expect.stringMatching(/^wfk_/),
      action_when_leaked: "none",
    });

    const got = await sdk.getApiKey({ id: key.id, includeHistory: true, includeActivity: true });
    expect(got.result).toMatchObject({
      name: "Example-ApiKey",
      description: "first",
      activity: { authn_count: 0 },
    });
    expect(got.result.history?.map(({ action, iam_id }) => [action, iam_id])).toEqual([["create", iamId]]);
    expect(got.result.apikey).toBeUndefined();
    expect((await sdk.getApiKey({ id: key.id })).result).not.toHaveProperty("history");

    const details = await sdk.getApiKeysDetails({ iamApiKey: key.apikey, includeHistory: false });
    expect(details.result.id).toBe(key.id);

    const ifMatch = got.headers.etag as string;
    const updated = await sdk.updateApiKey({
      id: key.id,
      ifMatch,
      name: "changed",
      description: "",
      expiresAt: "2099-01-31T12:30+0000",
    });
    expect(updated.result).toMatchObject({
      name: "changed",
      expires_at: "2099-01-31T12:30+0000",
      entity_tag: expect.stringMatching(/^2-/),
    });
    expect(updated.result).not.toHaveProperty("description");
    expect((await refusal(sdk.updateApiKey({ id: key.id, ifMatch, name: "stale" }))).status).toBe(409);
    const cleared = await sdk.updateApiKey({ id: key.id, ifMatch: "*", expiresAt: "" });
    expect(cleared.result).not.toHaveProperty("expires_at");

    expect((await sdk.lockApiKey({ id: key.id })).status).toBe(204);
    expect(await refusal(sdk.deleteApiKey({ id: key.id }))).toEqual({
      status: 409,
      message: "The API key changed is locked: unlock it first.",
    });
    expect((await sdk.unlockApiKey({ id: key.id })).status).toBe(204);
    expect((await sdk.disableApiKey({ id: key.id })).status).toBe(204);
    expect((await sdk.getApiKey({ id: key.id })).result.disabled).toBe(true);
    expect((await sdk.enableApiKey({ id: key.id })).status).toBe(204);
    expect((await sdk.deleteApiKey({ id: key.id })).status).toBe(204);
    expect(await refusal(sdk.getApiKey({ id: key.id }))).toEqual({
      status: 404,
      message: "There is no such API key in this account.",
    });
  });

  test("a chosen value, locked and disabled at once; a used value gets 409", async () => {
    const apikey = "chosen_by_the_caller-0123456789-abcdef";
    const wanted = {
      name: "chosen",
      iamId: administrator.iamId,
      apikey,
      entityLock: "true",
      entityDisable: "true",
      actionWhenLeaked: "disable",
    };
    const { result } = await sdk.createApiKey(wanted);
    expect(result).toMatchObject({ apikey, locked: true, disabled: true, action_when_leaked: "disable" });
    const used = await refusal(sdk.createApiKey({ ...wanted, name: "again" }));
    expect(used.status).toBe(409);
    expect(await refusal(sdk.createApiKey({ ...wanted, apikey: "short" }))).toEqual(used);
    expect(
      await refusal(sdk.createApiKey({ name: "x", iamId: administrator.iamId, storeValue: true })),
    ).toEqual({
      status: 400,
      message: "store_value is not offered, it needs false: a key is never readable again",
    });
  });

  test("lists: pages by whole links, sort, scope, type and filter", async () => {
    const member = await portal.createPerson(administrator.accountId, "member");
    const own = await sdkOf(member);
    for (const name of ["Go build", "go deploy", "rust_build", "rustXbuild", "100%"])
      await own.createApiKey({ name, iamId: member.iamId });
    const names: string[] = [];
    let pagetoken: string | undefined;
    do {
      const { result } = await own.listApiKeys({
        pagesize: 2,
        sort: "name",
        order: "desc",
        ...(pagetoken ? { pagetoken } : {}),
      });
      expect(result).toMatchObject({ limit: 2, offset: names.length });
      const first = new URL(result.first as string);
      expect([first.origin, first.pathname, first.searchParams.has("pagetoken")]).toEqual([
        "http://localhost:3000",
        "/v1/apikeys",
        false,
      ]);
      names.push(...result.apikeys.map(({ name }) => name));
      pagetoken = result.next ? (new URL(result.next).searchParams.get("pagetoken") as string) : undefined;
    } while (pagetoken);
    expect(names).toHaveLength(6);
    expect(names).toEqual([...names].sort().reverse());

    const found = async (filter: string) =>
      (await own.listApiKeys({ filter, sort: "name" })).result.apikeys.map(({ name }) => name).sort();
    expect(await found('name co "GO"')).toEqual(["Go build", "go deploy"]);
    expect(await found('name co "_"')).toEqual(["rust_build"]);
    expect(await found('name ew "%"')).toEqual(["100%"]);
    expect(await found('name eq "go build" or (name sw "rust" and not name co "X")')).toEqual([
      "Go build",
      "rust_build",
    ]);
    expect(await found("disabled eq true")).toEqual([]);
    expect(await refusal(own.listApiKeys({ filter: "digest pr" }))).toMatchObject({ status: 400 });

    const everyone = await sdk.listApiKeys({
      scope: "account",
      type: "user",
      pagesize: 100,
      accountId: administrator.accountId,
    });
    expect(new Set(everyone.result.apikeys.map(({ iam_id }) => iam_id))).toContain(member.iamId);
    expect((await own.listApiKeys({ scope: "account", pagesize: 100 })).result.apikeys).toHaveLength(6);
    expect((await refusal(own.listApiKeys({ accountId: "0".repeat(32) }))).status).toBe(404);
    const of = { iamId: member.iamId, pagesize: 100 };
    expect((await sdk.listApiKeys({ ...of, scope: "account" })).result.apikeys).toHaveLength(6);
    expect(await refusal(sdk.listApiKeys(of))).toMatchObject({ status: 403 });
    expect(await refusal(own.listApiKeys({ iamId: administrator.iamId }))).toMatchObject({ status: 403 });
  });
});

test("every operator of a filter finds what it says, with and without a value there", async () => {
  const member = await portal.createPerson(administrator.accountId, "member");
  const own = await sdkOf(member);
  const { iamId } = member;
  await own.createApiKey({ name: "Alpha", iamId, description: "first", expiresAt: "2099-05-06T07:08+0000" });
  await own.createApiKey({ name: "beta", iamId, description: "second", entityLock: "true" });
  await own.createApiKey({
    name: "gamma",
    iamId,
    entityDisable: "true",
    expiresAt: "2098-01-01T00:00:30+0000",
  });
  const created = (await own.listApiKeys({ filter: 'name eq "beta"' })).result.apikeys[0]?.created_at;
  const all = ["Alpha", "beta", "gamma"];
  for (const [filter, expected] of [
    ['name eq "alpha"', ["Alpha"]],
    ['name ne "alpha"', ["beta", "gamma"]],
    ['name co "ET"', ["beta"]],
    ['name sw "g"', ["gamma"]],
    ['name ew "A"', all],
    ['name gt "b"', ["beta", "gamma"]],
    ['name ge "beta"', ["beta", "gamma"]],
    ['name lt "beta"', ["Alpha"]],
    ['name le "beta"', ["Alpha", "beta"]],
    ["name pr", all],
    ["description pr", ["Alpha", "beta"]],
    ["not (description pr)", ["gamma"]],
    ['description ne "first"', ["beta", "gamma"]],
    ['not (description co "first")', ["beta", "gamma"]],
    ['not (description ne "first")', ["Alpha"]],
    ["description eq null", ["gamma"]],
    ["description ne null", ["Alpha", "beta"]],
    ["name eq null", []],
    ["not (name pr)", []],
    ["locked eq true", ["beta"]],
    ["locked ne true", ["Alpha", "gamma"]],
    ["disabled eq false", ["Alpha", "beta"]],
    ["disabled pr", all],
    ["created_at pr", all],
    [`created_at le "${created}" and created_at eq "${created}" or name pr`, all],
    ['expires_at eq "2099-05-06T07:08+0000"', ["Alpha"]],
    ['expires_at eq "2098-01-01T00:00+0000"', ["gamma"]],
    ['expires_at eq "2098-01-01T00:00:29+0000"', []],
    ['expires_at gt "2098-06-01T00:00+0000"', ["Alpha"]],
    ['not (expires_at gt "2098-06-01T00:00+0000")', ["beta", "gamma"]],
    ['(name sw "a" or name sw "b") and not (locked eq true)', ["Alpha"]],
    [`iam_id eq "${iamId}" and created_by eq "${iamId}"`, all],
  ] as const) {
    const { apikeys } = (await own.listApiKeys({ filter, sort: "name" })).result;
    const names = apikeys.map(({ name }) => name).filter((name) => name !== "test key");
    expect([filter, names.sort()]).toEqual([filter, [...expected].sort()]);
  }
  for (const filter of ['name xx "a"', "name eq 5", "locked co true", 'created_at co "2026"', "name eq"])
    expect([filter, (await refusal(own.listApiKeys({ filter }))).status]).toEqual([filter, 400]);
});

describe("service IDs", () => {
  test("create with a key, get, update, lock, delete", async () => {
    const { accountId } = administrator;
    const created = await sdk.createServiceId({
      accountId,
      name: "Example-ServiceId",
      description: "builds",
      apikey: { name: "ci" },
    });
    const service = created.result;
    expect(created.status).toBe(201);
    expect(service).toMatchObject({
      id: expect.stringMatching(/^ServiceId-/),
      iam_id: `iam-${service.id}`,
      account_id: accountId,
      name: "Example-ServiceId",
      apikey: { name: "ci", iam_id: `iam-${service.id}`, apikey: expect.stringMatching(/^wfk_/) },
    });
    const listed = await sdk.listServiceIds({ accountId, name: "Example-ServiceId" });
    expect(listed.result.serviceids.map(({ id }) => id)).toEqual([service.id]);
    const got = await sdk.getServiceId({ id: service.id, includeHistory: true, includeActivity: true });
    expect(got.result).toMatchObject({ activity: { authn_count: 0 }, unique_instance_crns: [] });
    const crns = ["crn:v1:example:public:registry::a/x::"];
    const updated = await sdk.updateServiceId({
      id: service.id,
      ifMatch: got.headers.etag as string,
      description: "",
      uniqueInstanceCrns: crns,
    });
    expect(updated.result).toMatchObject({ unique_instance_crns: crns });
    expect(updated.result).not.toHaveProperty("description");
    expect(
      (await refusal(sdk.updateServiceId({ id: service.id, ifMatch: service.entity_tag, name: "x" }))).status,
    ).toBe(409);

    await sdk.lockServiceId({ id: service.id });
    expect((await refusal(sdk.deleteServiceId({ id: service.id }))).status).toBe(409);
    await sdk.unlockServiceId({ id: service.id });
    await sdk.deleteServiceId({ id: service.id });
    expect((await refusal(sdk.getServiceId({ id: service.id }))).status).toBe(404);
    expect((await refusal(sdk.getApiKey({ id: service.apikey?.id as string }))).status).toBe(404);
  });

  test("groups hold them", async () => {
    const { accountId } = administrator;
    const group = (await sdk.createServiceIdGroup({ accountId, name: "pipelines" })).result;
    const inside = await sdk.createServiceId({
      accountId,
      name: "inside",
      groupId: group.id,
      showGroupId: "true",
    });
    expect(inside.result.group_id).toBe(group.id);
    expect((await sdk.listServiceIds({ accountId, groupId: group.id })).result.serviceids).toHaveLength(1);
    const renamed = await sdk.updateServiceIdGroup({
      id: group.id,
      ifMatch: group.entity_tag as string,
      name: "robots",
    });
    expect((await sdk.getServiceIdGroup({ id: group.id })).result).toEqual(renamed.result);
    expect((await sdk.listServiceIdGroup({ accountId })).result.serviceid_groups).toEqual([renamed.result]);
    await sdk.deleteServiceIdGroup({ id: group.id });
    expect((await sdk.listServiceIdGroup({ accountId })).result.serviceid_groups).toEqual([]);
  });
});

/** The report, once it is made. */
const madeReport = async (reference: string) => {
  const { accountId } = administrator;
  await expect
    .poll(async () => (await sdk.getReport({ accountId, reference })).status, { timeout: 20_000 })
    .toBe(200);
  return (await sdk.getReport({ accountId, reference })).result;
};

describe("the report on what is not used", () => {
  test("is made after the answer: 204 while it runs; the newest five stay", async () => {
    const { accountId } = administrator;
    const wanted = { accountId, type: "inactive", duration: "1" };
    const { reference } = (await sdk.createReport(wanted)).result;
    await madeReport(reference);
    const owner = new pg.Client({ connectionString: portal.urls.ownerUrl });
    await owner.connect();
    await owner.query("BEGIN; LOCK TABLE api_key_activity IN ACCESS EXCLUSIVE MODE");
    const second = (await sdk.createReport(wanted)).result.reference;
    for (const asked of [second, "latest"]) {
      const { status, result } = await sdk.getReport({ accountId, reference: asked });
      expect([status, result || null]).toEqual([204, null]);
    }
    expect((await sdk.getReport({ accountId, reference })).result.reference).toBe(reference);
    await owner.query("COMMIT");
    await owner.end();
    expect((await madeReport(second)).reference).toBe(second);
    for (let i = 0; i < 4; i++) await madeReport((await sdk.createReport(wanted)).result.reference);
    expect((await refusal(sdk.getReport({ accountId, reference }))).status).toBe(404);
    expect((await madeReport(second)).reference).toBe(second);
  });

  test("whose maker is gone is not there", async () => {
    const { accountId } = administrator;
    const reference = "f".repeat(32);
    const to = new Date(Date.now() - 11 * 60_000).toISOString();
    const value = { reference, createdBy: administrator.iamId, durationHours: 1, from: to, to };
    const name = `inactive-report ${accountId} ${to} ${reference}`;
    await portal.runtime.prisma.setting.create({ data: { name, value } });
    expect((await refusal(sdk.getReport({ accountId, reference }))).status).toBe(404);
  });

  test("is made, read by its reference and as the latest, and told to readers of the account alone", async () => {
    const { accountId } = administrator;
    const idle = (await sdk.createServiceId({ accountId, name: "idle", apikey: { name: "idle key" } }))
      .result;
    const used = (await sdk.createServiceId({ accountId, name: "busy", apikey: { name: "busy key" } }))
      .result;
    const later = new Date(Date.now() + 100 * 3_600_000);
    const busyKey = used.apikey?.id as string;
    await portal.runtime.prisma.apiKeyActivity.upsert({
      where: { apiKeyId: busyKey },
      create: { apiKeyId: busyKey, lastAuthn: later, authnCount: 1 },
      update: { lastAuthn: later },
    });
    const report = async (duration: string) => {
      const made = await sdk.createReport({ accountId, type: "inactive", duration });
      expect(made.status).toBe(202);
      return madeReport(made.result.reference);
    };
    expect((await report("1")).serviceids).toEqual([]);
    portal.setNow(later);
    try {
      sdk = await sdkOf(administrator);
      const found = await report("50");
      expect(found).toMatchObject({ created_by: administrator.iamId, report_duration: "50", profiles: [] });
      const names = found.serviceids?.map(({ name }) => name);
      expect([names?.includes("idle"), names?.includes("busy")]).toEqual([true, false]);
      expect(found.apikeys?.find(({ id }) => id === idle.apikey?.id)).toEqual({
        id: idle.apikey?.id,
        name: "idle key",
        type: "serviceid",
        serviceid: { id: idle.id, name: "idle" },
      });
      expect((await sdk.getReport({ accountId, reference: "latest" })).result).toEqual(found);
      expect((await refusal(sdk.getReport({ accountId, reference: "0".repeat(32) }))).status).toBe(404);
      expect((await refusal(sdk.createReport({ accountId, type: "inactive", duration: "0" }))).status).toBe(
        400,
      );
      const member = await sdkOf(await portal.createPerson(accountId, "member"));
      expect((await refusal(member.getReport({ accountId, reference: "latest" }))).status).toBe(403);
    } finally {
      portal.setNow(null);
    }
  });
});
