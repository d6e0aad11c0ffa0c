import type { Role } from "@/lib/platform/config";
import { errorWords, type Log } from "@/lib/platform/log";
import { runtime } from "@/lib/platform/runtime";
import {
  checkAuditChains,
  checkDenials,
  checkExpiringKeys,
  checkKeyOrigins,
  checkRegistries,
  checkUnusedKeys,
} from "@/lib/services/alert-checks";
import { deliverAlerts } from "@/lib/services/alert-delivery";
import { purgeDeletedApiKeys } from "@/lib/services/api-keys";
import { makeDueCheckpoints } from "@/lib/services/audit-checkpoints";
import { ensureUsagePartitions } from "@/lib/services/first-start";
import { reviewKeys } from "@/lib/services/key-review";
import { purgeDeletedPolicies } from "@/lib/services/policies";
import { purgeRefreshTokens } from "@/lib/services/refresh-tokens";
import { recordManyRefusals } from "@/lib/services/refusal";
import { purgeRegistryEvents } from "@/lib/services/registry-events";
import { writeRegistryFiles } from "@/lib/services/registry-files";
import { rotateSigningKeys } from "@/lib/services/signing-keys";
import { takeTurn } from "@/lib/services/turns";
import { countUsagePieces } from "@/lib/services/usage-pieces";
import { applyUsageRetention } from "@/lib/services/usage-retention";
import { rollUpUsage } from "@/lib/services/usage-rollup";

export type Work = {
  name: string;
  everyMs: number;
  work: () => Promise<unknown>;
  /** A process that serves tokens alone does only what concerns itself, so that nothing holds up its tokens. */
  by: "each process" | "each portal" | "one portal";
};

const hourMs = 3_600_000;
const minuteMs = 60_000;
/** After the start, so that a portal that is restarted often does it too; one after the other, beside its first requests. */
const firstMs = 5_000;
const apartMs = 2_000;
/** Of the interval, since no timer comes to the millisecond. */
const soonest = 0.9;

/** What another portal may have changed. */
const takeUp = async (): Promise<void> => {
  await rotateSigningKeys();
  await writeRegistryFiles();
};

const upkeep = async (): Promise<void> => {
  await ensureUsagePartitions();
  await purgeDeletedApiKeys();
  await purgeDeletedPolicies();
  await purgeRefreshTokens();
  await purgeRegistryEvents();
};

const inTurn = (one: Work): Work => ({
  ...one,
  async work() {
    if (one.by !== "one portal" || (await takeTurn(one.name, one.everyMs * soonest))) return one.work();
  },
});

const inSmallHeap = ({ work, ...rest }: Work): Work => ({
  ...rest,
  async work() {
    const end = runtime().smallHeap();
    try {
      await work();
    } finally {
      end();
    }
  },
});

/**
 * What finds alerts and sends them, counts usage and lets old usage go; each by itself, so that one that fails holds up no
 * other, harmless to repeat and to run in several portals.
 */
const regularWork: readonly Work[] = [
  { name: "usage by hour and day", everyMs: 5 * minuteMs, by: "each portal", work: () => rollUpUsage() },
  { name: "usage of the newest minutes", everyMs: minuteMs, by: "each portal", work: countUsagePieces },
  { name: "use of keys", everyMs: 5 * minuteMs, by: "each portal", work: checkKeyOrigins },
  { name: "denials", everyMs: 5 * minuteMs, by: "each portal", work: checkDenials },
  { name: "registries", everyMs: 5 * minuteMs, by: "each portal", work: checkRegistries },
  { name: "expiring keys", everyMs: hourMs, by: "one portal", work: checkExpiringKeys },
  { name: "unused keys", everyMs: hourMs, by: "one portal", work: checkUnusedKeys },
  { name: "review of keys", everyMs: hourMs, by: "one portal", work: reviewKeys },
  // Against what each has verified itself.
  { name: "audit chains", everyMs: hourMs, by: "each portal", work: checkAuditChains },
  { name: "audit checkpoints", everyMs: hourMs, by: "one portal", work: makeDueCheckpoints },
  { name: "usage retention", everyMs: hourMs, by: "one portal", work: applyUsageRetention },
  { name: "deliveries", everyMs: minuteMs, by: "each portal", work: deliverAlerts },
  { name: "denied attempts", everyMs: minuteMs, by: "each process", work: () => recordManyRefusals() },
  { name: "keys and registries", everyMs: hourMs, by: "each process", work: takeUp },
  { name: "upkeep", everyMs: hourMs, by: "one portal", work: upkeep },
];

/** What a process of that role does by itself. */
export const regularWorkOf = (role: Role): Work[] =>
  regularWork
    .filter(({ by }) => role !== "token" || by === "each process")
    .map((one) => inSmallHeap(inTurn(one)));

/**
 * Does what a process does by itself: soon after its start and then again and again, each never twice at once.
 * @returns what ends it, after what runs at present
 */
export const startRegularWork = (log: Log, all: readonly Work[]): { stop(): Promise<void> } => {
  const stops = all.map((one, index) => repeat(one, firstMs + index * apartMs, log));
  return {
    async stop() {
      await Promise.all(stops.map((stop) => stop()));
    },
  };
};

const repeat = ({ name, everyMs, work }: Work, afterMs: number, log: Log): (() => Promise<void>) => {
  let running: Promise<unknown> | null = null;
  const run = () => {
    running ??= work()
      .catch((error: Error) =>
        log.error({ err: errorWords(error) }, `${name} failed; it is tried again later`),
      )
      .finally(() => {
        running = null;
      });
  };
  let timer = setTimeout(() => {
    run();
    timer = setInterval(run, everyMs);
    timer.unref();
  }, afterMs);
  timer.unref();
  return async () => {
    clearTimeout(timer); // an interval too
    await running;
  };
};
