import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { covers } from "@/lib/domain/grant";
import { isUuid, serviceIdOfIamId } from "@/lib/domain/identifiers";
import { CreatePolicy, UpdatePolicy } from "@/lib/domain/inputs/policy";
import { isServiceRole } from "@/lib/domain/role";
import { runtime } from "@/lib/platform/runtime";
import { nextEntityTag } from "@/lib/platform/secret";
import type { Policy, Prisma } from "@/prisma/generated/client";
import { type Actor, isAdministrator, mayReadAccount } from "./actor";
import { change, type Record, type Tx } from "./change";
import { checked, requireMatch } from "./checked";
import { grantsOf } from "./grants";
import { difference } from "./history";
import { type PolicyView, policyAudit, policyColumns, policyName, policyViews } from "./policy-view";
import { ownServiceIds, readableServiceIds, requireOwnerRole, requireReader } from "./reach";
import { regionIdOf } from "./region-id";
import { forbidden, notFound, ServiceError } from "./service-error";

export type { PolicySubject, PolicyView } from "./policy-view";

type Reach = z.output<typeof UpdatePolicy>;
type Subject = { subjectIamId: string; accessGroupId: null } | { subjectIamId: null; accessGroupId: string };

/**
 * Policies that the actor finds, oldest first: all for administrators and auditors; for members their own,
 * those of their access groups and of their service IDs.
 * @param filter one subject: an iam_id or an access group's id. With `effective`, an iam_id's access groups too
 * @throws forbidden for service IDs without a platform role
 */
export const listPolicies = async (
  actor: Actor,
  filter: { iamId?: string; accessGroupId?: string; effective?: boolean } = {},
): Promise<PolicyView[]> => {
  requireReader(actor);
  const { prisma } = runtime();
  const { iamId, accessGroupId, effective } = filter;
  const subject: Prisma.PolicyWhereInput =
    iamId !== undefined && effective
      ? { OR: [{ subjectIamId: iamId }, { accessGroup: { members: { some: { iamId } } } }] }
      : {
          ...(iamId !== undefined ? { subjectIamId: iamId } : {}),
          ...(accessGroupId !== undefined ? { accessGroupId } : {}),
        };
  const rows = await prisma.policy.findMany({
    where: { AND: [await readablePolicies(prisma, actor), subject] },
    include: policyColumns,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return policyViews(prisma, rows);
};

/** @throws not-found */
export const getPolicy = async (actor: Actor, id: string): Promise<PolicyView> => {
  requireReader(actor);
  const { prisma } = runtime();
  const [view] = await policyViews(prisma, await found(prisma, actor, id));
  if (!view) throw notFound("policy");
  return view;
};

/**
 * Gives roles to a person, service ID or access group. Owners give to their service IDs, at most what they
 * hold themselves; everything else is for administrators. The namespace need not exist yet.
 * @param document the IAM API's request, which it echoes
 * @throws forbidden (beyond what the actor holds: `reason` `beyond-own`), not-found (subject), invalid, conflict (the same again)
 */
export const createPolicy = async (
  actor: Actor,
  input: CreatePolicy,
  document?: Prisma.InputJsonValue,
): Promise<PolicyView> => {
  requireOwnerRole(actor);
  const { subject, ...reach } = checked(CreatePolicy, input);
  return change(actor, actor.accountId, async (tx, record) => {
    const target = await requireSubject(tx, actor, subject);
    const row = await insertPolicy(tx, record, actor, target, reach, document);
    return onlyView(tx, row.id);
  });
};

/**
 * Replaces roles, reach and description; the subject stays. Rules as for creating.
 * @throws as createPolicy, and stale
 */
export const updatePolicy = async (
  actor: Actor,
  id: string,
  input: UpdatePolicy,
  options: { ifMatch?: string; document?: Prisma.InputJsonValue } = {},
): Promise<PolicyView> => {
  requireOwnerRole(actor);
  const reach = checked(UpdatePolicy, input);
  return change(actor, actor.accountId, async (tx, record) => {
    const row = await changeable(tx, actor, id);
    requireMatch(options.ifMatch, row.entityTag);
    const data = await placed(tx, reach);
    const subject = { subjectIamId: row.subjectIamId, accessGroupId: row.accessGroupId } as Subject;
    await requireGivable(tx, actor, data, row.id);
    await refuseTwin(tx, actor.accountId, subject, data, row.id);
    const next = { ...row, ...data };
    const changed = difference(policyAudit(row), policyAudit(next));
    if (changed || options.document) {
      const { document } = options;
      const now = runtime().clock.now();
      const stamp = { modifiedAt: now, modifiedBy: actor.iamId, entityTag: nextEntityTag(row.entityTag) };
      await tx.policy.update({
        where: { id },
        data: { ...data, ...stamp, ...(document ? { document } : {}) },
      });
      await record({
        action: "policy.update",
        target: target(next),
        before: changed?.before ?? {},
        after: changed?.after ?? {},
      });
    }
    return onlyView(tx, id);
  });
};

/** Takes a policy away. Owners from their service IDs, administrators from anyone. @throws not-found, forbidden, stale */
export const deletePolicy = async (
  actor: Actor,
  id: string,
  options: { ifMatch?: string } = {},
): Promise<void> => {
  requireOwnerRole(actor);
  await change(actor, actor.accountId, async (tx, record) => {
    const row = await changeable(tx, actor, id);
    requireMatch(options.ifMatch, row.entityTag);
    await tx.policy.delete({ where: { id } });
    await record({ action: "policy.delete", target: target(row), before: policyAudit(row) });
  });
};

/** Adds a policy inside another use case; the subject is the caller's business. */
export const insertPolicy = async (
  tx: Tx,
  record: Record,
  actor: Actor,
  subject: Subject,
  reach: Reach,
  document?: Prisma.InputJsonValue,
): Promise<Policy> => {
  const data = await placed(tx, reach);
  await requireGivable(tx, actor, data);
  await refuseTwin(tx, actor.accountId, subject, data);
  const now = runtime().clock.now();
  const by = { createdAt: now, createdBy: actor.iamId, modifiedAt: now, modifiedBy: actor.iamId };
  const row = await tx.policy.create({
    data: {
      id: randomUUID(),
      accountId: actor.accountId,
      ...subject,
      ...data,
      ...by,
      entityTag: nextEntityTag(),
      ...(document ? { document } : {}),
    },
  });
  await record({ action: "policy.create", target: target(row), after: policyAudit(row) });
  return row;
};

const target = (row: Policy) => ({ type: "policy", id: row.id, name: policyName(row) });

const onlyView = async (tx: Tx, id: string): Promise<PolicyView> => {
  const rows = await tx.policy.findMany({ where: { id }, include: policyColumns });
  return (await policyViews(tx, rows))[0] as PolicyView;
};

const readablePolicies = async (
  db: Pick<Tx, "serviceId">,
  actor: Actor,
): Promise<Prisma.PolicyWhereInput> => {
  if (mayReadAccount(actor)) return { accountId: actor.accountId };
  const own = await db.serviceId.findMany({ where: readableServiceIds(actor), select: { iamId: true } });
  return {
    accountId: actor.accountId,
    OR: [
      { subjectIamId: { in: [actor.iamId, ...own.map(({ iamId }) => iamId)] } },
      { accessGroup: { members: { some: { iamId: actor.iamId } } } },
    ],
  };
};

const found = async (db: Pick<Tx, "policy" | "serviceId">, actor: Actor, id: string) =>
  isUuid(id)
    ? db.policy.findMany({
        where: { AND: [{ id }, await readablePolicies(db, actor)] },
        include: policyColumns,
      })
    : [];

/** A policy that the actor may change. One that it merely reads (a member its own) is refused openly. */
const changeable = async (tx: Tx, actor: Actor, id: string): Promise<Policy> => {
  const [row] = await found(tx, actor, id);
  if (!row) throw notFound("policy");
  if (isAdministrator(actor)) return row;
  const serviceId = row.subjectIamId && serviceIdOfIamId(row.subjectIamId);
  const own =
    serviceId && (await tx.serviceId.findFirst({ where: { id: serviceId, ...ownServiceIds(actor) } }));
  if (!own)
    throw forbidden("Policies of people and access groups are changed by administrators: ask one of them.");
  return row;
};

const requireSubject = async (
  tx: Tx,
  actor: Actor,
  subject: z.output<typeof CreatePolicy>["subject"],
): Promise<Subject> => {
  if ("iamId" in subject) {
    const serviceId = serviceIdOfIamId(subject.iamId);
    if (serviceId) {
      const own = await tx.serviceId.findFirst({ where: { id: serviceId, ...ownServiceIds(actor) } });
      if (!own) throw notFound("service ID");
      return { subjectIamId: own.iamId, accessGroupId: null };
    }
  }
  if (!isAdministrator(actor))
    throw forbidden("Policies for people and access groups are given by administrators: ask one of them.");
  const { accountId } = actor;
  if ("iamId" in subject) {
    const member = await tx.membership.findUnique({
      where: { accountId_userId: { accountId, userId: subject.iamId } },
    });
    if (!member) throw notFound("person");
    return { subjectIamId: member.userId, accessGroupId: null };
  }
  const group = await tx.accessGroup.findFirst({ where: { id: subject.accessGroupId, accountId } });
  if (!group) throw notFound("access group");
  return { subjectIamId: null, accessGroupId: group.id };
};

/** The reach as columns: region by its id, roles in one order. Platform roles hold for the account as a whole. */
const placed = async (tx: Tx, reach: Reach) => {
  const { roles, namespace, repositoryPattern } = reach;
  const region = reach.region === null ? null : await regionIdOf(tx, reach.region);
  const platform = roles.find((role) => !isServiceRole(role));
  if (platform && (region !== null || namespace !== null || repositoryPattern !== null))
    throw new ServiceError(
      "invalid",
      `roles holds ${platform}, which is for the whole account: leave out region, namespace and repository, or use a role of images.`,
      { field: "roles", reason: "platform-role-restricted" },
    );
  return { roles, region, namespace, repositoryPattern, description: reach.description ?? null };
};

type Placed = Awaited<ReturnType<typeof placed>>;

const requireGivable = async (tx: Tx, actor: Actor, data: Placed, policyId = ""): Promise<void> => {
  if (isAdministrator(actor)) return;
  const held = await grantsOf(tx, actor.accountId, actor.iamId);
  if (covers(held, { policyId, ...data }, false)) return;
  throw new ServiceError(
    "forbidden",
    `${policyName(data)} is more than you hold yourself: give less, or ask an administrator for this access.`,
    { field: "roles", reason: "beyond-own" },
  );
};

const refuseTwin = async (
  tx: Tx,
  accountId: string,
  subject: Subject,
  data: Placed,
  exceptId?: string,
): Promise<void> => {
  const { region, namespace, repositoryPattern } = data;
  const alike = await tx.policy.findMany({
    where: {
      accountId,
      ...subject,
      region,
      namespace,
      repositoryPattern,
      ...(exceptId ? { id: { not: exceptId } } : {}),
    },
    select: { id: true, roles: true },
  });
  const twin = alike.find(
    ({ roles }) =>
      roles.length === data.roles.length && roles.every((role) => (data.roles as string[]).includes(role)),
  );
  if (twin)
    throw new ServiceError(
      "conflict",
      `The policy ${twin.id} gives exactly this already: change that one, or leave it.`,
      {
        field: "roles",
        reason: "policy-exists",
      },
    );
};
