"use client";

import clsx from "clsx";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { Link } from "./ui/link";
import { tip } from "./ui/tip";

type NavLinkProps = { href: string; icon: ReactNode; title: string; count?: string };

/** One page of the navigation, marked while one is there or below it. */
export function NavLink({ href, icon, title, count }: NavLinkProps) {
  const path = usePathname();
  const current = path === href || path.startsWith(`${href}/`);
  return (
    <Link
      {...tip(title, { side: "right", className: "xl:hidden" })}
      href={href}
      aria-current={current ? "page" : undefined}
      className={clsx(
        "flex h-11 items-center gap-[9px] rounded-control px-2 transition-colors duration-90 md:h-9 md:max-xl:justify-center xl:h-[30px]",
        current
          ? "bg-surface font-semibold text-ink shadow-1 ring-1 ring-line [&_svg]:text-accent"
          : "font-[450] text-ink-2 hover:bg-hover [&_svg]:text-ink-3",
      )}
    >
      {icon}
      <span className="min-w-0 flex-1 truncate md:max-xl:sr-only">{title}</span>
      {count !== undefined && (
        <span className="font-normal text-ink-3 text-meta md:max-xl:hidden">{count}</span>
      )}
    </Link>
  );
}
