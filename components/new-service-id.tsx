"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { DialogButton } from "./ui/dialog-button";
import type { FormAction } from "./use-action-form";

const dialogs = () => import("./service-id-dialogs");
const NewServiceIdDialog = lazy(async () => ({ default: (await dialogs()).NewServiceIdDialog }));

/** The button that makes a service ID and leads to its page. */
export function NewServiceId({ action }: { action: FormAction<{ id: string }> }) {
  const t = useTranslations("service-ids.new");
  const [open, setOpen] = useState(false);
  return (
    <>
      <DialogButton icon={<Plus aria-hidden />} ahead={dialogs} onClick={() => setOpen(true)}>
        {t("action")}
      </DialogButton>
      <Suspense>{open && <NewServiceIdDialog action={action} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
