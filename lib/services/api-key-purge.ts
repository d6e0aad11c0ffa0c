import { runtime } from "@/lib/platform/runtime";
import { systemActor } from "./actor";
import { change } from "./change";

/** How long a deleted key is remembered, so that its holder is told why it is refused. */
export const rememberedDays = 90;

/**
 * Forgets keys and service IDs that were deleted more than 90 days ago. Called daily; one audit entry an
 * account. @returns how many keys
 */
export const purgeDeletedApiKeys = async (): Promise<number> => {
  const { prisma, clock } = runtime();
  const deletedAt = { lt: new Date(clock.now().getTime() - rememberedDays * 86_400_000) };
  const accounts = await prisma.apiKey.findMany({
    where: { deletedAt },
    distinct: ["accountId"],
    select: { accountId: true },
  });
  let purged = 0;
  for (const { accountId } of accounts)
    purged += await change(systemActor("purge"), accountId, async (tx, record) => {
      const rows = await tx.apiKey.findMany({
        where: { accountId, deletedAt },
        select: { id: true },
        take: 10_000,
      });
      const ids = rows.map(({ id }) => id);
      const account = await tx.account.findUniqueOrThrow({ where: { id: accountId } });
      await tx.apiKey.deleteMany({ where: { id: { in: ids } } });
      await record({
        action: "api-key.purge",
        target: { type: "account", id: accountId, name: account.name },
        before: { api_keys: ids },
      });
      return ids.length;
    });
  await prisma.serviceId.deleteMany({ where: { deletedAt, apiKeys: { none: {} } } });
  return purged;
};
