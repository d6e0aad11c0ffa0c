import { isUuid, serviceIdOfIamId } from "@/lib/domain/identifiers";
import { CreatePolicy, UpdatePolicy } from "@/lib/domain/inputs/policy";
import { runtime } from "@/lib/platform/runtime";
import { nextEntityTag } from "@/lib/platform/secret";
import type { Policy, Prisma } from "@/prisma/generated/client";
import { type Actor, isAdministrator, mayReadAccount } from "./actor";
import { change, type Tx } from "./change";
import { checked, requireMatch } from "./checked";
import { difference } from "./history";
import { type Page, type PageRequest, planPage } from "./paging";
import {
  insertPolicy,
  placed,
  refuseLocked,
  refuseTwin,
  requireGivable,
  requireSubject,
  subjectColumns,
} from "./policy-rules";
import {
  type PolicyRow,
  type PolicyView,
  policyAudit,
  policyColumns,
  policyTarget,
  policyViews,
} from "./policy-view";
import { ownServiceIds, readableServiceIds, requireOwnerRole, requireReader } from "./reach";
import { forbidden, notFound } from "./service-error";

export type { PolicySubject, PolicyView } from "./policy-view";

export const policySorts = ["createdAt", "createdBy", "modifiedAt", "modifiedBy", "id"] as const;
export type PolicySort = (typeof policySorts)[number];

/** One subject: an iam_id or an access group's id; or several. With `effective`, an iam_id's access groups too. */
export type PolicyFilter = {
  iamId?: string;
  iamIds?: readonly string[];
  accessGroupId?: string;
  effective?: boolean;
};

/**
 * Policies that the actor finds, oldest first unless asked otherwise: all for administrators and auditors; for
 * members their own, those of their access groups and of their service IDs.
 * @throws forbidden for service IDs without a platform role
 */
export const listPolicies = async (
  actor: Actor,
  filter: PolicyFilter = {},
  { sort = "createdAt", order = "asc" }: { sort?: PolicySort; order?: "asc" | "desc" } = {},
): Promise<PolicyView[]> => {
  requireReader(actor);
  const { prisma } = runtime();
  const rows = await prisma.policy.findMany({
    where: { AND: [await readablePolicies(prisma, actor), subjectCondition(filter)] },
    include: policyColumns,
    orderBy: [{ [sort]: order }, { id: order }],
  });
  return policyViews(prisma, rows);
};

/** The same, page by page. @throws also invalid (limit, cursor) */
export const pagePolicies = async (
  actor: Actor,
  filter: PolicyFilter,
  request: PageRequest<PolicySort>,
): Promise<Page<PolicyView>> => {
  requireReader(actor);
  const { prisma } = runtime();
  const dates = ["createdAt", "modifiedAt"] as const;
  const plan = planPage<PolicyRow, PolicySort>(request, {
    allowed: policySorts,
    dates,
    nullable: [],
    fallback: "createdAt",
  });
  const { where, orderBy, take } = plan.query;
  const rows = await prisma.policy.findMany({
    where: { AND: [await readablePolicies(prisma, actor), subjectCondition(filter), where] },
    include: policyColumns,
    orderBy,
    take,
  });
  const page = plan.page(rows);
  return { ...page, items: await policyViews(prisma, page.items) };
};

const subjectCondition = ({
  iamId,
  iamIds,
  accessGroupId,
  effective,
}: PolicyFilter): Prisma.PolicyWhereInput =>
  iamId !== undefined && effective
    ? { OR: [{ subjectIamId: iamId }, { accessGroup: { members: { some: { iamId } } } }] }
    : {
        ...(iamId !== undefined ? { subjectIamId: iamId } : {}),
        ...(iamIds !== undefined ? { subjectIamId: { in: [...iamIds] } } : {}),
        ...(accessGroupId !== undefined ? { accessGroupId } : {}),
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
    const to = await requireSubject(tx, actor, subject);
    const row = await insertPolicy(tx, record, actor, to, reach, document);
    return onlyView(tx, row.id);
  });
};

/**
 * Replaces roles, reach and description; the subject stays. Rules as for creating.
 * @throws as createPolicy, and stale, locked (its service ID)
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
    const subject = subjectColumns(row);
    await refuseLocked(tx, subject);
    await requireGivable(tx, actor, data, row.id);
    await refuseTwin(tx, actor.accountId, subject, data, row.id);
    const next = { ...row, ...data };
    const changed = difference(policyAudit(row), policyAudit(next));
    const { document } = options;
    if (changed || document) {
      const stamp = {
        modifiedAt: runtime().clock.now(),
        modifiedBy: actor.iamId,
        entityTag: nextEntityTag(row.entityTag),
      };
      await tx.policy.update({
        where: { id },
        data: { ...data, ...stamp, ...(document ? { document } : {}) },
      });
      // What the API sent describes the policy no longer.
      if (!document) await tx.$executeRaw`UPDATE policy SET document = NULL WHERE id = ${id}::uuid`;
      await record({
        action: "policy.update",
        target: policyTarget(next),
        before: changed?.before ?? {},
        after: changed?.after ?? {},
      });
    }
    return onlyView(tx, id);
  });
};

/** Takes a policy away. Owners from their service IDs, administrators from anyone. @throws not-found, forbidden, stale, locked */
export const deletePolicy = async (
  actor: Actor,
  id: string,
  options: { ifMatch?: string } = {},
): Promise<void> => {
  requireOwnerRole(actor);
  await change(actor, actor.accountId, async (tx, record) => {
    const row = await changeable(tx, actor, id);
    requireMatch(options.ifMatch, row.entityTag);
    await refuseLocked(tx, subjectColumns(row));
    await tx.policy.delete({ where: { id } });
    await record({ action: "policy.delete", target: policyTarget(row), before: policyAudit(row) });
  });
};

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
