import { withoutKeys } from "@/lib/domain/api-key";
import { type AuditPayload, auditHash, firstPrevHash } from "@/lib/domain/audit-event";
import { runtime } from "@/lib/platform/runtime";
import { sha256Hex } from "@/lib/platform/secret";
import type { Prisma } from "@/prisma/generated/client";
import type { Actor } from "./actor";

export type Tx = Prisma.TransactionClient;

/** What changed: shapes without secrets. `before` null = made, `after` null = removed. */
export type AuditEntry = {
  action: string;
  target: { type: string; id: string; name: string };
  before?: object | null;
  after?: object | null;
};

export type Record = (entry: AuditEntry) => Promise<void>;

/** The chain of what belongs to no account: regions, signing keys, unknown sign-ins. */
export const siteChain = "site";

/**
 * Runs a change and its audit entries in one transaction. The chain is locked first, so entries get their
 * numbers in order and two changes of one account can't wait for each other's rows.
 * @param chain an account id or `siteChain`
 */
export const change = async <T>(
  actor: Actor,
  chain: string,
  work: (tx: Tx, record: Record) => Promise<T>,
): Promise<T> =>
  runtime().prisma.$transaction(
    async (tx) => {
      await lockChain(tx, chain);
      return work(tx, (entry) => appendAudit(tx, actor, chain, entry));
    },
    { maxWait: 5_000, timeout: 20_000 },
  );

/** Serializes writers of one chain until their transaction ends. */
export const lockChain = async (tx: Tx, chain: string): Promise<void> => {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(72707371, hashtext(${chain}))`;
};

/** An entry as JSON has it. People paste keys into names and searches: what is never deleted must hold none. */
const written = (entry: AuditEntry): AuditEntry =>
  JSON.parse(withoutKeys(JSON.stringify(entry))) as AuditEntry;

/** Appends to a chain that the transaction has locked. */
export const appendAudit = async (tx: Tx, actor: Actor, chain: string, entry: AuditEntry): Promise<void> => {
  const last = await tx.auditEvent.findFirst({
    where: { chain },
    orderBy: { seq: "desc" },
    select: { seq: true, hash: true },
  });
  const seq = (last?.seq ?? 0n) + 1n;
  const at = runtime().clock.now();
  const prevHash = last?.hash ?? firstPrevHash;
  const { action, target, before = null, after = null } = written(entry);
  const item: AuditPayload = {
    seq: Number(seq),
    at: at.toISOString(),
    actor: {
      iam_id: actor.iamId,
      name: actor.name,
      ...(actor.apikeyId ? { apikey_id: actor.apikeyId } : {}),
    },
    action,
    target,
    before,
    after,
    correlation_id: actor.correlationId,
    ip: actor.ip,
  };
  const hash = auditHash(item, prevHash, sha256Hex);
  await tx.auditEvent.create({
    data: {
      chain,
      seq,
      at,
      actorIamId: actor.iamId,
      actorName: actor.name,
      actorApikeyId: actor.apikeyId,
      action,
      targetType: target.type,
      targetId: target.id,
      targetName: target.name,
      ...(before ? { before } : {}),
      ...(after ? { after } : {}),
      correlationId: actor.correlationId,
      ip: actor.ip,
      prevHash,
      hash,
    },
  });
};
