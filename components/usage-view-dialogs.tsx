"use client";

import { useTranslations } from "next-intl";
import { FormDialog } from "./form-dialog";
import { ConfirmDialog } from "./ui/confirm-dialog";
import { Field } from "./ui/field";
import { Input } from "./ui/input";
import { toast } from "./ui/toaster";
import type { View } from "./usage-views";
import { type FormAction, problemOf, useSend } from "./use-action-form";
import { useReachable } from "./use-reachable";

type NameViewProps = {
  ask: "save" | "rename";
  action: FormAction<unknown>;
  fixed: Record<string, string>;
  name?: string;
  onClose: () => void;
};

/** Asks what a view is called, to keep it or to rename it. */
export function NameView({ ask, action, fixed, name = "", onClose }: NameViewProps) {
  const t = useTranslations("usage.views");
  return (
    <FormDialog
      title={t(`${ask}.title`)}
      description={t("text")}
      submit={t(`${ask}.submit`)}
      action={action}
      fields={["name"]}
      onClose={onClose}
      onDone={() => toast(t(`${ask}.done`))}
    >
      {(error) => (
        <>
          {Object.entries(fixed).map(([field, value]) => (
            <input key={field} type="hidden" name={field} value={value} />
          ))}
          <Field label={t("name")} error={error("name")}>
            <Input autoFocus name="name" defaultValue={name} autoComplete="off" />
          </Field>
        </>
      )}
    </FormDialog>
  );
}

type DeleteViewProps = { view: View; action: FormAction<unknown>; onClose: () => void };

/** Asks before a view goes. */
export function DeleteView({ view, action, onClose }: DeleteViewProps) {
  const t = useTranslations("usage.views.delete");
  const send = useSend();
  const reachable = useReachable();
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t("title", { name: view.name })}
      effect={t("effect")}
      action={t("action")}
      onConfirm={async () => {
        const problem = problemOf(await send(reachable(action), { id: view.id }));
        if (problem) return problem;
        toast(t("done"));
      }}
    />
  );
}
