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
import { useTranslations } from "next-intl";
import { NavLink } from "./app-shell-link";
import { type NavPage, navGroups } from "./nav-pages";
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
  const format = useFormat();
  const shown = navGroups
    .map(({ group, pages: all }) => ({ group, pages: all.filter((page) => pages.includes(page)) }))
    .filter((group) => group.pages.length > 0);
  return shown.map(({ group, pages: links }) => (
    <div key={group} className="md:max-xl:mt-1">
      {group !== "access" && (
        <h2 className="px-2 pt-3 pb-1 text-ink-3 text-meta md:max-xl:sr-only">{t(`groups.${group}`)}</h2>
      )}
      <ul>
        {links.map((page) => {
          const Icon = icons[page];
          const count = counts[page];
          return (
            <li key={page}>
              <NavLink
                href={`/${page}`}
                icon={<Icon size={16} aria-hidden />}
                title={t(`pages.${page}`)}
                {...(count !== undefined && { count: format.number(count) })}
              />
            </li>
          );
        })}
      </ul>
    </div>
  ));
}
