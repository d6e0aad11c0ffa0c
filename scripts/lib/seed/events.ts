import type pg from "pg";
import { runtime } from "@/lib/platform/runtime";
import { keysText } from "./shape";
import { addToState, inTransaction } from "./state";

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const daysBack = 90;
const batchRows = 50_000;
const writers = 2;

type Piece = { from: Date[]; rows: number[]; size: number };

/**
 * Uses of the last 90 days, `missing` of them, hour by hour: working hours and weekdays are busier, few keys do
 * most. Each batch is a transaction that also counts itself.
 */
export const seedEvents = async (
  keys: number,
  missing: number,
  progress: (done: number) => void,
): Promise<void> => {
  const { pool, clock } = runtime();
  const end = clock.now().getTime() - 60_000;
  await pool.query("SELECT ensure_usage_partitions($1, 4)", [new Date(end - daysBack * dayMs)]);
  const pieces = piecesOf(end, missing);
  let done = 0;
  await Promise.all(
    Array.from({ length: writers }, () =>
      withKeys(keys, async (client) => {
        for (let piece = pieces.shift(); piece; piece = pieces.shift()) {
          const { from, rows, size } = piece;
          await inTransaction(client, async () => {
            await client.query(eventsText, [from, rows, new Date(end), keys]);
            await addToState(client, { events: size });
          });
          done += size;
          progress(done);
        }
      }),
    ),
  );
};

/** A connection of its own with what is needed of every key at hand. */
const withKeys = async (keys: number, work: (client: pg.PoolClient) => Promise<void>): Promise<void> => {
  const client = await runtime().pool.connect();
  try {
    await client.query("SET synchronous_commit = off");
    await client.query("SET work_mem = '64MB'");
    await client.query(
      `CREATE TEMP TABLE seed_key (i int PRIMARY KEY, id text, iam_id text, account_id text, region text, namespace text,
         role text, pushes boolean, created_at timestamptz, silent_at timestamptz)`,
    );
    await client.query(
      `INSERT INTO seed_key SELECT k.i, k.id, k.iam_id, k.account_id, k.region, k.namespace, k.role, k.pushes,
         made.created_at, k.silent_at
       FROM (${keysText}) k JOIN api_key made ON made.id = k.id ORDER BY k.i`,
      [0, keys],
    );
    await client.query("ANALYZE seed_key");
    await work(client);
  } finally {
    client.release(true);
  }
};

const piecesOf = (end: number, total: number): Piece[] => {
  const pieces: Piece[] = [];
  for (const [from, rows] of hoursOf(end, total)) {
    const last = pieces.at(-1);
    if (rows === 0) continue;
    if (!last || last.size + rows > batchRows) {
      pieces.push({ from: [from], rows: [rows], size: rows });
      continue;
    }
    last.from.push(from);
    last.rows.push(rows);
    last.size += rows;
  }
  return pieces;
};

/** How many uses begin in which hour; they add up to `total`. */
const hoursOf = (end: number, total: number): [from: Date, rows: number][] => {
  const weights = Array.from({ length: daysBack * 24 }, (_, index) => {
    const at = new Date(end - (daysBack * 24 - index) * hourMs);
    const weekend = [0, 6].includes(at.getUTCDay());
    const rhythm = 1 + 3 * Math.max(0, Math.sin(((at.getUTCHours() - 5) / 14) * Math.PI));
    return { at, weight: rhythm * (weekend ? 0.35 : 1) };
  });
  const all = weights.reduce((sum, { weight }) => sum + weight, 0);
  let before = 0;
  let given = 0;
  return weights.map(({ at, weight }) => {
    before += weight;
    const upTo = Math.round((before / all) * total);
    const rows = upTo - given;
    given = upTo;
    return [at, rows];
  });
};

const clients = [
  "docker 28.2.2",
  "containerd 1.7.22",
  "podman ",
  "skopeo 1.16.1",
  "containerd 2.0.4",
  "helm 3.17.0",
  "crane 0.20.2",
];

/**
 * Half are tokens, the rest what registries tell; one of twenty-five is denied. A key that isn't there yet, or has
 * fallen silent, leaves its use to the one before it; one of fourteen is never used. Keys share the networks they
 * are used from.
 */
const eventsText = `
WITH drawn AS MATERIALIZED (
  SELECT least(h.start + random() * interval '1 hour', $3) AS at, floor($4::int * 0.93 * power(random(), 4))::int AS k,
    random() AS what, random() AS outcome, random() AS place
  FROM unnest($1::timestamptz[], $2::int[]) AS h(start, rows), generate_series(1, h.rows)
), used AS (
  SELECT d.at, d.what, d.outcome, d.place, CASE WHEN d.at < k.created_at OR d.at > k.silent_at THEN k.i - 1 ELSE k.i END AS k
  FROM drawn d JOIN seed_key k ON k.i = d.k
), shaped AS (
  SELECT d.at, d.k AS n, d.place, k.id AS key_id, k.iam_id, k.account_id, k.region, k.namespace,
    d.outcome < 0.08 AND d.what < 0.5 AND d.what >= 0.04 AS denied, k.pushes AND d.outcome > 0.8 AS pushes,
    CASE WHEN d.what < 0.04 THEN 'login' WHEN d.what < 0.5 THEN 'token' WHEN d.what < 0.93 OR NOT k.pushes THEN 'pull'
      WHEN d.what < 0.985 THEN 'push' WHEN d.what < 0.995 THEN 'mount' ELSE 'delete' END AS action,
    k.namespace || '/' || (ARRAY['api','web','worker','base'])[1 + floor(d.place * 4)::int] AS repository,
    string_to_array((ARRAY[${clients.map((one) => `'${one}'`).join(",")}])[1 + (d.k + floor(d.place * 1.2)::int) % ${clients.length}], ' ') AS client
  FROM used d JOIN seed_key k ON k.i = d.k
), worded AS (
  SELECT s.*, action IN ('login', 'token') AS here, action = 'token' AS token,
    'repository:' || repository || CASE WHEN pushes THEN ':pull,push' ELSE ':pull' END AS scope,
    'repository:' || repository || ':pull,push,delete' AS wish FROM shaped s
)
INSERT INTO usage_event (id, at, source, action, outcome, reason, apikey_id, iam_id, account_id, region, namespace, repository,
  tag, requested, granted, namespaces, username, client_name, client_version, user_agent, ip, token_id, request_id, detail)
SELECT gen_random_uuid(), at, CASE WHEN here THEN 'portal' ELSE 'registry' END, action,
  CASE WHEN denied THEN 'denied' ELSE 'granted' END, CASE WHEN denied THEN 'role-too-low' END,
  key_id, iam_id, account_id, region,
  CASE WHEN action <> 'login' THEN namespace END, CASE WHEN action <> 'login' THEN repository END,
  CASE WHEN action IN ('pull', 'push') THEN '4.' || n % 20 END,
  CASE WHEN token THEN ARRAY[CASE WHEN denied THEN wish ELSE scope END] ELSE '{}' END,
  CASE WHEN token AND NOT denied THEN ARRAY[scope] ELSE '{}' END,
  CASE WHEN action = 'login' THEN '{}' ELSE ARRAY[namespace] END,
  CASE WHEN here THEN 'iamapikey' END, client[1], client[2], client[1] || '/' || client[2],
  '10.' || n % 16 || '.' || n / 16 % 250 || '.' || 1 + floor(place * 4),
  CASE WHEN here AND NOT denied THEN gen_random_uuid() END, CASE WHEN here THEN gen_random_uuid()::text END,
  CASE WHEN denied THEN jsonb_build_object('code', 'role-too-low', 'region', region, 'namespace', namespace,
    'repository', repository, 'action', 'delete', 'heldRole', 'Reader', 'neededRole', 'Writer') END
FROM worded`;
