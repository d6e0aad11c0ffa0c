"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { FormDialog } from "./form-dialog";
import type { ServiceIdRow } from "./service-id-menu";
import { ConfirmDialog } from "./ui/confirm-dialog";
import { Field } from "./ui/field";
import { Input, Textarea } from "./ui/input";
import { toast } from "./ui/toaster";
import { type FormAction, problemOf, useSend } from "./use-action-form";
import { useReachable } from "./use-reachable";

type NewServiceIdDialogProps = { action: FormAction<{ id: string }>; onClose: () => void };

/** Makes a service ID and leads to its page. */
export function NewServiceIdDialog({ action, onClose }: NewServiceIdDialogProps) {
  const t = useTranslations("service-ids.new");
  const router = useRouter();
  return (
    <FormDialog
      title={t("title")}
      description={t("text")}
      submit={t("create")}
      action={action}
      onClose={onClose}
      onDone={({ id }) => {
        toast(t("created"));
        router.push(`/service-ids/${id}`);
      }}
      fields={["name", "description"]}
    >
      {(error) => <ServiceIdFields error={error} />}
    </FormDialog>
  );
}

type DialogProps = { row: ServiceIdRow; action: FormAction<unknown>; onClose: () => void };

/** Its name and description. */
export function EditServiceId({ row, action, onClose }: DialogProps) {
  const t = useTranslations("service-ids");
  const common = useTranslations("common");
  return (
    <FormDialog
      title={t("edit.title", { name: row.name })}
      submit={common("save")}
      action={action}
      onClose={onClose}
      onDone={() => toast(t("edit.saved"))}
      fields={["name", "description"]}
    >
      {(error) => (
        <>
          <input type="hidden" name="serviceId" value={row.id} />
          <input type="hidden" name="entityTag" value={row.entityTag} />
          <ServiceIdFields error={error} name={row.name} description={row.description ?? ""} />
        </>
      )}
    </FormDialog>
  );
}

type FieldsProps = {
  error: (field: string) => string | undefined;
  name?: string;
  description?: string;
};

/** What a service ID is called and for. */
function ServiceIdFields({ error, name = "", description = "" }: FieldsProps) {
  const t = useTranslations("service-ids.new");
  return (
    <>
      <Field label={t("name")} hint={t("nameHint")} error={error("name")}>
        <Input autoFocus name="name" defaultValue={name} autoComplete="off" spellCheck={false} />
      </Field>
      <Field label={t("description")} optional error={error("description")}>
        <Textarea name="description" defaultValue={description} rows={2} />
      </Field>
    </>
  );
}

/** Asks, with what goes along; one whose keys still work must be named. */
export function DeleteServiceId({ row, action, onClose }: DialogProps) {
  const t = useTranslations("service-ids.delete");
  const router = useRouter();
  const send = useSend();
  const reachable = useReachable();
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t("title", { name: row.name })}
      effect={
        <>
          <p>{t("effect", { name: row.name, keys: row.keyCount, policies: row.policyCount })}</p>
          {row.activeKeyCount > 0 && (
            <p className="mt-2 font-semibold text-ink">{t("active", { count: row.activeKeyCount })}</p>
          )}
        </>
      }
      action={t("action")}
      {...(row.activeKeyCount > 0 && { typeToConfirm: row.name })}
      onConfirm={async () => {
        const problem = problemOf(await send(reachable(action), { serviceId: row.id }));
        if (problem) return problem;
        toast(t("done"));
        router.push("/service-ids");
      }}
    />
  );
}
