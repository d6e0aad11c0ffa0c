import { CircleCheck, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { AlertBell } from "./alert-bell";
import { AccountSwitcher } from "./app-shell-account";
import { NavList } from "./app-shell-nav";
import { NavSheet } from "./app-shell-sheet";
import { UserMenu } from "./app-shell-user";
import { KeepSecrets } from "./keep-secrets";
import { LanguageSwitch } from "./language-switch";
import { Logo } from "./logo";
import type { NavPage } from "./nav-pages";
import { ThemeMenu } from "./theme-switch";
import { TimeZoneCookie } from "./time-zone-cookie";
import { Avatar } from "./ui/avatar";
import { FollowLinks } from "./ui/follow-links";
import { Overlays } from "./ui/overlays";

export type FormAction = (form: FormData) => Promise<void>;

export type ShellAccount = { id: string; name: string };

export type AppShellProps = {
  account: ShellAccount;
  /** All accounts of this person, the present one included. */
  accounts: readonly ShellAccount[];
  user: { name: string; email: string };
  /** What the navigation shows; see pagesFor(). */
  pages: readonly NavPage[];
  /** Work to do or objects owned; never decoration. */
  counts?: Partial<Record<NavPage, number>>;
  /** How many alerts the person hasn't read. */
  unread?: number;
  /** How many registries answered the last check. */
  regions?: { up: number; total: number } | undefined;
  actions: {
    /** Gets `locale`. */
    setLocale: FormAction;
    /** Gets `accountId`. */
    switchAccount: FormAction;
    signOut: FormAction;
  };
  children: ReactNode;
};

/** Navigation, top bar and the place of the page: 228 px, from 1200 down an icon rail, below 760 a sheet. */
export function AppShell({
  account,
  accounts,
  user,
  pages,
  counts = {},
  unread = 0,
  regions,
  actions,
  children,
}: AppShellProps) {
  const t = useTranslations("nav");
  const switcher = (
    <AccountSwitcher account={account} accounts={accounts} switchAccount={actions.switchAccount} />
  );
  const list = <NavList pages={pages} counts={counts} />;
  const health = regions && <RegionHealth {...regions} />;
  return (
    <>
      <TimeZoneCookie />
      <FollowLinks />
      <KeepSecrets />
      <nav
        aria-label={t("main")}
        className="fixed inset-y-0 left-0 z-10 hidden w-(--nav-width) flex-col overflow-y-auto border-line border-r bg-canvas px-2 py-3 md:flex xl:px-2.5"
      >
        <Brand />
        {switcher}
        {list}
        {health}
      </nav>
      <div className="flex min-h-dvh flex-col md:pl-(--nav-width)">
        <header className="sticky top-0 z-10 flex h-[52px] flex-none items-center gap-2 border-line border-b bg-surface pr-3 pl-2 md:gap-3 md:pr-5">
          <NavSheet>
            <div className="flex flex-1 flex-col p-3">
              <Brand />
              {switcher}
              {list}
              <div className="mt-6 px-2">
                <LanguageSwitch action={actions.setLocale} />
              </div>
              {health}
            </div>
          </NavSheet>
          <div className="ml-auto flex items-center gap-2 md:gap-3">
            <div className="max-md:hidden">
              <LanguageSwitch action={actions.setLocale} />
            </div>
            <AlertBell unread={unread} />
            <ThemeMenu />
            <UserMenu user={user} signOut={actions.signOut}>
              <Avatar name={user.name} />
            </UserMenu>
          </div>
        </header>
        <main id="main" data-account={account.id} tabIndex={-1} className="min-w-0 flex-1 p-4 md:p-6">
          <div className="mx-auto max-w-[1164px]">{children}</div>
        </main>
      </div>
      <Overlays />
    </>
  );
}

function Brand() {
  return (
    <div className="flex items-center gap-[9px] px-2 pt-1 pb-3 font-semibold text-[14.5px] tracking-[-.02em] md:max-xl:px-[9px]">
      <Logo />
      <span className="md:max-xl:sr-only">Wharfkey</span>
    </div>
  );
}

function RegionHealth({ up, total }: { up: number; total: number }) {
  const t = useTranslations("common.region");
  const text = t("answering", { up, total });
  const Icon = up === total ? CircleCheck : TriangleAlert;
  return (
    <div className="mt-auto pt-4">
      <p
        title={text}
        className="flex items-center gap-2 border-line border-t px-2 pt-2.5 text-ink-3 text-meta md:max-xl:justify-center"
      >
        <Icon size={14} aria-hidden className={up === total ? "text-ok" : "text-warn"} />
        <span className="md:max-xl:sr-only">{text}</span>
      </p>
    </div>
  );
}
