import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import type { AuditItem } from "@/lib/domain/audit-event";
import { verifyChain } from "@/lib/domain/chain-walk";
import { parseUserAgent } from "@/lib/domain/client";
import { runtime } from "@/lib/platform/runtime";
import { sha256Hex } from "@/lib/platform/secret";
import { insertUsageRows, type NewUsageRow } from "@/lib/platform/usage-committer";
import { createProtocols } from "@/lib/protocols/app";
import type { Actor } from "@/lib/services/actor";
import { createApiKey } from "@/lib/services/api-keys";
import { issueIamToken } from "@/lib/services/iam-token";
import { createPolicy } from "@/lib/services/policies";
import { createServiceId } from "@/lib/services/service-ids";
import { testRuntime } from "@/tests/support/runtime";

const portal = testRuntime();
const app = createProtocols();
const tokens: { [name: string]: string } = {};

const tokenOf = async (apikey: string): Promise<string> => {
  const answer = await issueIamToken({
    grant: { type: "apikey", apikey },
    grantType: "apikey",
    clientId: "default",
    caller: { ip: "192.0.2.1", userAgent: "test", requestId: randomUUID() },
  });
  return answer.ok ? answer.accessToken : "";
};

const get = (path: string, who: string | null = "admin", accept = "application/json") =>
  app.request(path, { headers: { accept, ...(who ? { authorization: `Bearer ${tokens[who]}` } : {}) } });

const use = (changes: Partial<NewUsageRow>): NewUsageRow => ({
  id: randomUUID(),
  at: new Date(),
  source: "portal",
  action: "token",
  outcome: "granted",
  accountId: portal.administrator.accountId,
  iamId: portal.administrator.iamId,
  clientName: parseUserAgent("skopeo/1.9.3").name,
  clientVersion: "1.9.3",
  userAgent: "skopeo/1.9.3",
  ip: "192.0.2.7",
  ...changes,
});

beforeAll(async () => {
  const admin = portal.administrator;
  const keyOf = async (actor: Actor, owner = "me") =>
    (await createApiKey(actor, { owner, name: "k", expiresAt: null })).value.reveal();
  const robot = await createServiceId(admin, { name: "robot" });
  const viewer = await createServiceId(admin, { name: "viewer" });
  await createPolicy(admin, { subject: { iamId: viewer.iamId }, roles: ["Viewer"] });
  const foreign = await portal.createAccount();
  tokens.admin = await tokenOf(await keyOf(admin));
  tokens.auditor = await tokenOf(await keyOf(await portal.createPerson(admin.accountId, "auditor")));
  tokens.member = await tokenOf(await keyOf(await portal.createPerson(admin.accountId, "member")));
  tokens.robot = await tokenOf(await keyOf(admin, robot.id));
  tokens.viewer = await tokenOf(await keyOf(admin, viewer.id));
  tokens.abroad = await tokenOf(await keyOf(await portal.createPerson(foreign, "administrator")));
  tokens.garbage = "not.a.token";
});

describe("who gets a report", () => {
  test.each([
    ["admin", 200, 200],
    ["auditor", 200, 200],
    ["viewer", 200, 200],
    ["member", 200, 403],
    ["robot", 200, 403],
    ["abroad", 200, 200],
    ["garbage", 401, 401],
    [null, 401, 401],
  ])("%s: usage %d, audit %d", async (who, usage, audit) => {
    expect([(await get("/api/v1/usage", who)).status, (await get("/api/v1/audit", who)).status]).toEqual([
      usage,
      audit,
    ]);
  });

  test("a service ID without a platform role gets its own usage and nothing else", async () => {
    const { items } = (await (await get("/api/v1/usage", "robot")).json()) as { items: { iam_id: string }[] };
    expect(items).toHaveLength(1);
    const refused = await get(`/api/v1/usage?iam_id=${portal.administrator.iamId}`, "robot");
    expect(refused.status).toBe(403);
    const streamed = await get("/api/v1/audit", "robot", "text/csv");
    expect([streamed.status, await streamed.json()]).toEqual([
      403,
      {
        errors: [{ code: "forbidden", message: expect.stringContaining("platform role Viewer") }],
        trace: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    ]);
  });

  test("an account's administrator sees nothing of another's", async () => {
    const text = await (await get("/api/v1/usage?limit=1000", "abroad")).text();
    expect(text).not.toContain(portal.administrator.accountId);
    expect(await (await get("/api/v1/audit?limit=1000", "abroad")).text()).not.toContain(
      portal.administrator.iamId,
    );
  });
});

describe("errors", () => {
  test.each([
    ["/api/v1/usage?limit=0", "limit", "limit needs 1 to 1000"],
    ["/api/v1/usage?limit=many", "limit", "limit needs a number from 1 to 1000"],
    ["/api/v1/usage?action=fetch", "action", "action needs one of login, token, pull, push, mount, delete"],
    [
      "/api/v1/usage?region=mars",
      "region",
      `region is "mars", it needs one of jp-tok, au-syd, eu-de, eu-gb, us-south`,
    ],
    [
      "/api/v1/usage?form=2026-11-22",
      "form",
      "form is no parameter here, there are apikey_id, iam_id, region, namespace, repository, client, ip, action, outcome, from, to, scope, limit, cursor, format, after",
    ],
    ["/api/v1/usage?region=eu-de&region=eu-gb", "region", "region is given more than once"],
    ["/api/v1/usage?cursor=x", "cursor", "cursor is none that a page gave: begin with the first page."],
    ["/api/v1/usage?format=xml", "format", "format needs one of csv, ndjson, ocsf"],
    [
      "/api/v1/usage?format=csv&limit=5",
      "limit",
      "limit is for pages: a download is whole, or goes on with after",
    ],
    [
      "/api/v1/audit?format=ocsf&cursor=o5",
      "cursor",
      "cursor is for pages: a download is whole, or goes on with after",
    ],
    ["/api/v1/audit?after=5", "after", "after is for downloads: pages go on with cursor"],
    ["/api/v1/audit?format=csv&after=x", "after", "after needs the last item that came whole: its seq"],
    [
      "/api/v1/usage?format=csv&after=2026-02-30T10:00:00Z_0b5e3a52-5a8e-4f0e-9d3c-7f3a1c2b4d5e",
      "after",
      "after needs the last row that came whole: its at, _ and its id",
    ],
    ["/api/v1/credential-report?format=ocsf", "format", "format needs one of csv, ndjson"],
    ["/api/v1/audit?from=soon", "from", "from needs a time such as 2026-11-22T10:00Z, or a date"],
    ["/api/v1/audit?actor=%00", "actor", "actor needs text without control characters"],
    ["/api/v1/audit?scope=world", "scope", "scope needs account or site"],
  ])("%s names its parameter", async (path, name, message) => {
    const answer = await get(path);
    expect([answer.status, await answer.json()]).toEqual([
      400,
      {
        errors: [{ code: "invalid_parameter", message, target: { type: "parameter", name } }],
        trace: answer.headers.get("x-request-id"),
      },
    ]);
  });

  test("401 asks for a Bearer, 405 names GET, and a database that is away is a 503", async () => {
    expect((await get("/api/v1/usage", null)).headers.get("www-authenticate")).toBe("Bearer");
    const posted = await app.request("/api/v1/audit", { method: "POST" });
    expect([posted.status, posted.headers.get("allow")]).toEqual([405, "GET"]);
    const { pool } = portal.runtime;
    runtime().pool = {
      query: () => Promise.reject(new Error("connect ECONNREFUSED")),
    } as unknown as typeof pool;
    const away = await get("/api/v1/usage");
    runtime().pool = pool;
    expect([away.status, away.headers.get("retry-after")]).toEqual([503, "5"]);
  });
});

test("uses are narrowed by repository, client and address, by itself and together", async () => {
  const places = [
    { repository: "team-a/api", clientName: "podman", ip: "198.51.100.1" },
    { repository: "team-a/api", clientName: "helm", ip: "198.51.100.2" },
    { repository: "team-a/web", clientName: "podman", ip: "198.51.100.2" },
  ];
  const rows = places.map((place) => use({ ...place, namespace: "team-a", namespaces: ["team-a"] }));
  await insertUsageRows(portal.runtime.pool, rows);
  const found = async (query: string) => {
    const { items } = (await (await get(`/api/v1/usage?${query}`)).json()) as { items: { id: string }[] };
    return items.map(({ id }) => rows.findIndex((row) => row.id === id)).sort();
  };
  expect(await found("repository=team-a/api")).toEqual([0, 1]);
  expect(await found("client=podman")).toEqual([0, 2]);
  expect(await found("ip=198.51.100.2")).toEqual([1, 2]);
  expect(await found("namespace=team-a&client=podman&ip=198.51.100.2")).toEqual([2]);
});

describe("pages", () => {
  test("are followed by next until the last has none", async () => {
    const whole = ((await (await get("/api/v1/audit?limit=1000")).json()) as { items: AuditItem[] }).items;
    const items: AuditItem[] = [];
    let path: string | undefined = "/api/v1/audit?limit=4&from=2020-01-01";
    for (let pages = 0; path && pages < 50; pages++) {
      const answer: { items: AuditItem[]; next?: string } = await (await get(path)).json();
      expect(answer.items.length).toBeLessThanOrEqual(4);
      items.push(...answer.items);
      path = answer.next;
      if (path) expect(path).toMatch(/^\/api\/v1\/audit\?limit=4&from=2020-01-01&cursor=o\d+$/);
    }
    expect(items).toEqual(whole);
    expect(items.length).toBeGreaterThan(8);
  });
});

describe("audit filters", () => {
  test("ip and correlation_id give what came from there and what one request did", async () => {
    const all = ((await (await get("/api/v1/audit?limit=1000")).json()) as { items: AuditItem[] }).items;
    const { ip, correlation_id } = all[0] as AuditItem;
    const of = async (query: string) =>
      ((await (await get(`/api/v1/audit?limit=1000&${query}`)).json()) as { items: AuditItem[] }).items;
    expect(await of(`ip=${ip}`)).toEqual(all.filter((item) => item.ip === ip));
    const same = all.filter((item) => item.correlation_id === correlation_id);
    expect(await of(`correlation_id=${correlation_id}`)).toEqual(same);
    expect(same.length).toBeLessThan(all.length);
    expect(await of("ip=203.0.113.9")).toEqual([]);
  });
});

describe("exports", () => {
  test("the audit as NDJSON is a chain that anyone can verify", async () => {
    const answer = await get("/api/v1/audit", "admin", "application/x-ndjson");
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/x-ndjson"]);
    const items = (await answer.text())
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as AuditItem);
    expect(verifyChain(items, sha256Hex)).toEqual({ ok: true, count: items.length });
  });

  test("usage as CSV has a header, quotes what needs it, and no cell becomes a formula", async () => {
    await insertUsageRows(portal.runtime.pool, [
      use({
        requestId: "csv",
        userAgent: '=cmd|"/c calc"!A1',
        requested: ["repository:a/b:pull", "repository:c/d:pull"],
        repository: "+a,b",
        ip: "-1",
      }),
    ]);
    const answer = await get("/api/v1/usage?action=token", "admin", "text/csv");
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
    const records = (await answer.text()).split("\r\n");
    expect(records[0]).toBe(
      "id,at,source,action,outcome,reason,apikey_id,iam_id,account_id,region,namespace,repository,tag,digest,requested,granted,username,client_name,client_version,user_agent,ip,token_id,request_id,repeat_of,count",
    );
    const record = records.find((line) => line.includes(",csv,"));
    expect(record).toContain(
      `,"'+a,b",,,repository:a/b:pull repository:c/d:pull,,,skopeo,1.9.3,"'=cmd|""/c calc""!A1",'-1,,csv,,1`,
    );
  });

  test("an export without a match is the header alone, or nothing", async () => {
    expect(
      (await (await get("/api/v1/audit?actor=nobody", "admin", "text/csv")).text()).split("\r\n"),
    ).toEqual([
      "seq,at,actor_iam_id,actor_name,actor_apikey_id,action,target_type,target_id,target_name,before,after,correlation_id,ip,prev_hash,hash",
      "",
    ]);
    expect(await (await get("/api/v1/usage?namespace=none", "admin", "application/x-ndjson")).text()).toBe(
      "",
    );
  });

  test("thousands of rows come once each, read as they are taken", async () => {
    const at = Date.parse("2026-01-01T00:00:00Z");
    // Many rows of one instant, so that pages end inside it.
    await insertUsageRows(
      portal.runtime.pool,
      Array.from({ length: 2_500 }, (_, i) => use({ at: new Date(at + (i % 3)), action: "pull" })),
    );
    const answer = await get("/api/v1/usage?action=pull", "admin", "application/x-ndjson");
    const { value } = (await answer.body?.getReader().read()) ?? {};
    expect(new TextDecoder().decode(value).trimEnd().split("\n")).toHaveLength(1_000);
    const all = (await (await get("/api/v1/usage?action=pull", "admin", "application/x-ndjson")).text())
      .trimEnd()
      .split("\n");
    expect(new Set(all.map((line) => JSON.parse(line).id)).size).toBe(2_500);
  });

  test("one that fails on the way breaks off instead of ending", async () => {
    const other = await portal.createAccount();
    await portal.runtime.pool.query(
      `INSERT INTO audit_event (chain, seq, at, actor_name, action, target_type, target_id, target_name, correlation_id, ip, prev_hash, hash)
       SELECT $1, n, now(), '', 'x.y', 'x', '', '', '', '', '', '' FROM generate_series(1, 1001) n`,
      [other],
    );
    const admin = await portal.createPerson(other, "administrator");
    tokens.other = await tokenOf(
      (await createApiKey(admin, { owner: "me", name: "k", expiresAt: null })).value.reveal(),
    );
    const { pool } = portal.runtime;
    const read = pool.query.bind(pool) as (text: unknown, values?: unknown[]) => Promise<unknown>;
    let reads = 0;
    pool.query = ((text: unknown, values?: unknown[]) =>
      String(text).includes("FROM audit_event") && ++reads > 1
        ? Promise.reject(new Error("connect ECONNREFUSED"))
        : read(text, values)) as typeof pool.query;
    const answer = await get("/api/v1/audit", "other", "application/x-ndjson");
    await expect(answer.text()).rejects.toThrow("connect ECONNREFUSED");
    pool.query = read as typeof pool.query;
  });
});
