import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { insertUsageRows } from "@/lib/platform/usage-committer";
import { listAudit } from "@/lib/services/audit";
import { listUsageExports, openUsageExport } from "@/lib/services/usage-exports";
import { usageTotals } from "@/lib/services/usage-figures";
import { applyUsageRetention } from "@/lib/services/usage-retention";
import { getUsageRetention, setUsageRetention } from "@/lib/services/usage-retention-settings";
import { rollUpUsage } from "@/lib/services/usage-rollup";
import { testRuntime } from "@/tests/support/runtime";

const context = testRuntime();
const dayMs = 86_400_000;

const pull = (accountId: string | null, at: Date) => ({
  id: randomUUID(),
  at,
  source: "registry" as const,
  action: "pull",
  outcome: "granted" as const,
  accountId,
  clientName: "docker",
  clientVersion: "",
  userAgent: "",
  ip: "192.0.2.1",
});
const months = async () =>
  (
    await context.runtime.pool.query<{ name: string }>(
      "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'usage_event'::regclass ORDER BY 1",
    )
  ).rows.map(({ name }) => name);
const left = async (accountId: string) =>
  (
    await context.runtime.pool.query("SELECT count(*)::int AS n FROM usage_event WHERE account_id = $1", [
      accountId,
    ])
  ).rows[0].n;

test("each account keeps its own months; what goes is exported first, audited, and gone from the figures", async () => {
  const { pool, config } = context.runtime;
  const { administrator } = context;
  const other = await context.createAccount();
  const otherAdministrator = await context.createPerson(other, "administrator");
  const now = new Date();
  const old = new Date(now.getTime() - 150 * dayMs);
  await pool.query("SELECT ensure_usage_partitions($1, 6)", [old]);
  await insertUsageRows(pool, [
    pull(administrator.accountId, old),
    pull(administrator.accountId, new Date(old.getTime() + 1)),
    pull(administrator.accountId, now),
    pull(other, old),
  ]);
  await rollUpUsage();
  expect(await getUsageRetention(administrator)).toEqual({ months: 13, exportFirst: false });
  await applyUsageRetention();
  expect([await left(administrator.accountId), await left(other)]).toEqual([3, 1]);

  await setUsageRetention(administrator, { months: 3, exportFirst: true });
  await applyUsageRetention();
  await applyUsageRetention();
  expect([await left(administrator.accountId), await left(other)]).toEqual([1, 1]);
  const files = readdirSync(path.join(config.dataDir, "exports"));
  expect(files).toEqual([`usage-${administrator.accountId}-${old.toISOString().slice(0, 7)}.ndjson.gz`]);
  const lines = gunzipSync(readFileSync(path.join(config.dataDir, "exports", files[0] ?? "")))
    .toString()
    .trim()
    .split("\n");
  expect(lines.map((line) => JSON.parse(line).at)).toEqual([
    old.toISOString(),
    new Date(old.getTime() + 1).toISOString(),
  ]);
  const { items } = await listAudit(administrator, { action: "usage.expire" });
  expect(items.map(({ before }) => before)).toEqual([expect.objectContaining({ rows: 2, file: files[0] })]);
  const period = { from: new Date(old.getTime() - 10 * dayMs), to: new Date(now.getTime() + 1) };
  expect((await usageTotals(administrator, {}, period)).pulls).toBe(1);
  await rollUpUsage();
  expect((await usageTotals(administrator, {}, period)).pulls).toBe(1);

  const before = await months();
  const name = `usage_event_${old.toISOString().slice(0, 7).replace("-", "_")}`;
  expect(before).toContain(name);
  await setUsageRetention(otherAdministrator, { months: 3 });
  await applyUsageRetention();
  expect(await left(other)).toBe(0);
  expect(await months()).toContain(name); // the site keeps 13
  await setUsageRetention(administrator, { months: 3 }, "site");
  await applyUsageRetention();
  expect(await months()).not.toContain(name);
  const { items: dropped } = await listAudit(administrator, { scope: "site", action: "usage.drop-month" });
  expect(dropped.map(({ target }) => target.id)).toContain(old.toISOString().slice(0, 7));
});

test("members change nothing, and an account that keeps all keeps its partitions", async () => {
  const member = await context.createPerson(context.administrator.accountId, "member");
  await expect(setUsageRetention(member, { months: 1 })).rejects.toMatchObject({ code: "forbidden" });
  await expect(setUsageRetention(context.administrator, { months: 121 })).rejects.toMatchObject({
    code: "invalid",
  });
  await setUsageRetention(context.administrator, { months: 0 });
  const before = await months();
  await applyUsageRetention();
  expect(await months()).toEqual(before);
});

test("usage of no account follows the site's setting, is exported for its administrators, and audited in its chain", async () => {
  const { pool } = context.runtime;
  const { administrator } = context;
  const old = new Date(Date.now() - 150 * dayMs);
  await pool.query("SELECT ensure_usage_partitions($1, 6)", [old]);
  await insertUsageRows(pool, [pull(null, old), pull(null, new Date())]);
  const nobodys = async () =>
    (await pool.query("SELECT count(*)::int AS n FROM usage_event WHERE account_id IS NULL")).rows[0].n;
  await setUsageRetention(administrator, { months: 0 }, "site");
  await applyUsageRetention();
  expect(await nobodys()).toBe(2);
  await setUsageRetention(administrator, { months: 2, exportFirst: true }, "site");
  expect(await getUsageRetention(administrator, "site")).toEqual({ months: 2, exportFirst: true });
  await applyUsageRetention();
  expect(await nobodys()).toBe(1);
  const month = old.toISOString().slice(0, 7);
  expect(await listUsageExports(administrator, "site")).toMatchObject([{ month }]);
  const { items } = await listAudit(administrator, { scope: "site" });
  expect(items.map(({ action }) => action).slice(0, 3)).toEqual([
    "usage.expire",
    "site.update",
    "site.update",
  ]);
  expect(items[0]?.before).toMatchObject({ rows: 1, file: `usage-site-${month}.ndjson.gz` });
});

test("an administrator downloads the account's own files alone, and the audit says so", async () => {
  const { administrator } = context;
  const [file] = await listUsageExports(administrator);
  const opened = await openUsageExport(administrator, file?.month ?? "");
  const bytes = Buffer.from(await new Response(opened.body).arrayBuffer());
  expect(bytes).toHaveLength(opened.sizeBytes);
  expect(gunzipSync(bytes).toString().trim().split("\n")).toHaveLength(2);
  const [item] = (await listAudit(administrator, { action: "usage.download" })).items;
  expect(item?.target).toEqual({ type: "usage", id: file?.month, name: opened.name });

  const abroad = await context.createPerson(await context.createAccount(), "administrator");
  const auditor = await context.createPerson(administrator.accountId, "auditor");
  expect(await listUsageExports(abroad)).toEqual([]);
  for (const month of [file?.month ?? "", "../secret", "2026-05/../../x"])
    await expect(openUsageExport(abroad, month)).rejects.toMatchObject({ code: "not-found" });
  await expect(openUsageExport(abroad, file?.month ?? "", "site")).rejects.toMatchObject({
    code: "forbidden",
  });
  for (const attempt of [() => listUsageExports(auditor), () => openUsageExport(auditor, file?.month ?? "")])
    await expect(attempt()).rejects.toMatchObject({ code: "forbidden" });
  await expect(setUsageRetention(abroad, { months: 1 }, "site")).rejects.toMatchObject({ code: "forbidden" });
});
