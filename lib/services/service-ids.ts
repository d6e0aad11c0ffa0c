import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { iamIdOfServiceId, isUuid, serviceIdOf } from "@/lib/domain/identifiers";
import { CreateServiceId } from "@/lib/domain/inputs/service-id";
import { runtime } from "@/lib/platform/runtime";
import { nextEntityTag } from "@/lib/platform/secret";
import type { Prisma, ServiceId } from "@/prisma/generated/client";
import type { Actor } from "./actor";
import { type ApiKeyView, apiKeyInclude, apiKeyViews } from "./api-key-view";
import { change, type Record, type Tx } from "./change";
import { checked } from "./checked";
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

export type ListServiceIds = PageRequest<(typeof serviceIdSorts)[number]> & {
  /** `mine`: those that the actor made. `account` (default): all that it may see. */
  scope?: "mine" | "account";
  /** Exactly this name. */
  name?: string;
  groupId?: string;
  /** A further condition on its own columns (the API's filter). */
  where?: Prisma.ServiceIdWhereInput;
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
        request.where ?? {},
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
