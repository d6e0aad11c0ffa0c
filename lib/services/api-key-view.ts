import { type ApiKeyStatus, apiKeyDisplay, apiKeyStatus } from "@/lib/domain/api-key";
import { crnOfApiKey } from "@/lib/domain/identifiers";
import type { LeakAction } from "@/lib/domain/inputs/api-key";
import type { ApiKey, ApiKeyActivity, Prisma } from "@/prisma/generated/client";
import type { Actor } from "./actor";
import type { Tx } from "./change";
import { type HistoryEntry, readHistory } from "./history";
import { namesOf } from "./names";
import { mayChangeApiKey } from "./reach";

/** An API key as people and the API see it: never its value or digest. */
export type ApiKeyView = {
  id: string;
  crn: string;
  accountId: string;
  /** The owner's. */
  iamId: string;
  name: string;
  description: string | null;
  /** `wfk_8FqT2m…`; null for a caller-chosen value. */
  display: string | null;
  /** `id`: the person's iam_id, or `ServiceId-…`. */
  owner: { kind: "user" | "service-id"; id: string; iamId: string; name: string };
  status: ApiKeyStatus;
  createdAt: Date;
  createdBy: string;
  createdByName: string;
  modifiedAt: Date;
  expiresAt: Date | null;
  disabledAt: Date | null;
  locked: boolean;
  actionWhenLeaked: LeakAction;
  supportSessions: boolean;
  entityTag: string;
  activity: {
    /** Last granted login or token. */
    lastAuthn: Date | null;
    authnCount: number;
    lastIp: string | null;
    /** Such as `docker 27.3.1`. */
    lastClient: string | null;
    /** Region id. */
    lastRegion: string | null;
    failedCount: number;
    lastFailedAt: Date | null;
  };
  /** Whether the actor may change it. */
  mayChange: boolean;
  /** Oldest first. */
  history: HistoryEntry[];
};

export type ApiKeyRow = ApiKey & {
  activity: ApiKeyActivity | null;
  serviceId: { id: string; name: string; createdBy: string } | null;
  user: { name: string } | null;
};

/** Of it, what a view shows or is decided by. */
export type ShownKey = Pick<
  ApiKeyRow,
  | (
      | "id"
      | "accountId"
      | "iamId"
      | "userId"
      | "publicId"
      | "name"
      | "description"
      | "createdAt"
      | "createdBy"
    )
  | ("modifiedAt" | "expiresAt" | "disabledAt" | "lockedAt" | "deletedAt" | "actionWhenLeaked")
  | ("supportSessions" | "entityTag" | "history" | "serviceId" | "user")
> & {
  activity:
    | (Pick<ApiKeyActivity, "lastAuthn" | "lastIp" | "lastClient" | "lastRegion" | "lastFailedAt"> &
        Record<"authnCount" | "failedCount", bigint | number>)
    | null;
};

/** What a view needs beside the key's own columns. */
export const apiKeyInclude = {
  activity: true,
  serviceId: { select: { id: true, name: true, createdBy: true } },
  user: { select: { name: true } },
} satisfies Prisma.ApiKeyInclude;

/**
 * The same inside a transaction, one query after the other: several relations in one `include` would be asked
 * for at once, which a single connection can't.
 */
export const withRelations = async (tx: Tx, key: ApiKey): Promise<ApiKeyRow> => {
  const { id, serviceIdId, userId } = key;
  const { serviceId, user } = apiKeyInclude;
  return {
    ...key,
    activity: await tx.apiKeyActivity.findUnique({ where: { apiKeyId: id } }),
    serviceId: serviceIdId
      ? await tx.serviceId.findUnique({ where: { id: serviceIdId }, ...serviceId })
      : null,
    user: userId ? await tx.user.findUnique({ where: { id: userId }, ...user }) : null,
  };
};

/** @param now for the status */
export const apiKeyViews = async (
  db: Pick<Tx, "$queryRaw">,
  actor: Actor,
  rows: readonly ShownKey[],
  now: Date,
): Promise<ApiKeyView[]> => {
  const nameOf = await namesOf(
    db,
    rows.map((row) => row.createdBy),
  );
  return rows.map((row) => ({
    id: row.id,
    crn: crnOfApiKey(row.accountId, row.id),
    accountId: row.accountId,
    iamId: row.iamId,
    name: row.name,
    description: row.description,
    display: row.publicId ? apiKeyDisplay(row.publicId) : null,
    owner: row.serviceId
      ? { kind: "service-id", id: row.serviceId.id, iamId: row.iamId, name: row.serviceId.name }
      : { kind: "user", id: row.iamId, iamId: row.iamId, name: row.user?.name ?? row.iamId },
    status: apiKeyStatus({ ...row, lastAuthn: row.activity?.lastAuthn ?? null }, now),
    createdAt: row.createdAt,
    createdBy: row.createdBy,
    createdByName: nameOf(row.createdBy),
    modifiedAt: row.modifiedAt,
    expiresAt: row.expiresAt,
    disabledAt: row.disabledAt,
    locked: row.lockedAt !== null,
    actionWhenLeaked: row.actionWhenLeaked as LeakAction,
    supportSessions: row.supportSessions,
    entityTag: row.entityTag,
    activity: {
      lastAuthn: row.activity?.lastAuthn ?? null,
      authnCount: Number(row.activity?.authnCount ?? 0),
      lastIp: row.activity?.lastIp ?? null,
      lastClient: row.activity?.lastClient ?? null,
      lastRegion: row.activity?.lastRegion ?? null,
      failedCount: Number(row.activity?.failedCount ?? 0),
      lastFailedAt: row.activity?.lastFailedAt ?? null,
    },
    mayChange: mayChangeApiKey(actor, row),
    history: readHistory(row.history),
  }));
};

/** A key for the audit: what decides about its use. */
export const apiKeyAudit = (row: ApiKey) => ({
  name: row.name,
  description: row.description,
  iam_id: row.iamId,
  expires_at: row.expiresAt?.toISOString() ?? null,
  locked: row.lockedAt !== null,
  disabled: row.disabledAt !== null,
  action_when_leaked: row.actionWhenLeaked,
  support_sessions: row.supportSessions,
});
