import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { canonicalJson } from "@/lib/domain/audit-event";
import type { Condition } from "@/lib/domain/condition";
import { covers } from "@/lib/domain/grant";
import { isForeignIamId, serviceIdOfIamId } from "@/lib/domain/identifiers";
import type { CreatePolicy, PolicyTag, UpdatePolicy } from "@/lib/domain/inputs/policy";
import { isPlatformRole, roleName, rolesNamed } from "@/lib/domain/role";
import { runtime } from "@/lib/platform/runtime";
import { nextEntityTag } from "@/lib/platform/secret";
import type { Policy, Prisma } from "@/prisma/generated/client";
import { type Actor, isAdministrator } from "./actor";
import type { Record, Tx } from "./change";
import { customRolesOf, grantsOf } from "./grants";
import { policyAudit, policyName, policyTarget } from "./policy-view";
import { ownServiceIds } from "./reach";
import { regionIdOf } from "./region-id";
import { forbidden, notFound, ServiceError } from "./service-error";

export type Reach = z.output<typeof UpdatePolicy>;
export type Subject =
  | { subjectIamId: string; accessGroupId: null }
  | { subjectIamId: null; accessGroupId: string };

export const subjectColumns = (row: Policy): Subject =>
  row.accessGroupId === null
    ? { subjectIamId: row.subjectIamId ?? "", accessGroupId: null }
    : { subjectIamId: null, accessGroupId: row.accessGroupId };

/** Adds a policy inside another use case; the subject is the caller's business. */
export const insertPolicy = async (
  tx: Tx,
  record: Record,
  actor: Actor,
  subject: Subject,
  reach: Reach,
  document?: Prisma.InputJsonValue,
): Promise<Policy> => {
  const data = await placed(tx, actor, reach);
  const limits = limitsOf(reach);
  await requireGivable(tx, actor, { ...data, ...limits });
  await refuseLocked(tx, subject);
  await refuseTwin(tx, actor.accountId, subject, { ...data, ...limits });
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
      ...given({ ...limits, document }),
    },
  });
  await record({ action: "policy.create", target: policyTarget(row), after: policyAudit(row) });
  return row;
};

/** The subject as columns, if the actor may give it a policy. Whom nobody here is gets it without effect. */
export const requireSubject = async (
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
    if (!member && !isForeignIamId(subject.iamId)) throw notFound("person");
    return { subjectIamId: subject.iamId, accessGroupId: null };
  }
  const group = await tx.accessGroup.findFirst({ where: { id: subject.accessGroupId, accountId } });
  if (!group) throw notFound("access group");
  return { subjectIamId: null, accessGroupId: group.id };
};

/** The reach as columns: region by its id, roles that are there. Platform roles hold for the account as a whole. */
export const placed = async (tx: Tx, { accountId }: Actor, reach: Reach) => {
  const { roles, namespace, repositoryPattern } = reach;
  const region = reach.region === null ? null : await regionIdOf(tx, reach.region);
  const held = rolesNamed(roles, await customRolesOf(tx, accountId));
  const unknown = roles.find((name) => !held.some((role) => roleName(role) === name));
  if (unknown)
    throw new ServiceError(
      "invalid",
      `roles holds ${unknown}, which is no role of the system and no custom role of this account.`,
      { field: "roles", reason: "unknown-role" },
    );
  const platform = held.find(isPlatformRole);
  if (platform && (region !== null || namespace !== null || repositoryPattern !== null))
    throw new ServiceError(
      "invalid",
      `roles holds ${platform}, which is for the whole account: leave out region, namespace and repository, or use a role of images.`,
      { field: "roles", reason: "platform-role-restricted" },
    );
  return { roles, region, namespace, repositoryPattern, description: reach.description ?? null };
};

/** When and on what it holds. Absent in a change: as the policy has it. */
export const limitsOf = (
  { condition, tags }: Pick<Reach, "condition" | "tags">,
  held: { condition: unknown; tags: unknown } = { condition: null, tags: null },
) => ({
  condition: (condition === undefined ? held.condition : condition) as Condition | null,
  tags: (tags === undefined ? held.tags : tags?.length ? tags : null) as PolicyTag[] | null,
});

/** JSON columns of a new row: null is left out, since for Prisma it is a value. */
export const given = (columns: { [name: string]: unknown }) =>
  Object.fromEntries(Object.entries(columns).filter(([, value]) => value));

type Placed = Awaited<ReturnType<typeof placed>> & ReturnType<typeof limitsOf>;

/** Administrators give anything, others at most what they hold. */
export const requireGivable = async (tx: Tx, actor: Actor, data: Placed, policyId = ""): Promise<void> => {
  if (isAdministrator(actor)) return;
  const held = await grantsOf(tx, actor.accountId, actor.iamId);
  const roles = rolesNamed(data.roles, await customRolesOf(tx, actor.accountId));
  if (covers(held, { policyId, ...data, roles }, false)) return;
  throw new ServiceError(
    "forbidden",
    `${policyName(data)} is more than you hold yourself: give less, or ask an administrator for this access.`,
    { field: "roles", reason: "beyond-own" },
  );
};

/** A locked service ID keeps its policies as they are. */
export const refuseLocked = async (tx: Pick<Tx, "serviceId">, { subjectIamId }: Subject): Promise<void> => {
  if (!subjectIamId) return;
  const locked = await tx.serviceId.findFirst({ where: { iamId: subjectIamId, lockedAt: { not: null } } });
  if (locked)
    throw new ServiceError("locked", `The service ID ${locked.name} is locked: unlock it first.`, {
      reason: "service-id-locked",
    });
};

/** No subject has the same roles for the same reach and times twice. */
export const refuseTwin = async (
  tx: Tx,
  accountId: string,
  subject: Subject,
  data: Placed,
  exceptId?: string,
): Promise<void> => {
  const { region, namespace, repositoryPattern } = data;
  const limits = ({ condition, tags }: { condition: unknown; tags: unknown }) =>
    canonicalJson([condition, tags]);
  const alike = await tx.policy.findMany({
    where: {
      accountId,
      ...subject,
      region,
      namespace,
      repositoryPattern,
      ...(exceptId ? { id: { not: exceptId } } : {}),
    },
    select: { id: true, roles: true, condition: true, tags: true },
  });
  const twin = alike.find(
    (one) =>
      limits(one) === limits(data) &&
      one.roles.length === data.roles.length &&
      one.roles.every((role) => data.roles.includes(role)),
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
