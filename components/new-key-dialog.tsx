"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ExpiryField } from "./expiry-field";
import { FormDialog } from "./form-dialog";
import { useShowCreatedKey } from "./key-created-place";
import { LeakField } from "./key-edit";
import type { NewKeyProps } from "./new-key";
import { Field } from "./ui/field";
import { Input, Textarea } from "./ui/input";

type NewKeyDialogProps = NewKeyProps & { onClose: () => void };

/** Asks for what a further key is called, and for how long it holds. */
export function NewKeyDialog({ owner, ownerName, suggestedLabel, action, onClose }: NewKeyDialogProps) {
  const t = useTranslations("api-keys.new");
  const show = useShowCreatedKey();
  const [expiry, setExpiry] = useState("90d");
  return (
    <FormDialog
      title={ownerName === undefined ? t("titleMine") : t("title", { name: ownerName })}
      description={t(ownerName === undefined ? "textMine" : "text")}
      submit={t("create")}
      action={action}
      onClose={onClose}
      onDone={show}
      fields={["name", "description", "expiresAt", "actionWhenLeaked"]}
    >
      {(error) => (
        <>
          <input type="hidden" name="owner" value={owner} />
          <Field label={t("label")} hint={t("labelHint")} error={error("name")}>
            <Input
              autoFocus
              name="name"
              defaultValue={suggestedLabel}
              autoComplete="off"
              spellCheck={false}
            />
          </Field>
          <Field label={t("description")} optional error={error("description")}>
            <Textarea name="description" rows={2} />
          </Field>
          <ExpiryField
            label={t("expiry")}
            value={expiry}
            onValueChange={setExpiry}
            error={error("expiresAt")}
          />
          <LeakField value="none" error={error("actionWhenLeaked")} />
        </>
      )}
    </FormDialog>
  );
}
