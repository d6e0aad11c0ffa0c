import { firstPrevHash, verifyChain } from "@/lib/domain/audit-event";
import { runtime } from "@/lib/platform/runtime";
import { sha256Hex } from "@/lib/platform/secret";
import type { Actor } from "./actor";
import { auditItem, readableChain } from "./audit";

/** `seq`: the last item that was verified, or the first that is wrong. `at`: when. */
export type ChainState =
  | { ok: true; seq: number; hash: string; at: Date }
  | { ok: false; seq: number; problem: "hash" | "link" | "gap"; at: Date };

type Head = { seq: number; hash: string };

const chunk = 1000;
/** After this a chain is read from its beginning again. */
const wholeEveryMs = 3_600_000;

/** What this process has verified of each chain: a cut-off tail is found against it, as long as it runs. */
const heads = new Map<string, Head & { wholeAt: Date }>();

/**
 * Verifies a chain: its new items since the last time, all of it every hour or when `whole` asks for it.
 * Reads in chunks, so its size doesn't matter to memory.
 * @throws ServiceError forbidden
 */
export const verifyAuditChain = async (
  actor: Actor,
  options: { scope?: "account" | "site"; whole?: boolean } = {},
): Promise<ChainState> => {
  const chain = readableChain(actor, options.scope);
  const now = runtime().clock.now();
  const known = heads.get(chain);
  if (known && !(await stands(chain, known))) return { ok: false, seq: known.seq, problem: "gap", at: now };
  const recent = known && now.getTime() - known.wholeAt.getTime() < wholeEveryMs;
  const whole = options.whole || !recent;
  const state = await follow(chain, whole ? { seq: 0, hash: firstPrevHash } : known, now);
  if (state.ok)
    heads.set(chain, { seq: state.seq, hash: state.hash, wholeAt: whole || !known ? now : known.wholeAt });
  return state;
};

const stands = async (chain: string, { seq, hash }: Head): Promise<boolean> =>
  seq === 0 || (await runtime().prisma.auditEvent.count({ where: { chain, seq: BigInt(seq), hash } })) === 1;

const follow = async (chain: string, start: Head, at: Date): Promise<ChainState> => {
  for (let { seq, hash } = start; ; ) {
    const rows = await runtime().prisma.auditEvent.findMany({
      where: { chain, seq: { gt: BigInt(seq) } },
      orderBy: { seq: "asc" },
      take: chunk,
    });
    const check = verifyChain(rows.map(auditItem), sha256Hex, { seq, hash });
    if (!check.ok) return { ...check, at };
    const last = rows.at(-1);
    if (last) ({ seq, hash } = { seq: Number(last.seq), hash: last.hash });
    if (rows.length < chunk) return { ok: true, seq, hash, at };
  }
};
