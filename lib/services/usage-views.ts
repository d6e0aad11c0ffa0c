import { randomUUID } from "node:crypto";
import { isUuid } from "@/lib/domain/identifiers";
import { UsageViewInput, UsageViewRename } from "@/lib/domain/inputs/usage-view";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "./actor";
import { change, type Tx } from "./change";
import { checked } from "./checked";
import { forbidden, notFound, ServiceError } from "./service-error";

/** A view of the usage that a person named: `query` is that of its address. */
export type UsageView = { id: string; name: string; query: string };

const viewsMax = 50;

/** The person's own in this account, by name. @throws forbidden for machines and without an account */
export const listUsageViews = async (actor: Actor): Promise<UsageView[]> =>
  runtime().prisma.usageView.findMany({
    where: own(actor),
    orderBy: { name: "asc" },
    select: { id: true, name: true, query: true },
  });

/** Keeps a view. @throws forbidden, invalid (name, query; `reason` `too-many-views`), conflict (name) */
export const saveUsageView = async (actor: Actor, input: UsageViewInput): Promise<UsageView> => {
  const mine = own(actor);
  const { name, query } = checked(UsageViewInput, input);
  return change(actor, actor.accountId, async (tx, record) => {
    if ((await tx.usageView.count({ where: mine })) >= viewsMax)
      throw new ServiceError("invalid", `name is the ${viewsMax + 1}st: delete a view first.`, {
        field: "name",
        reason: "too-many-views",
      });
    await requireFree(tx, actor, name);
    const view = { id: randomUUID(), name, query };
    await tx.usageView.create({ data: { ...mine, ...view, createdAt: runtime().clock.now() } });
    await record({ action: "usage-view.create", target: targetOf(view), after: { name, query } });
    return view;
  });
};

/** @throws forbidden, invalid (name), not-found, conflict (name) */
export const renameUsageView = async (actor: Actor, input: UsageViewRename): Promise<void> => {
  own(actor);
  const { id, name } = checked(UsageViewRename, input);
  await change(actor, actor.accountId, async (tx, record) => {
    const view = await find(tx, actor, id);
    if (view.name === name) return;
    await requireFree(tx, actor, name);
    await tx.usageView.update({ where: { id }, data: { name } });
    await record({
      action: "usage-view.update",
      target: targetOf({ id, name }),
      before: { name: view.name },
      after: { name },
    });
  });
};

/** @throws forbidden, not-found */
export const deleteUsageView = async (actor: Actor, id: string): Promise<void> => {
  own(actor);
  await change(actor, actor.accountId, async (tx, record) => {
    const view = await find(tx, actor, id);
    await tx.usageView.delete({ where: { id } });
    const { name, query } = view;
    await record({ action: "usage-view.delete", target: targetOf(view), before: { name, query } });
  });
};

/** Which views are the person's. */
const own = (actor: Actor) => {
  if (actor.role === "service") throw forbidden("Views belong to people.");
  if (!actor.accountId) throw forbidden("Views belong to an account: join one first.");
  return { accountId: actor.accountId, userId: actor.iamId };
};

const targetOf = ({ id, name }: Pick<UsageView, "id" | "name">) => ({ type: "usage-view", id, name });

const find = async (tx: Tx, actor: Actor, id: string) => {
  const view = isUuid(id) ? await tx.usageView.findFirst({ where: { ...own(actor), id } }) : null;
  if (!view) throw notFound("view");
  return view;
};

const requireFree = async (tx: Tx, actor: Actor, name: string): Promise<void> => {
  if ((await tx.usageView.count({ where: { ...own(actor), name } })) > 0)
    throw new ServiceError("conflict", `name is "${name}", which another of your views has.`, {
      field: "name",
      reason: "view-name-taken",
    });
};
