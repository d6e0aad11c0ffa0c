"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormDialog } from "./form-dialog";
import type { NewNamespaceProps } from "./new-namespace";
import { useRegionName } from "./region-name";
import { Field } from "./ui/field";
import { Input } from "./ui/input";
import { Select } from "./ui/select";
import { toast } from "./ui/toaster";

type NewNamespaceDialogProps = NewNamespaceProps & { onClose: () => void };

/** Asks for its name and region. */
export function NewNamespaceDialog({ regions, startRegion, action, onClose }: NewNamespaceDialogProps) {
  const t = useTranslations("namespaces.new");
  const nameOf = useRegionName();
  const [region, setRegion] = useState(startRegion);
  const [name, setName] = useState("");
  const host = regions.find(({ id }) => id === region)?.host ?? "";
  return (
    <FormDialog
      title={t("title")}
      description={t("text", { example: `${host}/${name || "team-checkout"}/api` })}
      submit={t("create")}
      action={action}
      onClose={onClose}
      onDone={() => toast(t("done"))}
      fields={["name", "region"]}
    >
      {(error) => (
        <>
          <Field label={t("name")} hint={t("nameHint")} error={error("name")}>
            <Input
              autoFocus
              name="name"
              value={name}
              onChange={(event) => setName(event.target.value)}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
          </Field>
          <Field label={t("region")} error={error("region")}>
            <Select
              name="region"
              value={region}
              onValueChange={setRegion}
              options={regions.map((one) => ({ value: one.id, label: nameOf(one), hint: one.host }))}
            />
          </Field>
        </>
      )}
    </FormDialog>
  );
}
