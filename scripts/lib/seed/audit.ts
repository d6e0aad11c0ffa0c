import { randomUUID } from "node:crypto";
import type pg from "pg";
import { type AuditPayload, auditHash, firstPrevHash } from "@/lib/domain/audit-event";
import { sha256Hex } from "@/lib/platform/secret";
import { keysText } from "./shape";
import { addToState, inTransaction } from "./state";

const keysPerBatch = 5_000;

type SeededKey = {
  id: string;
  n: number;
  i: number;
  account_id: string;
  person_id: string;
  person_name: string;
  service_id: string | null;
  service_name: string;
  iam_id: string;
  name: string;
  policy_id: string;
  role: string;
  namespace: string;
  wide: boolean;
  created_at: Date;
};

type Entry = Pick<AuditPayload, "action" | "target" | "after"> & { before?: object };

/** What making a key wrote into its account's audit. One in ten was described later. */
const entriesOf = (key: SeededKey): Entry[] => [
  ...(key.service_id
    ? [
        {
          action: "service-id.create",
          target: { type: "service-id", id: key.service_id, name: key.service_name },
          after: { name: key.service_name, description: null, iam_id: key.iam_id, locked: false },
        },
      ]
    : []),
  {
    action: "policy.create",
    target: { type: "policy", id: key.policy_id, name: `${key.role} for ${key.iam_id}` },
    after: {
      iam_id: key.iam_id,
      roles: [key.role],
      region: null,
      namespace: key.wide ? null : key.namespace,
    },
  },
  {
    action: "api-key.create",
    target: { type: "api-key", id: key.id, name: key.name },
    after: { name: key.name, description: null, iam_id: key.iam_id, locked: false, disabled: false },
  },
  ...(key.i % 10 === 8
    ? [
        {
          action: "api-key.update",
          target: { type: "api-key", id: key.id, name: key.name },
          before: { description: null },
          after: { description: "Nightly job" },
        },
      ]
    : []),
];

/**
 * The audit of keys `have` to `count`, each account's chain with right numbers and hashes, after what it holds
 * already. What was there before stays first, though it is younger.
 */
export const seedAudit = async (
  client: pg.PoolClient,
  have: number,
  count: number,
  progress: (done: number) => void,
): Promise<void> => {
  for (let from = have; from < count; from += keysPerBatch) {
    const to = Math.min(from + keysPerBatch, count);
    await inTransaction(client, async () => {
      const { rows } = await client.query<SeededKey>(
        `SELECT k.*, made.created_at FROM (${keysText}) k JOIN api_key made ON made.id = k.id
         ORDER BY k.account_id, made.created_at`,
        [from, to],
      );
      for (const chain of new Set(rows.map(({ account_id }) => account_id)))
        await append(
          client,
          chain,
          rows.filter(({ account_id }) => account_id === chain),
        );
      await addToState(client, { audited: to - from });
    });
    progress(to);
  }
};

const append = async (client: pg.PoolClient, chain: string, keys: readonly SeededKey[]): Promise<void> => {
  // As lib/services/change.ts locks it.
  await client.query("SELECT pg_advisory_xact_lock(72707371, hashtext($1))", [chain]);
  const { rows } = await client.query<{ seq: string; hash: string }>(
    "SELECT seq, hash FROM audit_event WHERE chain = $1 ORDER BY seq DESC LIMIT 1",
    [chain],
  );
  let seq = Number(rows[0]?.seq ?? 0);
  let hash = rows[0]?.hash ?? firstPrevHash;
  const made: object[] = [];
  for (const key of keys) {
    const correlation_id = randomUUID();
    for (const entry of entriesOf(key)) {
      const prev_hash = hash;
      seq += 1;
      const item: AuditPayload = {
        ...{ seq, at: key.created_at.toISOString(), actor: { iam_id: key.person_id, name: key.person_name } },
        before: null,
        ...entry,
        ...{ correlation_id, ip: `10.200.${key.n}.${1 + (key.i % 250)}` },
      };
      hash = auditHash(item, prev_hash, sha256Hex);
      const { target, actor, ...rest } = item;
      made.push({
        ...rest,
        chain,
        prev_hash,
        hash,
        ...prefixed("target", target),
        ...prefixed("actor", actor),
      });
    }
  }
  await client.query(
    `INSERT INTO audit_event (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::audit_event, $1)`,
    [JSON.stringify(made)],
  );
};

const columns =
  "chain, seq, at, actor_iam_id, actor_name, action, target_type, target_id, target_name, before, after, correlation_id, ip, prev_hash, hash";

const prefixed = (prefix: string, of: object): object =>
  Object.fromEntries(Object.entries(of).map(([name, value]) => [`${prefix}_${name}`, value]));
