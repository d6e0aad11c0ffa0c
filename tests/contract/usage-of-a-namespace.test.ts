import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { insertUsageRows, type NewUsageRow } from "@/lib/platform/usage-committer";
import { listUsage } from "@/lib/services/usage";
import { denialsByCause } from "@/lib/services/usage-denials";
import { testRuntime } from "@/tests/support/runtime";

const portal = testRuntime();
const now = new Date("2026-11-22T12:00:00.000Z");

/** Rows of every kind: the namespace of the first repository, and all that were named. Newest first. */
const kinds: [own: string | null, named: string[]][] = [
  ["team-a", ["team-a"]],
  ["team-b", ["team-b"]],
  ["team-a", ["team-a", "team-b"]],
  ["team-b", ["team-b", "team-a"]],
  [null, ["team-a"]],
  [null, []],
  ["team-b", ["team-b", "team-c", "team-a"]],
  ["team-a", ["team-a"]],
];
const expected = kinds.flatMap(([, named], index) => (named.includes("team-a") ? [index] : []));
const ids = new Map<string, number>();

beforeAll(async () => {
  const { accountId, iamId } = portal.administrator;
  const rows = kinds.flatMap(([own, named], index) =>
    (["granted", "denied"] as const).map((outcome): NewUsageRow => {
      const id = randomUUID();
      if (outcome === "granted") ids.set(id, index);
      return {
        ...{ id, at: new Date(now.getTime() - index * 60_000), source: "portal", action: "token", outcome },
        ...{ accountId, iamId, namespace: own, repository: own && `${own}/app`, namespaces: named },
        reason: outcome === "denied" ? "no-policy" : null,
        ...{ clientName: "docker", clientVersion: "28", userAgent: "docker/28", ip: "192.0.2.7" },
      };
    }),
  );
  await insertUsageRows(portal.runtime.pool, rows);
});

test("every use that names it is listed once, whichever namespace its repository has, in both directions", async () => {
  const filters = { namespace: "team-a", outcome: "granted" } as const;
  const pages: (number | undefined)[][] = [];
  const read = async (cursor?: string) => {
    const page = await listUsage(portal.administrator, filters, { limit: 2, ...(cursor && { cursor }) });
    pages.push(page.items.map(({ id }) => ids.get(id)));
    return page;
  };
  let page = await read();
  while (page.next) page = await read(page.next);
  expect(pages.flat()).toEqual(expected);
  while (page.previous) page = await read(page.previous);
  expect(pages).toEqual([...pages.slice(0, 3), ...pages.slice(0, 3).reverse().slice(1)]);
});

test("its denials are counted by cause, whichever namespace their repository has", async () => {
  const causes = await denialsByCause(portal.administrator, { namespace: "team-a" });
  expect(causes.map(({ newest, count }) => [newest.repository, count])).toEqual([
    ["team-a/app", 3],
    ["team-b/app", 2],
    [null, 1],
  ]);
});
