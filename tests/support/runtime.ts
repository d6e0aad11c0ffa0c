import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, inject } from "vitest";
import { userIamIdOf } from "@/lib/domain/identifiers";
import { readConfig } from "@/lib/platform/config";
import { createLog } from "@/lib/platform/log";
import type { Runtime } from "@/lib/platform/runtime";
import { nextEntityTag } from "@/lib/platform/secret";
import type { Actor } from "@/lib/services/actor";
import type { AccountRole } from "@/prisma/generated/client";
import { startRuntime } from "@/scripts/lib/start-runtime";
import { createTestDatabase } from "./postgres";

export const testSecret = "test-secret-that-is-long-enough-0123456789";

export type TestRuntime = {
  runtime: Runtime;
  /** The portal's and the owner's role on this file's own database. */
  urls: { ownerUrl: string; appUrl: string };
  /** Moves the portal's clock; null gives the real time back. */
  setNow(at: Date | null): void;
  /** The first administrator (site administrator) in the first account. */
  administrator: Actor;
  createAccount(name?: string): Promise<string>;
  /** A person with that role in the account, as an actor that has just signed in. */
  createPerson(
    accountId: string,
    role: AccountRole,
    options?: { email?: string; siteAdministrator?: boolean },
  ): Promise<Actor>;
};

/** An actor of a person; `apikeyId` for machines. */
export const personActor = (
  person: Pick<Actor, "iamId" | "name" | "accountId" | "role">,
  extra: Partial<Actor> = {},
): Actor => ({
  platformRoles: [],
  siteAdministrator: false,
  apikeyId: null,
  sessionId: null,
  authenticatedAt: new Date(),
  ip: "192.0.2.1",
  correlationId: randomUUID(),
  ...person,
  ...extra,
});

/** Starts the real runtime on a database of this test file's own, and stops it after the file. */
export const testRuntime = (env: Record<string, string> = {}): TestRuntime => {
  const context = {} as TestRuntime;
  let moved: Date | null = null;
  let stop: () => Promise<void> = async () => {};

  beforeAll(async () => {
    const database = await createTestDatabase(inject("postgres"));
    const dataDir = mkdtempSync(path.join(tmpdir(), "wharfkey-test-"));
    const config = readConfig({
      DATABASE_URL: database.appUrl,
      DATABASE_MIGRATION_URL: database.ownerUrl,
      WHARFKEY_SECRET: testSecret,
      WHARFKEY_DATA_DIR: dataDir,
      WHARFKEY_ADMIN_EMAIL: "admin@localhost",
      WHARFKEY_ADMIN_PASSWORD: "a long enough password",
      ...env,
    });
    const started = await startRuntime(config, {
      log: createLog("silent"),
      clock: { now: () => moved ?? new Date() },
    });
    stop = async () => {
      await started.stop();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    };
    const { prisma } = started.runtime;
    const first = await prisma.user.findFirstOrThrow({ include: { memberships: true } });
    Object.assign(context, {
      runtime: started.runtime,
      urls: database,
      setNow(at: Date | null) {
        moved = at;
      },
      administrator: personActor(
        {
          iamId: first.id,
          name: first.name,
          accountId: first.memberships[0]?.accountId ?? "",
          role: "administrator",
        },
        { siteAdministrator: true },
      ),
      async createAccount(name = "Another account") {
        const id = randomBytes(16).toString("hex");
        await prisma.account.create({ data: { id, name, createdBy: first.id, entityTag: nextEntityTag() } });
        return id;
      },
      async createPerson(
        accountId: string,
        role: AccountRole,
        options: { email?: string; siteAdministrator?: boolean } = {},
      ) {
        const id = userIamIdOf(randomUUID());
        const email = options.email ?? `${role}-${randomBytes(4).toString("hex")}@example.com`;
        const siteAdministrator = options.siteAdministrator ?? false;
        await prisma.user.create({
          data: {
            id,
            email,
            name: email.split("@")[0] ?? email,
            siteAdministrator,
            entityTag: nextEntityTag(),
            memberships: { create: { accountId, role } },
          },
        });
        return personActor(
          { iamId: id, name: email.split("@")[0] ?? email, accountId, role },
          { siteAdministrator },
        );
      },
    } satisfies TestRuntime);
  });
  afterAll(() => stop());
  return context;
};
