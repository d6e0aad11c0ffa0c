import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { customKeyProblem, parseApiKey, suggestLabel } from "@/lib/domain/api-key";
import { apiKeyIdOf, iamIdOfServiceId, isUuid } from "@/lib/domain/identifiers";
import { CreateApiKey } from "@/lib/domain/inputs/api-key";
import { runtime } from "@/lib/platform/runtime";
import { nextEntityTag, pepperVersion, randomApiKey } from "@/lib/platform/secret";
import { Secret } from "@/lib/platform/secret-type";
import type { Actor } from "./actor";
import {
  type ApiKeyRow,
  type ApiKeyView,
  apiKeyAudit,
  apiKeyInclude,
  apiKeyViews,
  withRelations,
} from "./api-key-view";
import { change, type Record, type Tx } from "./change";
import { checked, requireAhead } from "./checked";
import { type FilterColumns, whereOfFilter } from "./filter-where";
import { withHistory } from "./history";
import { type Page, type PageRequest, planPage } from "./paging";
import { ownServiceIds, readableApiKeys, requireOwnerRole, requireReader, requireWriter } from "./reach";
import { forbidden, notFound, ServiceError } from "./service-error";

export { deleteApiKey, setApiKeyDisabled, setApiKeyLocked, updateApiKey } from "./api-key-changes";
export { purgeDeletedApiKeys } from "./api-key-purge";
export type { ApiKeyView } from "./api-key-view";

export const apiKeySorts = [
  "createdAt",
  "name",
  "description",
  "createdBy",
  "modifiedAt",
  "expiresAt",
] as const;

const apiKeyFilterColumns: FilterColumns = {
  id: { column: "id", as: "text" },
  name: { column: "name", as: "text" },
  description: { column: "description", as: "text", optional: true },
  iam_id: { column: "iamId", as: "text" },
  created_by: { column: "createdBy", as: "text" },
  created_at: { column: "createdAt", as: "time" },
  modified_at: { column: "modifiedAt", as: "time" },
  expires_at: { column: "expiresAt", as: "time", optional: true },
  locked: { column: "lockedAt", as: "flag" },
  disabled: { column: "disabledAt", as: "flag" },
};

export type ListApiKeys = PageRequest<(typeof apiKeySorts)[number]> & {
  /** `mine`: of the actor and of the service IDs it made. `account` (default): all that it may see. */
  scope?: "mine" | "account";
  kind?: "user" | "service-id";
  /** The owner's iam_id. */
  iamId?: string;
  /** Id of the service ID that owns them. */
  serviceId?: string;
  /** Only keys of service IDs in this group. */
  groupId?: string;
  /** The API's filter, such as `name co "ci"`. */
  filter?: string;
};

/**
 * Keys that the actor may see, by keyset, oldest first unless asked otherwise. Members: their own and those
 * of their service IDs. Deleted ones are not listed.
 */
export const listApiKeys = async (actor: Actor, request: ListApiKeys = {}): Promise<Page<ApiKeyView>> => {
  requireReader(actor);
  const { prisma, clock } = runtime();
  const plan = planPage<ApiKeyRow, (typeof apiKeySorts)[number]>(request, {
    allowed: apiKeySorts,
    dates: ["createdAt", "modifiedAt", "expiresAt"],
    nullable: ["description", "expiresAt"],
    fallback: "createdAt",
  });
  const { kind, iamId, serviceId, groupId } = request;
  const rows = await prisma.apiKey.findMany({
    where: {
      AND: [
        readableApiKeys(actor),
        request.scope === "mine" ? { personId: actor.iamId } : {},
        kind === undefined
          ? {}
          : kind === "user"
            ? { userId: { not: null } }
            : { serviceIdId: { not: null } },
        iamId === undefined ? {} : { iamId },
        serviceId === undefined ? {} : { serviceIdId: serviceId },
        groupId === undefined ? {} : { serviceId: { groupId: isUuid(groupId) ? groupId : { in: [] } } },
        request.filter === undefined ? {} : whereOfFilter(request.filter, apiKeyFilterColumns),
        plan.query.where,
      ],
    },
    include: apiKeyInclude,
    orderBy: plan.query.orderBy,
    take: plan.query.take,
  });
  const page = plan.page(rows);
  return { ...page, items: await apiKeyViews(prisma, actor, page.items, clock.now()) };
};

/** @throws not-found for missing, foreign and deleted keys alike */
export const getApiKey = async (actor: Actor, id: string): Promise<ApiKeyView> => {
  requireReader(actor);
  const { prisma, clock } = runtime();
  const rows = await prisma.apiKey.findMany({
    where: { AND: [{ id }, readableApiKeys(actor)] },
    include: apiKeyInclude,
  });
  const [view] = await apiKeyViews(prisma, actor, rows, clock.now());
  if (!view) throw notFound("API key");
  return view;
};

/** The key with this value, for who may see it. @throws not-found */
export const findApiKeyByValue = async (actor: Actor, value: Secret): Promise<ApiKeyView> => {
  requireReader(actor);
  const { prisma, secrets } = runtime();
  const digest = new Uint8Array(secrets.digest(value.reveal()));
  const row = await prisma.apiKey.findFirst({
    where: { AND: [{ digest }, readableApiKeys(actor)] },
    select: { id: true },
  });
  if (!row) throw notFound("API key");
  return getApiKey(actor, row.id);
};

/**
 * Makes a key for the actor (`owner: "me"`) or for a service ID of its own; administrators for any service ID
 * of the account. It acts only in the actor's account. The value leaves once, here.
 * @throws forbidden, not-found (service ID), invalid (field), conflict (`reason` `key-value`: a chosen value
 * that is unacceptable or in use, which is one answer)
 */
export const createApiKey = async (
  actor: Actor,
  input: CreateApiKey,
): Promise<{ key: ApiKeyView; value: Secret }> => {
  requireWriter(actor);
  const wanted = checked(CreateApiKey, input);
  const mine = wanted.owner === "me" || wanted.owner === actor.iamId;
  if (mine && actor.role === "service")
    throw forbidden("A service ID has no personal keys: name the service ID as the owner.");
  if (!mine) requireOwnerRole(actor);
  return change(actor, actor.accountId, async (tx, record) => {
    if (mine) return insertApiKey(tx, record, actor, { userId: actor.iamId }, wanted);
    const service = await tx.serviceId.findFirst({
      where: { AND: [{ id: wanted.owner }, ownServiceIds(actor)] },
      select: { id: true },
    });
    if (!service) throw notFound("service ID");
    return insertApiKey(tx, record, actor, { serviceIdId: service.id }, wanted);
  });
};

/** Adds a key inside another use case; whether the actor may is the caller's business. */
export const insertApiKey = async (
  tx: Tx,
  record: Record,
  actor: Actor,
  owner: { userId: string } | { serviceIdId: string },
  wanted: Omit<z.output<typeof CreateApiKey>, "owner">,
): Promise<{ key: ApiKeyView; value: Secret }> => {
  const { secrets, clock } = runtime();
  const now = clock.now();
  requireAhead(wanted.expiresAt, now);
  const { publicId, value } = wanted.value === undefined ? randomApiKey() : chosen(wanted.value);
  const id = apiKeyIdOf(randomUUID());
  const { count } = await tx.apiKey.createMany({
    data: [
      {
        id,
        accountId: actor.accountId,
        ...owner,
        iamId: "userId" in owner ? owner.userId : iamIdOfServiceId(owner.serviceIdId),
        publicId,
        digest: new Uint8Array(secrets.digest(value.reveal())),
        pepperVersion,
        name: wanted.name,
        description: wanted.description ?? null,
        createdAt: now,
        createdBy: actor.iamId,
        modifiedAt: now,
        expiresAt: wanted.expiresAt,
        disabledAt: wanted.disabled ? now : null,
        lockedAt: wanted.locked ? now : null,
        actionWhenLeaked: wanted.actionWhenLeaked,
        supportSessions: wanted.supportSessions,
        entityTag: nextEntityTag(),
        history: withHistory([], actor, now, "create", "API key created"),
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) throw valueConflict();
  const row = await withRelations(tx, await tx.apiKey.findUniqueOrThrow({ where: { id } }));
  await record({
    action: "api-key.create",
    target: { type: "api-key", id, name: row.name },
    after: apiKeyAudit(row),
  });
  const [key] = await apiKeyViews(tx, actor, [row], now);
  return { key: key as ApiKeyView, value };
};

/** A label that the owner (`me` or a service ID) has no live key with: the wanted one when it is free. */
export const suggestApiKeyLabel = async (actor: Actor, owner: string, wanted: string): Promise<string> => {
  requireReader(actor);
  const mine = owner === "me" ? { userId: actor.iamId } : { serviceIdId: owner };
  const rows = await runtime().prisma.apiKey.findMany({
    where: { AND: [readableApiKeys(actor), mine, { name: { startsWith: wanted.replace(/-\d+$/, "") } }] },
    select: { name: true },
  });
  return suggestLabel(
    wanted,
    rows.map(({ name }) => name),
  );
};

const chosen = (value: string): { publicId: string | null; value: Secret } => {
  if (customKeyProblem(value)) throw valueConflict();
  const parsed = parseApiKey(value);
  return { publicId: parsed.kind === "wharfkey" ? parsed.publicId : null, value: new Secret(value) };
};

const valueConflict = (): ServiceError =>
  new ServiceError(
    "conflict",
    "This value can't be the API key: it needs 32 to 256 characters of A-Z a-z 0-9 _ - that no key has.",
    { field: "apikey", reason: "key-value" },
  );
