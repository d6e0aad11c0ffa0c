import { setTimeout as sleep } from "node:timers/promises";
import { runtime } from "@/lib/platform/runtime";
import { refusedSeconds } from "./registry-events";
import { probeRepository } from "./registry-probe";

export type EventOutcome =
  | { kind: "arrived"; milliseconds: number }
  | { kind: "wrong-region"; region: string }
  | { kind: "wrong-secret" }
  | { kind: "missing" };

const waitMs = 5_000;
const pollMs = 100;
const dayMs = 86_400_000;

/**
 * Waits up to 5 s for the event of a probe's push, whichever portal takes it. The probe's User-Agent marks it.
 * @param began since when a refused event counts as this registry's
 */
export const eventOutcome = async (
  regionId: string,
  userAgent: string,
  began: Date,
): Promise<EventOutcome> => {
  const start = performance.now();
  for (;;) {
    const region = await arrivedIn(userAgent, began);
    const milliseconds = Math.round(performance.now() - start);
    if (region)
      return region === regionId ? { kind: "arrived", milliseconds } : { kind: "wrong-region", region };
    if (milliseconds > waitMs) break;
    await sleep(pollMs);
  }
  const place = await runtime().prisma.region.findUnique({ where: { id: regionId } });
  const refused = place?.lastEventRefusedAt?.getTime() ?? 0;
  return { kind: refused >= began.getTime() - refusedSeconds * 1000 ? "wrong-secret" : "missing" };
};

/** The region as which the probe's event came; null while it didn't. A registry's clock may be a day behind. */
const arrivedIn = async (userAgent: string, began: Date): Promise<string | null> => {
  const { rows } = await runtime().pool.query<{ region: string }>({
    name: "probe-event",
    text: `SELECT region FROM usage_event
      WHERE account_id IS NULL AND at > $1 AND source = 'registry' AND repository = $2 AND user_agent = $3 LIMIT 1`,
    values: [new Date(began.getTime() - dayMs), probeRepository, userAgent],
  });
  return rows[0]?.region ?? null;
};
