import { isUuid } from "@/lib/domain/identifiers";
import { type BulkAction, KeyBulkRequest } from "@/lib/domain/inputs/key-inventory";
import { runtime } from "@/lib/platform/runtime";
import type { KeyBulk } from "@/prisma/generated/client";
import type { Actor } from "./actor";
import { checked } from "./checked";
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
  createdAt,
}: KeyBulk): BulkProgress => {
  const { action } = request as KeyBulkRequest;
  return {
    ...{ id, action, total, changed, skipped, ended: endedAt !== null },
    undoable:
      (action === "disable" || action === "expire") &&
      changed > 0 &&
      runtime().clock.now().getTime() - createdAt.getTime() < undoMs,
  };
};
