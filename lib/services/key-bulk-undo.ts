import type { KeyBulkRequest } from "@/lib/domain/inputs/key-inventory";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "./actor";
import { queryOf } from "./alerts";
import { writeApiKey } from "./api-key-changes";
import { change } from "./change";
import { batchSize, ownBulk, progressOf, readBulk } from "./key-bulk-state";
import { changeable, keyTables, readableKeys, whereOf } from "./key-inventory-query";
import { requireWriter } from "./reach";
import { notFound } from "./service-error";

/**
 * Takes a bulk change's next keys back: those that were disabled are enabled, the former end is set. A key
 * that was changed since keeps that. Repeat until it has ended.
 * @throws ServiceError not-found (too late, someone else's, nothing to take back)
 */
export const undoKeyBulk = async (
  actor: Actor,
  id: string,
): Promise<{ restored: number; left: number; ended: boolean }> => {
  requireWriter(actor);
  const bulk = await ownBulk(actor, id);
  if (!progressOf(bulk).undoable) throw notFound("bulk change that can be taken back");
  const { action } = readBulk(bulk.request as KeyBulkRequest);
  const acting = { ...actor, correlationId: bulk.id };
  return change(acting, actor.accountId, async (tx, record) => {
    const now = runtime().clock.now();
    const done = await tx.keyBulkKey.findMany({
      where: { bulkId: id },
      orderBy: { apiKeyId: "asc" },
      take: batchSize,
    });
    const query = readableKeys(actor);
    query.conditions.push(`k.id = ANY(${query.put(done.map(({ apiKeyId }) => apiKeyId))})`);
    query.conditions.push(changeable(actor, query), "k.locked_at IS NULL");
    const may = await queryOf(tx)<{ id: string }>(
      `SELECT k.id FROM ${keyTables(query)} WHERE ${whereOf(query)} ORDER BY k.id FOR UPDATE OF k`,
      query.values,
    );
    const rows = await tx.apiKey.findMany({ where: { id: { in: may.map((row) => row.id) } } });
    let restored = 0;
    for (const { apiKeyId, entityTag, expiresAt } of done) {
      const row = rows.find((one) => one.id === apiKeyId);
      if (row?.entityTag !== entityTag) continue;
      const [planned, what, message] =
        action === "disable"
          ? [{ disabledAt: null }, "enable", "API key enabled"]
          : [{ expiresAt }, "update", "API key changed"];
      if (await writeApiKey(tx, record, acting, row, planned, { action: what, message, now })) restored++;
    }
    await tx.keyBulkKey.deleteMany({
      where: { bulkId: id, apiKeyId: { in: done.map(({ apiKeyId }) => apiKeyId) } },
    });
    const ended = done.length < batchSize;
    // From now on it goes no further forward either.
    await tx.keyBulk.update({ where: { id }, data: { undoneAt: now } });
    return { restored, left: done.length - restored, ended };
  });
};
