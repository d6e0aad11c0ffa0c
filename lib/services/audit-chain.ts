import { firstPrevHash } from "@/lib/domain/audit-event";
import { type ChainPlace, type ChainProblem, chainWalk } from "@/lib/domain/chain-walk";
import { readCheckpoint, readTrust } from "@/lib/platform/checkpoint-jws";
import { runtime } from "@/lib/platform/runtime";
import { sha256Hex } from "@/lib/platform/secret";
import type { Actor } from "./actor";
import { auditItem } from "./audit";
import { readableChain } from "./audit-query";

/** `seq`: the last item that was verified, or the first that is wrong. `at`: when. */
export type ChainState = ({ ok: true; seq: number; hash: string } | ({ ok: false } & ChainProblem)) & {
  at: Date;
};

const chunk = 1000;
/** After this a chain is read from its beginning again, unless it is long: then once a day. */
const wholeEveryMs = 3_600_000;
const longWholeEveryMs = 24 * 3_600_000;
const longFrom = 100_000;

/** What this process has verified of each chain: a cut-off tail is found against it, as long as it runs. */
const heads = new Map<string, ChainPlace & { wholeAt: Date }>();

/**
 * Verifies a chain against itself and against its checkpoints: its new items since the last time, all of it
 * now and then or when `whole` asks for it. Reads in chunks, so its size doesn't matter to memory. A process
 * that has not read a long chain yet begins at its newest checkpoint, which was signed after reading.
 * @throws ServiceError forbidden
 */
export const verifyAuditChain = async (
  actor: Actor,
  options: { scope?: "account" | "site"; whole?: boolean } = {},
): Promise<ChainState> => {
  const chain = readableChain(actor, options.scope);
  const at = runtime().clock.now();
  const wrong = await againstCheckpoints(chain);
  if (wrong) return { ok: false, ...wrong, at };
  const known = heads.get(chain);
  if (known && !(await stands(chain, known))) return { ok: false, seq: known.seq, problem: "gap", at };
  const signed = await newestCheckpoint(chain);
  const isLong = ((known ?? signed)?.seq ?? 0) >= longFrom;
  const start: (ChainPlace & { wholeAt: Date }) | undefined =
    known ?? (isLong && signed ? { ...signed, wholeAt: at } : undefined);
  const every = isLong ? longWholeEveryMs : wholeEveryMs;
  const whole = options.whole || !start || at.getTime() - start.wholeAt.getTime() >= every;
  const state = await follow(chain, whole ? { seq: 0, hash: firstPrevHash } : start, at);
  if (state.ok) heads.set(chain, { seq: state.seq, hash: state.hash, wholeAt: whole ? at : start.wholeAt });
  return state;
};

const stands = async (chain: string, { seq, hash }: ChainPlace): Promise<boolean> =>
  seq === 0 || (await runtime().prisma.auditEvent.count({ where: { chain, seq: BigInt(seq), hash } })) === 1;

const newestCheckpoint = async (chain: string): Promise<ChainPlace | null> => {
  const row = await runtime().prisma.auditCheckpoint.findFirst({
    where: { chain },
    orderBy: { seq: "desc" },
  });
  return row && { seq: Number(row.seq), hash: row.hash };
};

/** The first checkpoint whose item is gone or another one, or which isn't the portal's own. */
const againstCheckpoints = async (chain: string): Promise<ChainProblem | null> => {
  const { pool, signingKeys } = runtime();
  const { rows } = await pool.query<{ seq: string; last: string }>(
    `SELECT c.seq, (SELECT coalesce(max(seq), 0) FROM audit_event WHERE chain = $1) AS last
     FROM audit_checkpoint c LEFT JOIN audit_event e ON e.chain = c.chain AND e.seq = c.seq
     WHERE c.chain = $1 AND e.hash IS DISTINCT FROM c.hash ORDER BY c.seq LIMIT 1`,
    [chain],
  );
  const [first] = rows;
  if (first && Number(first.seq) > Number(first.last)) return { seq: Number(first.last) + 1, problem: "cut" };
  if (first) return { seq: Number(first.seq), problem: "checkpoint" };
  const newest = await runtime().prisma.auditCheckpoint.findFirst({
    where: { chain },
    orderBy: { seq: "desc" },
  });
  if (!newest) return null;
  const seq = Number(newest.seq);
  try {
    const { checkpoint } = readCheckpoint(newest.jws, readTrust(signingKeys.authority()));
    const same = checkpoint.chain === chain && checkpoint.seq === seq && checkpoint.hash === newest.hash;
    return same ? null : { seq, problem: "checkpoint" };
  } catch {
    return { seq, problem: "checkpoint" };
  }
};

const follow = async (chain: string, from: ChainPlace, at: Date): Promise<ChainState> => {
  const walk = chainWalk(sha256Hex, { from });
  for (;;) {
    const { seq, hash } = walk.walked().last;
    const rows = await runtime().prisma.auditEvent.findMany({
      where: { chain, seq: { gt: BigInt(seq) } },
      orderBy: { seq: "asc" },
      take: chunk,
    });
    for (const row of rows) {
      const found = walk.next(auditItem(row));
      if (found) return { ok: false, ...found, at };
    }
    if (rows.length < chunk) {
      const last = rows.length === 0 ? { seq, hash } : walk.walked().last;
      return { ok: true, ...last, at };
    }
  }
};
