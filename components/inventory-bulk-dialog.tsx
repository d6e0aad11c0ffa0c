"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { BulkAction } from "@/lib/domain/inputs/key-inventory";
import { ExpiryField } from "./expiry-field";
import type { BulkPreview, BulkProgress, BulkSelection, BulkServerActions } from "./inventory-bulk";
import { Button } from "./ui/button";
import { Dialog } from "./ui/dialog";
import { Field } from "./ui/field";
import { Input } from "./ui/input";
import { Note } from "./ui/note";
import { type FormAction, type FormState, problemOf, useSend } from "./use-action-form";
import { useFormat } from "./use-format";
import { useReachable } from "./use-reachable";

/** From here on the number has to be typed. */
const typedFrom = 10;

type BulkDialogProps = {
  action: BulkAction;
  selection: BulkSelection;
  actions: BulkServerActions;
  onClose: () => void;
};

/** What a bulk change would do; then its progress, which can be stopped; then its result, and the way back. */
export function BulkDialog({ action, selection, actions, onClose }: BulkDialogProps) {
  const t = useTranslations("inventory.bulk");
  const common = useTranslations("common");
  const [expiresAt, setExpiresAt] = useState("90d");
  const [preview, setPreview] = useState<BulkPreview>();
  const [typed, setTyped] = useState("");
  const router = useRouter();
  const bulk = useBulk(actions);
  const fields = {
    request: JSON.stringify({ action, ...selection }),
    ...(action === "expire" && { expiresAt }),
  };
  const { load } = bulk;
  // biome-ignore lint/correctness/useExhaustiveDependencies: counted again only when what would be done changes
  useEffect(() => {
    let current = true;
    load(fields).then((counted) => {
      if (current && counted) setPreview(counted);
    });
    return () => {
      current = false;
    };
  }, [fields.request, fields.expiresAt]);
  const count = preview?.changes ?? 0;
  const mustType = action === "delete" || count > typedFrom;
  const { progress, running, problem } = bulk;
  const close = () => {
    bulk.stop();
    onClose();
    // Not before: the list may become empty, and the way back with it.
    if (progress) router.refresh();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      size="s"
      title={preview ? t(`title.${action}`, { count: progress?.total ?? count }) : t(action)}
      footer={
        progress ? (
          <>
            {running ? (
              <Button onClick={bulk.stop}>{t("stop")}</Button>
            ) : (
              !progress.ended &&
              !bulk.undone && (
                <Button variant="primary" onClick={() => bulk.proceed(progress)}>
                  {t("resume")}
                </Button>
              )
            )}
            {!running && progress.undoable && !bulk.undone && (
              <Button onClick={() => bulk.undo(progress)}>{t("undo")}</Button>
            )}
            <Button onClick={close}>{t("close")}</Button>
          </>
        ) : (
          <>
            <Button
              variant={action === "delete" ? "danger-solid" : "primary"}
              disabled={count === 0 || (mustType && typed.trim() !== String(count))}
              loading={running}
              onClick={() => bulk.start(fields)}
            >
              {t(action)}
            </Button>
            <Button onClick={close}>{common("cancel")}</Button>
          </>
        )
      }
    >
      {progress ? (
        <Progress progress={progress} running={running} undone={bulk.undone} />
      ) : (
        <div className="flex flex-col gap-4">
          <p className="text-ink-2">{t(`effect.${action}`)}</p>
          {action === "expire" && <ExpiryField value={expiresAt} onValueChange={setExpiresAt} />}
          {preview ? <Preview preview={preview} /> : <p className="text-ink-3">{t("checking")}</p>}
          {mustType && count > 0 && (
            <Field label={t("typeCount")}>
              <Input
                value={typed}
                inputMode="numeric"
                autoComplete="off"
                onChange={(event) => setTyped(event.target.value)}
              />
            </Field>
          )}
        </div>
      )}
      {problem && (
        <Note tone="bad" role="alert" className="mt-4">
          {problem}
        </Note>
      )}
    </Dialog>
  );
}

function Preview({ preview }: { preview: BulkPreview }) {
  const t = useTranslations("inventory.bulk");
  const format = useFormat();
  const reasons = (["locked", "notYours", "alreadySo"] as const)
    .filter((reason) => preview[reason] > 0)
    .map((reason) => t(reason, { count: preview[reason] }));
  return (
    <Note tone={preview.usedLately > 0 ? "warn" : "info"}>
      <p>{preview.changes === 0 ? t("nothing") : t("usedLately", { count: preview.usedLately })}</p>
      {reasons.length > 0 && <p>{t("skipped", { reasons: format.list(reasons) })}</p>}
    </Note>
  );
}

type ProgressProps = {
  progress: BulkProgress;
  running: boolean;
  undone: { restored: number; left: number } | undefined;
};

function Progress({ progress, running, undone }: ProgressProps) {
  const t = useTranslations("inventory.bulk");
  const { action, changed, total, ended } = progress;
  const text = undone
    ? [t("undone", { count: undone.restored }), undone.left > 0 && t("undoneLeft", { count: undone.left })]
        .filter(Boolean)
        .join(" ")
    : ended
      ? t(`done.${action}`, { count: changed })
      : running
        ? t("running", { done: changed, total })
        : t("stopped", { count: changed });
  return (
    <div className="flex flex-col gap-3">
      <progress
        aria-label={t(action)}
        max={Math.max(total, 1)}
        value={ended ? Math.max(total, 1) : changed}
        className="h-2 w-full appearance-none overflow-hidden rounded-full bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
      />
      <p role="status">{text}</p>
    </div>
  );
}

/** Drives a bulk change batch by batch until it ends or someone stops it. */
function useBulk(actions: BulkServerActions) {
  const send = useSend();
  const reachable = useReachable();
  const [progress, setProgress] = useState<BulkProgress>();
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [undone, setUndone] = useState<{ restored: number; left: number }>();
  const stopped = useRef(false);
  const call = async <T,>(action: FormAction<T>, fields: Record<string, string>): Promise<T | undefined> => {
    const state: FormState<T> = await send(reachable(action), fields);
    setProblem(problemOf(state));
    return state.status === "ok" ? state.data : undefined;
  };
  const proceed = async (from: BulkProgress) => {
    stopped.current = false;
    setRunning(true);
    let now: BulkProgress | undefined = from;
    while (now && !now.ended && !stopped.current) {
      now = await call(actions.proceed, { id: from.id });
      if (now) setProgress(now);
    }
    setRunning(false);
  };
  return {
    progress,
    running,
    problem,
    undone,
    load: (fields: Record<string, string>) => call(actions.preview, fields),
    async start(fields: Record<string, string>) {
      setRunning(true);
      const begun = await call(actions.start, fields);
      if (begun) setProgress(begun);
      if (begun) await proceed(begun);
      else setRunning(false);
    },
    proceed,
    stop() {
      stopped.current = true;
    },
    async undo({ id }: BulkProgress) {
      setRunning(true);
      const sum = { restored: 0, left: 0 };
      for (;;) {
        const step = await call(actions.undo, { id });
        if (!step) break;
        sum.restored += step.restored;
        sum.left += step.left;
        setUndone({ ...sum });
        if (step.ended) break;
      }
      setRunning(false);
    },
  };
}
