"use client";

import { lazy, type ReactNode } from "react";
import type { AccountSwitcherProps } from "./app-shell-account";
import { Menu } from "./ui/menu";

const choices = () => import("./app-shell-account-choices");
const AccountChoices = lazy(async () => ({ default: (await choices()).AccountChoices }));

type AccountMenuProps = AccountSwitcherProps & { className: string; children: ReactNode };

/** The button, which shows the present account as children, and the others behind it. */
export function AccountMenu({ className, children, ...accounts }: AccountMenuProps) {
  return (
    <Menu
      ahead={choices}
      align="start"
      className="w-[260px]"
      trigger={
        <button type="button" className={className}>
          {children}
        </button>
      }
    >
      <AccountChoices {...accounts} />
    </Menu>
  );
}
