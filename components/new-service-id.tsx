"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { Button } from "./ui/button";
import { fetchDialog } from "./ui/dialog";
import type { FormAction } from "./use-action-form";

const dialogs = () => import("./service-id-dialogs");
const fetchAhead = () => void Promise.all([dialogs(), fetchDialog()]).catch(() => undefined);
const NewServiceIdDialog = lazy(async () => ({ default: (await dialogs()).NewServiceIdDialog }));

/** The button that makes a service ID and leads to its page. */
export function NewServiceId({ action }: { action: FormAction<{ id: string }> }) {
  const t = useTranslations("service-ids.new");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="primary"
        icon={<Plus aria-hidden />}
        onPointerEnter={fetchAhead}
        onFocus={fetchAhead}
        onClick={() => setOpen(true)}
      >
        {t("action")}
      </Button>
      <Suspense>{open && <NewServiceIdDialog action={action} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
