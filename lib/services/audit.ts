import type { AuditItem } from "@/lib/domain/audit-event";
import { AuditAfter, type AuditFilters, ReportPage } from "@/lib/domain/inputs/report";
import { runtime } from "@/lib/platform/runtime";
import type { AuditEvent } from "@/prisma/generated/client";
import type { Actor } from "./actor";
import { auditQuery, readAudit, readableChain } from "./audit-query";
import { checked } from "./checked";
import { ServiceError } from "./service-error";

/** Newest first. `next` goes to older items, `previous` to newer ones; null where there is none. */
export type AuditPage = { items: AuditItem[]; next: string | null; previous: string | null };

/**
 * One page of a chain, by sequence number.
 * @throws ServiceError invalid (filter, limit, cursor), forbidden
 */
export const listAudit = async (
  actor: Actor,
  filters: AuditFilters,
  page: ReportPage = {},
): Promise<AuditPage> => {
  const query = auditQuery(actor, filters);
  const { limit, cursor: text } = checked(ReportPage, page);
  const cursor = text === undefined ? null : readCursor(text);
  const newer = cursor?.newer ?? false;
  if (cursor) query.conditions.push(`e.seq ${newer ? ">" : "<"} ${query.put(cursor.seq)}`);
  const rows = await readAudit(query, newer ? "ASC" : "DESC", limit + 1);
  const more = rows.length > limit;
  const items = rows.slice(0, limit).map(auditItem);
  if (newer) items.reverse();
  const to = (item: AuditItem | undefined, way: "n" | "o") => (item ? `${way}${item.seq}` : null);
  return {
    items,
    next: newer || more ? to(items.at(-1), "o") : null,
    previous: (cursor && !newer) || (newer && more) ? to(items[0], "n") : null,
  };
};

/** One item by its number, for links to it. Null when it isn't there. */
export const auditItemAt = async (
  actor: Actor,
  seq: number,
  scope: "account" | "site" = "account",
): Promise<AuditItem | null> => {
  const chain = readableChain(actor, scope);
  if (!Number.isSafeInteger(seq) || seq < 1) return null;
  const row = await runtime().prisma.auditEvent.findUnique({
    where: { chain_seq: { chain, seq: BigInt(seq) } },
  });
  return row && auditItem(row);
};

/**
 * All that matches, oldest first, so that its hashes can be followed while it is read.
 * @param after the number of the item to go on after
 */
export async function* auditBatches(
  actor: Actor,
  filters: AuditFilters,
  after = "0",
): AsyncGenerator<AuditItem[]> {
  for (let last = checked(AuditAfter, { after }).after; ; ) {
    const query = auditQuery(actor, filters);
    query.conditions.push(`e.seq > ${query.put(last)}`);
    const rows = await readAudit(query, "ASC", 1000);
    if (rows.length > 0) yield rows.map(auditItem);
    if (rows.length < 1000) return;
    last = rows.at(-1)?.seq ?? last;
  }
}

const readCursor = (text: string): { newer: boolean; seq: bigint } => {
  const [, way, seq] = /^([no])(\d{1,15})$/.exec(text) ?? [];
  if (!way || !seq)
    throw new ServiceError("invalid", "cursor is none that a page gave: begin with the first page.", {
      field: "cursor",
    });
  return { newer: way === "n", seq: BigInt(seq) };
};

/** A stored row as `/api/v1/audit` gives it: exactly what its hash covers. */
export const auditItem = (row: AuditEvent): AuditItem =>
  ({
    seq: Number(row.seq),
    at: row.at.toISOString(),
    actor: {
      iam_id: row.actorIamId,
      name: row.actorName,
      ...(row.actorApikeyId ? { apikey_id: row.actorApikeyId } : {}),
    },
    action: row.action,
    target: { type: row.targetType, id: row.targetId, name: row.targetName },
    before: row.before,
    after: row.after,
    correlation_id: row.correlationId,
    ip: row.ip,
    prev_hash: row.prevHash,
    hash: row.hash,
  }) as AuditItem;
