"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ExpiryField } from "./expiry-field";
import { FormDialog } from "./form-dialog";
import type { KeyRow } from "./key-row";
import { Field } from "./ui/field";
import { Input, Textarea } from "./ui/input";
import { Select } from "./ui/select";
import { toast } from "./ui/toaster";
import type { FormAction } from "./use-action-form";

type EditKeyDialogProps = { row: KeyRow; action: FormAction<unknown>; onClose: () => void };

/** Label, description, expiry and what happens when the key leaks. */
export function EditKeyDialog({ row, action, onClose }: EditKeyDialogProps) {
  const t = useTranslations("api-keys");
  const [expiry, setExpiry] = useState("keep");
  return (
    <FormDialog
      title={t("edit.title", { name: row.name })}
      submit={t("edit.save")}
      action={action}
      onClose={onClose}
      onDone={() => toast(t("edit.saved"))}
      fields={["name", "description", "expiresAt", "actionWhenLeaked"]}
    >
      {(error) => (
        <>
          <input type="hidden" name="keyId" value={row.id} />
          <input type="hidden" name="entityTag" value={row.entityTag} />
          <Field label={t("new.label")} error={error("name")}>
            <Input autoFocus name="name" defaultValue={row.name} autoComplete="off" />
          </Field>
          <Field label={t("new.description")} optional error={error("description")}>
            <Textarea name="description" defaultValue={row.description ?? ""} rows={2} />
          </Field>
          <ExpiryField
            keep={{ at: row.expiresAt }}
            value={expiry}
            onValueChange={setExpiry}
            error={error("expiresAt")}
          />
          <LeakField value={row.actionWhenLeaked} error={error("actionWhenLeaked")} />
        </>
      )}
    </FormDialog>
  );
}

/** What happens by itself when the key is reported as leaked. */
export function LeakField({
  value,
  error,
}: {
  value: KeyRow["actionWhenLeaked"];
  error: string | undefined;
}) {
  const t = useTranslations("api-keys.new");
  return (
    <Field label={t("leaked")} hint={t("leakedHint")} error={error}>
      <Select
        name="actionWhenLeaked"
        defaultValue={value}
        options={(["none", "disable", "delete"] as const).map((option) => ({
          value: option,
          label: t(`leakedOptions.${option}`),
        }))}
      />
    </Field>
  );
}
