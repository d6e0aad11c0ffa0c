"use client";

import clsx from "clsx";
import {
  Bell,
  BookOpen,
  Boxes,
  Braces,
  Building2,
  ChartColumn,
  Globe,
  IdCard,
  Key,
  KeyRound,
  type LucideIcon,
  ScrollText,
  Settings,
  ShieldX,
  SlidersHorizontal,
  SquareTerminal,
  UserKey,
  Users,
} from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { type NavPage, navGroups } from "./nav-pages";
import { tip } from "./ui/tip";
import { useFormat } from "./use-format";

const icons: Record<NavPage, LucideIcon> = {
  home: Key,
  "service-ids": IdCard,
  "api-keys": UserKey,
  "login-commands": SquareTerminal,
  namespaces: Boxes,
  guide: BookOpen,
  "api-reference": Braces,
  usage: ChartColumn,
  denials: ShieldX,
  keys: KeyRound,
  alerts: Bell,
  audit: ScrollText,
  people: Users,
  settings: Settings,
  regions: Globe,
  accounts: Building2,
  "site-settings": SlidersHorizontal,
};

type NavListProps = { pages: readonly NavPage[]; counts: Partial<Record<NavPage, number>> };

/** The links of the navigation, in their groups, the present one marked. */
export function NavList({ pages, counts }: NavListProps) {
  const t = useTranslations("nav");
  const shown = navGroups
    .map(({ group, pages: all }) => ({ group, pages: all.filter((page) => pages.includes(page)) }))
    .filter((group) => group.pages.length > 0);
  return shown.map(({ group, pages: links }) => (
    <div key={group} className="md:max-xl:mt-1">
      {group !== "access" && (
        <h2 className="px-2 pt-3 pb-1 text-ink-3 text-meta md:max-xl:sr-only">{t(`groups.${group}`)}</h2>
      )}
      <ul>
        {links.map((page) => (
          <li key={page}>
            <NavLink page={page} count={counts[page]} />
          </li>
        ))}
      </ul>
    </div>
  ));
}

function NavLink({ page, count }: { page: NavPage; count: number | undefined }) {
  const t = useTranslations("nav.pages");
  const format = useFormat();
  const path = usePathname();
  const href = `/${page}`;
  const current = path === href || path.startsWith(`${href}/`);
  const Icon = icons[page];
  return (
    <Link
      {...tip(t(page), { side: "right", className: "xl:hidden" })}
      href={href}
      aria-current={current ? "page" : undefined}
      className={clsx(
        "flex h-11 items-center gap-[9px] rounded-control px-2 transition-colors duration-90 md:h-9 md:max-xl:justify-center xl:h-[30px]",
        current
          ? "bg-surface font-semibold text-ink shadow-1 ring-1 ring-line"
          : "font-[450] text-ink-2 hover:bg-hover",
      )}
    >
      <Icon size={16} aria-hidden className={current ? "text-accent" : "text-ink-3"} />
      <span className="min-w-0 flex-1 truncate md:max-xl:sr-only">{t(page)}</span>
      {count !== undefined && (
        <span className="font-normal text-ink-3 text-meta md:max-xl:hidden">{format.number(count)}</span>
      )}
    </Link>
  );
}
