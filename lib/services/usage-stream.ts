import type { UsageItem } from "@/lib/domain/usage";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "./actor";
import { listUsageItems } from "./usage";

/** Read again even without a signal: right also while the signal's connection is down. */
const rereadMs = 10_000;
/** What a page that just opened gets of the past. */
const firstRows = 10;

/**
 * A key's newest uses, oldest first, and then each new one as it is committed, by whichever portal.
 * `undefined` says that nothing came for a while, so that the connection can be kept alive.
 * @param who called before each reading: authorization holds anew each time; null ends the stream
 * @throws ServiceError when the actor may not see usage
 */
export async function* usageStream(
  who: () => Promise<Actor | null>,
  apikeyId: string,
  signal: AbortSignal,
): AsyncGenerator<UsageItem | undefined> {
  const sent = new Set<string>();
  let wake = () => {};
  let woken = false;
  const unwatch = runtime().usageSignal.watch(apikeyId, () => {
    woken = true;
    wake();
  });
  signal.addEventListener("abort", () => wake());
  try {
    while (!signal.aborted) {
      woken = false;
      const actor = await who();
      if (!actor) return;
      const { items } = await listUsageItems(
        actor,
        { apikey_id: apikeyId },
        { limit: sent.size === 0 ? firstRows : 50 },
      );
      const fresh = items.filter((item) => !sent.has(item.id)).reverse();
      for (const item of fresh) {
        sent.add(item.id);
        yield item;
      }
      if (fresh.length === 0) yield undefined;
      if (!woken && !signal.aborted) await pause();
    }
  } finally {
    unwatch();
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
