import type pg from "pg";
import { accountsText, keysText, peopleText, regionsText } from "./shape";
import { addToState, inTransaction, seedMail, seedMaker } from "./state";

const keysPerBatch = 20_000;

/** Accounts, people, namespaces, service IDs with a policy, and keys that nobody holds: `count` keys in all. */
export const seedKeys = async (
  client: pg.PoolClient,
  have: number,
  count: number,
  progress: (done: number) => void,
): Promise<void> => {
  if (have >= count) return;
  await client.query(
    `INSERT INTO account (id, name, created_by, entity_tag)
     SELECT md5('seed account ' || i), 'Seed ' || i, $1, '1-' || md5(i::text) FROM generate_series(1, 4) i
     ON CONFLICT DO NOTHING`,
    [seedMaker],
  );
  await client.query(
    `INSERT INTO "user" (id, email, name, created_at, disabled_at, entity_tag)
     SELECT id, lower(replace(name, ' ', '.')) || '.' || n || '.' || p || '@' || $1, name, now() - interval '600 days',
       CASE WHEN gone AND p % 2 = 0 THEN now() - interval '40 days' END, '1-' || md5(id)
     FROM (${peopleText}) person ON CONFLICT DO NOTHING`,
    [seedMail],
  );
  await client.query(
    `INSERT INTO membership (account_id, user_id, role, created_at)
     SELECT account_id, id, (CASE WHEN n > 0 AND p = 0 THEN 'administrator' WHEN p % 40 = 1 THEN 'auditor' ELSE 'member' END)::"AccountRole",
       now() - interval '600 days'
     FROM (${peopleText}) person WHERE NOT gone OR p % 2 = 0 ON CONFLICT DO NOTHING`,
  );
  await client.query(
    `INSERT INTO namespace (region_id, name, account_id, created_at, created_by)
     SELECT r.id, 'seed-' || a.n || '-' || i, a.id, now() - interval '500 days', $1
     FROM ${accountsText} a, generate_series(0, 59) i JOIN ${regionsText} r ON r.p = i % (SELECT count(*) FROM region)
     ON CONFLICT DO NOTHING`,
    [seedMaker],
  );
  for (let from = have; from < count; from += keysPerBatch) {
    const to = Math.min(from + keysPerBatch, count);
    await inTransaction(client, async () => {
      for (const text of [serviceIdsText, policiesText, apiKeysText]) await client.query(text, [from, to]);
      await addToState(client, { keys: to - from });
    });
    progress(to);
  }
};

const serviceIdsText = `
INSERT INTO service_id (id, iam_id, account_id, name, unique_instance_crns, created_by, created_at, modified_at, entity_tag)
SELECT service_id, iam_id, account_id, service_name, '{}', person_id, created_at, created_at, '1-' || md5(i::text)
FROM (${keysText}) k WHERE service_id IS NOT NULL ON CONFLICT DO NOTHING`;

/** One in twenty was changed lately. */
const policiesText = `
INSERT INTO policy (id, account_id, subject_iam_id, roles, namespace, created_by, created_at, modified_by, modified_at, entity_tag)
SELECT policy_id, account_id, iam_id, ARRAY[role], CASE WHEN NOT wide THEN namespace END, person_id, created_at, person_id,
  CASE WHEN i % 20 = 13 THEN greatest(created_at, now() - interval '5 days') ELSE created_at END, '1-' || md5(i::text)
FROM (${keysText}) k ON CONFLICT DO NOTHING`;

/** Two of three end one day; of the silent ones some ended or were disabled when they fell silent. */
const apiKeysText = `
INSERT INTO api_key (id, account_id, iam_id, user_id, service_id_id, public_id, digest, name, created_by, created_at, modified_at,
  expires_at, disabled_at, entity_tag)
SELECT id, account_id, iam_id, user_id, service_id, 'S' || lpad(i::text, 9, '0'), sha256(('seed key ' || i)::bytea), name,
  person_id, created_at, created_at,
  CASE WHEN silent_at > created_at AND i % 24 = 9 THEN silent_at
    WHEN i % 3 > 0 THEN now() + make_interval(days => 1 + i * 7 % 400) END,
  CASE WHEN silent_at > created_at AND i % 36 = 21 THEN silent_at END, '1-' || md5(i::text)
FROM (${keysText}) k ON CONFLICT DO NOTHING`;
