import { isUuid, serviceIdOfIamId } from "@/lib/domain/identifiers";
import { runtime } from "@/lib/platform/runtime";
import type { Policy, Prisma } from "@/prisma/generated/client";
import { type Actor, isAdministrator, mayReadAccount } from "./actor";
import type { Tx } from "./change";
import { policiesReaching } from "./grants";
import { type Page, type PageRequest, planPage } from "./paging";
import { type PolicyRow, type PolicyView, policyColumns, policyViews } from "./policy-view";
import { ownServiceIds, readableServiceIds, requireReader } from "./reach";
import { forbidden, notFound } from "./service-error";

export const policySorts = ["createdAt", "createdBy", "modifiedAt", "modifiedBy", "id"] as const;
export type PolicySort = (typeof policySorts)[number];

/** One subject: an iam_id or an access group's id; or several. With `effective`, an iam_id's access groups too. */
export type PolicyFilter = {
  iamId?: string;
  iamIds?: readonly string[];
  accessGroupId?: string;
  effective?: boolean;
  /** Those that were taken away within the last 30 days. */
  deleted?: boolean;
  /** Those that ask for such a tag. */
  tag?: { name?: string; value?: string };
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
  const rows = await rowsOf(prisma, filter.deleted, {
    where: { AND: [await readablePolicies(prisma, actor), await condition(prisma, actor, filter)] },
    orderBy: [{ [sort]: order }, { id: order }],
  });
  return policyViews(prisma, rows, filter.deleted);
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
  const rows = await rowsOf(prisma, filter.deleted, {
    where: { AND: [await readablePolicies(prisma, actor), await condition(prisma, actor, filter), where] },
    orderBy,
    take,
  });
  const page = plan.page(rows);
  return { ...page, items: await policyViews(prisma, page.items, filter.deleted) };
};

type Query = { where: object; orderBy?: object[]; take?: number };

/** Policies, or those that were taken away: the same columns in a table of their own. */
const rowsOf = (
  db: Pick<Tx, "policy" | "deletedPolicy">,
  deleted: boolean | undefined,
  query: Query,
): Promise<PolicyRow[]> =>
  deleted
    ? db.deletedPolicy.findMany({ ...query, include: policyColumns })
    : db.policy.findMany({ ...query, include: policyColumns });

const condition = async (
  db: Pick<Tx, "accessGroupMember">,
  { accountId }: Actor,
  { iamId, iamIds, accessGroupId, effective, tag }: PolicyFilter,
): Promise<Prisma.PolicyWhereInput> =>
  iamId !== undefined && effective
    ? (await policiesReaching(db, accountId, [iamId])).where
    : {
        ...(iamId !== undefined ? { subjectIamId: iamId } : {}),
        ...(iamIds !== undefined ? { subjectIamId: { in: [...iamIds] } } : {}),
        ...(accessGroupId !== undefined ? { accessGroupId } : {}),
        ...(tag !== undefined ? { tags: { array_contains: [tag] } } : {}),
      };

/** @throws not-found */
export const getPolicy = async (actor: Actor, id: string): Promise<PolicyView> => {
  requireReader(actor);
  const { prisma } = runtime();
  const [view] = await policyViews(prisma, await foundPolicy(prisma, actor, id));
  if (!view) throw notFound("policy");
  return view;
};

const readablePolicies = async (
  db: Pick<Tx, "serviceId" | "accessGroupMember">,
  actor: Actor,
): Promise<Prisma.PolicyWhereInput> => {
  if (mayReadAccount(actor)) return { accountId: actor.accountId };
  const own = await db.serviceId.findMany({ where: readableServiceIds(actor), select: { iamId: true } });
  const subjects = [actor.iamId, ...own.map(({ iamId }) => iamId)];
  return (await policiesReaching(db, actor.accountId, subjects, [actor.iamId])).where;
};

/** The policy with that id that the actor finds, or nothing. */
const foundPolicy = async (
  db: Pick<Tx, "policy" | "deletedPolicy" | "serviceId" | "accessGroupMember">,
  actor: Actor,
  id: string,
  deleted = false,
): Promise<PolicyRow[]> =>
  isUuid(id) ? rowsOf(db, deleted, { where: { AND: [{ id }, await readablePolicies(db, actor)] } }) : [];

/** The view of a policy that the transaction has just written. */
export const onlyPolicyView = async (tx: Tx, id: string): Promise<PolicyView> => {
  const rows = await tx.policy.findMany({ where: { id }, include: policyColumns });
  return (await policyViews(tx, rows))[0] as PolicyView;
};

/**
 * A policy that the actor may change, or one that was taken away. One that it merely reads (a member its own)
 * is refused openly.
 */
export const changeablePolicy = async (
  tx: Tx,
  actor: Actor,
  id: string,
  deleted = false,
): Promise<Policy> => {
  const [row] = await foundPolicy(tx, actor, id, deleted);
  if (!row) throw notFound("policy");
  if (isAdministrator(actor)) return row;
  const serviceId = row.subjectIamId && serviceIdOfIamId(row.subjectIamId);
  const own =
    serviceId && (await tx.serviceId.findFirst({ where: { id: serviceId, ...ownServiceIds(actor) } }));
  if (!own)
    throw forbidden("Policies of people and access groups are changed by administrators: ask one of them.");
  return row;
};
