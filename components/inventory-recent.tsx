"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { BulkProgress, BulkServerActions } from "./inventory-bulk";
import { Button } from "./ui/button";
import { Note } from "./ui/note";
import { toast } from "./ui/toaster";
import { useBulk, useBulkWords } from "./use-bulk";
import { Ago } from "./use-stamp";

/** `left`: how many keys can be taken back; `undone`: that has begun. */
export type RecentBulk = BulkProgress & { at: Date; left: number; undone: boolean };

type RecentBulksProps = { bulks: readonly RecentBulk[]; actions: BulkServerActions };

/** The person's changes of many keys that can be gone on with or taken back, whatever became of their dialog. */
export function RecentBulks({ bulks, actions }: RecentBulksProps) {
  const t = useTranslations("inventory.recent");
  if (bulks.length === 0) return null;
  return (
    <section
      aria-label={t("label")}
      className="mb-4 rounded-panel border border-line bg-surface px-4 py-1 shadow-1"
    >
      <ul className="divide-y divide-line">
        {bulks.map((bulk) => (
          // What became of it meanwhile is shown anew.
          <Recent key={`${bulk.id} ${bulk.changed} ${bulk.left}`} bulk={bulk} actions={actions} />
        ))}
      </ul>
    </section>
  );
}

function Recent({ bulk, actions }: { bulk: RecentBulk; actions: BulkServerActions }) {
  const t = useTranslations("inventory.recent");
  const shared = useTranslations("inventory.bulk");
  const words = useBulkWords();
  const router = useRouter();
  const { progress = bulk, running, undone, problem, ...run } = useBulk(actions, bulk);
  const said = bulk.undone
    ? t("undoStopped", { left: bulk.left })
    : bulk.ended
      ? words({ progress, running })
      : t("stopped", { action: shared(bulk.action), changed: bulk.changed, total: bulk.total });
  const proceed = async () => {
    await run.proceed(bulk);
    router.refresh();
  };
  const undo = async () => {
    const sum = await run.undo(bulk);
    if (sum.restored + sum.left > 0) toast(words({ progress, running: false, undone: sum }));
    router.refresh();
  };
  return (
    <li className="flex min-h-[44px] flex-wrap items-center gap-x-3 gap-y-1 py-1">
      <span className="min-w-0 flex-[1_1_260px]" role="status">
        {running ? words({ progress, running, undone }) : said}
      </span>
      <span className="text-ink-3">
        <Ago at={bulk.at} />
      </span>
      {running ? (
        !undone && (
          <Button size="s" onClick={run.stop}>
            {shared("stop")}
          </Button>
        )
      ) : (
        <>
          {!bulk.ended && (
            <Button size="s" onClick={proceed}>
              {shared("resume")}
            </Button>
          )}
          {bulk.undoable && (
            <Button size="s" onClick={undo}>
              {shared("undo")}
            </Button>
          )}
        </>
      )}
      {problem && (
        <Note tone="bad" role="alert" className="w-full">
          {problem}
        </Note>
      )}
    </li>
  );
}
