"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormDialog } from "@/components/form-dialog";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toaster";
import { createAccountAction } from "./actions";

/** Makes an account whose administrator one is. */
export function NewAccountButton() {
  const t = useTranslations("accounts.new");
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
          submit={t("submit")}
          action={createAccountAction}
          fields={["name"]}
          onClose={() => setOpen(false)}
          onDone={({ name }) => toast(t("done", { name }))}
        >
          {(error) => (
            <Field label={t("name")} error={error("name")}>
              <Input name="name" autoComplete="organization" maxLength={255} />
            </Field>
          )}
        </FormDialog>
      )}
    </>
  );
}
