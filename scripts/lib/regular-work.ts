import type { Log } from "@/lib/platform/log";
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
import { applyUsageRetention } from "@/lib/services/usage-retention";
import { rollUpUsage } from "@/lib/services/usage-rollup";

export type Work = { name: string; everyMs: number; work: () => Promise<unknown> };

const hourMs = 3_600_000;
const minuteMs = 60_000;
/** After the start, so that a portal that is restarted often does it too; one after the other, beside its first requests. */
const firstMs = 5_000;
const apartMs = 2_000;

/** Each step is harmless to repeat and to run in several portals. */
const upkeep = async (): Promise<void> => {
  await rotateSigningKeys();
  await ensureUsagePartitions();
  await writeRegistryFiles();
  await purgeDeletedApiKeys();
  await purgeDeletedPolicies();
  await purgeRefreshTokens();
  await purgeRegistryEvents();
};

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

/** What finds alerts and sends them, counts usage and lets old usage go; each by itself, so that one that fails holds up no other. */
const regularWork: readonly Work[] = [
  { name: "usage by hour and day", everyMs: 5 * minuteMs, work: () => rollUpUsage() },
  { name: "use of keys", everyMs: 5 * minuteMs, work: checkKeyOrigins },
  { name: "denials", everyMs: 5 * minuteMs, work: checkDenials },
  { name: "registries", everyMs: 5 * minuteMs, work: checkRegistries },
  { name: "expiring keys", everyMs: hourMs, work: checkExpiringKeys },
  { name: "unused keys", everyMs: hourMs, work: checkUnusedKeys },
  { name: "review of keys", everyMs: hourMs, work: reviewKeys },
  { name: "audit chains", everyMs: hourMs, work: checkAuditChains },
  { name: "audit checkpoints", everyMs: hourMs, work: makeDueCheckpoints },
  { name: "usage retention", everyMs: hourMs, work: applyUsageRetention },
  { name: "deliveries", everyMs: minuteMs, work: deliverAlerts },
  { name: "denied attempts", everyMs: minuteMs, work: () => recordManyRefusals() },
  { name: "upkeep", everyMs: hourMs, work: upkeep },
];

/**
 * Does what a portal does by itself: soon after its start and then again and again, each never twice at once.
 * @returns what ends it, after what runs at present
 */
export const startRegularWork = (log: Log, all = regularWork.map(inSmallHeap)): { stop(): Promise<void> } => {
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
      .catch((error: Error) => log.error({ err: error.message }, `${name} failed; it is tried again later`))
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
