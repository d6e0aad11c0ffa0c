"use client";

import { useTranslations } from "next-intl";
import { type ReactElement, type ReactNode, useId, useState, useTransition } from "react";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { Field } from "./field";
import { Input } from "./input";
import { Note } from "./note";

type ConfirmDialogProps = {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  trigger?: ReactElement<Record<string, unknown>>;
  /** A question that names the object: "Retire 2026-q3?" */
  title: ReactNode;
  /** What will happen, to whom, and whether it can be undone. */
  effect: ReactNode;
  /** The action's own name, as on the button that led here. */
  action: string;
  cancel?: string;
  tone?: "default" | "danger";
  /** Must be typed before the action unlocks. */
  typeToConfirm?: string;
  /** Runs; the dialog closes afterwards. A returned string is the error to show, and it stays open. */
  // biome-ignore lint/suspicious/noConfusingVoidType: actions that return nothing are the usual case
  onConfirm: () => Promise<string | void> | string | void;
};

/** Asks before something that stops, deletes or can't be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { trigger, title, effect, action, cancel, tone = "danger", typeToConfirm, onConfirm } = props;
  const t = useTranslations("common");
  const formId = useId();
  const [ownOpen, setOwnOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<string>();
  const [pending, startTransition] = useTransition();
  const open = props.open ?? ownOpen;
  const setOpen = (next: boolean) => {
    if (pending) return;
    setTyped("");
    setError(undefined);
    setOwnOpen(next);
    props.onOpenChange?.(next);
  };
  const locked = typeToConfirm !== undefined && typed.trim() !== typeToConfirm;
  const confirm = () =>
    startTransition(async () => {
      const problem = await onConfirm();
      if (typeof problem === "string") return setError(problem);
      setOwnOpen(false);
      setTyped("");
      props.onOpenChange?.(false);
    });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      {...(trigger && { trigger })}
      size="s"
      title={title}
      footer={
        <>
          <Button
            type="submit"
            form={formId}
            variant={tone === "danger" ? "danger-solid" : "primary"}
            disabled={locked}
            loading={pending}
          >
            {action}
          </Button>
          <Button onClick={() => setOpen(false)}>{cancel ?? t("cancel")}</Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!locked && !pending) confirm();
        }}
      >
        <div className="text-ink-2">{effect}</div>
        {typeToConfirm !== undefined && (
          <Field
            label={t.rich("typeToConfirm", {
              text: typeToConfirm,
              code: (text) => <code className="mono">{text}</code>,
            })}
          >
            <Input
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoFocus
              autoComplete="off"
              spellCheck={false}
            />
          </Field>
        )}
        {error && (
          <Note tone="bad" role="alert">
            {error}
          </Note>
        )}
      </form>
    </Dialog>
  );
}
