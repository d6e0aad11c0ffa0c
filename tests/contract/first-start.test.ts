import pg from "pg";
import { describe, expect, inject, test } from "vitest";
import { verifyChain } from "@/lib/domain/chain-walk";
import { createSecretKit, sha256Hex } from "@/lib/platform/secret";
import { Secret } from "@/lib/platform/secret-type";
import { auditItem } from "@/lib/services/audit";
import { siteChain } from "@/lib/services/change";
import { checkSecret, firstStart } from "@/lib/services/first-start";
import { rotateSigningKeys } from "@/lib/services/signing-keys";
import { asOwner, templateDatabase } from "@/tests/support/postgres";
import { testRuntime } from "@/tests/support/runtime";

const portal = testRuntime({ WHARFKEY_ADMIN_APIKEY: "first-administrators-key-0123456789abcdef" });

describe("first start", () => {
  test("makes the account, the administrator, the five regions, an authority and a signing key, and nothing twice", async () => {
    const { prisma } = portal.runtime;
    expect(await firstStart()).toBeNull();
    expect(await prisma.account.count()).toBe(1);
    const people = await prisma.user.findMany();
    expect(
      people.map(({ email, siteAdministrator, mustChangePassword }) => ({
        email,
        siteAdministrator,
        mustChangePassword,
      })),
    ).toEqual([{ email: "admin@localhost", siteAdministrator: true, mustChangePassword: false }]);
    const regions = await prisma.region.findMany({ orderBy: { position: "asc" } });
    expect(regions.map((region) => [region.id, region.formerName, region.host, region.service])).toEqual([
      ["jp-tok", "ap-north", "localhost:5001", "jp.registry"],
      ["au-syd", "ap-south", "localhost:5002", "au.registry"],
      ["eu-de", "eu-central", "localhost:5003", "de.registry"],
      ["eu-gb", "uk-south", "localhost:5004", "uk.registry"],
      ["us-south", null, "localhost:5005", "us.registry"],
    ]);
    const keys = await prisma.signingKey.findMany({ orderBy: { kind: "asc" } });
    expect(keys.map((key) => key.kind)).toEqual(["authority", "leaf"]);
    expect((await prisma.apiKey.findMany()).map((key) => [key.name, key.iamId])).toEqual([
      ["first-administrator", portal.administrator.iamId],
    ]);
  });

  test("a migrated database neither compiles statements nor starts workers for them, which takes longer than they do", async () => {
    const { rows } = await asOwner(
      inject("postgres").ownerUrl,
      `SELECT setconfig FROM pg_db_role_setting JOIN pg_database ON setdatabase = pg_database.oid
       WHERE datname = '${templateDatabase}' AND setrole = 0`,
    );
    expect(rows).toEqual([{ setconfig: ["jit=off", "max_parallel_workers_per_gather=0"] }]);
  });

  test("a wrong secret is refused with one line", async () => {
    const { runtime } = portal;
    const right = runtime.secrets;
    runtime.secrets = createSecretKit(new Secret("another-secret-that-is-long-enough-012345"));
    try {
      await expect(checkSecret()).rejects.toThrow(
        "WHARFKEY_SECRET is not the one this database was made with; set the first one again",
      );
    } finally {
      runtime.secrets = right;
    }
  });

  test("the signing key rotates after 30 days under the same authority, and the old one still verifies", async () => {
    const { signingKeys, prisma } = portal.runtime;
    const before = signingKeys.current().id;
    const token = await signingKeys.sign("JWT", { sub: "x" });
    const authority = signingKeys.authority();
    portal.setNow(new Date(Date.now() + 29 * 86_400_000));
    await rotateSigningKeys();
    expect(signingKeys.current().id).toBe(before);
    portal.setNow(new Date(Date.now() + 31 * 86_400_000));
    await Promise.all([rotateSigningKeys(), rotateSigningKeys()]);
    portal.setNow(null);
    expect(signingKeys.current().id).not.toBe(before);
    expect(signingKeys.authority()).toBe(authority);
    expect(signingKeys.verify(token)?.payload).toEqual({ sub: "x" });
    expect(await prisma.signingKey.count({ where: { kind: "leaf" } })).toBe(2);
  });

  test("the audit chains hold from the first row on", async () => {
    const rows = await portal.runtime.prisma.auditEvent.findMany({
      where: { chain: siteChain },
      orderBy: { seq: "asc" },
    });
    expect(verifyChain(rows.map(auditItem), sha256Hex)).toEqual({ ok: true, count: rows.length });
    expect(rows.length).toBeGreaterThanOrEqual(8);
  });
});

describe("the audit record", () => {
  const attempts = ["UPDATE audit_event SET action = 'x'", "DELETE FROM audit_event", "TRUNCATE audit_event"];

  test.each(attempts)("the portal's role can't: %s", async (sql) => {
    await expect(portal.runtime.pool.query(sql)).rejects.toThrow("permission denied for table audit_event");
  });

  test.each(attempts)("a trigger refuses even the owner: %s", async (sql) => {
    const owner = new pg.Client({ connectionString: portal.urls.ownerUrl });
    await owner.connect();
    try {
      await expect(owner.query(sql)).rejects.toThrow("audit_event is append-only");
    } finally {
      await owner.end();
    }
  });
});
