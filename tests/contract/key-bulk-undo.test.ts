import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { continueKeyBulk, startKeyBulk, undoKeyBulk } from "@/lib/services/key-bulk";
import { createServiceKey } from "@/tests/support/credentials";
import { eventually } from "@/tests/support/landscape";
import { testRuntime } from "@/tests/support/runtime";

const portal = testRuntime();

/** How many wait for the account's audit chain. */
const waiting = async (): Promise<number> => {
  const { rows } = await portal.runtime.pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_locks JOIN pg_database d ON d.oid = database
     WHERE d.datname = current_database() AND locktype = 'advisory' AND NOT granted`,
  );
  return rows[0]?.count ?? 0;
};

test("who takes a bulk change back while its next keys are on their way has stopped it", async () => {
  const { administrator, runtime } = portal;
  const label = `stopped-${randomUUID()}`;
  for (let made = 0; made < 101; made++) await createServiceKey(runtime, administrator, label, []);
  const { id } = await startKeyBulk(administrator, { action: "disable", filters: { about: label } });
  await continueKeyBulk(administrator, id);

  const chain = await runtime.pool.connect();
  await chain.query("BEGIN");
  await chain.query("SELECT pg_advisory_xact_lock(72707371, hashtext($1))", [administrator.accountId]);
  const undone = undoKeyBulk(administrator, id);
  await eventually(async () => expect(await waiting()).toBe(1));
  const further = continueKeyBulk(administrator, id);
  await eventually(async () => expect(await waiting()).toBe(2));
  await chain.query("COMMIT");
  chain.release();

  expect(await undone).toMatchObject({ restored: 100 });
  expect(await further).toMatchObject({ changed: 100, ended: true });
  expect(await runtime.prisma.apiKey.count({ where: { name: label, disabledAt: { not: null } } })).toBe(0);
});
