"use client";

import { useTranslations } from "next-intl";
import { type AlertKind, alertKinds, isForMachines } from "@/lib/domain/alert";
import { ActionNote } from "./action-note";
import { SubmitButton } from "./ui/button";
import { Checkbox } from "./ui/choice";
import { toast } from "./ui/toaster";
import { type FormAction, useActionForm } from "./use-action-form";

type AlertMailFormProps = { email: string; chosen: readonly AlertKind[]; action: FormAction<unknown> };

/** A box a kind; none is ticked until someone does. */
export function AlertMailForm({ email, chosen, action }: AlertMailFormProps) {
  const t = useTranslations("alerts.profile");
  const kinds = useTranslations("alerts.kinds");
  const { state, pending, onSubmit } = useActionForm(action, () => toast(t("saved")));
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-3">
      <ActionNote state={state} />
      <fieldset className="flex flex-col gap-1">
        <legend className="mb-1 text-ink-2">{t("text", { email })}</legend>
        {alertKinds
          .filter((kind) => !isForMachines(kind))
          .map((kind) => (
            <Checkbox
              key={kind}
              name="mail[]"
              value={kind}
              defaultChecked={chosen.includes(kind)}
              label={kinds(kind)}
            />
          ))}
      </fieldset>
      <div className="flex">
        <SubmitButton loading={pending}>{t("save")}</SubmitButton>
      </div>
    </form>
  );
}
