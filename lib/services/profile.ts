import { runtime } from "@/lib/platform/runtime";
import { nextEntityTag } from "@/lib/platform/secret";
import type { Actor } from "./actor";
import { change } from "./change";

/** A person's own name, as others see it in every account. */
export const renameSelf = async (actor: Actor, name: string): Promise<void> => {
  const before = await runtime().prisma.user.findUniqueOrThrow({ where: { id: actor.iamId } });
  if (before.name === name) return;
  await change(actor, actor.accountId, async (tx, record) => {
    await tx.user.update({
      where: { id: actor.iamId },
      data: { name, entityTag: nextEntityTag(before.entityTag) },
    });
    await record({
      action: "user.update",
      target: { type: "user", id: actor.iamId, name: before.email },
      before: { name: before.name },
      after: { name },
    });
  });
};
