import type pg from "pg";
import { judgedDays } from "@/lib/domain/broader";
import { networkOf } from "@/lib/domain/network";
import { runtime } from "@/lib/platform/runtime";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A row is committed within seconds of its time; what was read before is read again this far back. */
const overlapMs = 15 * 60_000;
const progressName = "key-uses";
/** One portal reads at a time. */
const lock = [72707371, 5] as const;

/** A network or client that a key had not been used from before. */
export type NewOrigin = {
  apiKeyId: string;
  accountId: string;
  kind: "network" | "client";
  value: string;
  at: Date;
  /** Since when the key is known from another one; null when this is its first. */
  knownSince: Date | null;
};

/**
 * Takes what keys used, and where from, out of the usage since the last time; at most a day at once, each
 * in its own transaction. Harmless to repeat: reading a row twice changes nothing.
 * @param found hears of origins that are new, in the transaction that keeps them
 * @param progress hears how many days were read so far
 */
export const gatherKeyUses = async (
  found: (client: pg.PoolClient, origins: NewOrigin[]) => Promise<void> = async () => {},
  progress: (days: number) => void = () => {},
): Promise<void> => {
  const now = runtime().clock.now();
  for (let days = 1; await gatherSlice(now, found); days++) progress(days);
  await runtime().pool.query(keepLastUses);
  await runtime().pool.query(noteTakenUp);
  await runtime().pool.query("DELETE FROM api_key_use WHERE last_at < $1", [
    new Date(now.getTime() - judgedDays * dayMs),
  ]);
};

/** @returns whether there is more to read */
const gatherSlice = async (
  now: Date,
  found: (client: pg.PoolClient, origins: NewOrigin[]) => Promise<void>,
): Promise<boolean> => {
  const client = await runtime().pool.connect();
  try {
    await client.query("BEGIN");
    const { rows: locks } = await client.query<{ held: boolean }>(
      "SELECT pg_try_advisory_xact_lock($1, $2) AS held",
      [...lock],
    );
    if (!locks[0]?.held) return false;
    const { rows } = await client.query<{ value: string }>("SELECT value FROM setting WHERE name = $1", [
      progressName,
    ]);
    const oldest = new Date(now.getTime() - judgedDays * dayMs);
    const done = rows[0] ? new Date(rows[0].value) : oldest;
    const from = new Date(Math.max(done.getTime() - overlapMs, oldest.getTime()));
    const to = new Date(Math.min(from.getTime() + dayMs, now.getTime()));
    await client.query(gatherUses, [from, to]);
    const origins = await gatherOrigins(client, from, to);
    if (origins.length > 0) await found(client, origins);
    await client.query(
      `INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      [progressName, JSON.stringify(to)],
    );
    await client.query("COMMIT");
    return to < now;
  } finally {
    await client.query("ROLLBACK").catch(() => {});
    client.release();
  }
};

/** Every action of every scope that a token carried. */
const gatherUses = `
INSERT INTO api_key_use AS u (api_key_id, region, repository, action, last_at)
SELECT k.id, e.region, e.repository, action, max(e.at)
FROM (
  SELECT apikey_id, region, at, substring(scope FROM '^repository:(.*):[^:]*$') AS repository,
    unnest(string_to_array(substring(scope FROM '[^:]*$'), ',')) AS action
  FROM usage_event, unnest(granted) AS scope
  WHERE at >= $1 AND at < $2 AND source = 'portal' AND outcome <> 'denied'
    AND apikey_id IS NOT NULL AND region IS NOT NULL AND scope LIKE 'repository:%'
) e JOIN api_key k ON k.id = e.apikey_id
GROUP BY k.id, e.region, e.repository, action
ORDER BY k.id, e.region, e.repository, action
ON CONFLICT (api_key_id, region, repository, action) DO UPDATE SET last_at = excluded.last_at
WHERE u.last_at < excluded.last_at`;

/** About the last use: at most every hour for a key, so that its row is seldom written. */
const keepLastUses = `
UPDATE api_key k SET used_at = a.last_authn
FROM api_key_activity a WHERE a.api_key_id = k.id AND a.last_authn > k.used_at + interval '1 hour'`;

/** First uses that their keys know of by now. One that is being written waits for the next time, and no token for it. */
const noteTakenUp = `
UPDATE api_key_activity SET taken_up = true WHERE api_key_id IN (
  SELECT a.api_key_id FROM api_key_activity a JOIN api_key k ON k.id = a.api_key_id
  WHERE NOT a.taken_up AND k.used_at > 'epoch' FOR UPDATE OF a SKIP LOCKED)`;

type Seen = { id: string; account_id: string; ip: string; client: string; first: Date; last: Date };

const gatherOrigins = async (client: pg.PoolClient, from: Date, to: Date): Promise<NewOrigin[]> => {
  const { rows } = await client.query<Seen>(
    `SELECT k.id, k.account_id, e.ip, e.client_name AS client, min(e.at) AS first, max(e.at) AS last
     FROM usage_event e JOIN api_key k ON k.id = e.apikey_id
     WHERE e.at >= $1 AND e.at < $2 AND e.source = 'portal' AND e.outcome <> 'denied'
     GROUP BY k.id, e.ip, e.client_name`,
    [from, to],
  );
  const origins = merged(rows);
  const { rows: added } = await client.query<NewOrigin>(
    `WITH known AS (
       SELECT api_key_id, kind, min(first_at) AS since FROM api_key_origin
       WHERE api_key_id = ANY($1) GROUP BY api_key_id, kind
     ), stored AS (
       INSERT INTO api_key_origin AS o (api_key_id, kind, value, first_at, last_at)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[])
       ON CONFLICT (api_key_id, kind, value) DO UPDATE SET last_at = greatest(o.last_at, excluded.last_at)
       RETURNING api_key_id, kind, value, first_at, xmax = 0 AS added
     )
     SELECT s.api_key_id AS "apiKeyId", k.account_id AS "accountId", s.kind, s.value, s.first_at AS at,
       known.since AS "knownSince"
     FROM stored s JOIN api_key k ON k.id = s.api_key_id
       LEFT JOIN known ON known.api_key_id = s.api_key_id AND known.kind = s.kind
     WHERE s.added ORDER BY s.api_key_id, s.kind, s.value`,
    [
      origins.map(({ id }) => id),
      origins.map(({ kind }) => kind),
      origins.map(({ value }) => value),
      origins.map(({ first }) => first),
      origins.map(({ last }) => last),
    ],
  );
  return added;
};

type Origin = { id: string; kind: "network" | "client"; value: string; first: Date; last: Date };

/** Addresses as networks, each origin once, in the order of the key of their table. */
const merged = (rows: readonly Seen[]): Origin[] => {
  const origins = new Map<string, Origin>();
  for (const { id, ip, client, first, last } of rows) {
    const network = networkOf(ip);
    const add = (kind: Origin["kind"], value: string) => {
      const key = `${id} ${kind} ${value}`;
      const known = origins.get(key);
      origins.set(key, {
        ...{ id, kind, value },
        first: known && known.first < first ? known.first : first,
        last: known && known.last > last ? known.last : last,
      });
    };
    if (network) add("network", network);
    if (client) add("client", client);
  }
  return [...origins.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, origin]) => origin);
};
