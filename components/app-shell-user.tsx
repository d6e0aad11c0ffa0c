"use client";

import { LogOut, UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { startTransition } from "react";
import type { FormAction } from "./app-shell";
import { Avatar } from "./ui/avatar";
import { Menu, MenuItem, MenuSeparator } from "./ui/menu";

/** Who is signed in; profile and signing out. */
export function UserMenu({ user, signOut }: { user: { name: string; email: string }; signOut: FormAction }) {
  const t = useTranslations("nav");
  return (
    <Menu
      className="w-[240px]"
      trigger={
        <button
          type="button"
          aria-label={t("user.menu", { name: user.name })}
          className="grid size-11 flex-none place-items-center rounded-full md:size-8"
        >
          <Avatar name={user.name} />
        </button>
      }
    >
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
    </Menu>
  );
}
