"use client";

import { Ellipsis, Pause, Play, ShieldUser, UserMinus } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { IconButton } from "@/components/ui/button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import type { AccountRole } from "@/lib/domain/account-role";

const PersonDialog = lazy(async () => ({ default: (await import("./person-dialog")).PersonDialog }));

export type Person = { id: string; name: string; email: string; role: AccountRole; disabled: boolean };

type PersonMenuProps = {
  person: Person;
  isSelf: boolean;
  manages: boolean;
  managesSite: boolean;
};

/** What is to be done with a person. */
export type PersonChange = "role" | "remove" | "disable" | "enable";

/** What may be done with a person; each asks first. */
export function PersonMenu({ person, isSelf, manages, managesSite }: PersonMenuProps) {
  const t = useTranslations("people");
  const common = useTranslations("common");
  const [asked, setAsked] = useState<PersonChange>();
  const { name, disabled } = person;
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
      <Suspense>
        {asked && <PersonDialog asked={asked} person={person} onClose={() => setAsked(undefined)} />}
      </Suspense>
    </>
  );
}
