"use client";

import { LogOut, UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { startTransition } from "react";
import type { UserMenuProps } from "./app-shell-user";
import { MenuItem, MenuSeparator } from "./ui/menu";

export function UserItems({ user, signOut }: UserMenuProps) {
  const t = useTranslations("nav");
  return (
    <>
      <div className="px-2.5 py-2">
        <p className="truncate font-semibold">{user.name}</p>
        <p className="truncate text-ink-3 text-meta">{user.email}</p>
      </div>
      <MenuSeparator />
      <MenuItem icon={<UserRound aria-hidden />} href="/profile">
        {t("pages.profile")}
      </MenuItem>
      <MenuItem icon={<LogOut aria-hidden />} onSelect={() => startTransition(() => signOut(new FormData()))}>
        {t("user.signOut")}
      </MenuItem>
    </>
  );
}
