"use client";

import { useTranslations } from "next-intl";
import { ActionNote } from "@/components/action-note";
import { SubmitButton } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toaster";
import { useActionForm } from "@/components/use-action-form";
import { setUsageRetentionAction } from "./usage-actions";

type UsageFormProps = { scope: "account" | "site"; months: number; exportFirst: boolean };

/** Months, and whether they are written to a file before they go. */
export function UsageForm({ scope, months, exportFirst }: UsageFormProps) {
  const t = useTranslations("settings.usage");
  const common = useTranslations("common");
  const { state, pending, form, error } = useActionForm(setUsageRetentionAction, () => toast(t("saved")));
  return (
    <form {...form} className="flex flex-col gap-4">
      <input type="hidden" name="scope" value={scope} />
      <ActionNote state={state} />
      <Field label={t("months")} hint={t("monthsHint")} error={error("months")}>
        <Input
          name="months"
          required
          inputMode="numeric"
          autoComplete="off"
          defaultValue={String(months)}
          trailing={<span className="text-ink-3">{t("unit")}</span>}
        />
      </Field>
      <Checkbox
        name="exportFirst"
        value="true"
        defaultChecked={exportFirst}
        label={t("exportFirst")}
        hint={t("exportFirstHint")}
      />
      <div className="flex">
        <SubmitButton loading={pending}>{common("save")}</SubmitButton>
      </div>
    </form>
  );
}
