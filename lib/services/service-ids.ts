import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { iamIdOfServiceId, isUuid, serviceIdOf } from "@/lib/domain/identifiers";
import { CreateApiKey } from "@/lib/domain/inputs/api-key";
import { CreateServiceId } from "@/lib/domain/inputs/service-id";
import { runtime } from "@/lib/platform/runtime";
import { nextEntityTag } from "@/lib/platform/secret";
import type { Secret } from "@/lib/platform/secret-type";
import type { ServiceId } from "@/prisma/generated/client";
import type { Actor } from "./actor";
import { type ApiKeyView, apiKeyInclude, apiKeyViews } from "./api-key-view";
import { insertApiKey } from "./api-keys";
import { change, type Record, type Tx } from "./change";
import { checked } from "./checked";
import { type FilterColumns, whereOfFilter } from "./filter-where";
import { withHistory } from "./history";
import { type Page, type PageRequest, planPage } from "./paging";
import { listPolicies } from "./policies";
import type { PolicyView } from "./policy-view";
import { readableServiceIds, requireOwnerRole, requireReader } from "./reach";
import { notFound } from "./service-error";
import {
  onlyServiceIdView,
  requireGroup,
  type ServiceIdView,
  serviceIdAudit,
  serviceIdTarget,
  serviceIdViews,
} from "./service-id-view";

export { deleteServiceId, setServiceIdLocked, updateServiceId } from "./service-id-changes";
export type { ServiceIdView } from "./service-id-view";
export type ServiceIdDetail = ServiceIdView & { keys: ApiKeyView[]; policies: PolicyView[] };

export const serviceIdSorts = ["createdAt", "name", "description", "createdBy", "modifiedAt"] as const;

const serviceIdFilterColumns: FilterColumns = {
  id: { column: "id", as: "text" },
  name: { column: "name", as: "text" },
  description: { column: "description", as: "text", optional: true },
  iam_id: { column: "iamId", as: "text" },
  created_by: { column: "createdBy", as: "text" },
  created_at: { column: "createdAt", as: "time" },
  modified_at: { column: "modifiedAt", as: "time" },
  locked: { column: "lockedAt", as: "flag" },
};

export type ListServiceIds = PageRequest<(typeof serviceIdSorts)[number]> & {
  /** `mine`: those that the actor made. `account` (default): all that it may see. */
  scope?: "mine" | "account";
  /** Exactly this name. */
  name?: string;
  groupId?: string;
  /** The API's filter, such as `name co "ci"`. */
  filter?: string;
};

/** Service IDs that the actor may see, by keyset, oldest first unless asked otherwise. Members: those they made. */
export const listServiceIds = async (
  actor: Actor,
  request: ListServiceIds = {},
): Promise<Page<ServiceIdView>> => {
  requireReader(actor);
  const { prisma } = runtime();
  const plan = planPage<ServiceId, (typeof serviceIdSorts)[number]>(request, {
    allowed: serviceIdSorts,
    dates: ["createdAt", "modifiedAt"],
    nullable: ["description"],
    fallback: "createdAt",
  });
  const { name, groupId } = request;
  const rows = await prisma.serviceId.findMany({
    where: {
      AND: [
        readableServiceIds(actor),
        request.scope === "mine" ? { createdBy: actor.iamId } : {},
        name === undefined ? {} : { name },
        groupId === undefined ? {} : isUuid(groupId) ? { groupId } : { id: "" },
        request.filter === undefined ? {} : whereOfFilter(request.filter, serviceIdFilterColumns),
        plan.query.where,
      ],
    },
    orderBy: plan.query.orderBy,
    take: plan.query.take,
  });
  const page = plan.page(rows);
  return { ...page, items: await serviceIdViews(prisma, actor, page.items) };
};

/** A service ID with its live keys (newest first) and policies. @throws not-found for missing and foreign alike */
export const getServiceId = async (actor: Actor, id: string): Promise<ServiceIdDetail> => {
  requireReader(actor);
  const { prisma, clock } = runtime();
  const row = await prisma.serviceId.findFirst({ where: { AND: [{ id }, readableServiceIds(actor)] } });
  if (!row) throw notFound("service ID");
  const [view] = await serviceIdViews(prisma, actor, [row]);
  const keys = await prisma.apiKey.findMany({
    where: { serviceIdId: id, accountId: actor.accountId, deletedAt: null },
    include: apiKeyInclude,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  return {
    ...(view as ServiceIdView),
    keys: await apiKeyViews(prisma, actor, keys, clock.now()),
    policies: await listPolicies(actor, { iamId: row.iamId }),
  };
};

/** Makes a service ID that the actor owns. Names need not be unique. @throws forbidden, invalid, not-found (group) */
export const createServiceId = async (actor: Actor, input: CreateServiceId): Promise<ServiceIdView> => {
  requireOwnerRole(actor);
  const wanted = checked(CreateServiceId, input);
  return change(actor, actor.accountId, async (tx, record) => {
    const row = await insertServiceId(tx, record, actor, wanted);
    return onlyServiceIdView(tx, actor, row);
  });
};

/** Both or neither. The key is the new service ID's. @throws as createServiceId and createApiKey */
export const createServiceIdWithApiKey = async (
  actor: Actor,
  input: CreateServiceId,
  key: Omit<CreateApiKey, "owner">,
): Promise<{ serviceId: ServiceIdView; key: ApiKeyView; value: Secret }> => {
  requireOwnerRole(actor);
  const wanted = checked(CreateServiceId, input);
  const { owner: _, ...wantedKey } = checked(CreateApiKey, { ...key, owner: "new" });
  return change(actor, actor.accountId, async (tx, record) => {
    const row = await insertServiceId(tx, record, actor, wanted);
    const made = await insertApiKey(tx, record, actor, { serviceIdId: row.id }, wantedKey);
    return { serviceId: await onlyServiceIdView(tx, actor, row), ...made };
  });
};

/** Adds a service ID inside another use case. */
export const insertServiceId = async (
  tx: Tx,
  record: Record,
  actor: Actor,
  wanted: z.output<typeof CreateServiceId>,
): Promise<ServiceId> => {
  const now = runtime().clock.now();
  await requireGroup(tx, actor, wanted.groupId);
  const id = serviceIdOf(randomUUID());
  const row = await tx.serviceId.create({
    data: {
      id,
      iamId: iamIdOfServiceId(id),
      accountId: actor.accountId,
      name: wanted.name,
      description: wanted.description ?? null,
      groupId: wanted.groupId ?? null,
      uniqueInstanceCrns: wanted.uniqueInstanceCrns ?? [],
      createdAt: now,
      createdBy: actor.iamId,
      modifiedAt: now,
      lockedAt: wanted.locked ? now : null,
      entityTag: nextEntityTag(),
      history: withHistory([], actor, now, "create", "Service ID created"),
    },
  });
  await record({ action: "service-id.create", target: serviceIdTarget(row), after: serviceIdAudit(row) });
  return row;
};
