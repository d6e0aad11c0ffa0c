"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useId } from "react";
import { ActionNote } from "./action-note";
import { Button } from "./ui/button";
import { Dialog } from "./ui/dialog";
import { type FormAction, useActionForm } from "./use-action-form";
import { useReachable } from "./use-reachable";

type FormDialogProps<T> = {
  title: ReactNode;
  description?: ReactNode;
  /** The button's words: what will be. */
  submit: string;
  action: FormAction<T>;
  /** The fields that show their errors themselves. */
  fields: readonly string[];
  onClose: () => void;
  onDone: (data: T) => void;
  children: (error: (field: string) => string | undefined) => ReactNode;
};

/** A form over the page: it closes once the server has done it, and keeps what was typed until then. */
export function FormDialog<T>(props: FormDialogProps<T>) {
  const { title, description, submit, action, fields, onClose, onDone, children } = props;
  const t = useTranslations("common");
  const id = useId();
  const reachable = useReachable();
  const { form, pending, error, failure, code } = useActionForm(reachable(action), (data) => {
    onClose();
    onDone(data);
  });
  const refusal = failure(...fields);
  return (
    <Dialog
      open
      onOpenChange={(open) => open || pending || onClose()}
      size="s"
      title={title}
      description={description}
      footer={
        <>
          <Button type="submit" form={id} variant="primary" loading={pending}>
            {submit}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </>
      }
    >
      <form id={id} noValidate {...form} className="flex flex-col gap-4">
        {children(error)}
        {refusal && <ActionNote state={{ status: "failed", code, message: refusal }} />}
      </form>
    </Dialog>
  );
}
