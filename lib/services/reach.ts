import type { Prisma } from "@/prisma/generated/client";
import { type Actor, isAdministrator, mayReadAccount } from "./actor";
import { siteChain } from "./change";
import { forbidden } from "./service-error";

/**
 * What an actor finds and what it may change, as query conditions and guards. Members: their own. Auditors
 * read all, change their own keys. Service IDs read with a platform role from Viewer on, manage with
 * Administrator. The guards look at the actor alone, so they tell nothing about what is there.
 */

/** Someone who acts in an account; service IDs from Viewer on. */
export const requireReader = (actor: Actor): void => {
  requireAccount(actor);
  if (actor.role === "service" && !mayReadAccount(actor))
    throw forbidden(
      "A service ID reads the account only with the platform role Viewer: ask an administrator for it.",
    );
};

/** Someone who may change things of their own; service IDs with Administrator only. */
export const requireWriter = (actor: Actor): void => {
  requireAccount(actor);
  if (actor.role === "service" && !isAdministrator(actor))
    throw forbidden(
      "A service ID manages access only with the platform role Administrator: ask an administrator for it.",
    );
};

/** As `requireWriter`, and no auditor. */
export const requireOwnerRole = (actor: Actor): void => {
  requireWriter(actor);
  if (actor.role === "auditor")
    throw forbidden("Auditors read everything and change nothing but their own keys.");
};

export const requireAdministrator = (actor: Actor): void => {
  requireAccount(actor);
  if (!isAdministrator(actor))
    throw forbidden("Only administrators of the account may do this: ask one of them.");
};

/** The chain and place of settings that the actor administers: its account's, or the site's. @throws forbidden */
export const administered = (actor: Actor, scope: "account" | "site"): string => {
  if (scope === "account") {
    requireAdministrator(actor);
    return actor.accountId;
  }
  if (!actor.siteAdministrator) throw forbidden("Only site administrators may do this: ask one of them.");
  return siteChain;
};

const requireAccount = (actor: Actor): void => {
  if (!actor.accountId) throw forbidden("This belongs to an account: join one first.");
};

/** Live service IDs that the actor finds. */
export const readableServiceIds = (actor: Actor) =>
  ({
    accountId: actor.accountId,
    deletedAt: null,
    ...(mayReadAccount(actor) ? {} : { createdBy: actor.iamId }),
  }) satisfies Prisma.ServiceIdWhereInput;

/** Live service IDs that the actor may change: its own, or all for administrators. */
export const ownServiceIds = (actor: Actor) =>
  ({
    accountId: actor.accountId,
    deletedAt: null,
    ...(isAdministrator(actor) ? {} : { createdBy: actor.iamId }),
  }) satisfies Prisma.ServiceIdWhereInput;

/** Live keys that the actor finds. */
export const readableApiKeys = (actor: Actor) =>
  ({
    accountId: actor.accountId,
    deletedAt: null,
    ...(mayReadAccount(actor)
      ? {}
      : { OR: [{ userId: actor.iamId }, { serviceId: { createdBy: actor.iamId } }] }),
  }) satisfies Prisma.ApiKeyWhereInput;

/** Whether the actor may change a key that it found. */
export const mayChangeApiKey = (
  actor: Actor,
  key: { userId: string | null; serviceId: { createdBy: string } | null },
): boolean =>
  isAdministrator(actor) ||
  (actor.role !== "service" && key.userId === actor.iamId) ||
  (actor.role === "member" && key.serviceId?.createdBy === actor.iamId);
