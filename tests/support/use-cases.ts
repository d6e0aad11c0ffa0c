import { expect } from "vitest";
import type { AuditItem } from "@/lib/domain/audit-event";
import { verifyChain } from "@/lib/domain/chain-walk";
import { sha256Hex } from "@/lib/platform/secret";
import type { Actor } from "@/lib/services/actor";
import { isServiceError, type ServiceErrorCode } from "@/lib/services/service-error";
import type { PrismaClient } from "@/prisma/generated/client";
import { personActor } from "./runtime";

/** What a use case answered: `ok`, or the code of its refusal. Anything else fails the test. */
export const outcomeOf = async (attempt: () => Promise<unknown>): Promise<"ok" | ServiceErrorCode> => {
  try {
    await attempt();
    return "ok";
  } catch (error) {
    if (isServiceError(error)) return error.code;
    throw error;
  }
};

/** The refusal itself; fails when there is none. */
export const refusalOf = async (attempt: Promise<unknown>) => {
  const error = await attempt.then(
    () => new Error("it was not refused"),
    (thrown: unknown) => thrown,
  );
  if (!isServiceError(error)) throw error;
  const { code, field, reason, message } = error;
  return { code, field, reason, message };
};

/** A service ID as an actor, as its access token would make it. */
export const serviceActor = (
  serviceId: { iamId: string; name: string; accountId: string },
  platformRoles: string[] = [],
): Actor =>
  personActor(
    { iamId: serviceId.iamId, name: serviceId.name, accountId: serviceId.accountId, role: "service" },
    { platformRoles, authenticatedAt: null },
  );

export const auditOf = async (prisma: PrismaClient, chain: string): Promise<AuditItem[]> => {
  const rows = await prisma.auditEvent.findMany({ where: { chain }, orderBy: { seq: "asc" } });
  return rows.map((row) => ({
    seq: Number(row.seq),
    at: row.at.toISOString(),
    actor: {
      iam_id: row.actorIamId ?? "",
      name: row.actorName,
      ...(row.actorApikeyId ? { apikey_id: row.actorApikeyId } : {}),
    },
    action: row.action,
    target: { type: row.targetType, id: row.targetId, name: row.targetName },
    before: row.before,
    after: row.after,
    correlation_id: row.correlationId,
    ip: row.ip,
    prev_hash: row.prevHash,
    hash: row.hash,
  }));
};

/** The chain holds together, and this is how many items it has. */
export const expectChain = async (prisma: PrismaClient, chain: string): Promise<number> => {
  const items = await auditOf(prisma, chain);
  expect(verifyChain(items, sha256Hex)).toEqual({ ok: true, count: items.length });
  return items.length;
};

/** A list that is refused, empty of the target, or has it. */
export const has = async (list: Promise<{ id: string }[]>, id: string): Promise<void> => {
  if (!(await list).some((one) => one.id === id))
    throw Object.assign(new Error(), { name: "ServiceError", code: "not-found" });
};

/** A policy as if someone had taken it away, without a trace in the audit. */
export const takenAway = async ({ prisma }: { prisma: PrismaClient }, id: string): Promise<void> => {
  const row = await prisma.policy.findUnique({ where: { id } });
  if (!row) return;
  const data = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
  await prisma.deletedPolicy.create({ data: data as typeof row as never });
  await prisma.policy.delete({ where: { id } });
};
