import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import type { AuditItem } from "@/lib/domain/audit-event";
import { exportFormats } from "@/lib/domain/export-format";
import { ocsfAudit } from "@/lib/domain/ocsf-audit";
import { ocsfUsage } from "@/lib/domain/ocsf-usage";
import type { UsageRow } from "@/lib/domain/usage";
import { runtime } from "@/lib/platform/runtime";
import { insertUsageRows } from "@/lib/platform/usage-committer";
import { createProtocols } from "@/lib/protocols/app";
import { createApiKey } from "@/lib/services/api-keys";
import { issueIamToken } from "@/lib/services/iam-token";
import { testRuntime } from "@/tests/support/runtime";

const portal = testRuntime();
const app = createProtocols();
const rows = 3_500;
let authorization: string;

/** Rows that share instants, so that many a cut falls among rows of one. */
const insertRows = (count: number, from: number) =>
  insertUsageRows(
    portal.runtime.pool,
    Array.from({ length: count }, (_, i) => ({
      id: randomUUID(),
      at: new Date(from + (i % 7)),
      source: "registry" as const,
      action: "pull" as const,
      outcome: "granted" as const,
      accountId: portal.administrator.accountId,
      iamId: portal.administrator.iamId,
      repository: "team-a/app",
      clientName: "skopeo",
      clientVersion: "1.9.3",
      userAgent: "skopeo/1.9.3",
      ip: "192.0.2.7",
    })),
  );

beforeAll(async () => {
  const admin = portal.administrator;
  const key = await createApiKey(admin, { owner: "me", name: "k", expiresAt: null });
  const answer = await issueIamToken({
    grant: { type: "apikey", apikey: key.value.reveal() },
    grantType: "apikey",
    clientId: "default",
    caller: { ip: "192.0.2.1", userAgent: "test", requestId: randomUUID() },
  });
  authorization = `Bearer ${answer.ok ? answer.accessToken : ""}`;
  await insertRows(rows, Date.parse("2026-01-01T00:00:00Z"));
  await portal.runtime.pool.query(
    `INSERT INTO audit_event (chain, seq, at, actor_name, action, target_type, target_id, target_name, correlation_id, ip, prev_hash, hash)
     SELECT $1, n + (SELECT max(seq) FROM audit_event WHERE chain = $1), now(), 'a;=b', 'x.y', 'x', '', '', '', '192.0.2.7', '', ''
     FROM generate_series(1, 2300) n`,
    [admin.accountId],
  );
});

const get = async (path: string) => {
  const answer = await app.request(path, { headers: { authorization } });
  expect(answer.status).toBe(200);
  return answer;
};

/** What arrived of a download that breaks off: whole batches, and a part of the next. */
const cutOff = async (path: string, batches: number): Promise<string> => {
  const reader = (await get(path)).body?.getReader();
  const chunks: Uint8Array[] = [];
  while (chunks.length <= batches) {
    const { value } = (await reader?.read()) ?? {};
    if (!value) throw new Error("the download is too short to be cut");
    chunks.push(value);
  }
  await reader?.cancel();
  const bytes = Buffer.concat(chunks);
  return bytes.subarray(0, bytes.length - Math.floor((chunks.at(-1)?.length ?? 0) / 2)).toString("utf8");
};

const wholeLines = (text: string): string => text.slice(0, text.lastIndexOf("\n") + 1);

const positions = {
  usage: {
    csv: (line: string) => line.split(",").slice(0, 2).reverse().join("_"),
    ndjson: (line: string) => `${JSON.parse(line).at}_${JSON.parse(line).id}`,
    ocsf: (line: string) => `${JSON.parse(line).metadata.original_time}_${JSON.parse(line).metadata.uid}`,
  },
  audit: {
    csv: (line: string) => line.split(",")[0] ?? "",
    ndjson: (line: string) => String(JSON.parse(line).seq),
    ocsf: (line: string) => String(JSON.parse(line).metadata.sequence),
  },
};

const downloads = (["usage", "audit"] as const).flatMap((what) =>
  exportFormats.flatMap((format) => [1, 2].map((batches) => [what, format, batches] as const)),
);

test.each(downloads)(
  "%s as %s, broken off after %d batches, goes on without loss or double",
  async (what, format, batches) => {
    const path = `/api/v1/${what}?format=${format}${what === "usage" ? "&action=pull" : ""}`;
    const whole = await (await get(path)).text();
    const kept = wholeLines(await cutOff(path, batches));
    // Newer rows that come before it goes on aren't part of it.
    if (what === "usage") await insertRows(3, Date.now());
    const last = kept.trimEnd().split("\n").at(-1) ?? "";
    const after = positions[what][format](last.trimEnd());
    const rest = await (await get(`${path}&after=${encodeURIComponent(after)}`)).text();
    expect(kept.length).toBeGreaterThan(50_000);
    expect(rest.length).toBeGreaterThan(1_000);
    expect(kept + rest === whole).toBe(true);
  },
);

test("a download that was whole has nothing behind it", async () => {
  const whole = await (await get("/api/v1/audit?format=csv")).text();
  const last = whole.trimEnd().split("\n").at(-1)?.split(",")[0];
  expect(await (await get(`/api/v1/audit?format=csv&after=${last}`)).text()).toBe("");
});

describe("OCSF", () => {
  test("has an event for each row, each what the row says", async () => {
    const lines = async (path: string) => (await (await get(path)).text()).trimEnd().split("\n");
    const usage = await lines("/api/v1/usage?format=ndjson");
    expect(await lines("/api/v1/usage?format=ocsf")).toEqual(
      usage.map((line) => JSON.stringify(ocsfUsage(JSON.parse(line) as UsageRow))),
    );
    const audit = await lines("/api/v1/audit?format=ndjson");
    expect(await lines("/api/v1/audit?format=ocsf")).toEqual(
      audit.map((line) => JSON.stringify(ocsfAudit(JSON.parse(line) as AuditItem))),
    );
  });

  test("a SIEM that keeps the last sequence gets exactly what is new", async () => {
    const answer = await get("/api/v1/audit?format=ocsf");
    expect(answer.headers.get("content-disposition")).toBe(
      'attachment; filename="wharfkey-audit.ocsf.ndjson"',
    );
    const last = JSON.parse((await answer.text()).trimEnd().split("\n").at(-1) ?? "").metadata.sequence;
    await createApiKey(portal.administrator, { owner: "me", name: "after the poll", expiresAt: null });
    const news = (await (await get(`/api/v1/audit?format=ocsf&after=${last}`)).text()).trimEnd().split("\n");
    expect(news.map((line) => JSON.parse(line).message)).toEqual(["api-key.create after the poll"]);
  });
});

test("the database is read no faster than a slow reader takes", async () => {
  const { pool } = portal.runtime;
  let batches = 0;
  runtime().pool = new Proxy(pool, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (name !== "query") return typeof value === "function" ? value.bind(target) : value;
      return (...given: Parameters<typeof pool.query>) => {
        if (String(given[0]).includes("FROM usage_event e")) batches++;
        return target.query(...given);
      };
    },
  });
  try {
    const reader = (await get("/api/v1/usage?action=pull&format=ndjson")).body?.getReader();
    /** Another's queries come and go while nobody reads: nothing more is fetched than the next batch. */
    const expectOnly = async (fetched: number) => {
      await expect.poll(() => batches).toBe(fetched);
      for (let i = 0; i < 20; i++) await pool.query("SELECT pg_sleep(0.005)");
      expect(batches).toBe(fetched);
    };
    await expectOnly(2);
    await reader?.read();
    await expectOnly(3);
    await reader?.cancel();
  } finally {
    runtime().pool = pool;
  }
});
