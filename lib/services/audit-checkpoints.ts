import { CheckpointFilters } from "@/lib/domain/inputs/report";
import { type Checkpoint, checkpointType, readCheckpoint, readTrust } from "@/lib/platform/checkpoint-jws";
import { runtime } from "@/lib/platform/runtime";
import type { AuditCheckpoint } from "@/prisma/generated/client";
import { type Actor, isAdministrator, systemActor } from "./actor";
import { queryOf, raiseAlerts } from "./alerts";
import { verifyAuditChain } from "./audit-chain";
import { readableChain } from "./audit-query";
import { change, lockChain, siteChain, type Tx } from "./change";
import { checked } from "./checked";
import { forbidden, notFound, ServiceError } from "./service-error";

/** `jws`: the signed text, which proves the rest. */
export type CheckpointView = { seq: number; hash: string; at: Date; jws: string };
type Scope = "account" | "site";

const viewOf = ({ seq, hash, at, jws }: AuditCheckpoint): CheckpointView => ({
  seq: Number(seq),
  hash,
  at,
  jws,
});

/**
 * Checkpoints of a chain that the actor reads, newest first. `next`: what `before` has to be for older ones.
 * @throws ServiceError forbidden, invalid
 */
export const listCheckpoints = async (
  actor: Actor,
  input: CheckpointFilters = {},
): Promise<{ items: CheckpointView[]; next: number | null }> => {
  const { scope, limit, before } = checked(CheckpointFilters, input);
  const rows = await runtime().prisma.auditCheckpoint.findMany({
    where: { chain: readableChain(actor, scope), ...(before && { seq: { lt: BigInt(before) } }) },
    orderBy: { seq: "desc" },
    take: limit + 1,
  });
  const items = rows.slice(0, limit).map(viewOf);
  return { items, next: rows.length > limit ? (items.at(-1)?.seq ?? null) : null };
};

/** The signed text of one, for a file. @throws ServiceError forbidden, not-found */
export const checkpointText = async (
  actor: Actor,
  seq: number,
  scope: Scope = "account",
): Promise<string> => {
  const chain = readableChain(actor, scope);
  const row = await runtime().prisma.auditCheckpoint.findFirst({
    where: { chain, seq: Number.isSafeInteger(seq) ? BigInt(seq) : -1n },
  });
  if (!row) throw notFound("checkpoint");
  return row.jws;
};

/** The certificate (PEM) that checkpoints are verified with, and its SHA-256, to be compared by eye. */
export const checkpointAuthority = (): { pem: string; fingerprint: string } => {
  const pem = runtime().signingKeys.authority();
  return { pem, fingerprint: readTrust(pem).certificates[0]?.fingerprint256 ?? "" };
};

export const mayMakeCheckpoint = (actor: Actor, scope: Scope): boolean =>
  scope === "site" ? actor.siteAdministrator : isAdministrator(actor) || actor.role === "auditor";

/**
 * Signs where a chain stands now, after all of it was verified. That somebody asked is recorded first, so it is
 * signed too; where nothing has happened since, the checkpoint that is there is the answer, and the chain
 * doesn't grow.
 * @throws ServiceError forbidden, conflict (the chain is broken, or empty)
 */
export const makeCheckpoint = async (actor: Actor, scope: Scope = "account"): Promise<CheckpointView> => {
  const chain = readableChain(actor, scope);
  if (!mayMakeCheckpoint(actor, scope))
    throw forbidden("Checkpoints are made by the account's administrators and auditors.");
  const state = await verifyAuditChain(actor, { scope, whole: true });
  if (!state.ok)
    throw new ServiceError("conflict", "The chain is broken: a checkpoint would sign what was altered.");
  if (state.seq === 0) throw new ServiceError("conflict", "The chain has no event yet.");
  const kept = await runtime().prisma.auditCheckpoint.findUnique({
    where: { chain_seq: { chain, seq: BigInt(state.seq) } },
  });
  if (kept) return viewOf(kept);
  await change(actor, chain, async (tx, record) =>
    record({ action: "audit.checkpoint", target: await targetOf(tx, chain) }),
  );
  const made = await sign(chain, actor);
  if (!made) throw new ServiceError("conflict", "The chain was altered just now.");
  return made;
};

const targetOf = async (tx: Tx, chain: string) => {
  const account = await tx.account.findUnique({ where: { id: chain } });
  return { type: "audit", id: chain, name: account?.name ?? "Wharfkey" };
};

/** Every chain that has grown since its last checkpoint. Called hourly; harmless to repeat. */
export const makeDueCheckpoints = async (): Promise<number> => {
  const rows = await runtime().pool.query<{ chain: string }>(
    `SELECT e.chain FROM (SELECT chain, max(seq) AS seq FROM audit_event GROUP BY chain) e
     LEFT JOIN (SELECT chain, max(seq) AS seq FROM audit_checkpoint GROUP BY chain) c USING (chain)
     WHERE e.seq > coalesce(c.seq, 0)`,
  );
  let made = 0;
  for (const { chain } of rows.rows) {
    const site = chain === siteChain;
    const reader: Actor = {
      ...systemActor("audit-checkpoint"),
      accountId: site ? "" : chain,
      platformRoles: ["Viewer"],
      siteAdministrator: site,
    };
    if (await sign(chain, reader)) made++;
  }
  return made;
};

/** Null where there is nothing to sign, or nothing that could be believed. */
const sign = async (chain: string, reader: Actor): Promise<CheckpointView | null> => {
  const state = await verifyAuditChain(reader, { scope: chain === siteChain ? "site" : "account" });
  if (!state.ok || state.seq === 0) return null;
  const { prisma, clock, config, signingKeys } = runtime();
  return prisma.$transaction(async (tx) => {
    await lockChain(tx, chain);
    const place = { chain, seq: BigInt(state.seq) };
    const kept = await tx.auditCheckpoint.findUnique({ where: { chain_seq: place } });
    if (kept) return viewOf(kept);
    const at = clock.now();
    const said: Checkpoint = {
      iss: config.url,
      chain,
      seq: state.seq,
      hash: state.hash,
      iat: Math.floor(at.getTime() / 1000),
    };
    const jws = await signingKeys.sign(checkpointType, said, { x5c: "chain" });
    readCheckpoint(jws, readTrust(signingKeys.authority())); // what nobody could verify isn't kept
    const made = viewOf(await tx.auditCheckpoint.create({ data: { ...place, hash: state.hash, at, jws } }));
    await post(tx, chain, made);
    return made;
  });
};

/** To the webhook, where one is set and checkpoints are wanted there. */
const post = async (tx: Tx, chain: string, { seq, hash, jws }: CheckpointView) =>
  raiseAlerts(queryOf(tx), [
    {
      accountId: chain,
      kind: "audit-checkpoint",
      subject: await targetOf(tx, chain),
      window: String(seq),
      data: { seq, hash, jws },
      to: [],
    },
  ]);
