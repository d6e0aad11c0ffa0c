import { randomBytes, randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseApiKey } from "@/lib/domain/api-key";
import { apiKeyIdOf, userIamIdOf } from "@/lib/domain/identifiers";
import { demoRegions } from "@/lib/domain/region";
import { hashPassword, randomPassword } from "@/lib/platform/password";
import { runtime } from "@/lib/platform/runtime";
import { nextEntityTag, pepperVersion, randomBase62 } from "@/lib/platform/secret";
import { Secret } from "@/lib/platform/secret-type";
import { systemActor } from "./actor";
import { appendAudit, change, lockChain, siteChain, type Tx } from "./change";

const checkName = "secret-check";

/**
 * Compares WHARFKEY_SECRET with the one that the database was made with.
 * @throws with one line when they differ: every digest and sealed value would be useless
 */
export const checkSecret = async (): Promise<void> => {
  const { prisma, secrets } = runtime();
  await prisma.setting.createMany({
    data: [{ name: checkName, value: secrets.checkValue }],
    skipDuplicates: true,
  });
  const stored = await prisma.setting.findUniqueOrThrow({ where: { name: checkName } });
  if (stored.value !== secrets.checkValue)
    throw new Error("WHARFKEY_SECRET is not the one this database was made with; set the first one again");
};

/** Makes the partitions of this month and the next three. Called at start and daily. */
export const ensureUsagePartitions = async (): Promise<void> => {
  const { pool, clock } = runtime();
  await pool.query("SELECT ensure_usage_partitions($1, 4)", [clock.now()]);
};

/** Where a generated password waits for a terminal that isn't there. */
export const firstLoginFile = (): string => path.join(runtime().config.dataDir, "first-login.txt");

export type FirstLogin = { email: string; generatedPassword: Secret | null };

/**
 * On an empty database: account, first administrator, the five regions, and their API key when
 * WHARFKEY_ADMIN_APIKEY asks for it. All or nothing, once among several portals.
 * @returns null when there was an administrator already
 */
export const firstStart = async (): Promise<FirstLogin | null> => {
  const { config, secrets, clock } = runtime();
  const actor = systemActor("first-start");
  const generated = config.adminPassword ? null : new Secret(randomPassword());
  const passwordHash = await hashPassword(config.adminPassword ?? (generated as Secret));
  const accountId = randomBytes(16).toString("hex");
  const userId = userIamIdOf(randomUUID());

  const made = await change(actor, siteChain, async (tx, record) => {
    if ((await tx.user.count()) > 0) return false;
    const now = clock.now();
    await lockChain(tx, accountId);
    await tx.account.create({
      data: {
        id: accountId,
        name: "Default account",
        createdBy: userId,
        createdAt: now,
        entityTag: nextEntityTag(),
      },
    });
    await tx.user.create({
      data: {
        id: userId,
        email: config.adminEmail,
        name: config.adminEmail.split("@")[0] ?? config.adminEmail,
        passwordHash,
        mustChangePassword: generated !== null,
        siteAdministrator: true,
        createdAt: now,
        entityTag: nextEntityTag(),
        memberships: { create: { accountId, role: "administrator", createdAt: now } },
      },
    });
    await record({
      action: "account.create",
      target: { type: "account", id: accountId, name: "Default account" },
      after: { name: "Default account" },
    });
    await appendAudit(tx, actor, accountId, {
      action: "user.create",
      target: { type: "user", id: userId, name: config.adminEmail },
      after: { email: config.adminEmail, role: "administrator", site_administrator: true },
    });
    for (const [position, region] of demoRegions(config.registriesPort).entries()) {
      await tx.region.create({
        data: {
          ...region,
          position,
          url: `http://${region.host}`,
          webhookSecret: new Uint8Array(secrets.encrypt(randomBase62(40), `webhook ${region.id}`)),
          createdAt: now,
          entityTag: nextEntityTag(),
        },
      });
      await record({
        action: "region.create",
        target: { type: "region", id: region.id, name: region.name },
        after: region,
      });
    }
    if (config.adminApiKey) await createAdministratorKey(tx, accountId, userId, config.adminApiKey);
    return true;
  });
  if (!made) return null;
  return { email: config.adminEmail, generatedPassword: generated };
};

const createAdministratorKey = async (
  tx: Tx,
  accountId: string,
  userId: string,
  value: Secret,
): Promise<void> => {
  const { secrets, clock } = runtime();
  const id = apiKeyIdOf(randomUUID());
  const parsed = parseApiKey(value.reveal());
  await tx.apiKey.create({
    data: {
      id,
      accountId,
      iamId: userId,
      userId,
      publicId: parsed.kind === "wharfkey" ? parsed.publicId : null,
      digest: new Uint8Array(secrets.digest(value.reveal())),
      pepperVersion,
      name: "first-administrator",
      description: "WHARFKEY_ADMIN_APIKEY",
      createdAt: clock.now(),
      createdBy: userId,
      modifiedAt: clock.now(),
      entityTag: nextEntityTag(),
    },
  });
  await appendAudit(tx, systemActor("first-start"), accountId, {
    action: "api-key.create",
    target: { type: "api-key", id, name: "first-administrator" },
    after: { name: "first-administrator", iam_id: userId },
  });
};

/** For a start without a terminal; the first change of the password deletes it. */
export const writeFirstLogin = (email: string, password: Secret): void => {
  mkdirSync(path.dirname(firstLoginFile()), { recursive: true, mode: 0o700 });
  writeFileSync(firstLoginFile(), `email: ${email}\npassword: ${password.reveal()}\n`, { mode: 0o600 });
};
