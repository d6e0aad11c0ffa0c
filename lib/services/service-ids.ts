import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { crnOfServiceId, iamIdOfServiceId, isUuid, serviceIdOf } from "@/lib/domain/identifiers";
import { CreateServiceId, UpdateServiceId } from "@/lib/domain/inputs/service-id";
import { runtime } from "@/lib/platform/runtime";
import { nextEntityTag } from "@/lib/platform/secret";
import type { Prisma, ServiceId } from "@/prisma/generated/client";
import type { Actor } from "./actor";
import { type ApiKeyView, apiKeyAudit, apiKeyInclude, apiKeyViews } from "./api-key-view";
import { change, type Record, type Tx } from "./change";
import { checked, requireMatch } from "./checked";
import { difference, type HistoryEntry, withHistory } from "./history";
import { type Page, type PageRequest, planPage } from "./paging";
import { listPolicies } from "./policies";
import { type PolicyView, policyAudit, policyName } from "./policy-view";
import { ownServiceIds, readableServiceIds, requireOwnerRole, requireReader } from "./reach";
import { notFound, ServiceError } from "./service-error";
import { type ServiceIdView, serviceIdAudit, serviceIdViews } from "./service-id-view";

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
    return onlyView(tx, actor, row);
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
  await record({ action: "service-id.create", target: targetOf(row), after: serviceIdAudit(row) });
  return row;
};

type Condition = { ifMatch?: string };

/** Changes name, description, group. Absent fields stay. @throws not-found, forbidden, stale, locked, invalid */
export const updateServiceId = (
  actor: Actor,
  id: string,
  input: UpdateServiceId,
  condition: Condition = {},
): Promise<ServiceIdView> => {
  const wanted = checked(UpdateServiceId, input);
  return edit(actor, id, { ...condition, action: "update", message: "Service ID changed" }, async (tx) => {
    await requireGroup(tx, actor, wanted.groupId);
    return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
  });
};

/** A locked service ID refuses change and deletion. Its keys and policies are not locked with it. */
export const setServiceIdLocked = (
  actor: Actor,
  id: string,
  locked: boolean,
  condition: Condition = {},
): Promise<ServiceIdView> => {
  const words = {
    action: locked ? "lock" : "unlock",
    message: `Service ID ${locked ? "locked" : "unlocked"}`,
  };
  return edit(actor, id, { ...condition, ...words, evenLocked: true }, async (_, row, now) => ({
    lockedAt: locked ? (row.lockedAt ?? now) : null,
  }));
};

/**
 * Deletes it with its keys, policies and group memberships. Its keys are remembered 90 days.
 * @throws not-found, forbidden, stale, locked (it, or one of its keys: `reason` `api-key-locked`)
 */
export const deleteServiceId = async (actor: Actor, id: string, condition: Condition = {}): Promise<void> => {
  requireOwnerRole(actor);
  await change(actor, actor.accountId, async (tx, record) => {
    const row = await changeable(tx, actor, id, condition, false);
    const keys = await tx.apiKey.findMany({ where: { serviceIdId: id, deletedAt: null } });
    const locked = keys.find((key) => key.lockedAt);
    if (locked)
      throw new ServiceError("locked", `Its API key ${locked.name} is locked: unlock that first.`, {
        reason: "api-key-locked",
      });
    const now = runtime().clock.now();
    for (const key of keys) {
      const history = withHistory(key.history, actor, now, "delete", "Deleted with its service ID");
      const stamp = { modifiedAt: now, entityTag: nextEntityTag(key.entityTag) };
      await tx.apiKey.update({ where: { id: key.id }, data: { deletedAt: now, history, ...stamp } });
      await record({
        action: "api-key.delete",
        target: { type: "api-key", id: key.id, name: key.name },
        before: apiKeyAudit(key),
      });
    }
    const policies = await tx.policy.findMany({
      where: { accountId: actor.accountId, subjectIamId: row.iamId },
    });
    for (const policy of policies) {
      await tx.policy.delete({ where: { id: policy.id } });
      await record({
        action: "policy.delete",
        target: { type: "policy", id: policy.id, name: policyName(policy) },
        before: policyAudit(policy),
      });
    }
    await tx.accessGroupMember.deleteMany({ where: { iamId: row.iamId } });
    await tx.serviceId.update({
      where: { id },
      data: { deletedAt: now, modifiedAt: now, entityTag: nextEntityTag(row.entityTag) },
    });
    await record({ action: "service-id.delete", target: targetOf(row), before: serviceIdAudit(row) });
  });
};

const targetOf = (row: ServiceId) => ({ type: "service-id", id: row.id, name: row.name });

const onlyView = async (tx: Tx, actor: Actor, row: ServiceId): Promise<ServiceIdView> =>
  (await serviceIdViews(tx, actor, [row]))[0] as ServiceIdView;

const changeable = async (
  tx: Tx,
  actor: Actor,
  id: string,
  { ifMatch }: Condition,
  evenLocked: boolean,
): Promise<ServiceId> => {
  const row = await tx.serviceId.findFirst({ where: { AND: [{ id }, ownServiceIds(actor)] } });
  if (!row) throw notFound("service ID");
  requireMatch(ifMatch, row.entityTag);
  if (row.lockedAt && !evenLocked)
    throw new ServiceError("locked", `The service ID ${row.name} is locked: unlock it first.`, {
      reason: "service-id-locked",
    });
  return row;
};

/** One change of one service ID. When nothing differs, nothing is written. */
const edit = (
  actor: Actor,
  id: string,
  options: Condition & { action: string; message: string; evenLocked?: boolean },
  plan: (tx: Tx, row: ServiceId, now: Date) => Promise<Prisma.ServiceIdUncheckedUpdateInput>,
): Promise<ServiceIdView> => {
  requireOwnerRole(actor);
  return change(actor, actor.accountId, async (tx, record) => {
    const row = await changeable(tx, actor, id, options, options.evenLocked ?? false);
    const now = runtime().clock.now();
    const planned = await plan(tx, row, now);
    const changed = difference(serviceIdAudit(row), serviceIdAudit({ ...row, ...planned } as ServiceId));
    if (!changed) return onlyView(tx, actor, row);
    const history = withHistory(row.history, actor, now, options.action, options.message, changed.fields);
    const saved = await tx.serviceId.update({
      where: { id },
      data: { ...planned, modifiedAt: now, entityTag: nextEntityTag(row.entityTag), history },
    });
    await record({
      action: `service-id.${options.action}`,
      target: targetOf(saved),
      before: changed.before,
      after: changed.after,
    });
    return onlyView(tx, actor, saved);
  });
};

const requireGroup = async (
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
