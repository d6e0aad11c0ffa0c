"use client";

import { useTranslations } from "next-intl";
import { lazy, type ReactNode } from "react";
import type { FormAction } from "./app-shell";
import { Menu } from "./ui/menu";

const items = () => import("./app-shell-user-items");
const UserItems = lazy(async () => ({ default: (await items()).UserItems }));

export type UserMenuProps = { user: { name: string; email: string }; signOut: FormAction };

/** Who is signed in, with their picture as children; profile and signing out. */
export function UserMenu({ children, ...props }: UserMenuProps & { children: ReactNode }) {
  const { name } = props.user;
  const t = useTranslations("nav.user");
  return (
    <Menu
      ahead={items}
      className="w-[240px]"
      trigger={
        <button
          type="button"
          aria-label={t("menu", { name })}
          className="grid size-11 flex-none place-items-center rounded-full md:size-8"
        >
          {children}
        </button>
      }
    >
      <UserItems {...props} />
    </Menu>
  );
}
