"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormDialog } from "./form-dialog";
import { ServiceIdFields } from "./service-id-menu";
import { Button } from "./ui/button";
import { toast } from "./ui/toaster";
import type { FormAction } from "./use-action-form";

/** The button that makes a service ID and leads to its page. */
export function NewServiceId({ action }: { action: FormAction<{ id: string }> }) {
  const t = useTranslations("service-ids.new");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setOpen(true)}>
        {t("action")}
      </Button>
      {open && (
        <FormDialog
          title={t("title")}
          description={t("text")}
          submit={t("create")}
          action={action}
          onClose={() => setOpen(false)}
          onDone={({ id }) => {
            toast(t("created"));
            router.push(`/service-ids/${id}`);
          }}
          fields={["name", "description"]}
        >
          {(error) => <ServiceIdFields error={error} />}
        </FormDialog>
      )}
    </>
  );
}
