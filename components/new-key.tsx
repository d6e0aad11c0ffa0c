"use client";

import { Plus } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import type { CreatedKey } from "./key-created";
import { DialogButton } from "./ui/dialog-button";
import type { FormAction } from "./use-action-form";

const dialog = () => import("./new-key-dialog");
const NewKeyDialog = lazy(async () => ({ default: (await dialog()).NewKeyDialog }));

export type NewKeyProps = {
  /** `me`, or the id of the service ID that the key is for. */
  owner: string;
  /** The service ID's name; a personal key without it. */
  ownerName?: string;
  /** A label that is free. */
  suggestedLabel: string;
  action: FormAction<CreatedKey>;
};

/** The button that makes a further key; the new key's view takes the page's place. */
export function NewKey(props: NewKeyProps) {
  const t = useTranslations("api-keys.new");
  const path = usePathname();
  const asked = useSearchParams().get("new") === "key";
  const [opened, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    // Links to the page that want a new key ask in the address; answered, it asks no more.
    if (asked) window.history.replaceState(null, "", path);
  };
  return (
    <>
      <DialogButton icon={<Plus aria-hidden />} ahead={dialog} onClick={() => setOpen(true)}>
        {t("action")}
      </DialogButton>
      <Suspense>{(opened || asked) && <NewKeyDialog {...props} onClose={close} />}</Suspense>
    </>
  );
}
