"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { BulkAction } from "@/lib/domain/key-bulk";
import { ExpiryField } from "./expiry-field";
import type { BulkPreview, BulkProgress, BulkSelection, BulkServerActions } from "./inventory-bulk";
import { Button } from "./ui/button";
import { Dialog } from "./ui/dialog";
import { Field } from "./ui/field";
import { Input } from "./ui/input";
import { Note } from "./ui/note";
import { type Undone, useBulk, useBulkWords } from "./use-bulk";
import { useFormat } from "./use-format";

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
      {preview.changes > 0 && (
        <p className="wrap-anywhere">
          {t("sample", { names: format.list(preview.sample), more: preview.changes - preview.sample.length })}
        </p>
      )}
      <p>{preview.changes === 0 ? t("nothing") : t("usedLately", { count: preview.usedLately })}</p>
      {reasons.length > 0 && <p>{t("skipped", { reasons: format.list(reasons) })}</p>}
    </Note>
  );
}

type ProgressProps = {
  progress: BulkProgress;
  running: boolean;
  undone: Undone | undefined;
};

function Progress({ progress, running, undone }: ProgressProps) {
  const t = useTranslations("inventory.bulk");
  const { action, changed, total, ended } = progress;
  const words = useBulkWords();
  return (
    <div className="flex flex-col gap-3">
      <progress
        aria-label={t(action)}
        max={Math.max(total, 1)}
        value={ended ? Math.max(total, 1) : changed}
        className="h-2 w-full appearance-none overflow-hidden rounded-full bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
      />
      <p role="status">{words({ progress, running, undone })}</p>
    </div>
  );
}
