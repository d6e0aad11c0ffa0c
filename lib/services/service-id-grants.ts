import type { Grant } from "@/lib/domain/grant";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "./actor";
import { customRolesOf, grantColumns, grantsOfRows } from "./grants";
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
  const among = { iamId: { in: found.map(({ iamId }) => iamId) } };
  const rows = await prisma.policy.findMany({
    where: {
      accountId: actor.accountId,
      OR: [{ subjectIamId: among.iamId }, { accessGroup: { members: { some: among } } }],
    },
    select: {
      ...grantColumns,
      subjectIamId: true,
      accessGroup: { select: { members: { where: among, select: { iamId: true } } } },
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const reaches = (row: (typeof rows)[number], iamId: string) =>
    row.subjectIamId === iamId || row.accessGroup?.members.some((member) => member.iamId === iamId);
  const custom = await customRolesOf(prisma, actor.accountId);
  return new Map(
    found.map(({ iamId }) => [
      iamId,
      grantsOfRows(
        rows.filter((row) => reaches(row, iamId)),
        custom,
      ),
    ]),
  );
};
