import type { Grant } from "@/lib/domain/grant";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "./actor";
import { customRolesOf, grantsOfEach } from "./grants";
import { readableServiceIds, requireReader } from "./reach";

/**
 * What service IDs that the actor finds may do, by iam_id: their own policies and those of their access groups, oldest
 * first, as they count at a login. An owner sees also what an administrator gave by a group.
 * @throws forbidden for service IDs without a platform role
 */
export const grantsOfServiceIds = async (
  actor: Actor,
  iamIds: readonly string[],
): Promise<Map<string, Grant[]>> => {
  requireReader(actor);
  const { prisma } = runtime();
  const found = await prisma.serviceId.findMany({
    where: { ...readableServiceIds(actor), iamId: { in: [...iamIds] } },
    select: { iamId: true },
  });
  const ids = found.map(({ iamId }) => iamId);
  return grantsOfEach(prisma, actor.accountId, ids, await customRolesOf(prisma, actor.accountId));
};
