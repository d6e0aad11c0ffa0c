"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Segmented } from "@/components/ui/segmented";
import { type AccountRole, accountRoles } from "@/lib/domain/account-role";

/** One of the account's roles, with what it may and may not do. */
export function RoleChoice({ name, initial }: { name: string; initial: AccountRole }) {
  const t = useTranslations("people");
  const [role, setRole] = useState<AccountRole>(initial);
  return (
    <>
      <Segmented
        size="l"
        className="w-full"
        name={name}
        value={role}
        onValueChange={setRole}
        options={[...accountRoles].reverse().map((value) => ({ value, label: t(`roles.${value}`) }))}
      />
      <p className="mt-1.5 text-ink-3">{t(`roleText.${role}`)}</p>
    </>
  );
}
