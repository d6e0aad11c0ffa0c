import clsx from "clsx";
import { useTranslations } from "next-intl";
import { Fragment, type ReactNode } from "react";
import { PageTitle } from "./page-title";
import { Link } from "./ui/link";

type PageHeaderProps = {
  title: string;
  /** Beside the title: a status, a tag. */
  badge?: ReactNode;
  /** One sentence on what this page is for. */
  lead?: ReactNode;
  /** Buttons; the page's one primary action last. */
  actions?: ReactNode;
  /** The pages above this one, shown in the top bar before the title. */
  crumbs?: readonly { label: string; href: string }[];
  /** What the top bar and the document's title call this page where the title is a sentence. */
  crumb?: string;
  /** decision: 24 px, for a page that asks for one step. */
  size?: "page" | "decision";
};

/** The page's h1 and its actions. The breadcrumb sits in the shell's top bar, which this page has room in. */
export function PageHeader(props: PageHeaderProps) {
  const { title, badge, lead, actions, crumbs = [], crumb = title, size = "page" } = props;
  const t = useTranslations("common");
  return (
    <header className="mb-[18px] flex flex-wrap items-start gap-x-4 gap-y-3">
      <PageTitle>{crumb}</PageTitle>
      <nav
        aria-label={t("breadcrumb")}
        className="fixed top-0 left-[60px] z-20 flex h-[52px] max-w-[calc(100vw-124px)] items-center gap-[7px] whitespace-nowrap text-ink-3 md:left-[calc(var(--nav-width)+24px)] md:max-w-[calc(100vw-var(--nav-width)-300px)]"
      >
        {crumbs.map(({ label, href }) => (
          <Fragment key={href}>
            <Link href={href} className="max-md:hidden hover:text-ink">
              {label}
            </Link>
            <span aria-hidden="true" className="max-md:hidden">
              /
            </span>
          </Fragment>
        ))}
        <span aria-current="page" className="truncate font-semibold text-ink">
          {crumb}
        </span>
      </nav>
      <div className="min-w-0 flex-[1_1_320px]">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1
            tabIndex={-1}
            className={clsx(
              "wrap-anywhere font-[580] tracking-[-.022em]",
              size === "page" ? "text-page" : "text-decision",
            )}
          >
            {title}
          </h1>
          {badge}
        </div>
        {lead && <div className="mt-0.5 max-w-[64ch] text-ink-3">{lead}</div>}
      </div>
      {actions && <div className="flex flex-wrap gap-2 md:ml-auto">{actions}</div>}
    </header>
  );
}
