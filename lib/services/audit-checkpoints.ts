import { type Checkpoint, checkpointType, readCheckpoint, readTrust } from "@/lib/platform/checkpoint-jws";
import { runtime } from "@/lib/platform/runtime";
import type { AuditCheckpoint } from "@/prisma/generated/client";
import { type Actor, isAdministrator, systemActor } from "./actor";
import { readableChain } from "./audit";
import { verifyAuditChain } from "./audit-chain";
import { lockChain, siteChain } from "./change";
import { forbidden, notFound, ServiceError } from "./service-error";

export type CheckpointView = { seq: number; hash: string; at: Date };
type Scope = "account" | "site";

const viewOf = ({ seq, hash, at }: AuditCheckpoint): CheckpointView => ({ seq: Number(seq), hash, at });

/** The newest checkpoints of a chain that the actor reads, newest first. @throws ServiceError forbidden */
export const listCheckpoints = async (
  actor: Actor,
  { scope = "account", limit = 10 }: { scope?: Scope; limit?: number } = {},
): Promise<CheckpointView[]> => {
  const rows = await runtime().prisma.auditCheckpoint.findMany({
    where: { chain: readableChain(actor, scope) },
    orderBy: { seq: "desc" },
    take: limit,
  });
  return rows.map(viewOf);
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
 * Signs where a chain stands now, after all of it was verified. The same place is signed once.
 * @throws ServiceError forbidden, conflict (the chain is broken, or empty)
 */
export const makeCheckpoint = async (actor: Actor, scope: Scope = "account"): Promise<CheckpointView> => {
  const chain = readableChain(actor, scope);
  if (!mayMakeCheckpoint(actor, scope))
    throw forbidden("Checkpoints are made by the account's administrators and auditors.");
  const made = await sign(chain, actor, { whole: true });
  if (made === "broken")
    throw new ServiceError("conflict", "The chain is broken: a checkpoint would sign what was altered.");
  if (made === "empty") throw new ServiceError("conflict", "The chain has no event yet.");
  return made;
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
    if (typeof (await sign(chain, reader)) === "object") made++;
  }
  return made;
};

const sign = async (
  chain: string,
  reader: Actor,
  { whole = false } = {},
): Promise<CheckpointView | "broken" | "empty"> => {
  const state = await verifyAuditChain(reader, { scope: chain === siteChain ? "site" : "account", whole });
  if (!state.ok) return "broken";
  if (state.seq === 0) return "empty";
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
    const jws = signingKeys.sign(checkpointType, said, { x5c: "chain" });
    readCheckpoint(jws, readTrust(signingKeys.authority())); // what nobody could verify isn't kept
    return viewOf(await tx.auditCheckpoint.create({ data: { ...place, hash: state.hash, at, jws } }));
  });
};
