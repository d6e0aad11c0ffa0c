"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionNote } from "@/components/action-note";
import { SubmitButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toaster";
import { useActionForm } from "@/components/use-action-form";
import { renameAction } from "./actions";

/** The name that others see. */
export function NameForm({ name }: { name: string }) {
  const t = useTranslations("profile");
  const common = useTranslations("common");
  const [typed, setTyped] = useState(name);
  const { state, pending, form, error } = useActionForm(renameAction, () => toast(t("nameSaved")));
  return (
    <form {...form} className="flex flex-col gap-3">
      <ActionNote state={state} />
      <Field label={t("name")} hint={t("nameHint")} error={error("name")}>
        <Input
          name="name"
          autoComplete="name"
          required
          maxLength={255}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </Field>
      <div className="flex">
        <SubmitButton loading={pending}>{common("save")}</SubmitButton>
      </div>
    </form>
  );
}
