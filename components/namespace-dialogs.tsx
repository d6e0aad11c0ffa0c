"use client";

import { Plus, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormDialog } from "./form-dialog";
import { type RegionChoice, useRegionName } from "./region-name";
import { Button, IconButton } from "./ui/button";
import { ConfirmDialog } from "./ui/confirm-dialog";
import { Field } from "./ui/field";
import { Input } from "./ui/input";
import { Select } from "./ui/select";
import { toast } from "./ui/toaster";
import { type FormAction, problemOf, useSend } from "./use-action-form";
import { useReachable } from "./use-reachable";

type NewNamespaceProps = {
  /** Where the person may create one. */
  regions: readonly RegionChoice[];
  startRegion: string;
  action: FormAction<unknown>;
};

/** The button that makes a namespace in one region. */
export function NewNamespace({ regions, startRegion, action }: NewNamespaceProps) {
  const t = useTranslations("namespaces.new");
  const nameOf = useRegionName();
  const [open, setOpen] = useState(false);
  const [region, setRegion] = useState(startRegion);
  const [name, setName] = useState("");
  const host = regions.find(({ id }) => id === region)?.host ?? "";
  return (
    <>
      <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setOpen(true)}>
        {t("action")}
      </Button>
      {open && (
        <FormDialog
          title={t("title")}
          description={t("text", { example: `${host}/${name || "team-checkout"}/api` })}
          submit={t("create")}
          action={action}
          onClose={() => setOpen(false)}
          onDone={() => {
            setName("");
            toast(t("done"));
          }}
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
      )}
    </>
  );
}

type DeleteNamespaceProps = {
  name: string;
  region: string;
  policyCount: number;
  action: FormAction<unknown>;
  /** The button with words, on the namespace's own page; where to go afterwards. */
  leadsTo?: string;
};

/** Asks, naming place and effect; a namespace that policies reach must be typed. */
export function DeleteNamespace({ name, region, policyCount, action, leadsTo }: DeleteNamespaceProps) {
  const t = useTranslations("namespaces.delete");
  const router = useRouter();
  const send = useSend();
  const reachable = useReachable();
  const label = t("title", { name, region });
  return (
    <ConfirmDialog
      trigger={
        leadsTo ? (
          <Button variant="danger" icon={<Trash2 aria-hidden />}>
            {t("action")}
          </Button>
        ) : (
          <IconButton label={label.replace(/\?$/, "")} size="s" tooltip={false}>
            <Trash2 aria-hidden />
          </IconButton>
        )
      }
      title={label}
      effect={
        <>
          <p>{t("effect", { name, region })}</p>
          {policyCount > 0 && (
            <p className="mt-2 font-semibold text-ink">{t("policies", { count: policyCount })}</p>
          )}
        </>
      }
      action={t("action")}
      {...(policyCount > 0 && { typeToConfirm: name })}
      onConfirm={async () => {
        const problem = problemOf(await send(reachable(action), { region, name }));
        if (problem) return problem;
        toast(t("done"));
        if (leadsTo) router.push(leadsTo);
        else router.refresh();
      }}
    />
  );
}
