import type { FailedAttempts } from "@/lib/domain/live-use";
import type { UsageItem } from "@/lib/domain/usage";
import { runtime } from "@/lib/platform/runtime";
import { type Actor, mayReadAccount } from "./actor";
import { findFailedAttempts } from "./failed-attempts";
import { listUsageItems } from "./usage";

/** Read again even without a signal: right also while the signal's connection is down. */
const rereadMs = 10_000;
/** What a page that just opened gets of the past. */
const firstRows = 10;

export type UsageMessage = { event: "use"; data: UsageItem } | { event: "failed"; data: FailedAttempts };

/** Whether the key's uses wake who watches it: who doesn't see them must not tell by a pause when they were. */
const maySeeUses = async (actor: Actor, apikeyId: string): Promise<boolean> => {
  const own = [{ iamId: actor.iamId }, { serviceId: { createdBy: actor.iamId } }];
  const where = { id: apikeyId, accountId: actor.accountId, ...(!mayReadAccount(actor) && { OR: own }) };
  return (await runtime().prisma.apiKey.count({ where })) > 0;
};

/**
 * A key's newest uses, oldest first, and then each new one as it is committed, by whichever portal; and how
 * many attempts with its beginning and a wrong secret there were, with the newest, whenever that changes.
 * `undefined` says that nothing came for a while, so that the connection can be kept alive.
 * @param who called before each reading: authorization holds anew each time; null ends the stream
 * @throws ServiceError when the actor may not see usage
 */
export async function* usageStream(
  who: () => Promise<Actor | null>,
  apikeyId: string,
  signal: AbortSignal,
): AsyncGenerator<UsageMessage | undefined> {
  /** Of the newest uses, which are sent. */
  let sent: Set<string> | null = null;
  /** What is older than the first reading was no news; what it had room for may still come late. */
  let since = "";
  let failedSent = 0;
  let wake = () => {};
  let woken = false;
  let unwatch: (() => void) | null = null;
  const watch = () =>
    runtime().usageSignal.watch(apikeyId, () => {
      woken = true;
      wake();
    });
  signal.addEventListener("abort", () => wake());
  try {
    while (!signal.aborted) {
      woken = false;
      const actor = await who();
      if (!actor) return;
      if (await maySeeUses(actor, apikeyId)) unwatch ??= watch();
      else {
        unwatch?.();
        unwatch = null;
      }
      const { items } = await listUsageItems(
        actor,
        { apikey_id: apikeyId },
        { limit: sent ? 50 : firstRows },
      );
      if (!sent && items.length === firstRows) since = items.at(-1)?.at ?? "";
      const fresh = items.filter((item) => !sent?.has(item.id) && item.at >= since).reverse();
      for (const data of fresh) yield { event: "use", data };
      sent = new Set(items.map((item) => item.id));
      const failed = await findFailedAttempts(actor, apikeyId);
      const failedMore = failed !== null && failed.count !== failedSent;
      if (failedMore) {
        failedSent = failed.count;
        yield { event: "failed", data: failed };
      }
      if (fresh.length === 0 && !failedMore) yield undefined;
      if (!woken && !signal.aborted) await pause();
    }
  } finally {
    unwatch?.();
  }

  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, rereadMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
