"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import type { RegionChoice } from "./region-name";
import { DialogButton } from "./ui/dialog-button";
import type { FormAction } from "./use-action-form";

const dialog = () => import("./new-namespace-dialog");
const NewNamespaceDialog = lazy(async () => ({ default: (await dialog()).NewNamespaceDialog }));

export type NewNamespaceProps = {
  /** Where the person may create one. */
  regions: readonly RegionChoice[];
  startRegion: string;
  action: FormAction<unknown>;
};

/** The button that makes a namespace in one region. */
export function NewNamespace(props: NewNamespaceProps) {
  const t = useTranslations("namespaces.new");
  const [open, setOpen] = useState(false);
  return (
    <>
      <DialogButton icon={<Plus aria-hidden />} ahead={dialog} onClick={() => setOpen(true)}>
        {t("action")}
      </DialogButton>
      <Suspense>{open && <NewNamespaceDialog {...props} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
