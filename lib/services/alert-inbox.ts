import type { AlertKind, AlertScope } from "@/lib/domain/alert";
import type { AlertFacts } from "@/lib/domain/alert-words";
import { AlertIds } from "@/lib/domain/inputs/alert";
import { runtime } from "@/lib/platform/runtime";
import type { Alert } from "@/prisma/generated/client";
import type { Actor } from "./actor";
import { siteChain } from "./change";
import { checked } from "./checked";
import { type Page, planPage } from "./paging";
import { administered } from "./reach";

/** An alert for a person. `id`: the delivery's, which is theirs alone. */
export type InboxAlert = AlertFacts & { id: string; readAt: Date | null };

/** A delivery to somewhere else, for administrators: never an address or a secret. */
export type DeliveryView = {
  id: string;
  kind: AlertKind;
  subject: { type: string; id: string; name: string };
  channel: string;
  /** Whose mailbox; null for webhook and Slack. */
  person: string | null;
  state: "waiting" | "sent" | "given-up";
  attempts: number;
  createdAt: Date;
  nextAt: Date | null;
  endedAt: Date | null;
  /** A status or an error's code. */
  lastAnswer: string | null;
};

const inboxOf = (actor: Actor) => ({
  iamId: actor.iamId,
  channel: "in-app",
  accountId: { in: [actor.accountId, ...(actor.siteAdministrator ? [siteChain] : [])] },
});

const factsOf = (alert: Alert): AlertFacts => ({
  kind: alert.kind as AlertKind,
  subject: { type: alert.subjectType, id: alert.subjectId, name: alert.subjectName },
  at: alert.at,
  data: alert.data as AlertFacts["data"],
});

const newestFirst = (cursor: string | undefined) =>
  planPage<{ id: string; createdAt: Date }, "createdAt">(
    { limit: 50, order: "desc", ...(cursor && { cursor }) },
    { allowed: ["createdAt"], dates: ["createdAt"], nullable: [], fallback: "createdAt" },
  );

/** The person's alerts in this account (and the site's, for its administrators), newest first. @throws invalid */
export const listAlerts = async (actor: Actor, cursor?: string): Promise<Page<InboxAlert>> => {
  const plan = newestFirst(cursor);
  const rows = await runtime().prisma.alertDelivery.findMany({
    where: { AND: [inboxOf(actor), plan.query.where] },
    include: { alert: true },
    orderBy: plan.query.orderBy,
    take: plan.query.take,
  });
  const page = plan.page(rows) as Page<(typeof rows)[number]>;
  return { ...page, items: page.items.map(({ id, readAt, alert }) => ({ ...factsOf(alert), id, readAt })) };
};

const countedMax = 100;

/** How many the person hasn't read; counted up to 100. */
export const unreadAlerts = async (actor: Actor): Promise<number> =>
  (
    await runtime().prisma.alertDelivery.findMany({
      where: { ...inboxOf(actor), readAt: null },
      select: { id: true },
      take: countedMax,
    })
  ).length;

/** Marks the person's alerts as read: those named, or all. Others' aren't touched. */
export const markAlertsRead = async (actor: Actor, ids: readonly string[] | "all"): Promise<void> => {
  const named =
    ids === "all" ? {} : { id: { in: checked(AlertIds, { ids: [...ids] }).ids.filter(isUuidText) } };
  await runtime().prisma.alertDelivery.updateMany({
    where: { ...inboxOf(actor), ...named, readAt: null },
    data: { readAt: runtime().clock.now() },
  });
};

const isUuidText = (id: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);

/** What left the portal and what the other side answered, newest first. For administrators. @throws forbidden */
export const listAlertDeliveries = async (
  actor: Actor,
  cursor?: string,
  scope: AlertScope = "account",
): Promise<Page<DeliveryView>> => {
  const accountId = administered(actor, scope);
  const plan = newestFirst(cursor);
  const rows = await runtime().prisma.alertDelivery.findMany({
    where: { AND: [{ accountId, channel: { not: "in-app" } }, plan.query.where] },
    include: { alert: true },
    orderBy: plan.query.orderBy,
    take: plan.query.take,
  });
  const page = plan.page(rows) as Page<(typeof rows)[number]>;
  const people = await runtime().prisma.user.findMany({
    where: { id: { in: page.items.flatMap(({ iamId }) => iamId ?? []) } },
    select: { id: true, name: true },
  });
  return {
    ...page,
    items: page.items.map((row) => ({
      id: row.id,
      kind: row.alert.kind as AlertKind,
      subject: factsOf(row.alert).subject,
      channel: row.channel,
      person: row.iamId && (people.find(({ id }) => id === row.iamId)?.name ?? row.iamId),
      state: row.state as DeliveryView["state"],
      attempts: row.attempts,
      createdAt: row.createdAt,
      nextAt: row.state === "waiting" ? row.nextAt : null,
      endedAt: row.endedAt,
      lastAnswer: row.lastAnswer,
    })),
  };
};
