import { randomUUID } from "node:crypto";
import { isUuid } from "@/lib/domain/identifiers";
import { CreateCustomRole, ReplaceCustomRole, unknownActions } from "@/lib/domain/inputs/custom-role";
import { actionId, customActions, registryService } from "@/lib/domain/role";
import { runtime } from "@/lib/platform/runtime";
import { nextEntityTag } from "@/lib/platform/secret";
import type { CustomRole } from "@/prisma/generated/client";
import type { Actor } from "./actor";
import { change, type Tx } from "./change";
import { checked, requireMatch } from "./checked";
import { difference } from "./history";
import { requireAdministrator, requireReader } from "./reach";
import { notFound, ServiceError } from "./service-error";
import { whileAccessLasts } from "./while-access-lasts";

/** A role that the account made for itself, as it is stored. */
export type CustomRoleView = CustomRole;

/** All of the account, by name. @throws forbidden for service IDs without a platform role */
export const listCustomRoles = async (actor: Actor): Promise<CustomRoleView[]> => {
  requireReader(actor);
  return runtime().prisma.customRole.findMany({
    where: { accountId: actor.accountId },
    orderBy: { name: "asc" },
  });
};

/** How many policies of the account name a role, by its name. @throws as listCustomRoles */
export const countPoliciesByRole = async (actor: Actor): Promise<Map<string, number>> => {
  requireReader(actor);
  const { accountId } = actor;
  return whileAccessLasts(accountId, "policies by role", async () => {
    const { rows } = await runtime().pool.query<{ role: string; count: number }>(
      "SELECT role, count(*)::int AS count FROM policy, unnest(roles) AS role WHERE account_id = $1 GROUP BY role",
      [accountId],
    );
    return new Map(rows.map(({ role, count }) => [role, count]));
  });
};

/** @throws not-found, and as listCustomRoles */
export const getCustomRole = async (actor: Actor, id: string): Promise<CustomRoleView> => {
  requireReader(actor);
  return found(runtime().prisma, actor, id);
};

/**
 * Makes a role out of actions; policies may name it from then on. For administrators.
 * @throws forbidden, invalid (`reason` `unknown-action`), conflict (name)
 */
export const createCustomRole = async (actor: Actor, input: CreateCustomRole): Promise<CustomRoleView> => {
  requireAdministrator(actor);
  const { description = null, ...given } = checked(CreateCustomRole, input);
  refuseUnknown(given.serviceName, given.actions);
  return change(actor, actor.accountId, async (tx, record) => {
    const { accountId } = actor;
    if ((await tx.customRole.count({ where: { accountId, name: given.name } })) > 0)
      throw new ServiceError(
        "conflict",
        `name is ${given.name}, a custom role of this account has it already: choose another, or change that one.`,
        { field: "name", reason: "name-taken" },
      );
    const now = runtime().clock.now();
    const by = { createdAt: now, createdBy: actor.iamId, modifiedAt: now, modifiedBy: actor.iamId };
    const row = await tx.customRole.create({
      data: { id: randomUUID(), accountId, ...given, description, ...by, entityTag: nextEntityTag() },
    });
    await record({ action: "role.create", target: targetOf(row), after: auditOf(row) });
    return row;
  });
};

/**
 * Replaces what a role is called and can do; what policies give by it follows at once. For administrators.
 * @throws forbidden, not-found, stale, invalid (`reason` `unknown-action`)
 */
export const replaceCustomRole = async (
  actor: Actor,
  id: string,
  input: ReplaceCustomRole,
  condition: { ifMatch?: string } = {},
): Promise<CustomRoleView> => {
  requireAdministrator(actor);
  const { description = null, ...given } = checked(ReplaceCustomRole, input);
  return change(actor, actor.accountId, async (tx, record) => {
    const row = await found(tx, actor, id);
    requireMatch(condition.ifMatch, row.entityTag);
    refuseUnknown(row.serviceName, given.actions);
    const changed = difference(auditOf(row), auditOf({ ...row, ...given, description }));
    if (!changed) return row;
    const stamp = {
      modifiedAt: runtime().clock.now(),
      modifiedBy: actor.iamId,
      entityTag: nextEntityTag(row.entityTag),
    };
    const saved = await tx.customRole.update({ where: { id }, data: { ...given, description, ...stamp } });
    const { before, after } = changed;
    await record({ action: "role.update", target: targetOf(saved), before, after });
    return saved;
  });
};

/** For administrators. @throws forbidden, not-found, stale, in-use (policies hold it) */
export const deleteCustomRole = async (
  actor: Actor,
  id: string,
  condition: { ifMatch?: string } = {},
): Promise<void> => {
  requireAdministrator(actor);
  await change(actor, actor.accountId, async (tx, record) => {
    const row = await found(tx, actor, id);
    requireMatch(condition.ifMatch, row.entityTag);
    const count = await tx.policy.count({
      where: { accountId: actor.accountId, roles: { has: row.name } },
    });
    if (count > 0)
      throw new ServiceError(
        "in-use",
        `The custom role ${row.name} is held by ${count} ${count === 1 ? "policy" : "policies"}: change or delete ${count === 1 ? "it" : "them"} first.`,
        { reason: "role-in-use" },
      );
    await tx.customRole.delete({ where: { id } });
    await record({ action: "role.delete", target: targetOf(row), before: auditOf(row) });
  });
};

const targetOf = ({ id, name }: CustomRole) => ({ type: "role", id, name });
const auditOf = ({ name, displayName, description, serviceName, actions }: CustomRole) => ({
  name,
  display_name: displayName,
  description,
  service_name: serviceName,
  actions,
});

const found = async (db: Pick<Tx, "customRole">, actor: Actor, id: string): Promise<CustomRole> => {
  const row = isUuid(id) && (await db.customRole.findFirst({ where: { id, accountId: actor.accountId } }));
  if (!row) throw notFound("custom role");
  return row;
};

const refuseUnknown = (service: string, actions: readonly string[]): void => {
  const unknown = unknownActions(service, actions);
  if (unknown.length > 0)
    throw new ServiceError(
      "invalid",
      `actions holds ${unknown.map((one) => JSON.stringify(one.slice(0, 80))).join(", ")}, which ${service} doesn't have${
        service === registryService ? `; it has ${customActions.map(actionId).join(", ")}` : ""
      }`,
      { field: "actions", reason: "unknown-action" },
    );
};
