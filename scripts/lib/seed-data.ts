import type pg from "pg";
import { runtime } from "@/lib/platform/runtime";

/** Who made them: how the seed knows its own again. */
export const seedMaker = "db-seed";

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const daysBack = 90;
const batchRows = 50_000;
const keysPerBatch = 20_000;

export type SeedState = { keys: number; events: number };

/** What the seed has made here so far, and whether people use this database. */
export const seedState = async (db: pg.Pool): Promise<SeedState & { real: boolean }> => {
  const { rows } = await db.query(
    `SELECT (SELECT count(*)::int FROM api_key WHERE created_by = $1) AS keys,
       coalesce((SELECT (value->>'events')::bigint FROM setting WHERE name = 'db-seed'), 0)::float8 AS events,
       (SELECT count(*) > 1 FROM account WHERE created_by <> $1) OR
         EXISTS (SELECT FROM api_key WHERE created_by <> $1 OFFSET 1) AS real`,
    [seedMaker],
  );
  return rows[0];
};

/** Accounts, namespaces, service IDs with a policy, and keys that nobody holds: up to `count` keys in all. */
export const seedKeys = async (
  client: pg.PoolClient,
  have: number,
  count: number,
  progress: (done: number) => void,
): Promise<void> => {
  await client.query(
    `INSERT INTO account (id, name, created_by, entity_tag)
     SELECT md5('seed account ' || i), 'Seed ' || i, $1, '1-' || md5(i::text) FROM generate_series(1, 4) i
     ON CONFLICT DO NOTHING`,
    [seedMaker],
  );
  await client.query(
    `INSERT INTO namespace (region_id, name, account_id, created_by)
     SELECT r.id, 'seed-' || a.n || '-' || i, a.id, $1
     FROM (${accountsText}) a, generate_series(0, 59) i JOIN (${regionsText}) r
       ON r.p = i % (SELECT count(*) FROM region)
     ON CONFLICT DO NOTHING`,
    [seedMaker],
  );
  for (let from = have; from < count; from += keysPerBatch) {
    const to = Math.min(from + keysPerBatch, count);
    await client.query("BEGIN");
    await client.query(serviceIdsText, [from, to, seedMaker]);
    await client.query(policiesText, [from, to, seedMaker]);
    await client.query(keysText, [from, to, seedMaker]);
    await client.query("COMMIT");
    progress(to);
  }
};

/** The first account has six of ten keys, four more share the rest. */
const accountsText = `
  SELECT id, 0 AS n FROM (SELECT id FROM account WHERE created_by <> '${seedMaker}' ORDER BY created_at LIMIT 1) first
  UNION ALL SELECT md5('seed account ' || i), i FROM generate_series(1, 4) i`;
const accountOfKey = "(CASE WHEN i % 10 < 6 THEN 0 ELSE 1 + i % 4 END)";
const roleOfKey = "(ARRAY['Reader','Writer','Reader','Manager','Reader'])[1 + i % 5]";
const regionsText = "SELECT id, row_number() OVER (ORDER BY position) - 1 AS p FROM region";
/** A uuid that is the same at every run. */
const uuidOf = (words: string): string => `md5('seed ${words} ' || i)::uuid`;
/** One for each key. */
const serviceIdsText = `
INSERT INTO service_id (id, iam_id, account_id, name, unique_instance_crns, created_by, created_at, entity_tag)
SELECT 'ServiceId-' || ${uuidOf("service")}, 'iam-ServiceId-' || ${uuidOf("service")}, a.id,
  (ARRAY['checkout','payments','edge','storefront','search','billing','mobile','nightly'])[1 + i % 8] || '-' || i, '{}', $3,
  now() - make_interval(days => 90 + i % 300), '1-' || md5(i::text)
FROM generate_series($1::int, $2::int - 1) i JOIN (${accountsText}) a ON a.n = ${accountOfKey}
ON CONFLICT DO NOTHING`;
const policiesText = `
INSERT INTO policy (id, account_id, subject_iam_id, roles, region, namespace, created_by, modified_by, entity_tag)
SELECT ${uuidOf("policy")}, a.id, 'iam-ServiceId-' || ${uuidOf("service")},
  ARRAY[${roleOfKey}], NULL, 'seed-' || a.n || '-' || i % 60, $3, $3, '1-' || md5(i::text)
FROM generate_series($1::int, $2::int - 1) i JOIN (${accountsText}) a ON a.n = ${accountOfKey}
ON CONFLICT DO NOTHING`;
const keysText = `
INSERT INTO api_key (id, account_id, iam_id, service_id_id, digest, name, created_by, created_at, expires_at, disabled_at, entity_tag)
SELECT 'ApiKey-' || ${uuidOf("key")}, a.id, 'iam-ServiceId-' || ${uuidOf("service")}, 'ServiceId-' || ${uuidOf("service")},
  sha256(('seed key ' || i)::bytea), (ARRAY['ci','deploy','scan','mirror'])[1 + i % 4] || '-' || i, $3,
  now() - make_interval(days => 1 + i % 380),
  CASE WHEN i % 3 = 0 THEN NULL ELSE now() + make_interval(days => (i * 7) % 400 - 30) END,
  CASE WHEN i % 41 = 0 THEN now() - interval '3 days' END, '1-' || md5(i::text)
FROM generate_series($1::int, $2::int - 1) i JOIN (${accountsText}) a ON a.n = ${accountOfKey}
ON CONFLICT DO NOTHING`;

/**
 * Uses of the last 90 days, `missing` of them, hour by hour: working hours and weekdays are busier, few keys do
 * most. Each batch is a transaction that also counts itself, so an interruption loses nothing.
 */
export const seedEvents = async (
  client: pg.PoolClient,
  keys: number,
  missing: number,
  progress: (done: number) => void,
): Promise<void> => {
  await client.query("SET synchronous_commit = off");
  await client.query("SET work_mem = '64MB'");
  const end = runtime().clock.now().getTime() - 60_000;
  await client.query("SELECT ensure_usage_partitions($1, 4)", [new Date(end - daysBack * dayMs)]);
  await client.query("DROP TABLE IF EXISTS seed_key");
  await client.query(
    `CREATE TEMP TABLE seed_key AS
     SELECT (row_number() OVER (ORDER BY md5('order ' || i)) - 1)::int AS i, 'ApiKey-' || ${uuidOf("key")} AS id,
       'iam-ServiceId-' || ${uuidOf("service")} AS iam_id, a.id AS account_id, r.id AS region,
       'seed-' || a.n || '-' || i % 60 AS namespace, ${roleOfKey} AS role
     FROM generate_series(0, ${keys - 1}) i JOIN (${accountsText}) a ON a.n = ${accountOfKey}
     JOIN (${regionsText}) r ON r.p = i % 60 % (SELECT count(*) FROM region)`,
  );
  await client.query("CREATE UNIQUE INDEX ON seed_key (i)");
  await client.query("ANALYZE seed_key");
  let done = 0;
  let piece: { from: number[]; rows: number[] } = { from: [], rows: [] };
  for (const [from, rows] of hoursOf(end, missing)) {
    if (rows === 0) continue;
    piece.from.push(from);
    piece.rows.push(rows);
    const size = piece.rows.reduce((sum, one) => sum + one, 0);
    if (size < batchRows && done + size < missing) continue;
    await client.query("BEGIN");
    await client.query(eventsText, [piece.from.map((at) => new Date(at)), piece.rows, new Date(end)]);
    await client.query(
      `INSERT INTO setting (name, value) VALUES ('db-seed', jsonb_build_object('events', $1::bigint))
       ON CONFLICT (name) DO UPDATE SET value = jsonb_build_object('events', (setting.value->>'events')::bigint + $1)`,
      [size],
    );
    await client.query("COMMIT");
    done += size;
    piece = { from: [], rows: [] };
    progress(done);
  }
};

/** How many uses begin in which hour; they add up to `total`. */
const hoursOf = (end: number, total: number): [from: number, rows: number][] => {
  const weights = Array.from({ length: daysBack * 24 }, (_, index) => {
    const from = end - (daysBack * 24 - index) * hourMs;
    const at = new Date(from);
    const weekend = [0, 6].includes(at.getUTCDay());
    const rhythm = 1 + 3 * Math.max(0, Math.sin(((at.getUTCHours() - 5) / 14) * Math.PI));
    return { from, weight: rhythm * (weekend ? 0.35 : 1) };
  });
  const all = weights.reduce((sum, { weight }) => sum + weight, 0);
  let before = 0;
  let given = 0;
  return weights.map(({ from, weight }) => {
    before += weight;
    const upTo = Math.round((before / all) * total);
    const rows = upTo - given;
    given = upTo;
    return [from, rows];
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

/** Half are tokens, the rest what registries tell; one of twenty-five is denied. */
const eventsText = `
WITH drawn AS MATERIALIZED (
  SELECT gen_random_uuid() AS id, least(h.start + random() * interval '1 hour', $3) AS at,
    floor((SELECT count(*) FROM seed_key) * power(random(), 4))::int AS k, random() AS what, random() AS outcome, random() AS place
  FROM unnest($1::timestamptz[], $2::int[]) AS h(start, rows), generate_series(1, h.rows)
), shaped AS (
  SELECT d.id, d.at, k.id AS key_id, k.iam_id, k.account_id, k.region, k.namespace, d.k AS n, d.outcome < 0.04 AND d.what < 0.5 AS denied,
    CASE WHEN d.what < 0.04 THEN 'login' WHEN d.what < 0.5 THEN 'token' WHEN d.what < 0.93 OR k.role = 'Reader' THEN 'pull'
      WHEN d.what < 0.985 THEN 'push' WHEN d.what < 0.995 THEN 'mount' ELSE 'delete' END AS action,
    k.namespace || '/' || (ARRAY['api','web','worker','base'])[1 + floor(d.place * 4)::int] AS repository,
    string_to_array((ARRAY[${clients.map((one) => `'${one}'`).join(",")}])[1 + (d.k + floor(d.place * 1.2)::int) % ${clients.length}], ' ') AS client
  FROM drawn d JOIN seed_key k ON k.i = d.k
)
INSERT INTO usage_event (id, at, source, action, outcome, reason, apikey_id, iam_id, account_id, region, namespace, repository,
  tag, requested, granted, namespaces, username, client_name, client_version, user_agent, ip, token_id, request_id, detail)
SELECT s.id, s.at, CASE WHEN action IN ('login', 'token') THEN 'portal' ELSE 'registry' END, action,
  CASE WHEN denied AND action = 'token' THEN 'denied' ELSE 'granted' END,
  CASE WHEN denied AND action = 'token' THEN 'role-too-low' END,
  s.s_id, iam_id, account_id, region,
  CASE WHEN action <> 'login' THEN namespace END, CASE WHEN action <> 'login' THEN repository END,
  CASE WHEN action IN ('pull', 'push') THEN '4.' || n % 20 END,
  CASE WHEN action = 'token' THEN ARRAY['repository:' || repository || CASE WHEN denied THEN ':pull,push' ELSE ':pull' END] ELSE '{}' END,
  CASE WHEN action = 'token' AND NOT denied THEN ARRAY['repository:' || repository || ':pull'] ELSE '{}' END,
  CASE WHEN action = 'login' THEN '{}' ELSE ARRAY[namespace] END,
  CASE WHEN action IN ('login', 'token') THEN 'iamapikey' END, client[1], client[2], client[1] || '/' || client[2],
  '10.' || n % 200 || '.' || n / 200 % 200 || '.' || 1 + n % 250,
  CASE WHEN action IN ('login', 'token') AND NOT denied THEN gen_random_uuid() END,
  CASE WHEN action IN ('login', 'token') THEN gen_random_uuid()::text END,
  CASE WHEN denied AND action = 'token' THEN jsonb_build_object('code', 'role-too-low', 'region', region, 'namespace', namespace,
    'repository', repository, 'action', 'push', 'heldRole', 'Reader', 'neededRole', 'Writer') END
FROM (SELECT id, at, iam_id, account_id, region, namespace, n, denied, action, repository, client, key_id AS s_id FROM shaped) s`;

/** What the portal keeps of each key's last use, and the planner's figures. */
export const finishSeed = async (client: pg.PoolClient): Promise<void> => {
  await client.query(
    `INSERT INTO api_key_activity AS a (api_key_id, last_authn, authn_count, last_ip, last_client, last_region)
     SELECT apikey_id, max(at), count(*), (array_agg(ip ORDER BY at DESC))[1],
       (array_agg(trim(client_name || ' ' || client_version) ORDER BY at DESC))[1], (array_agg(region ORDER BY at DESC))[1]
     FROM usage_event WHERE source = 'portal' AND outcome <> 'denied' AND apikey_id IN (SELECT id FROM api_key WHERE created_by = $1)
     GROUP BY 1 ON CONFLICT (api_key_id) DO UPDATE SET last_authn = excluded.last_authn, authn_count = excluded.authn_count,
       last_ip = excluded.last_ip, last_client = excluded.last_client, last_region = excluded.last_region`,
    [seedMaker],
  );
};
