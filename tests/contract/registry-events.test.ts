import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { runtime } from "@/lib/platform/runtime";
import { registryEvents } from "@/lib/protocols/registry-events";
import { purgeRegistryEvents } from "@/lib/services/registry-events";
import { asOwner } from "@/tests/support/postgres";
import { testRuntime } from "@/tests/support/runtime";

const portal = testRuntime();
const secret = "a-webhook-secret-of-this-test-0123456789";
const received = new Date("2026-11-22T21:00:00.000Z");

type Sent = { id: string; action: string; target: object; [more: string]: unknown };

const recorded: Sent[] = readFileSync("tests/support/vectors/registry-events.jsonl", "utf8")
  .trim()
  .split("\n")
  .flatMap((line) => JSON.parse(line).body.events);

const send = (body: unknown, { region = "us-south", bearer = secret as string | null } = {}) =>
  registryEvents.request(`/registry/events/${region}`, {
    method: "POST",
    headers: {
      "content-type": "application/vnd.docker.distribution.events.v1+json",
      ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
    },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

const push = (changes: Partial<Sent> = {}, target: object = {}): Sent => ({
  id: randomUUID(),
  timestamp: "2026-11-22T20:00:00.5Z",
  action: "push",
  target: {
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    repository: "team-a/app",
    digest: "sha256:aa",
    tag: "v1",
    ...target,
  },
  request: { id: randomUUID(), addr: "[2001:db8::7]:4711", method: "PUT", useragent: "skopeo/1.9.3" },
  actor: { name: "IBMid-1/ApiKey-mgr" },
  ...changes,
});

const rows = () => portal.runtime.prisma.usageEvent.findMany({ orderBy: [{ at: "asc" }, { digest: "asc" }] });
const parked = async () =>
  (
    await portal.runtime.prisma.registryEvent.findMany({
      where: { parked: { not: null } },
      orderBy: { eventId: "asc" },
    })
  ).map((event) => event.parked);

const setSecret = (column: "webhookSecret" | "webhookSecretPrevious", value: string | null) =>
  portal.runtime.prisma.region.update({
    where: { id: "us-south" },
    data: { [column]: value && new Uint8Array(portal.runtime.secrets.encrypt(value, "webhook us-south")) },
  });

beforeAll(async () => {
  const { prisma } = portal.runtime;
  const { accountId, iamId: userId } = portal.administrator;
  for (const actor of [
    "IBMid-1/ApiKey-mgr",
    "ServiceId-r/ApiKey-rea",
    "ServiceId-w/ApiKey-wri",
    "IBMid-9/ApiKey-all",
  ]) {
    const [iamId = "", id = ""] = actor.split("/");
    await prisma.apiKey.create({
      data: {
        id,
        iamId,
        accountId,
        userId,
        digest: Buffer.from(id),
        name: id,
        createdBy: userId,
        entityTag: "1-x",
      },
    });
  }
});

beforeEach(async () => {
  portal.setNow(received);
  await setSecret("webhookSecret", secret);
  await portal.runtime.pool.query("DELETE FROM usage_event");
  await portal.runtime.pool.query("DELETE FROM registry_event");
  await portal.runtime.pool.query("DELETE FROM pushed_tag");
});

describe("what a real registry sent", () => {
  // action, repository, tag, digest, key, client
  const expected = `
    push team-a/app v1 5973db0c ApiKey-mgr skopeo 1.9.3
    pull team-a/app v1 5973db0c ApiKey-mgr skopeo 1.9.3
    mount team-a/app2 - fee2d75b ApiKey-mgr skopeo 1.9.3
    pull team-a/app v1 5973db0c ApiKey-rea skopeo 1.9.3
    pull team-a/app2 v1 5973db0c ApiKey-wri skopeo 1.9.3
    mount team-a/w - fee2d75b ApiKey-wri skopeo 1.9.3
    push team-a/w v1 5973db0c ApiKey-wri skopeo 1.9.3
    delete team-a/app2 - 5973db0c ApiKey-mgr skopeo 1.9.3
    pull team-a/app v1 5973db0c - curl 7.88.1
    pull team-a/app v1 5973db0c ApiKey-mgr docker 28.2.2
    mount team-a/list - 0944d660 ApiKey-mgr docker 28.2.2
    push team-a/list - 5973db0c ApiKey-mgr docker 28.2.2
    push team-a/list v1 e379ceb1 ApiKey-mgr docker 28.2.2
    pull team-a/app v1 5973db0c ApiKey-mgr podman
    pull team-a/app v1 5973db0c ApiKey-all skopeo 1.9.3
    push team-a/app v1 5973db0c ApiKey-all skopeo 1.9.3
    mount team-c/secret - fee2d75b ApiKey-all skopeo 1.9.3
    push team-a/bh v1 db72f35b ApiKey-wri buildah 1.28.2
    mount team-a/pd - a24c6742 ApiKey-wri podman
    push team-a/pd v1 a67adfc6 ApiKey-wri podman
    pull team-a/pd v1 a67adfc6 ApiKey-wri podman
    pull team-a/app v1 5973db0c ApiKey-all curl 7.88.1
    pull team-a/app v1 5973db0c ApiKey-all curl 7.88.1
    pull team-a/app v1 5973db0c ApiKey-all containerd 1.6.20~ds1
    pull team-a/list v1 e379ceb1 ApiKey-all containerd 1.6.20~ds1
    pull team-a/app v1 5973db0c ApiKey-rea docker 28.2.2
    mount team-a/ctr - ea6f6f9e ApiKey-all containerd 1.6.20~ds1
    push team-a/ctr v1 a67adfc6 ApiKey-all containerd 1.6.20~ds1
    delete team-a/ig - fdc1de12 ApiKey-all skopeo 1.9.3`
    .trim()
    .split("\n")
    .map((line) => line.trim());

  const seen = async () =>
    (await rows()).map((row) =>
      [
        row.action,
        row.repository,
        row.tag ?? "-",
        row.digest?.slice(7, 15),
        row.apikeyId ?? "-",
        row.clientName,
        row.clientVersion,
      ]
        .join(" ")
        .trim(),
    );

  test("gives these rows, however often and in whatever portions it is sent", async () => {
    for (const event of recorded) expect((await send({ events: [event] })).status).toBe(200);
    expect(await seen()).toEqual(expected);

    for (const event of recorded) expect((await send({ events: [event] })).status).toBe(200);
    expect((await send({ events: recorded })).status).toBe(200);
    expect(await seen()).toEqual(expected);
    expect(await parked()).toEqual([]);
  });

  test("gives the same rows when all of it comes at once, from several connections", async () => {
    const answers = await Promise.all(
      [1, 2, 3, 4]
        .flatMap(() => [{ events: recorded }, ...recorded.map((event) => ({ events: [event] }))])
        .map((body) => send(body)),
    );
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    expect((await seen()).sort()).toEqual([...expected].sort());
  });
});

describe("a row from the registry", () => {
  test("holds who, what, where and by which client", async () => {
    const event = push();
    await send({ events: [event] });
    const [row] = await rows();
    expect(row).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      at: new Date("2026-11-22T20:00:00.500Z"),
      source: "registry",
      action: "push",
      outcome: "granted",
      reason: null,
      apikeyId: "ApiKey-mgr",
      iamId: "IBMid-1",
      accountId: portal.administrator.accountId,
      region: "us-south",
      namespace: "team-a",
      repository: "team-a/app",
      tag: "v1",
      digest: "sha256:aa",
      requested: [],
      granted: [],
      namespaces: ["team-a"],
      username: null,
      clientName: "skopeo",
      clientVersion: "1.9.3",
      userAgent: "skopeo/1.9.3",
      ip: "2001:db8::7",
      tokenId: null,
      requestId: (event.request as { id: string }).id,
      repeatOf: null,
      repeatKey: null,
      count: 1,
      detail: { event_id: event.id },
    });
    expect(
      (await portal.runtime.prisma.region.findUniqueOrThrow({ where: { id: "us-south" } })).lastEventAt,
    ).toEqual(received);
  });

  test("of an actor that is not ours is kept without an account", async () => {
    const actors = ["somebody", "IBMid-2/ApiKey-mgr", "IBMid-1/ApiKey-none", undefined];
    await send({ events: actors.map((name) => push({ actor: { name } })) });
    expect(
      (await rows()).map((row) => [
        row.accountId,
        row.iamId,
        row.apikeyId,
        (row.detail as { actor: string }).actor,
      ]),
    ).toEqual(expect.arrayContaining(actors.map((name) => [null, null, null, name ?? null])));
  });

  test("has the newest tag that was pushed for its digest in that region", async () => {
    const at = (minute: number) => `2026-11-22T20:0${minute}:00Z`;
    await send({
      events: [push({ timestamp: at(2) }, { tag: "v2" }), push({ timestamp: at(1) }, { tag: "v1" })],
    });
    await send({ events: [push({ timestamp: at(0) }, { tag: "v0" })] });
    const pull = { action: "pull", request: { method: "GET", useragent: "containerd/1.6.20" } };
    await send({ events: [push({ ...pull, timestamp: at(3) }, { tag: undefined })] });
    await portal.runtime.prisma.region.update({
      where: { id: "eu-de" },
      data: { webhookSecret: new Uint8Array(portal.runtime.secrets.encrypt(secret, "webhook eu-de")) },
    });
    await send(
      { events: [push({ ...pull, timestamp: at(4) }, { tag: undefined })] },
      { region: "eu-central" },
    );
    expect((await rows()).map((row) => [row.region, row.tag])).toEqual([
      ["us-south", "v0"],
      ["us-south", "v1"],
      ["us-south", "v2"],
      ["us-south", "v2"],
      ["eu-de", null],
    ]);
  });

  test("of a registry whose clock is ahead lies at the time it came", async () => {
    await send({ events: [push({ timestamp: "2031-01-01T00:00:00Z" })] });
    expect((await rows()).map((row) => row.at)).toEqual([received]);
  });
});

describe("what can't be read", () => {
  test("is parked, once, and its neighbours are taken", async () => {
    const broken = { id: "broken", timestamp: "yesterday", action: "push" };
    const events = [push(), push(), broken, push(), push()];
    for (const _ of [1, 2]) expect((await send({ events })).status).toBe(200);
    expect(await rows()).toHaveLength(4);
    expect(await parked()).toEqual([JSON.stringify(broken)]);
  });

  test("and what the database refuses is parked too", async () => {
    await asOwner(
      portal.urls.ownerUrl,
      "ALTER TABLE usage_event ADD CONSTRAINT poison CHECK (tag IS DISTINCT FROM 'poison')",
      new URL(portal.urls.ownerUrl).pathname.slice(1),
    );
    const poisoned = push({}, { tag: "poison" });
    const half = push({ actor: { name: "half a pair \ud800" } });
    for (const _ of [1, 2])
      expect((await send({ events: [push(), push(), poisoned, half, push()] })).status).toBe(200);
    expect(await rows()).toHaveLength(6);
    const texts = (await parked()).map((text) => JSON.parse(text ?? ""));
    expect(texts.map((event) => event.id).sort()).toEqual([poisoned.id, half.id].sort());
  });

  test.each([
    ["no JSON", "{", JSON.stringify("{")],
    ["no events", "{}", JSON.stringify("{}")],
    [
      "larger than 4 MB",
      `{"events":["${"x".repeat(4 * 1024 * 1024)}"]}`,
      JSON.stringify("larger than the limit"),
    ],
  ])(
    "a body that is %s is answered 200, since the registry would send it for ever",
    async (_, body, kept) => {
      expect((await send(body)).status).toBe(200);
      expect(await parked()).toEqual([kept]);
    },
  );

  test("blobs and HEADs leave nothing behind", async () => {
    const head = push({ action: "pull", request: { method: "HEAD" } });
    expect((await send({ events: [push({}, { mediaType: "application/octet-stream" }), head] })).status).toBe(
      200,
    );
    expect([await rows(), await portal.runtime.prisma.registryEvent.count()]).toEqual([[], 0]);
  });
});

describe("who may send", () => {
  test.each([
    ["a wrong secret", { bearer: "wrong" }],
    ["no secret", { bearer: null }],
    ["another region's secret", { region: "eu-de" }],
    ["an unknown region", { region: "nowhere" }],
    ["a region that no column could hold", { region: "us-south%00" }],
  ])("%s gets the same 401 and is not read", async (_, how) => {
    await portal.runtime.prisma.region.update({
      where: { id: "eu-de" },
      data: { webhookSecret: new Uint8Array(portal.runtime.secrets.encrypt("another", "webhook eu-de")) },
    });
    const answer = await send({ events: [push()] }, how);
    expect([answer.status, await answer.json()]).toEqual([
      401,
      {
        errors: [{ code: "UNAUTHORIZED", message: "The bearer secret is not this region's webhook secret." }],
      },
    ]);
    expect(await rows()).toEqual([]);
  });

  test("the previous secret is valid beside the current one until it is rotated away", async () => {
    await setSecret("webhookSecret", "the-next-secret");
    await setSecret("webhookSecretPrevious", secret);
    expect((await send({ events: [push()] })).status).toBe(200);
    expect((await send({ events: [push()] }, { bearer: "the-next-secret" })).status).toBe(200);
    await setSecret("webhookSecretPrevious", null);
    expect((await send({ events: [push()] })).status).toBe(401);
    expect(await rows()).toHaveLength(2);
  });
});

test("while the database is away nothing is acknowledged, and what is sent again is taken", async () => {
  const { pool } = portal.runtime;
  const event = push();
  runtime().pool = {
    query: () => Promise.reject(new Error("connect ECONNREFUSED")),
  } as unknown as typeof pool;
  const away = await send({ events: [event] });
  runtime().pool = pool;
  expect([away.status, away.headers.get("retry-after")]).toEqual([503, "2"]);

  await asOwner(
    portal.urls.ownerUrl,
    "ALTER TABLE usage_event RENAME TO usage_away",
    new URL(portal.urls.ownerUrl).pathname.slice(1),
  );
  expect((await send({ events: [event] })).status).toBe(503);
  await asOwner(
    portal.urls.ownerUrl,
    "ALTER TABLE usage_away RENAME TO usage_event",
    new URL(portal.urls.ownerUrl).pathname.slice(1),
  );
  expect((await send({ events: [event] })).status).toBe(200);
  expect(await rows()).toHaveLength(1);
});

test("the once-only table forgets after 30 days", async () => {
  await send({ events: [push()] });
  portal.setNow(new Date(received.getTime() + 29 * 86_400_000));
  await purgeRegistryEvents();
  expect(await portal.runtime.prisma.registryEvent.count()).toBe(1);
  portal.setNow(new Date(received.getTime() + 31 * 86_400_000));
  await purgeRegistryEvents();
  expect(await portal.runtime.prisma.registryEvent.count()).toBe(0);
});
