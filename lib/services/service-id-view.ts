import { crnOfServiceId, isUuid } from "@/lib/domain/identifiers";
import type { ServiceId } from "@/prisma/generated/client";
import { type Actor, isAdministrator } from "./actor";
import type { Tx } from "./change";
import { type HistoryEntry, readHistory } from "./history";
import { namesOf } from "./names";
import { notFound } from "./service-error";

export type ServiceIdView = {
  id: string;
  iamId: string;
  crn: string;
  accountId: string;
  name: string;
  description: string | null;
  groupId: string | null;
  uniqueInstanceCrns: string[];
  createdAt: Date;
  /** iam_id of its owner. */
  createdBy: string;
  createdByName: string;
  modifiedAt: Date;
  locked: boolean;
  entityTag: string;
  /** Live keys, disabled and expired ones included. */
  keyCount: number;
  policyCount: number;
  /** Latest use of any of its live keys, and the granted uses of all of them. */
  lastAuthn: Date | null;
  authnCount: number;
  /** Whether the actor may change it. */
  mayChange: boolean;
  /** Oldest first. */
  history: HistoryEntry[];
};

type Db = Pick<Tx, "apiKey" | "policy" | "$queryRaw">;

/** Rows as views: counts, uses and names are looked up for all of them together. */
export const serviceIdViews = async (db: Db, actor: Actor, rows: ServiceId[]): Promise<ServiceIdView[]> => {
  const ids = rows.map(({ id }) => id);
  const keys = await db.apiKey.findMany({
    where: { serviceIdId: { in: ids }, deletedAt: null },
    select: { serviceIdId: true, activity: { select: { lastAuthn: true, authnCount: true } } },
  });
  const policies = await db.policy.groupBy({
    by: ["subjectIamId"],
    where: { accountId: actor.accountId, subjectIamId: { in: rows.map(({ iamId }) => iamId) } },
    _count: { _all: true },
  });
  const nameOf = await namesOf(
    db,
    rows.map((row) => row.createdBy),
  );
  return rows.map((row) => {
    const own = keys.filter((key) => key.serviceIdId === row.id);
    const uses = own.map(({ activity }) => activity?.lastAuthn?.getTime() ?? 0);
    const last = Math.max(0, ...uses);
    return {
      id: row.id,
      iamId: row.iamId,
      crn: crnOfServiceId(row.accountId, row.id),
      accountId: row.accountId,
      name: row.name,
      description: row.description,
      groupId: row.groupId,
      uniqueInstanceCrns: row.uniqueInstanceCrns,
      createdAt: row.createdAt,
      createdBy: row.createdBy,
      createdByName: nameOf(row.createdBy),
      modifiedAt: row.modifiedAt,
      locked: row.lockedAt !== null,
      entityTag: row.entityTag,
      keyCount: own.length,
      policyCount: policies.find(({ subjectIamId }) => subjectIamId === row.iamId)?._count._all ?? 0,
      lastAuthn: last > 0 ? new Date(last) : null,
      authnCount: own.reduce((sum, { activity }) => sum + Number(activity?.authnCount ?? 0n), 0),
      mayChange: isAdministrator(actor) || (actor.role === "member" && row.createdBy === actor.iamId),
      history: readHistory(row.history),
    };
  });
};

/** A service ID for the audit. */
export const serviceIdAudit = (row: ServiceId) => ({
  name: row.name,
  description: row.description,
  group_id: row.groupId,
  unique_instance_crns: row.uniqueInstanceCrns,
  locked: row.lockedAt !== null,
});

export const serviceIdTarget = (row: ServiceId) => ({ type: "service-id", id: row.id, name: row.name });

export const onlyServiceIdView = async (tx: Tx, actor: Actor, row: ServiceId): Promise<ServiceIdView> =>
  (await serviceIdViews(tx, actor, [row]))[0] as ServiceIdView;

/** A group of the account, or none. */
export const requireGroup = async (
  tx: Pick<Tx, "serviceIdGroup">,
  actor: Actor,
  groupId: string | null | undefined,
): Promise<void> => {
  if (!groupId) return;
  const group =
    isUuid(groupId) &&
    (await tx.serviceIdGroup.findFirst({ where: { id: groupId, accountId: actor.accountId } }));
  if (!group) throw notFound("service ID group");
};
