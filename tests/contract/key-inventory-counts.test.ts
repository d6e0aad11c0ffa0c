import { randomBytes, randomUUID } from "node:crypto";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { apiKeyIdOf, iamIdOfServiceId, serviceIdOf } from "@/lib/domain/identifiers";
import { type KeyFilters, type KeyFinding, keyFindings } from "@/lib/domain/inputs/key-inventory";
import { nextEntityTag } from "@/lib/platform/secret";
import type { Actor } from "@/lib/services/actor";
import { countInventory } from "@/lib/services/key-inventory";
import { gatherKeyUses } from "@/lib/services/key-uses";
import { testRuntime } from "@/tests/support/runtime";

const portal = testRuntime();
const now = new Date("2026-11-22T12:00:00.000Z");
const dayMs = 86_400_000;
const after = (ms: number) => new Date(now.getTime() + ms);
const epoch = new Date(0);

const makers = ["present", "disabled", "left", "live service ID", "deleted service ID", "nobody"] as const;
type Maker = (typeof makers)[number];
const gone: Maker[] = ["disabled", "left", "deleted service ID", "nobody"];

/** A key as the test thinks of it. */
type Key = {
  maker: Maker;
  /** A person's own key, where its maker is one; else of a service ID that the maker made. */
  own: boolean;
  name: string;
  createdAt: Date;
  expiresAt: Date | null;
  disabledAt: Date | null;
  deletedAt: Date | null;
  broader: boolean;
  usedAt: Date;
  /** Its activity's last use; null: only failures; undefined: no activity. */
  lastAuthn: Date | null | undefined;
};

/** Around now and what the filters below make of it, a millisecond to either side. */
const near = (...days: number[]) =>
  fc.tuple(fc.constantFrom(...days), fc.constantFrom(-1, 0, 1)).map(([day, ms]) => after(day * dayMs + ms));
const past = near(-200, -90, -30, -2);

const keys: fc.Arbitrary<Key[]> = fc.array(
  fc
    .record({
      maker: fc.constantFrom(...makers),
      own: fc.boolean(),
      name: fc.constantFrom("deploy-1", "deploy-12", "ci"),
      createdAt: past,
      expiresAt: fc.option(near(-1, 0, 5, 14), { freq: 3 }),
      disabledAt: fc.option(past),
      deletedAt: fc.option(past),
      broader: fc.boolean(),
      usedAt: fc.oneof(fc.constant(epoch), past),
      lastAuthn: fc.oneof(fc.constantFrom(null, undefined), past),
    })
    .map((key) => ({ ...key, own: key.own && ["present", "disabled", "left"].includes(key.maker) })),
  { minLength: 20, maxLength: 120 },
);

const has = (finding: KeyFinding, key: Key, filter: { unused_days?: number; expiring_days?: number }) => {
  const since = after(-(filter.unused_days ?? 90) * dayMs);
  const until = after((filter.expiring_days ?? 14) * dayMs);
  switch (finding) {
    case "unused":
      return key.usedAt < since && key.createdAt < since;
    case "never-used":
      return key.usedAt.getTime() === 0 && !key.lastAuthn;
    case "expiring":
      return !key.disabledAt && key.expiresAt !== null && key.expiresAt > now && key.expiresAt <= until;
    case "expired":
      return key.expiresAt !== null && key.expiresAt <= now;
    case "disabled":
      return key.disabledAt !== null;
    case "broader":
      return key.broader;
    case "owner-gone":
      return gone.includes(key.maker);
    case "no-expiry":
      return key.expiresAt === null;
  }
};

const counted = (all: Key[], filters: { unused_days?: number; expiring_days?: number } = {}) => ({
  all: all.length,
  ...Object.fromEntries(keyFindings.map((one) => [one, all.filter((key) => has(one, key, filters)).length])),
});

let present: Actor;
const iamIds = {} as Record<Maker, string>;
/** The service ID that each made. */
const made = {} as Record<Maker, { id: string; iamId: string }>;

beforeAll(async () => {
  portal.setNow(now);
  const { prisma } = portal.runtime;
  const { accountId, iamId: administrator } = portal.administrator;
  const serviceId = async (createdBy: string, deletedAt: Date | null = null) => {
    const id = serviceIdOf(randomUUID());
    const iamId = iamIdOfServiceId(id);
    const data = { id, iamId, accountId, name: "service", createdBy, deletedAt, entityTag: nextEntityTag() };
    await prisma.serviceId.create({ data });
    return { id, iamId };
  };
  present = await portal.createPerson(accountId, "member");
  iamIds.present = present.iamId;
  iamIds.disabled = (await portal.createPerson(accountId, "member")).iamId;
  await prisma.user.update({ where: { id: iamIds.disabled }, data: { disabledAt: now } });
  iamIds.left = (await portal.createPerson(await portal.createAccount(), "member")).iamId;
  iamIds["live service ID"] = (await serviceId(administrator)).iamId;
  iamIds["deleted service ID"] = (await serviceId(administrator, now)).iamId;
  iamIds.nobody = administrator;
  for (const maker of makers) made[maker] = await serviceId(iamIds[maker]);
});

const store = async (all: Key[]) => {
  const { prisma, pool } = portal.runtime;
  const { accountId } = portal.administrator;
  await prisma.apiKey.deleteMany({ where: { accountId } });
  const rows = all.map(({ maker, own, lastAuthn, ...key }) => ({
    ...key,
    ...(own
      ? { userId: iamIds[maker], iamId: iamIds[maker] }
      : { serviceIdId: made[maker].id, iamId: made[maker].iamId }),
    id: apiKeyIdOf(randomUUID()),
    accountId,
    digest: new Uint8Array(randomBytes(32)),
    createdBy: iamIds[maker],
    entityTag: nextEntityTag(),
  }));
  await prisma.apiKey.createMany({ data: rows });
  await pool.query("UPDATE api_key SET person_id = NULL WHERE service_id_id = $1", [made.nobody.id]);
  await prisma.apiKeyActivity.createMany({
    data: all.flatMap(({ lastAuthn, usedAt }, index) => {
      const apiKeyId = rows[index]?.id ?? "";
      return lastAuthn === undefined ? [] : { apiKeyId, lastAuthn, takenUp: usedAt > epoch };
    }),
  });
};

/** What the regular work makes of a key's last use. */
const takenUp = (key: Key): Key =>
  key.lastAuthn && key.lastAuthn.getTime() > key.usedAt.getTime() + 3_600_000
    ? { ...key, usedAt: key.lastAuthn }
    : key;

test("every count is that of the keys looked at one by one, of a whole account and of a part", {
  timeout: 240_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(keys, async (all) => {
      await store(all);
      const count = (filters: KeyFilters, actor = portal.administrator) => countInventory(actor, filters);
      const expectExact = async (stored: Key[]) => {
        const live = stored.filter(({ deletedAt }) => deletedAt === null);
        expect(await count({})).toEqual(counted(live));
        const days = { unused_days: 30, expiring_days: 5 };
        expect(await count(days)).toEqual(counted(live, days));
        const deploys = live.filter(({ name }) => name.startsWith("deploy"));
        expect(await count({ about: "Deploy" })).toEqual(counted(deploys));
        expect(await count({ owner: "user" })).toEqual(counted(live.filter(({ own }) => own)));
        expect(await count({ owner: "service-id" })).toEqual(counted(live.filter(({ own }) => !own)));
        const mine = live.filter(({ maker }) => maker === "present");
        expect(await count({}, present)).toEqual(counted(mine));
      };
      await expectExact(all);
      await gatherKeyUses();
      await expectExact(all.map(takenUp));
    }),
    { numRuns: 25 },
  );
});

test("the regular work notes once that it took up a first use, and uses that follow change no index", async () => {
  const { prisma, pool } = portal.runtime;
  const used = after(-2 * dayMs);
  const plain = {
    own: false,
    name: "ci",
    createdAt: used,
    expiresAt: null,
    disabledAt: null,
    deletedAt: null,
  };
  const key: Key = { ...plain, maker: "present", broader: false, usedAt: epoch, lastAuthn: used };
  await store([key, { ...key, lastAuthn: null }]);
  await gatherKeyUses();
  const activities = await prisma.apiKeyActivity.findMany({
    where: { apiKey: { accountId: present.accountId } },
  });
  expect(activities.map(({ lastAuthn, takenUp }) => ({ lastAuthn, takenUp }))).toEqual(
    expect.arrayContaining([
      { lastAuthn: used, takenUp: true },
      { lastAuthn: null, takenUp: false },
    ]),
  );
  const { rows } = await pool.query(
    "SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS text FROM pg_index WHERE indrelid = 'api_key_activity'::regclass ORDER BY 1",
  );
  expect(rows.filter(({ text }) => /last_|count/.test(text))).toEqual([]);
});
