"use client";

import { useTranslations } from "next-intl";
import { startTransition } from "react";
import type { AccountSwitcherProps } from "./app-shell-account";
import { Avatar } from "./ui/avatar";
import { MenuChoice, MenuLabel } from "./ui/menu";

/** All accounts of a person, the present one ticked. */
export function AccountChoices({ account, accounts, switchAccount }: AccountSwitcherProps) {
  const t = useTranslations("nav.account");
  const choose = (accountId: string) => {
    const form = new FormData();
    form.set("accountId", accountId);
    startTransition(() => switchAccount(form));
  };
  return (
    <>
      <MenuLabel>{t("list")}</MenuLabel>
      <MenuChoice
        label={t("list")}
        value={account.id}
        onValueChange={choose}
        options={accounts.map(({ id, name }) => ({
          value: id,
          label: (
            <span className="flex items-center gap-2">
              <Avatar name={name} shape="account" />
              <span className="min-w-0 truncate">{name}</span>
            </span>
          ),
        }))}
      />
    </>
  );
}
