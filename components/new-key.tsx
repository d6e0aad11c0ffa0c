"use client";

import { Plus } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ExpiryField } from "./expiry-field";
import { FormDialog } from "./form-dialog";
import type { CreatedKey } from "./key-created";
import { useShowCreatedKey } from "./key-created-place";
import { LeakField } from "./key-edit";
import { Button } from "./ui/button";
import { Field } from "./ui/field";
import { Input, Textarea } from "./ui/input";
import type { FormAction } from "./use-action-form";

type NewKeyProps = {
  /** `me`, or the id of the service ID that the key is for. */
  owner: string;
  /** The service ID's name; a personal key without it. */
  ownerName?: string;
  /** A label that is free. */
  suggestedLabel: string;
  action: FormAction<CreatedKey>;
};

/** The button that makes a further key; the new key's view takes the page's place. */
export function NewKey({ owner, ownerName, suggestedLabel, action }: NewKeyProps) {
  const t = useTranslations("api-keys.new");
  const show = useShowCreatedKey();
  const path = usePathname();
  const asked = useSearchParams().get("new") === "key";
  const [opened, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    // Links to the page that want a new key ask in the address; answered, it asks no more.
    if (asked) window.history.replaceState(null, "", path);
  };
  const [expiry, setExpiry] = useState("90d");
  return (
    <>
      <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setOpen(true)}>
        {t("action")}
      </Button>
      {(opened || asked) && (
        <FormDialog
          title={ownerName === undefined ? t("titleMine") : t("title", { name: ownerName })}
          description={t(ownerName === undefined ? "textMine" : "text")}
          submit={t("create")}
          action={action}
          onClose={close}
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
      )}
    </>
  );
}
