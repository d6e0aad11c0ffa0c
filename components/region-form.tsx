"use client";

import { Pencil, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { FormDialog } from "./form-dialog";
import { Button } from "./ui/button";
import { Checkbox } from "./ui/choice";
import { ConfirmDialog } from "./ui/confirm-dialog";
import { Field } from "./ui/field";
import { Input } from "./ui/input";
import { toast } from "./ui/toaster";
import { type FormAction, problemOf, useSend } from "./use-action-form";
import { useReachable } from "./use-reachable";

export type RegionFields = {
  id: string;
  formerName: string | null;
  name: string;
  nameDe: string;
  host: string;
  url: string;
  service: string;
  tokenTtlSeconds: number;
  offlineToken: boolean;
  entityTag: string;
};

/** The button and form of a new region; leads to its page, where its registry's configuration is. */
export function AddRegion({ action }: { action: FormAction<{ id: string }> }) {
  const t = useTranslations("regions.add");
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
          submit={t("submit")}
          action={action}
          fields={fieldNames}
          onClose={() => setOpen(false)}
          onDone={({ id }) => {
            toast(t("done"));
            router.push(`/regions/${id}`);
          }}
        >
          {(error) => <Fields error={error} />}
        </FormDialog>
      )}
    </>
  );
}

/** The button and form that change a region; its id stays. */
export function EditRegion({ region, action }: { region: RegionFields; action: FormAction<unknown> }) {
  const t = useTranslations("regions.edit");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<Pencil aria-hidden />} onClick={() => setOpen(true)}>
        {t("action")}
      </Button>
      {open && (
        <FormDialog
          title={t("title", { id: region.id })}
          submit={t("submit")}
          action={action}
          fields={fieldNames}
          onClose={() => setOpen(false)}
          onDone={() => toast(t("done"))}
        >
          {(error) => <Fields region={region} error={error} />}
        </FormDialog>
      )}
    </>
  );
}

const fieldNames = [
  "id",
  "formerName",
  "name",
  "nameDe",
  "host",
  "url",
  "service",
  "tokenTtlSeconds",
  "offlineToken",
];

function Fields({ region, error }: { region?: RegionFields; error: (field: string) => string | undefined }) {
  const t = useTranslations("regions.fields");
  const text = (name: "formerName" | "name" | "nameDe" | "host" | "url" | "service", hint?: ReactNode) => (
    <Field label={t(name)} hint={hint} error={error(name)} optional={name === "formerName"}>
      <Input
        name={name}
        defaultValue={region?.[name] ?? ""}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
      />
    </Field>
  );
  return (
    <>
      {region ? (
        <>
          <input type="hidden" name="id" value={region.id} />
          <input type="hidden" name="entityTag" value={region.entityTag} />
        </>
      ) : (
        <Field label={t("id")} hint={t("idHint")} error={error("id")}>
          <Input name="id" autoComplete="off" autoCapitalize="none" spellCheck={false} />
        </Field>
      )}
      {text("name")}
      {text("nameDe")}
      {text("formerName", t("formerNameHint"))}
      {text("host", t("hostHint"))}
      {text("url", t("urlHint"))}
      {text("service", t("serviceHint"))}
      <Field label={t("tokenTtlSeconds")} hint={t("tokenTtlHint")} error={error("tokenTtlSeconds")}>
        <Input name="tokenTtlSeconds" inputMode="numeric" defaultValue={region?.tokenTtlSeconds ?? 300} />
      </Field>
      <Checkbox
        name="offlineToken"
        value="true"
        defaultChecked={region?.offlineToken ?? false}
        label={t("offlineToken")}
        hint={t("offlineTokenHint")}
      />
    </>
  );
}

/** Asks before it adds thirteen regions. */
export function ImportIbmCloud({ action }: { action: FormAction<{ added: number }> }) {
  const t = useTranslations("regions.preset");
  const send = useSend();
  const reachable = useReachable();
  return (
    <ConfirmDialog
      trigger={<Button>{t("action")}</Button>}
      tone="default"
      title={t("title")}
      effect={t("effect")}
      action={t("submit")}
      cancel={t("cancel")}
      onConfirm={async () => {
        const state = await send(reachable(action), {});
        if (state.status === "ok") toast(t("done", { count: state.data.added }));
        return problemOf(state);
      }}
    />
  );
}
