"use client";

import { Ellipsis, Pause, Play, ShieldUser, UserMinus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormDialog } from "@/components/form-dialog";
import { IconButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { toast } from "@/components/ui/toaster";
import type { AccountRole } from "@/lib/domain/account-role";
import { changeRoleAction, disablePersonAction, enablePersonAction, removeMemberAction } from "./actions";
import { ConfirmSend } from "./confirm-send";
import { RoleChoice } from "./role-choice";

type PersonMenuProps = {
  person: { id: string; name: string; email: string; role: AccountRole; disabled: boolean };
  isSelf: boolean;
  manages: boolean;
  managesSite: boolean;
};

type Asked = "role" | "remove" | "disable" | "enable";

/** What may be done with a person; each asks first. */
export function PersonMenu({ person, isSelf, manages, managesSite }: PersonMenuProps) {
  const t = useTranslations("people");
  const common = useTranslations("common");
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  const { id, name, disabled } = person;
  return (
    <>
      <Menu
        trigger={
          <IconButton label={common("moreActions", { name })} tooltip={false}>
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        {manages && (
          <>
            <MenuItem icon={<ShieldUser aria-hidden />} onSelect={() => setAsked("role")}>
              {t("role.action")}
            </MenuItem>
            <MenuItem danger icon={<UserMinus aria-hidden />} onSelect={() => setAsked("remove")}>
              {t("remove.action")}
            </MenuItem>
          </>
        )}
        {manages && managesSite && !isSelf && <MenuSeparator />}
        {managesSite && !isSelf && (
          <MenuItem
            danger={!disabled}
            icon={disabled ? <Play aria-hidden /> : <Pause aria-hidden />}
            onSelect={() => setAsked(disabled ? "enable" : "disable")}
          >
            {t(disabled ? "enable.action" : "disable.action")}
          </MenuItem>
        )}
      </Menu>
      {asked === "role" && (
        <FormDialog
          title={t("role.title", { name })}
          submit={t("role.submit")}
          action={changeRoleAction}
          fields={["role"]}
          onClose={close}
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
          onClose={close}
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
          onClose={close}
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
          onClose={close}
        />
      )}
    </>
  );
}
