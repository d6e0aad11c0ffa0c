import { randomUUID } from "node:crypto";
import type { KeyBulkRequest } from "@/lib/domain/inputs/key-inventory";
import { runtime } from "@/lib/platform/runtime";
import type { ApiKey, KeyBulk, Prisma } from "@/prisma/generated/client";
import type { Actor } from "./actor";
import { queryOf, raiseAlerts } from "./alerts";
import { writeApiKey } from "./api-key-changes";
import { change, type Record, type Tx } from "./change";
import { requireAhead } from "./checked";
import { type BulkProgress, batchSize, ownBulk, progressOf, readBulk } from "./key-bulk-state";
import {
  addFilter,
  changeable,
  type KeyQuery,
  keyTables,
  readableKeys,
  whereOf,
} from "./key-inventory-query";
import { requireWriter } from "./reach";

export { type BulkProgress, listKeyBulks, type RecentBulk, undoMs } from "./key-bulk-state";
export { undoKeyBulk } from "./key-bulk-undo";

type Wanted = ReturnType<typeof readBulk>;

const weekMs = 7 * 86_400_000;
export type BulkPreview = {
  /** How many keys were named or match. */
  matched: number;
  /** How many of them will be changed. */
  changes: number;
  /** Why the others won't. */
  locked: number;
  notYours: number;
  alreadySo: number;
  /** How many of those that will be changed were used within the last 7 days. */
  usedLately: number;
  /** The first labels of those that will be changed. */
  sample: string[];
};

const sampled = 5;

/** Keys that the request means among those that the actor finds. */
const meant = (actor: Actor, { ids, filters }: Wanted): KeyQuery => {
  const query = readableKeys(actor);
  if (ids) query.conditions.push(`k.id = ANY(${query.put(ids)})`);
  if (filters) addFilter(query, filters, true);
  return query;
};

/** A key that is as asked for needs no change. */
const alreadySo = ({ action, expiresAt }: Wanted, { put }: KeyQuery): string => {
  if (action === "disable") return "k.disabled_at IS NOT NULL";
  if (action === "expire")
    return expiresAt ? `coalesce(k.expires_at = ${put(expiresAt)}, false)` : "k.expires_at IS NULL";
  return action === "notify" ? "k.person_id IS NULL" : "false";
};

/**
 * What a bulk change would do, without doing it.
 * @throws ServiceError forbidden, invalid
 */
export const previewKeyBulk = async (actor: Actor, input: KeyBulkRequest): Promise<BulkPreview> => {
  requireWriter(actor);
  const wanted = readBulk(input);
  const query = meant(actor, wanted);
  requireAhead(wanted.expiresAt ?? null, query.now);
  const mine = changeable(actor, query);
  const locked = wanted.action === "notify" ? "false" : "k.locked_at IS NOT NULL";
  const so = alreadySo(wanted, query);
  const since = query.put(new Date(query.now.getTime() - weekMs));
  const { rows } = await runtime().pool.query<BulkPreview>(
    `WITH found AS (
       SELECT k.name, ${mine} AS mine, ${locked} AS locked, ${so} AS so,
         coalesce(a.last_authn >= ${since}, false) AS used
       FROM ${keyTables(query)} WHERE ${whereOf(query)}
     )
     SELECT count(*)::int AS matched,
       count(*) FILTER (WHERE NOT mine)::int AS "notYours",
       count(*) FILTER (WHERE mine AND locked)::int AS locked,
       count(*) FILTER (WHERE mine AND NOT locked AND so)::int AS "alreadySo",
       count(*) FILTER (WHERE mine AND NOT locked AND NOT so)::int AS changes,
       count(*) FILTER (WHERE mine AND NOT locked AND NOT so AND used)::int AS "usedLately",
       ARRAY(SELECT name FROM found WHERE mine AND NOT locked AND NOT so ORDER BY name LIMIT ${sampled}) AS sample
     FROM found`,
    query.values,
  );
  return rows[0] as BulkPreview;
};

/**
 * Begins a bulk change of the keys that match now; nothing is changed yet.
 * @throws ServiceError as previewKeyBulk
 */
export const startKeyBulk = async (actor: Actor, input: KeyBulkRequest): Promise<BulkProgress> => {
  const { matched, changes } = await previewKeyBulk(actor, input);
  const bulk = await runtime().prisma.keyBulk.create({
    data: {
      id: randomUUID(),
      accountId: actor.accountId,
      actor: actor.iamId,
      request: asked(input),
      createdAt: runtime().clock.now(),
      total: changes,
      skipped: matched - changes,
    },
  });
  return progressOf(bulk);
};

/**
 * Changes the next keys of a bulk change: each with its own audit item, all under the bulk change's id as
 * correlation id. It can be stopped between two calls and taken up again; a key is never changed twice.
 * @throws ServiceError not-found (someone else's too), forbidden
 */
export const continueKeyBulk = async (actor: Actor, id: string): Promise<BulkProgress> => {
  requireWriter(actor);
  const bulk = await ownBulk(actor, id);
  const acting = { ...actor, correlationId: bulk.id };
  return change(acting, actor.accountId, async (tx, record) => {
    const wanted = readBulk(bulk.request as KeyBulkRequest);
    // As it is now: it may have been taken back while this waited.
    const current = await tx.keyBulk.findUniqueOrThrow({ where: { id } });
    if (current.endedAt || current.undoneAt) return progressOf(current);
    const query = meant(actor, wanted);
    query.conditions.push(
      `k.id > ${query.put(current.cursor)}`,
      `k.created_at <= ${query.put(bulk.createdAt)}::timestamptz`,
      changeable(actor, query),
      `NOT (${alreadySo(wanted, query)})`,
      ...(wanted.action === "notify" ? [] : ["k.locked_at IS NULL"]),
    );
    const ids = await queryOf(tx)<{ id: string }>(
      `SELECT k.id FROM ${keyTables(query)} WHERE ${whereOf(query)} ORDER BY k.id LIMIT ${batchSize} FOR UPDATE OF k`,
      query.values,
    );
    const rows = await tx.apiKey.findMany({
      where: { id: { in: ids.map((row) => row.id) } },
      orderBy: { id: "asc" },
    });
    let changed = 0;
    for (const row of rows) if (await apply(tx, record, acting, bulk, wanted, row)) changed++;
    const ended = rows.length < batchSize;
    const saved = await tx.keyBulk.update({
      where: { id },
      data: {
        changed: { increment: changed },
        cursor: rows.at(-1)?.id ?? current.cursor,
        ...(ended && { endedAt: runtime().clock.now() }),
      },
    });
    return progressOf(saved);
  });
};

/** The request as it was read, for each later call: its expiry to the second, as inputs have it. */
const asked = (input: KeyBulkRequest): Prisma.InputJsonValue => {
  const { expiresAt, ...rest } = readBulk(input);
  const end = expiresAt ? expiresAt.toISOString().replace(/\.\d+Z$/, "Z") : expiresAt;
  return JSON.parse(JSON.stringify({ ...rest, expiresAt: end })) as Prisma.InputJsonValue;
};

const messages = { disable: "API key disabled", expire: "API key changed", delete: "API key deleted" };

const apply = async (
  tx: Tx,
  record: Record,
  actor: Actor,
  bulk: KeyBulk,
  { action, expiresAt }: Wanted,
  row: ApiKey,
): Promise<boolean> => {
  const now = runtime().clock.now();
  if (action === "notify") return notifyOwner(tx, record, actor, row);
  const planned =
    action === "disable"
      ? { disabledAt: now }
      : action === "delete"
        ? { deletedAt: now }
        : { expiresAt: expiresAt ?? null };
  const saved = await writeApiKey(tx, record, actor, row, planned, {
    action: action === "expire" ? "update" : action,
    message: messages[action],
    now,
  });
  if (saved && action !== "delete")
    await tx.keyBulkKey.create({
      data: { bulkId: bulk.id, apiKeyId: row.id, entityTag: saved.entityTag, expiresAt: row.expiresAt },
    });
  return saved !== null;
};

/** Once a day for a key, however often it is asked. */
const notifyOwner = async (tx: Tx, record: Record, actor: Actor, row: ApiKey): Promise<boolean> => {
  const target = { type: "api-key", id: row.id, name: row.name };
  const raised = await raiseAlerts(queryOf(tx), [
    {
      accountId: row.accountId,
      kind: "key-notice",
      subject: target,
      window: runtime().clock.now().toISOString().slice(0, 10),
      data: { by: actor.name },
      to: row.personId ? [row.personId] : [],
    },
  ]);
  if (raised > 0) await record({ action: "api-key.notify", target, after: { to: row.personId } });
  return raised > 0;
};
