import { ChevronsUpDown } from "lucide-react";
import { useTranslations } from "next-intl";
import type { FormAction, ShellAccount } from "./app-shell";
import { AccountMenu } from "./app-shell-account-menu";
import { Avatar } from "./ui/avatar";

export type AccountSwitcherProps = {
  account: ShellAccount;
  accounts: readonly ShellAccount[];
  switchAccount: FormAction;
};

const box =
  "mb-3 flex w-full items-center gap-[9px] rounded-control border border-line bg-surface px-2 py-[7px] text-left shadow-1 md:max-xl:justify-center md:max-xl:p-1.5";

/** The account one works in; a menu where there are several. */
export function AccountSwitcher(props: AccountSwitcherProps) {
  const { account, accounts } = props;
  const t = useTranslations("nav.account");
  if (accounts.length < 2)
    return (
      <div className={box} title={account.name}>
        <Name {...account} />
      </div>
    );
  return (
    <AccountMenu {...props} className={`${box} hover:bg-hover`}>
      <Name {...account} />
      <span className="sr-only">{t("switch")}</span>
      <ChevronsUpDown size={14} aria-hidden className="text-ink-3 md:max-xl:hidden" />
    </AccountMenu>
  );
}

function Name({ id, name }: ShellAccount) {
  const t = useTranslations("nav.account");
  return (
    <>
      <Avatar name={name} shape="account" />
      <span className="min-w-0 flex-1 md:max-xl:sr-only">
        <span className="block truncate font-semibold leading-tight">{name}</span>
        <span className="mono block truncate text-ink-3 text-meta">{t("short", { id: id.slice(0, 6) })}</span>
      </span>
    </>
  );
}
