import { randomUUID } from "node:crypto";
import ipaddr from "ipaddr.js";
import type pg from "pg";
import { parseUserAgent } from "@/lib/domain/client";
import { splitRepository } from "@/lib/domain/namespace";
import { type ParsedEvent, splitActor } from "@/lib/domain/registry-event";
import type { NewUsageRow } from "@/lib/platform/usage-committer";

/** A counted event that was not taken before. */
export type FreshEvent = { regionId: string; receivedAt: Date; event: ParsedEvent };
/** A transaction's connection. */
export type Db = Pick<pg.ClientBase, "query">;

type Key = { id: string; iam_id: string; account_id: string };

/** The usage rows of events, with the tags that their own pushes and earlier ones gave to digests. */
export const usageRowsOf = async (db: Db, fresh: FreshEvent[]): Promise<NewUsageRow[]> => {
  await rememberTags(db, fresh);
  const keys = await keysOf(db, fresh);
  const tags = await tagsOf(db, fresh);
  return fresh.map((item) => usageRow(item, keys, tags));
};

const placeOf = ({ regionId, event }: FreshEvent): string =>
  [regionId, event.repository, event.digest].join("\n");

/** A digest's newest pushed tag, since containerd pulls by digest and people think in tags. */
const rememberTags = async (db: Db, fresh: FreshEvent[]): Promise<void> => {
  const newest = new Map<string, FreshEvent>();
  for (const item of fresh) {
    if (item.event.action !== "push" || !item.event.tag || !item.event.digest) continue;
    const known = newest.get(placeOf(item));
    if (!known || known.event.at <= item.event.at) newest.set(placeOf(item), item);
  }
  if (newest.size === 0) return;
  const sorted = [...newest.keys()].sort().flatMap((key) => newest.get(key) ?? []);
  await db.query({
    name: "pushed-tag",
    text: `INSERT INTO pushed_tag AS t (region, repository, digest, tag, pushed_at)
      SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])
      ON CONFLICT (region, repository, digest) DO UPDATE SET tag = excluded.tag, pushed_at = excluded.pushed_at
      WHERE t.pushed_at <= excluded.pushed_at`,
    values: [
      sorted.map((i) => i.regionId),
      sorted.map((i) => i.event.repository),
      sorted.map((i) => i.event.digest),
      sorted.map((i) => i.event.tag),
      sorted.map((i) => i.event.at),
    ],
  });
};

const tagsOf = async (db: Db, fresh: FreshEvent[]): Promise<ReadonlyMap<string, string>> => {
  const untagged = fresh.filter(({ event }) => event.digest && !event.tag);
  if (untagged.length === 0) return new Map();
  const { rows } = await db.query<{ region: string; repository: string; digest: string; tag: string }>({
    name: "tag-of-digest",
    text: `SELECT region, repository, digest, tag FROM pushed_tag
      JOIN unnest($1::text[], $2::text[], $3::text[]) AS wanted(region, repository, digest) USING (region, repository, digest)`,
    values: [
      untagged.map((i) => i.regionId),
      untagged.map((i) => i.event.repository),
      untagged.map((i) => i.event.digest),
    ],
  });
  return new Map(rows.map((row) => [[row.region, row.repository, row.digest].join("\n"), row.tag]));
};

const keysOf = async (db: Db, fresh: FreshEvent[]): Promise<ReadonlyMap<string, Key>> => {
  const ids = fresh.flatMap(({ event }) => splitActor(event.actorName ?? "")?.apikeyId ?? []);
  const { rows } = await db.query<Key>({
    name: "keys-of-actors",
    text: "SELECT id, iam_id, account_id FROM api_key WHERE id = ANY($1)",
    values: [ids],
  });
  return new Map(rows.map((row) => [`${row.iam_id}/${row.id}`, row]));
};

const usageRow = (
  item: FreshEvent,
  keys: ReadonlyMap<string, Key>,
  tags: ReadonlyMap<string, string>,
): NewUsageRow => {
  const { event, regionId, receivedAt } = item;
  const key = keys.get(event.actorName ?? "");
  const client = parseUserAgent(event.userAgent);
  const namespace = splitRepository(event.repository)?.namespace ?? null;
  const source = event.fromRepository && splitRepository(event.fromRepository)?.namespace;
  return {
    id: randomUUID(),
    // A registry whose clock is ahead must not put its events before everything that comes.
    at: new Date(Math.min(event.at.getTime(), receivedAt.getTime())),
    source: "registry",
    action: event.action,
    outcome: "granted",
    apikeyId: key?.id ?? null,
    iamId: key?.iam_id ?? null,
    accountId: key?.account_id ?? null,
    region: regionId,
    namespace,
    repository: event.repository,
    tag: event.tag ?? tags.get(placeOf(item)) ?? null,
    digest: event.digest,
    namespaces: [...new Set([namespace, source].filter((name) => name !== null && name !== undefined))],
    clientName: client.name,
    clientVersion: client.version,
    userAgent: event.userAgent ?? "",
    ip: addressOf(event.addr),
    requestId: event.requestId,
    detail: {
      event_id: event.id,
      ...(event.fromRepository ? { from_repository: event.fromRepository } : {}),
      ...(key ? {} : { actor: event.actorName }),
    },
  };
};

/** The address without its port. A hint: the registry believes `X-Forwarded-For` from anyone. */
const addressOf = (addr: string | null): string => {
  const bare = addr?.replace(/^\[(.+)\](?::\d+)?$/, "$1").replace(/^([^:]+):\d+$/, "$1") ?? "";
  return ipaddr.isValid(bare) ? ipaddr.process(bare).toString() : "unknown";
};
