"use client";

import { useTranslations } from "next-intl";
import { FormDialog } from "@/components/form-dialog";
import { Field } from "@/components/ui/field";
import { toast } from "@/components/ui/toaster";
import { changeRoleAction, disablePersonAction, enablePersonAction, removeMemberAction } from "./actions";
import { ConfirmSend } from "./confirm-send";
import type { Person, PersonChange } from "./person-menu";
import { RoleChoice } from "./role-choice";

type PersonDialogProps = { asked: PersonChange; person: Person; onClose: () => void };

/** Asks before a person is changed. */
export function PersonDialog({ asked, person, onClose }: PersonDialogProps) {
  const t = useTranslations("people");
  const { id, name } = person;
  return (
    <>
      {asked === "role" && (
        <FormDialog
          title={t("role.title", { name })}
          submit={t("role.submit")}
          action={changeRoleAction}
          fields={["role"]}
          onClose={onClose}
          onDone={() => toast(t("role.done", { name }))}
        >
          {(error) => (
            <>
              <input type="hidden" name="userId" value={id} />
              <Field as="group" label={t("columns.role")} error={error("role")}>
                <RoleChoice name="role" initial={person.role} />
              </Field>
            </>
          )}
        </FormDialog>
      )}
      {asked === "remove" && (
        <ConfirmSend
          title={t("remove.title", { name })}
          effect={t("remove.effect", { name })}
          label={t("remove.action")}
          done={t("remove.done", { name })}
          action={removeMemberAction}
          values={{ userId: id }}
          onClose={onClose}
        />
      )}
      {asked === "disable" && (
        <ConfirmSend
          title={t("disable.title", { name })}
          effect={t("disable.effect", { name })}
          label={t("disable.submit")}
          done={t("disable.done", { name })}
          action={disablePersonAction}
          values={{ userId: id }}
          onClose={onClose}
        />
      )}
      {asked === "enable" && (
        <ConfirmSend
          tone="default"
          title={t("enable.title", { name })}
          effect={t("enable.effect", { name })}
          label={t("enable.submit")}
          done={t("enable.done", { name })}
          action={enablePersonAction}
          values={{ userId: id }}
          onClose={onClose}
        />
      )}
    </>
  );
}
