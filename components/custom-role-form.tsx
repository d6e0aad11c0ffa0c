"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import {
  actionId,
  customActions,
  type RoleAction,
  registryService,
  rolesAllow,
  suggestRoleName,
} from "@/lib/domain/role";
import { useActionWords } from "./action-words";
import type { CustomRoleRow } from "./custom-role-list";
import { FormDialog } from "./form-dialog";
import { Checkbox } from "./ui/choice";
import { Field } from "./ui/field";
import { Input, Textarea } from "./ui/input";
import { toast } from "./ui/toaster";
import type { FormAction } from "./use-action-form";

type CustomRoleFormProps = {
  /** The role to change; absent: a new one. */
  role?: CustomRoleRow;
  action: FormAction<unknown>;
  onClose: () => void;
};

/** What a role is called and can do. A new one's name follows from what it is shown as, until it is typed. */
export function CustomRoleForm({ role, action, onClose }: CustomRoleFormProps) {
  const t = useTranslations("roles");
  const [displayName, setDisplayName] = useState(role?.displayName ?? "");
  const [name, setName] = useState<string>();
  return (
    <FormDialog
      title={role ? t("edit.title", { name: role.displayName }) : t("new.title")}
      description={role && t("edit.text")}
      submit={t(role ? "edit.save" : "new.create")}
      action={action}
      onClose={onClose}
      onDone={() => toast(t(role ? "edit.done" : "new.done"))}
      fields={["displayName", "name", "description", "actions"]}
    >
      {(error) => (
        <>
          <Field label={t("form.displayName")} error={error("displayName")}>
            <Input
              autoFocus
              name="displayName"
              value={displayName}
              onChange={(event) => setDisplayName(event.target.value)}
              autoComplete="off"
              placeholder={t("form.displayNamePlaceholder")}
            />
          </Field>
          {role ? (
            <>
              <input type="hidden" name="id" value={role.id} />
              <input type="hidden" name="entityTag" value={role.entityTag} />
            </>
          ) : (
            <>
              <Field label={t("form.name")} hint={t("form.nameHint")} error={error("name")}>
                <Input
                  name="name"
                  value={name ?? suggestRoleName(displayName)}
                  onChange={(event) => setName(event.target.value)}
                  autoComplete="off"
                  autoCapitalize="none"
                  spellCheck={false}
                />
              </Field>
              <input type="hidden" name="serviceName" value={registryService} />
            </>
          )}
          <Field label={t("form.description")} optional error={error("description")}>
            <Textarea name="description" defaultValue={role?.description ?? ""} rows={2} />
          </Field>
          <div className="grid gap-4 md:grid-cols-2">
            {(["image", "namespace"] as const).map((kind) => (
              <Actions key={kind} kind={kind} role={role} error={kind === "image" && error("actions")} />
            ))}
          </div>
        </>
      )}
    </FormDialog>
  );
}

type ActionsProps = {
  kind: "image" | "namespace";
  role: CustomRoleRow | undefined;
  error: string | false | undefined;
};

/** What it can do to images, or to namespaces, to tick. */
function Actions({ kind, role, error }: ActionsProps) {
  const t = useTranslations("roles.form");
  const words = useActionWords();
  const offered = customActions.filter((action) => action.startsWith(`${kind}.`));
  const held = (action: RoleAction) => role !== undefined && rolesAllow([role], action);
  return (
    <Field as="group" label={t(`${kind}s`)} error={error}>
      <fieldset className="flex flex-col items-start gap-1">
        <legend className="sr-only">{t(`${kind}s`)}</legend>
        {offered.map((action) => (
          <Checkbox
            key={action}
            name="actions[]"
            value={actionId(action)}
            defaultChecked={held(action)}
            label={words(action)}
          />
        ))}
      </fieldset>
    </Field>
  );
}
