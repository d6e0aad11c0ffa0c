"use client";

import { useTranslations } from "next-intl";
import { Button } from "./ui/button";
import { Note } from "./ui/note";
import { type FormAction, useActionForm } from "./use-action-form";
import { useFormat } from "./use-format";

type MakeCheckpointProps = { scope: string; make: FormAction<{ seq: number }> };

/** The button that signs where the chain stands now. */
export function MakeCheckpoint({ scope, make }: MakeCheckpointProps) {
  const t = useTranslations("audit.checkpoints");
  const format = useFormat();
  const { state, form, pending, failure } = useActionForm(make);
  return (
    <form {...form} className="flex flex-wrap items-center gap-2">
      <input type="hidden" name="scope" value={scope} />
      <span role="status" className="text-ink-3">
        {state.status === "ok" && t("made", { seq: format.number(state.data.seq) })}
      </span>
      {failure() && (
        <Note tone="warn" role="alert">
          {failure()}
        </Note>
      )}
      <Button type="submit" size="s" loading={pending}>
        {t("make")}
      </Button>
    </form>
  );
}
