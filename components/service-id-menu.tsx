"use client";

import { Ellipsis, LockKeyhole, LockKeyholeOpen, Pencil, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormDialog } from "./form-dialog";
import { useRun } from "./key-menu";
import { IconButton } from "./ui/button";
import { ConfirmDialog } from "./ui/confirm-dialog";
import { Field } from "./ui/field";
import { Input, Textarea } from "./ui/input";
import { Menu, MenuItem, MenuSeparator } from "./ui/menu";
import { toast } from "./ui/toaster";
import { type FormAction, problemOf, useSend } from "./use-action-form";
import { useReachable } from "./use-reachable";

/** A service ID as its menu needs it. */
export type ServiceIdRow = {
  id: string;
  name: string;
  description: string | null;
  locked: boolean;
  entityTag: string;
  keyCount: number;
  /** Keys that still work. */
  activeKeyCount: number;
  policyCount: number;
};

/** The server actions on one service ID; each gets `serviceId`. */
export type ServiceIdActions = {
  update: FormAction<unknown>;
  setLocked: FormAction<unknown>;
  remove: FormAction<unknown>;
};

/** Rename, lock, delete. */
export function ServiceIdMenu({ row, actions }: { row: ServiceIdRow; actions: ServiceIdActions }) {
  const t = useTranslations("service-ids");
  const [asking, setAsking] = useState<"edit" | "delete">();
  const run = useRun();
  const lock = (locked: boolean) =>
    run(
      actions.setLocked,
      { serviceId: row.id, locked: String(locked) },
      t(locked ? "lock.done" : "unlock.done"),
    );
  const close = () => setAsking(undefined);
  return (
    <>
      <Menu
        trigger={
          <IconButton label={t("page.more", { name: row.name })} variant="default" tooltip={false}>
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        {row.locked ? (
          <MenuItem icon={<LockKeyholeOpen aria-hidden />} onSelect={() => lock(false)}>
            {t("unlock.action")}
          </MenuItem>
        ) : (
          <>
            <MenuItem icon={<Pencil aria-hidden />} onSelect={() => setAsking("edit")}>
              {t("edit.action")}
            </MenuItem>
            <MenuItem icon={<LockKeyhole aria-hidden />} hint={t("lock.hint")} onSelect={() => lock(true)}>
              {t("lock.action")}
            </MenuItem>
            <MenuSeparator />
            <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => setAsking("delete")}>
              {t("delete.action")}
            </MenuItem>
          </>
        )}
      </Menu>
      {asking === "edit" && <EditServiceId row={row} action={actions.update} onClose={close} />}
      {asking === "delete" && <DeleteServiceId row={row} action={actions.remove} onClose={close} />}
    </>
  );
}

type DialogProps = { row: ServiceIdRow; action: FormAction<unknown>; onClose: () => void };

function EditServiceId({ row, action, onClose }: DialogProps) {
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
export function ServiceIdFields({ error, name = "", description = "" }: FieldsProps) {
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
function DeleteServiceId({ row, action, onClose }: DialogProps) {
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
