import { isUuid } from "@/lib/domain/identifiers";
import { KeyBulkRequest } from "@/lib/domain/inputs/key-inventory";
import type { BulkAction } from "@/lib/domain/key-bulk";
import { runtime } from "@/lib/platform/runtime";
import type { KeyBulk } from "@/prisma/generated/client";
import type { Actor } from "./actor";
import { checked } from "./checked";
import { requireWriter } from "./reach";
import { notFound } from "./service-error";

/** How many keys are changed in one transaction. */
export const batchSize = 100;
/** How long a bulk change can be taken back. */
export const undoMs = 60 * 60_000;

export type BulkProgress = {
  id: string;
  action: BulkAction;
  total: number;
  changed: number;
  skipped: number;
  ended: boolean;
  undoable: boolean;
};

/** One that can be gone on with or taken back. */
export type RecentBulk = BulkProgress & {
  at: Date;
  /** How many keys can be taken back, and whether that has begun. */
  left: number;
  undone: boolean;
};

/** For so long a bulk change that was stopped can be gone on with from the list of recent ones. */
const unfinishedMs = 24 * undoMs;
const shown = 5;

/**
 * The actor's own bulk changes that aren't over: stopped within a day, or to be taken back (a half-done undo as
 * well); newest first, five at most.
 * @throws ServiceError forbidden
 */
export const listKeyBulks = async (actor: Actor): Promise<RecentBulk[]> => {
  requireWriter(actor);
  const now = runtime().clock.now().getTime();
  const rows = await runtime().prisma.keyBulk.findMany({
    where: {
      accountId: actor.accountId,
      actor: actor.iamId,
      OR: [
        { createdAt: { gt: new Date(now - unfinishedMs) }, endedAt: null, undoneAt: null },
        { createdAt: { gt: new Date(now - undoMs) }, keys: { some: {} } },
      ],
    },
    orderBy: { createdAt: "desc" },
    take: shown,
    include: { _count: { select: { keys: true } } },
  });
  return rows.map((row) => ({
    ...progressOf(row),
    at: row.createdAt,
    left: row._count.keys,
    undone: row.undoneAt !== null,
  }));
};

/** A request as it came, or as it was kept. */
export const readBulk = (input: KeyBulkRequest) => checked(KeyBulkRequest, input);

/** The actor's own bulk change. @throws ServiceError not-found */
export const ownBulk = async (actor: Actor, id: string): Promise<KeyBulk> => {
  const found = isUuid(id)
    ? await runtime().prisma.keyBulk.findFirst({
        where: { id, accountId: actor.accountId, actor: actor.iamId },
      })
    : null;
  if (!found) throw notFound("bulk change");
  return found;
};

export const progressOf = ({
  id,
  request,
  total,
  changed,
  skipped,
  endedAt,
  undoneAt,
  createdAt,
}: KeyBulk): BulkProgress => {
  const { action } = request as KeyBulkRequest;
  return {
    ...{ id, action, total, changed, skipped, ended: endedAt !== null || undoneAt !== null },
    undoable:
      (action === "disable" || action === "expire") &&
      changed > 0 &&
      runtime().clock.now().getTime() - createdAt.getTime() < undoMs,
  };
};
