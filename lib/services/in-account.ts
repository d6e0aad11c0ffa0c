import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "./actor";
import { notFound } from "./service-error";

/**
 * A site administrator in another of its accounts: how a script that has made an account makes the first key
 * in it. Everyone else acts only in the account of the key.
 * @throws not-found for another account, whether it exists or not
 */
export const inAccount = async (actor: Actor, accountId: string): Promise<Actor> => {
  if (accountId === actor.accountId) return actor;
  const membership =
    actor.siteAdministrator && actor.role !== "service"
      ? await runtime().prisma.membership.findUnique({
          where: { accountId_userId: { accountId, userId: actor.iamId } },
        })
      : null;
  if (!membership) throw notFound("account");
  return { ...actor, accountId, role: membership.role };
};
